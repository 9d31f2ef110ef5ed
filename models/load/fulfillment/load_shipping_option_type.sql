-- depends_on: {{ ref('gate') }}
select * from {{ ref('v2_shipping_option_type') }}
