{#- Addresses that no customer owns: an order's, a swap's, a claim's or a cart's copy of what was typed at checkout. -#}
with placed as (
    select distinct v1_id from {{ ref('v2_customer_address') }}
),

left_out as (
    select stg_address.*
    from {{ ref('stg_address') }} as stg_address
    left join placed on stg_address.v1_id = placed.v1_id
    where placed.v1_id is null
),

used as (
    select
        shipping_address_id as address_id,
        'order' as v2_table,
        id as v2_id
    from {{ ref('stg_order') }}
    union all
    select
        billing_address_id as address_id,
        'order' as v2_table,
        id as v2_id
    from {{ ref('stg_order') }}
    union all
    select
        shipping_address_id as address_id,
        'order' as v2_table,
        order_id as v2_id
    from {{ ref('stg_swap') }}
    union all
    select
        shipping_address_id as address_id,
        'order' as v2_table,
        order_id as v2_id
    from {{ ref('stg_claim_order') }}
    union all
    select
        shipping_address_id as address_id,
        'cart' as v2_table,
        id as v2_id
    from {{ ref('stg_cart') }}
    union all
    select
        billing_address_id as address_id,
        'cart' as v2_table,
        id as v2_id
    from {{ ref('stg_cart') }}
),

first_use as (
    select distinct on (address_id)
        address_id,
        v2_table,
        v2_id
    from used
    where address_id is not null
    order by address_id asc, v2_table desc, v2_id asc
),

final as (
    select
        'address' as v1_table,
        left_out.v1_id,
        case when first_use.v2_table = 'order' then 'merged' else 'left' end as fate,
        case
            when first_use.v2_table = 'order' then 'address_copied_into_order'
            when first_use.v2_table = 'cart' then 'address_of_cart_only'
            else 'address_unused'
        end as reason,
        case when first_use.v2_table = 'order' then 'order' end as v2_table,
        case when first_use.v2_table = 'order' then first_use.v2_id end as v2_id,
        null::text as detail
    from left_out
    left join first_use on left_out.id = first_use.address_id
)

select * from final
