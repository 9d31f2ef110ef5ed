-- Must never happen: an amount whose raw twin says something else; v2 reads the twin.
{% for table, column in [
    ('payment_collection', 'amount'),
    ('payment_collection', 'authorized_amount'),
    ('payment_collection', 'captured_amount'),
    ('payment_collection', 'refunded_amount'),
    ('payment_session', 'amount'),
    ('payment', 'amount'),
    ('capture', 'amount'),
    ('refund', 'amount'),
    ('order_transaction', 'amount'),
] %}
select
    '{{ table }}.{{ column }}' as twin,
    id
from {{ ref('v2_' ~ table) }}
where (raw_{{ column }} ->> 'value')::numeric is distinct from {{ column }} or raw_{{ column }} -> 'precision' <> '20'
{{ 'union all' if not loop.last }}
{% endfor %}
