-- depends_on: {{ ref('loading') }}
-- depends_on: {{ ref('load_shipping_option') }}
select * from {{ ref('v2_shipping_option_rule') }}
