{#- The live reservations of all the shop: those of a part of it, where a run reads a part, and those it leaves out. -#}
{% macro whole_reservations() %}
    select
        inventory_item_id,
        location_id,
        quantity,
        v1_table
    from {{ ref('v2_reservation_item') }}
    where deleted_at is null
    union all
    select
        content ->> 'inventory_item_id' as inventory_item_id,
        content ->> 'location_id' as location_id,
        (content ->> 'quantity')::numeric as quantity,
        content ->> 'v1_table' as v1_table
    from {{ source('migration', 'rest_row') }}
    where table_name = 'v2_reservation_item'
{% endmacro %}
