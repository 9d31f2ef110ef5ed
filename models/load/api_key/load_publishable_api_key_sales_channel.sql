{{ config(meta={'existing': 'merge'}) }}
-- depends_on: {{ ref('loading') }}
-- depends_on: {{ ref('load_api_key') }}
-- depends_on: {{ ref('load_sales_channel') }}
select * from {{ ref('v2_publishable_api_key_sales_channel') }}
