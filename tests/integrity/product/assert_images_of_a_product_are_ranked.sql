-- Must never happen: images of a product whose ranks are not 0..n-1; v2 shows them in that order.
with ranked as (
    select
        *,
        row_number() over (partition by product_id order by rank) - 1 as expected_rank
    from {{ ref('v2_image') }}
)

select id from ranked
where rank <> expected_rank
