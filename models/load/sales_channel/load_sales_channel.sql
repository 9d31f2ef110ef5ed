{{ config(meta={'existing': 'merge'}) }}
-- depends_on: {{ ref('gate') }}
select * from {{ ref('v2_sales_channel') }}
