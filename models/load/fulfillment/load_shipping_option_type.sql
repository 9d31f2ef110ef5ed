-- depends_on: {{ ref('loading') }}
select * from {{ ref('v2_shipping_option_type') }}
