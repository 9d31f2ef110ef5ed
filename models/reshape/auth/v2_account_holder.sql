{#- The customer ids at Stripe that v1 kept in metadata: with them v2 finds the saved cards again. -#}
with customers as (
    select
        *,
        metadata ->> 'stripe_id' as stripe_id
    from {{ ref('v2_customer') }}
    where metadata ->> 'stripe_id' like 'cus\_%'
),

providers as (
    select v2_id from {{ ref('map_provider') }}
    where kind = 'payment' and v1_id = 'stripe'
),

final as (
    select
        {{ v2_id('acchld', "'stripe:' || stripe_id") }} as id,
        coalesce(max(providers.v2_id), 'pp_stripe_stripe') as provider_id,
        customers.stripe_id as external_id,
        (array_agg(customers.email order by customers.deleted_at asc nulls first, customers.has_account desc, customers.updated_at desc))[
            1
        ] as email,
        jsonb_build_object('id', customers.stripe_id) as data,
        '{}'::jsonb as metadata,
        min(customers.created_at) as created_at,
        max(customers.updated_at) as updated_at,
        case when count(*) = count(customers.deleted_at) then max(customers.deleted_at) end as deleted_at,
        'customer' as v1_table,
        min(customers.v1_id) as v1_id
    from customers
    left join providers on true
    group by customers.stripe_id
)

select * from final
