{#- v1's link between price and variant: in v2 a price names its set, so every link lives on in its price. -#}
with links as (
    select * from {{ ref('stg_product_variant_money_amount') }}
),

migrated as (
    select * from {{ ref('v2_price') }}
    where v1_table = 'money_amount'
),

final as (
    select
        'product_variant_money_amount' as v1_table,
        links.v1_id,
        case when migrated.id is null then 'left' else 'merged' end as fate,
        case when migrated.id is null then 'link_without_price' else 'link_is_in_price' end as reason,
        case when migrated.id is not null then 'price' end as v2_table,
        migrated.id as v2_id,
        null::text as detail
    from links
    left join migrated on links.money_amount_id = migrated.id
)

select * from final
