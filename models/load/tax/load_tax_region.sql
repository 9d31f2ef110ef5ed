-- depends_on: {{ ref('loading') }}
-- depends_on: {{ ref('load_tax_provider') }}
select * from {{ ref('v2_tax_region') }}
