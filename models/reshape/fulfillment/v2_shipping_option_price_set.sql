{#- Calculated options have no price and no price set: a link to a missing set would break the admin's list. -#}
with prices as (
    select * from {{ ref('int_shipping_option__prices') }}
),

final as (
    select
        shipping_option_id,
        price_set_id,
        {{ v2_id('sops', 'shipping_option_id') }} as id,
        created_at,
        updated_at,
        deleted_at,
        v1_table,
        v1_id
    from prices
)

select * from final
