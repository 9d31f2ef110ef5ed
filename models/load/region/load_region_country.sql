{{ config(meta={'existing': 'merge', 'merge_columns': ['region_id']}) }}
-- depends_on: {{ ref('loading') }}
-- depends_on: {{ ref('load_region') }}
select * from {{ ref('v2_region_country') }}
