{#- v1's pairs of list and customer group: in v2 one rule per list names all its groups. -#}
with pairs as (
    select * from {{ ref('stg_price_list_customer_groups') }}
),

rules as (
    select * from {{ ref('v2_price_list_rule') }}
),

final as (
    select
        'price_list_customer_groups' as v1_table,
        pairs.v1_id,
        case when rules.id is null then 'left' else 'merged' end as fate,
        case when rules.id is null then 'group_of_list_is_gone' else 'group_is_in_list_rule' end as reason,
        case when rules.id is not null then 'price_list_rule' end as v2_table,
        rules.id as v2_id,
        null::text as detail
    from pairs
    left join rules
        on pairs.price_list_id = rules.price_list_id and rules.value @> to_jsonb(pairs.customer_group_id::text)
)

select * from final
