{#- The situations in which v1's and v2's prices are compared: per variant with a price, the quantities at
    and around its bounds, and, for its price lists, every outcome of "who asks and when": the moment of
    the snapshot and a second before and after each start and end, nobody's group, each single group, and
    each combination some customer is in. Moments and groups that let the same lists count are one
    situation, so their number follows the lists, not the calendar. -#}
with prices as (
    select * from {{ ref('int_money_amount__placed') }}
    where deleted_at is null or is_used
),

v2_bounds as (
    select
        links.variant_id,
        prices.min_quantity,
        prices.max_quantity
    from {{ ref('v2_price') }} as prices
    inner join {{ ref('v2_product_variant_price_set') }} as links on prices.price_set_id = links.price_set_id
    where prices.deleted_at is null and links.deleted_at is null
),

v1_lists as (
    select * from {{ ref('stg_price_list') }}
),

v1_pairs as (
    select * from {{ ref('stg_price_list_customer_groups') }}
),

v2_lists as (
    select * from {{ ref('v2_price_list') }}
    where deleted_at is null and status = 'active'
),

v2_rules as (
    select * from {{ ref('v2_price_list_rule') }}
    where deleted_at is null
),

memberships as (
    select * from {{ ref('stg_customer_group_customers') }}
),

runs as (
    select max(snapshot_at) as snapshot_at from {{ source('migration', 'run') }}
),

variants as (
    select
        variant_id,
        coalesce(
            array_agg(distinct price_list_id order by price_list_id) filter (where price_list_id is not null), '{}'
        ) as price_lists
    from prices
    group by variant_id
),

-- Variants that are in the same lists share their situations.
list_sets as (
    select distinct price_lists from variants
),

listed as (
    select
        list_sets.price_lists,
        unnest(list_sets.price_lists) as price_list_id
    from list_sets
),

moments as (
    select
        listed.price_lists,
        runs.snapshot_at as at_time
    from listed
    cross join runs
    union
    select
        listed.price_lists,
        bounds.bound + bounds.shift as at_time
    from listed
    inner join v1_lists on listed.price_list_id = v1_lists.id
    cross join
        lateral (
            values
            (v1_lists.starts_at, interval '-1 second'),
            (v1_lists.starts_at, interval '1 second'),
            (v1_lists.ends_at, interval '-1 second'),
            (v1_lists.ends_at, interval '1 second')
        ) as bounds (bound, shift)
    where isfinite(bounds.bound)
),

group_lists as (
    select distinct
        listed.price_lists,
        v1_pairs.customer_group_id
    from listed
    inner join v1_pairs on listed.price_list_id = v1_pairs.price_list_id
),

customers as (
    select array_agg(customer_group_id order by customer_group_id) as customer_groups
    from memberships
    group by customer_id
),

combinations as (
    select distinct customer_groups from customers
),

combined as (
    select
        combinations.customer_groups,
        unnest(combinations.customer_groups) as customer_group_id
    from combinations
),

askers as (
    select
        price_lists,
        '{}'::text[] as customer_groups
    from list_sets
    union
    select
        price_lists,
        array[customer_group_id]::text[] as customer_groups
    from group_lists
    union
    select
        group_lists.price_lists,
        array_agg(group_lists.customer_group_id::text order by group_lists.customer_group_id) as customer_groups
    from group_lists
    inner join combined on group_lists.customer_group_id = combined.customer_group_id
    group by group_lists.price_lists, combined.customer_groups
),

-- Which groups open which list: a null group means everybody.
v1_doors as (
    select
        v1_lists.id as price_list_id,
        v1_pairs.customer_group_id::text as customer_group_id
    from v1_lists
    left join v1_pairs on v1_lists.id = v1_pairs.price_list_id
    where v1_lists.status::text = 'active' and v1_lists.deleted_at is null
),

v2_doors as (
    select
        v2_lists.id as price_list_id,
        doors.customer_group_id
    from v2_lists
    left join v2_rules on v2_lists.id = v2_rules.price_list_id
    left join lateral jsonb_array_elements_text(v2_rules.value) as doors (customer_group_id) on true
    where (v2_lists.rules_count = 0) = (v2_rules.id is null)
),

asked as (
    select
        list_sets.price_lists,
        moments.at_time,
        askers.customer_groups
    from list_sets
    inner join askers on list_sets.price_lists = askers.price_lists
    left join moments on list_sets.price_lists = moments.price_lists
),

opened as (
    select
        asked.price_lists,
        asked.at_time,
        asked.customer_groups,
        coalesce(
            array_agg(distinct v1_lists.id order by v1_lists.id) filter (
                where
                v1_doors.price_list_id is not null
                and (v1_lists.starts_at is null or v1_lists.starts_at < asked.at_time)
                and (v1_lists.ends_at is null or v1_lists.ends_at > asked.at_time)
            ), '{}'
        ) as v1_price_lists,
        coalesce(
            array_agg(distinct v2_lists.id order by v2_lists.id) filter (
                where
                v2_doors.price_list_id is not null
                and (v2_lists.starts_at is null or v2_lists.starts_at <= asked.at_time)
                and (v2_lists.ends_at is null or v2_lists.ends_at >= asked.at_time)
            ), '{}'
        ) as v2_price_lists
    from asked
    left join listed on asked.price_lists = listed.price_lists
    left join v1_lists on listed.price_list_id = v1_lists.id
    left join v2_lists on listed.price_list_id = v2_lists.id
    left join v1_doors
        on
            listed.price_list_id = v1_doors.price_list_id
            and (v1_doors.customer_group_id is null or v1_doors.customer_group_id = any(asked.customer_groups))
    left join v2_doors
        on
            listed.price_list_id = v2_doors.price_list_id
            and (v2_doors.customer_group_id is null or v2_doors.customer_group_id = any(asked.customer_groups))
    group by asked.price_lists, asked.at_time, asked.customer_groups
),

situations as (
    select distinct on (opened.price_lists, opened.v1_price_lists, opened.v2_price_lists)
        opened.price_lists,
        opened.v1_price_lists,
        opened.v2_price_lists,
        opened.at_time,
        opened.customer_groups
    from opened
    cross join runs
    order by
        opened.price_lists, opened.v1_price_lists, opened.v2_price_lists,
        opened.at_time is distinct from runs.snapshot_at, opened.at_time, opened.customer_groups
),

bounds as (
    select
        variant_id,
        unnest(array[min_quantity, max_quantity]) as bound
    from prices
    union
    select
        variant_id,
        unnest(array[min_quantity, max_quantity]) as bound
    from v2_bounds
),

quantities as (
    select
        variant_id,
        null::numeric as quantity
    from variants
    union
    select
        variant_id,
        greatest(unnest(array[1, bound - 1::numeric, bound, bound + 1::numeric]), 1) as quantity
    from bounds
    -- What stands for "no bound" on targets that need both is not a quantity anybody orders.
    where bound < 999999999
),

final as (
    select
        variants.variant_id,
        quantities.quantity,
        array_to_string(situations.v1_price_lists, ' ') as v1_price_lists,
        array_to_string(situations.v2_price_lists, ' ') as v2_price_lists,
        situations.at_time,
        array_to_string(situations.customer_groups, ' ') as customer_groups
    from variants
    inner join quantities on variants.variant_id = quantities.variant_id
    inner join situations on variants.price_lists = situations.price_lists
)

select * from final
