-- Must never happen: an amount whose raw twin says something else; v2 reads the twin.
{% for table, column in [
    ('order_line_item', 'unit_price'),
    ('order_line_item_adjustment', 'amount'),
    ('order_line_item_tax_line', 'rate'),
    ('order_shipping_method', 'amount'),
    ('order_shipping_method_tax_line', 'rate'),
    ('order_credit_line', 'amount'),
    ('order_item', 'quantity'),
    ('order_item', 'return_received_quantity'),
    ('cart_line_item', 'unit_price'),
    ('cart_shipping_method', 'amount'),
] %}
select
    '{{ table }}.{{ column }}' as twin,
    id
from {{ ref('v2_' ~ table) }}
where (raw_{{ column }} ->> 'value')::numeric is distinct from {{ column }} or raw_{{ column }} -> 'precision' <> '20'
{{ 'union all' if not loop.last }}
{% endfor %}
