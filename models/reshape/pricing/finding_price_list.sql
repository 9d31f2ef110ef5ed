{#- What v2 does differently with price lists as a whole. -#}
with price_lists as (
    select * from {{ ref('stg_price_list') }}
),

v2_price_lists as (
    select * from {{ ref('v2_price_list') }}
),

deleted_groups as (
    select
        pairs.price_list_id,
        string_agg(customer_groups.name, ', ' order by customer_groups.id) as group_names
    from {{ ref('stg_price_list_customer_groups') }} as pairs
    inner join {{ ref('stg_customer_group') }} as customer_groups on pairs.customer_group_id = customer_groups.id
    where customer_groups.deleted_at is not null
    group by pairs.price_list_id
),

variant_lists as (
    select distinct
        prices.price_set_id,
        prices.price_list_id,
        v2_price_lists.rules_count
    from {{ ref('v2_price') }} as prices
    inner join v2_price_lists on prices.price_list_id = v2_price_lists.id
    where prices.deleted_at is null
),

rivals as (
    select distinct price_list_id
    from (
        select
            price_list_id,
            count(*) over (partition by price_set_id, rules_count) as lists_count
        from variant_lists
    ) as counted
    where lists_count > 1
),

found as (
    select
        'changed' as severity,
        'override_list_is_sale' as rule,
        price_lists.v1_id,
        price_lists.name as detail
    from price_lists
    inner join v2_price_lists on price_lists.id = v2_price_lists.id
    where price_lists.type::text = 'override' and v2_price_lists.type = 'sale'
    union all
    select
        'changed' as severity,
        'price_list_group_deleted' as rule,
        price_lists.v1_id,
        format('%s: %s', price_lists.name, deleted_groups.group_names) as detail
    from price_lists
    inner join deleted_groups on price_lists.id = deleted_groups.price_list_id
    union all
    select
        'lost' as severity,
        'price_list_type_not_kept' as rule,
        price_lists.v1_id,
        format('%s: type %s', price_lists.name, price_lists.type)
        || case when price_lists.is_tax_inclusive then ', prices include tax' else '' end as detail
    from price_lists
    where
        not {{ live_has('price_list', 'metadata') }}
        and (price_lists.type::text = 'override' or price_lists.is_tax_inclusive)
    union all
    -- 2.11 learnt to prefer the lower price among lists of one rank; `limit` is what the next release added.
    select
        'changed' as severity,
        'dearer_list_may_win' as rule,
        price_lists.v1_id,
        price_lists.name as detail
    from price_lists
    inner join rivals on price_lists.id = rivals.price_list_id
    where not {{ live_has('promotion', 'limit') }}
),

final as (
    select
        severity,
        rule,
        'price_list' as v1_table,
        v1_id,
        detail
    from found
)

select * from final
