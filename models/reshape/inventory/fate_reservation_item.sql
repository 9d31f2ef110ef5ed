with judged as (
    select * from {{ ref('int_reservation_item__judged') }}
    where reason is not null
),

reservations as (
    select * from {{ ref('stg_reservation_item') }}
),

final as (
    select
        'reservation_item' as v1_table,
        reservations.v1_id,
        case
            when judged.reason in ('reservation_without_item', 'reservation_without_location') then 'quarantined'
            else 'left'
        end as fate,
        judged.reason,
        null as v2_table,
        null as v2_id,
        format(
            '%s of item %s for line %s', reservations.quantity, reservations.inventory_item_id,
            coalesce(reservations.line_item_id, 'none')
        ) as detail
    from judged
    inner join reservations on judged.id = reservations.id
)

select * from final
