{#- rate is a 4 byte float: through text 9.975 stays 9.975. NaN or a negative number is no rate. -#}
select
    {{ known_columns('shipping_method_tax_line') }},
    case when rate >= 0 and rate < 'Infinity' then rate::text::numeric end as rate_percent,
    id as v1_id
from {{ source('medusa_v1', 'shipping_method_tax_line') }}
