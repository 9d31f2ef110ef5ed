-- Must never happen: a variant with a value that its own product does not list; v2 would show the option empty.
with variants as (
    select * from {{ ref('v2_product_variant') }}
),

reachable as (
    select
        product_options.product_id,
        listed.product_option_value_id,
        count(*) as times
    from {{ ref('v2_product_product_option_value') }} as listed
    inner join {{ ref('v2_product_product_option') }} as product_options on listed.product_product_option_id = product_options.id
    group by product_options.product_id, listed.product_option_value_id
)

select
    variant_options.variant_id,
    variant_options.option_value_id
from {{ ref('v2_product_variant_option') }} as variant_options
inner join variants on variant_options.variant_id = variants.id
left join reachable
    on variants.product_id = reachable.product_id and variant_options.option_value_id = reachable.product_option_value_id
where coalesce(reachable.times, 0) <> 1
