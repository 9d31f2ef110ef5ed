with price_lists as (
    select * from {{ ref('stg_price_list') }}
),

pairs as (
    select * from {{ ref('stg_price_list_customer_groups') }}
),

customer_groups as (
    select * from {{ ref('stg_customer_group') }}
    where deleted_at is null
),

members as (
    select
        pairs.price_list_id,
        jsonb_agg(customer_groups.id order by customer_groups.id) as group_ids
    from pairs
    inner join customer_groups on pairs.customer_group_id = customer_groups.id
    group by pairs.price_list_id
),

final as (
    select
        {{ v2_id('prule', "'price_list:' || price_lists.id") }} as id,
        price_lists.id as price_list_id,
        price_lists.created_at,
        price_lists.updated_at,
        null::timestamptz as deleted_at,
        members.group_ids as value,
        -- Renamed in v2; a target knows one of the two names only.
        case
            when {{ live_ran_migration('Migration20241212190401') }} then 'customer.groups.id'
            else 'customer_group_id'
        end as attribute,
        'price_list' as v1_table,
        price_lists.v1_id
    from price_lists
    inner join members on price_lists.id = members.price_list_id
)

select * from final
