with customers as (
    select * from {{ ref('stg_customer') }}
),

spelled as (
    select * from {{ ref('int_customer__spelled') }}
),

notes as (
    select * from {{ ref('int_note__by_resource') }}
    where resource_type = 'customer'
),

billing_addresses as (
    select
        id,
        company
    from {{ ref('stg_address') }}
    where '{{ var("customer_company_source") }}' = 'billing_address'
),

prepared as (
    select
        customers.*,
        spelled.email as v2_email,
        case '{{ var("customer_company_source") }}'
            when 'metadata' then nullif(trim(customers.metadata ->> 'company'), '')
            when 'billing_address' then nullif(trim(billing_addresses.company), '')
        end as company_name,
        {{ kept_v1({'billing_address_id': 'customers.billing_address_id', 'notes': 'notes.notes'}, 'customers.v1_custom') }} as kept
    from customers
    inner join spelled on customers.id = spelled.id and spelled.is_free
    left join notes on customers.id = notes.resource_id
    left join billing_addresses on customers.billing_address_id = billing_addresses.id
),

final as (
    select
        id,
        company_name,
        first_name,
        last_name,
        v2_email as email,
        phone,
        has_account,
        {{ metadata_with_v1('metadata', 'kept') }} as metadata,
        created_at,
        updated_at,
        deleted_at,
        null::text as created_by,
        'customer' as v1_table,
        v1_id
    from prepared
)

select * from final
