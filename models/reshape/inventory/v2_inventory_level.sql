{#- v2 subtracts stock when goods leave, and until then holds a reservation. v1 without its inventory module
    subtracted it when the order came in: what is still to be sent is added to the stock again, so
    that what is available stays v1's number. reserved_quantity is the sum of the live reservations,
    as v2's own scripts make it. v2 takes a level with an empty raw_ column for sold out. -#}
with counted as (
    select * from {{ ref('int_inventory_level__counted') }}
),

inventory_mode as (
    select * from {{ ref('int_inventory__mode') }}
),

reservations as (
    {{ whole_reservations() }}
),

reserved as (
    select
        inventory_item_id,
        location_id,
        sum(quantity) as quantity,
        sum(quantity) filter (where v1_table = 'line_item') as added_quantity
    from reservations
    group by inventory_item_id, location_id
),

summed as (
    select
        counted.*,
        counted.stocked_quantity + case
            when not inventory_mode.is_module or '{{ var("module_missing_reservations") }}' = 'add_stock'
                then coalesce(reserved.added_quantity, 0)
            else 0
        end as v2_stocked_quantity,
        coalesce(reserved.quantity, 0) as v2_reserved_quantity
    from counted
    cross join inventory_mode
    left join reserved
        on
            counted.inventory_item_id = reserved.inventory_item_id
            and counted.location_id = reserved.location_id
            and counted.deleted_at is null
),

clamped as (
    select
        *,
        {% if var('clamp_negative_stock') %}greatest(v2_stocked_quantity, 0){% else %}v2_stocked_quantity{% endif %} as final_stocked_quantity
    from summed
),

final as (
    select
        id,
        created_at,
        updated_at,
        deleted_at,
        inventory_item_id,
        location_id,
        final_stocked_quantity as stocked_quantity,
        v2_reserved_quantity as reserved_quantity,
        incoming_quantity,
        metadata,
        {{ big_number('final_stocked_quantity') }} as raw_stocked_quantity,
        {{ big_number('v2_reserved_quantity') }} as raw_reserved_quantity,
        {{ big_number('incoming_quantity') }} as raw_incoming_quantity,
        v1_table,
        v1_id
    from clamped
)

select * from final
