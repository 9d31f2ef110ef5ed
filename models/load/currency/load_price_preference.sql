{{ config(meta={'existing': 'merge', 'merge_columns': ['is_tax_inclusive']}) }}
-- depends_on: {{ ref('loading') }}
select * from {{ ref('v2_price_preference') }}
