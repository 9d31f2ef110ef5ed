-- depends_on: {{ ref('loading') }}
-- depends_on: {{ ref('load_region') }}
-- depends_on: {{ ref('load_payment_provider') }}
select * from {{ ref('v2_region_payment_provider') }}
