{#- v1 keeps no times of memberships: those of the younger end. A membership of something deleted is deleted. -#}
with memberships as (
    select * from {{ ref('stg_customer_group_customers') }}
),

customers as (
    select * from {{ ref('v2_customer') }}
),

customer_groups as (
    select * from {{ ref('v2_customer_group') }}
),

final as (
    select
        {{ v2_id('cusgc', "'member:' || memberships.v1_id") }} as id,
        memberships.customer_id,
        memberships.customer_group_id,
        nullif(jsonb_build_object('medusa_v1', {{ kept_v1({}, 'memberships.v1_custom') }}), '{"medusa_v1": {}}') as metadata,
        greatest(customer_groups.created_at, customers.created_at) as created_at,
        greatest(customer_groups.created_at, customers.created_at) as updated_at,
        null::text as created_by,
        greatest(customer_groups.deleted_at, customers.deleted_at) as deleted_at,
        'customer_group_customers' as v1_table,
        memberships.v1_id
    from memberships
    inner join customers on memberships.customer_id = customers.id
    inner join customer_groups on memberships.customer_group_id = customer_groups.id
)

select * from final
