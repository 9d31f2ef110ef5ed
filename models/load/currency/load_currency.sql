{{ config(meta={'existing': 'skip'}) }}
-- depends_on: {{ ref('loading') }}
select * from {{ ref('v2_currency') }}
