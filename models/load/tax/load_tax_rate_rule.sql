-- depends_on: {{ ref('loading') }}
-- depends_on: {{ ref('load_tax_rate') }}
select * from {{ ref('v2_tax_rate_rule') }}
