{#- The store asks for options with both attributes, and every rule must match: always two rows, with text
    values. -#}
with placed as (
    select * from {{ ref('int_shipping_option__placed') }}
),

ruled as (
    select
        placed.*,
        rules.attribute,
        rules.value
    from placed
    cross join lateral (
        values ('is_return', placed.is_return), ('enabled_in_store', not placed.is_admin_only)
    ) as rules (attribute, value)
),

final as (
    select
        {{ v2_id('sorul', "id || ':' || attribute") }} as id,
        attribute,
        'eq' as operator,
        to_jsonb(value::text) as value,
        id as shipping_option_id,
        created_at,
        updated_at,
        deleted_at,
        'shipping_option' as v1_table,
        v1_id
    from ruled
)

select * from final
