{#- Percentages go across the items: `each` would cap the number of units, and per line both give the same. Only
    v1's amount per item needs `each`, with a cap that no cart reaches. -#}
with promotions as (
    select
        *,
        type = 'fixed' and allocation = 'item' as is_per_item,
        case when type = 'free_shipping' then 100 else value end as v2_value
    from {{ ref('int_promotion__resolved') }}
    where problem is null
),

final as (
    select
        {{ v2_id('proappmet', 'promotion_id') }} as id,
        v2_value as value,
        {{ big_number('v2_value') }} as raw_value,
        case when is_per_item then 1000000 end as max_quantity,
        null::integer as apply_to_quantity,
        null::integer as buy_rules_min_quantity,
        case when type = 'fixed' then 'fixed' else 'percentage' end as type,
        case when type = 'free_shipping' then 'shipping_methods' else 'items' end as target_type,
        case when is_per_item then 'each' else 'across' end as allocation,
        promotion_id,
        created_at,
        updated_at,
        deleted_at,
        currency_code,
        v1_table,
        v1_id
    from promotions
)

select * from final
