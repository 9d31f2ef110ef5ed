{#- A cart's own copies of its addresses. -#}
with carts as (
    select * from {{ ref('int_cart__open') }}
),

addresses as (
    select * from {{ ref('stg_address') }}
),

uses as (
    select
        id as cart_id,
        customer_id,
        'shipping' as purpose,
        shipping_address_id as address_id
    from carts
    union all
    select
        id as cart_id,
        customer_id,
        'billing' as purpose,
        billing_address_id as address_id
    from carts
),

copied as (
    select
        addresses.*,
        uses.cart_id,
        uses.purpose,
        coalesce(addresses.customer_id, uses.customer_id) as owner_id,
        {{ kept_v1({'address_id': 'addresses.id'}, 'addresses.v1_custom') }} as kept
    from uses
    inner join addresses on uses.address_id = addresses.id
),

final as (
    select
        {{ v2_id('caaddr', "'cart_address:' || purpose || ':' || cart_id") }} as id,
        owner_id as customer_id,
        company,
        first_name,
        last_name,
        address_1,
        address_2,
        city,
        lower(trim(country_code)) as country_code,
        province,
        postal_code,
        phone,
        {{ metadata_with_v1('metadata', 'kept') }} as metadata,
        created_at,
        updated_at,
        null::timestamptz as deleted_at,
        'address' as v1_table,
        v1_id
    from copied
)

select * from final
