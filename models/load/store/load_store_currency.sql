{{ config(meta={'existing': 'merge'}) }}
-- depends_on: {{ ref('loading') }}
-- depends_on: {{ ref('load_store') }}
select * from {{ ref('v2_store_currency') }}
