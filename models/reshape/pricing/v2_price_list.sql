{#- In v2 an override list may raise prices; v1's type was only a label, the lowest price won. v2's rule for
    a sale (the lower of list and default price) is v1's rule, so every list is a sale. -#}
with price_lists as (
    select * from {{ ref('stg_price_list') }}
),

rules as (
    select * from {{ ref('v2_price_list_rule') }}
    where deleted_at is null
),

restricted as (
    select distinct price_list_id from {{ ref('stg_price_list_customer_groups') }}
),

final as (
    select
        price_lists.id,
        case
            -- All groups of the list are gone: nobody decided that it is for everybody now.
            when restricted.price_list_id is not null and rules.id is null then 'draft'
            when price_lists.status::text = 'active' then 'active'
            else 'draft'
        end as status,
        price_lists.starts_at,
        price_lists.ends_at,
        case when rules.id is null then 0 else 1 end as rules_count,
        coalesce(price_lists.name, price_lists.id) as title,
        coalesce(price_lists.description, '') as description,
        case
            when '{{ var("price_mode") }}' = 'as_entered' and price_lists.type::text = 'override' then 'override'
            else 'sale'
        end as type,
        price_lists.created_at,
        price_lists.updated_at,
        price_lists.deleted_at,
        {% set kept = kept_v1({
            'type': 'price_lists.type::text',
            'includes_tax': 'nullif(price_lists.is_tax_inclusive, false)',
        }, custom='price_lists.v1_custom') -%}
        {{ metadata_with_v1('null::jsonb', kept) }} as metadata,
        'price_list' as v1_table,
        price_lists.v1_id
    from price_lists
    left join rules on price_lists.id = rules.price_list_id
    left join restricted on price_lists.id = restricted.price_list_id
)

select * from final
