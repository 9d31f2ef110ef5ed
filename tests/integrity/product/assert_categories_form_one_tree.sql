-- Must never happen: a category whose path is not its parent's path and itself, or siblings that are not ranked 0..n-1.
with categories as (
    select * from {{ ref('v2_product_category') }}
),

ranked as (
    select
        *,
        row_number() over (partition by parent_category_id order by rank) - 1 as expected_rank
    from categories
)

select ranked.id
from ranked
left join categories as parent on ranked.parent_category_id = parent.id
where
    ranked.mpath <> concat_ws('.', parent.mpath, ranked.id)
    or ranked.rank <> ranked.expected_rank
