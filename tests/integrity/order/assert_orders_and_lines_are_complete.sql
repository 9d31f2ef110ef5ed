-- Must never happen: a v1 order, an open draft or a line of them that v2 does not have, or has twice.
with expected as (
    select
        'order' as kind,
        orders.id
    from {{ ref('stg_order') }} as orders
    inner join {{ ref('map_currency_unit') }} as units on lower(trim(orders.currency_code)) = units.code
    union all
    select
        'line' as kind,
        line_item_id as id
    from {{ ref('int_line_item__owned') }}
    union all
    select
        'item' as kind,
        line_item_id as id
    from {{ ref('int_line_item__owned') }}
    union all
    select
        'summary' as kind,
        id
    from {{ ref('v2_order') }}
),

found as (
    select
        'order' as kind,
        id
    from {{ ref('v2_order') }}
    where v1_table = 'order'
    union all
    select
        'line' as kind,
        id
    from {{ ref('v2_order_line_item') }}
    union all
    select
        'item' as kind,
        item_id as id
    from {{ ref('v2_order_item') }}
    union all
    select
        'summary' as kind,
        order_id as id
    from {{ ref('v2_order_summary') }}
)

select
    kind,
    id
from (
    select
        kind,
        id,
        1 as expected,
        0 as found
    from expected
    union all
    select
        kind,
        id,
        0 as expected,
        1 as found
    from found
) as both_sides
group by kind, id
having sum(expected) <> 1 or sum(found) <> 1
