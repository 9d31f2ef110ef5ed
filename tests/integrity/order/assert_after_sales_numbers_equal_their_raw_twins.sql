-- Must never happen: a number whose raw twin says something else; v2 reads the twin.
{% for table, column in [
    ('return', 'refund_amount'),
    ('return_item', 'quantity'),
    ('return_item', 'received_quantity'),
    ('return_item', 'damaged_quantity'),
    ('order_exchange', 'difference_due'),
    ('order_exchange_item', 'quantity'),
    ('order_claim', 'refund_amount'),
    ('order_claim_item', 'quantity'),
    ('fulfillment_item', 'quantity'),
] %}
select
    '{{ table }}.{{ column }}' as twin,
    id
from {{ ref('v2_' ~ table) }}
where (raw_{{ column }} ->> 'value')::numeric is distinct from {{ column }} or raw_{{ column }} -> 'precision' <> '20'
{{ 'union all' if not loop.last }}
{% endfor %}
