{{ config(meta={'existing': 'skip'}) }}
-- depends_on: {{ ref('gate') }}
select * from {{ ref('v2_tax_provider') }}
