{#- v1 keeps a customer's billing address as a row of its own, usually without customer_id: such a customer gets a
    copy. v2 allows one default of each kind per customer, and its unique index counts deleted rows too. -#}
with addresses as (
    select * from {{ ref('stg_address') }}
),

customers as (
    select
        stg_customer.id,
        stg_customer.billing_address_id
    from {{ ref('stg_customer') }} as stg_customer
    inner join {{ ref('v2_customer') }} as v2_customer on stg_customer.id = v2_customer.id
),

owned as (
    select
        addresses.*,
        addresses.id as v2_id,
        customers.id as owner_id,
        addresses.deleted_at is null and addresses.id = coalesce(customers.billing_address_id, '') as is_billing
    from addresses
    inner join customers on addresses.customer_id = customers.id
),

copied as (
    select
        addresses.*,
        {{ v2_id('cuaddr', "'billing:' || customers.id") }} as v2_id,
        customers.id as owner_id,
        addresses.deleted_at is null as is_billing
    from customers
    inner join addresses on customers.billing_address_id = addresses.id
    where addresses.customer_id is distinct from customers.id
),

-- A target without deleted addresses would show them to the customer again.
gathered as (
    select * from owned
    where deleted_at is null or {{ live_has('customer_address', 'deleted_at') }}
    union all
    select * from copied
    where deleted_at is null or {{ live_has('customer_address', 'deleted_at') }}
),

prepared as (
    select
        *,
        {{ var('first_address_is_default_shipping') | lower }} and deleted_at is null and row_number() over (
            partition by owner_id, deleted_at is null
            order by customer_id is null, created_at, v2_id
        ) = 1 as is_shipping,
        {{ kept_v1({}) }} as kept
    from gathered
),

final as (
    select
        v2_id as id,
        owner_id as customer_id,
        null::text as address_name,
        is_shipping as is_default_shipping,
        is_billing as is_default_billing,
        company,
        first_name,
        last_name,
        address_1,
        address_2,
        city,
        lower(country_code) as country_code,
        province,
        postal_code,
        phone,
        {{ metadata_with_v1('metadata', 'kept') }} as metadata,
        created_at,
        updated_at,
        deleted_at,
        'address' as v1_table,
        v1_id
    from prepared
)

select * from final
