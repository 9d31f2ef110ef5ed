-- Must never happen: a live variant with fewer or more values than its product has options; v2 would refuse to edit it.
with variants as (
    select * from {{ ref('v2_product_variant') }}
    where deleted_at is null
),

options as (
    select * from {{ ref('v2_product_option') }}
    where deleted_at is null
),

option_values as (
    select * from {{ ref('v2_product_option_value') }}
    where deleted_at is null
),

chosen as (
    select
        variant_options.variant_id,
        option_values.option_id,
        count(*) as choices
    from {{ ref('v2_product_variant_option') }} as variant_options
    inner join option_values on variant_options.option_value_id = option_values.id
    group by variant_options.variant_id, option_values.option_id
)

select variants.id
from variants
left join options on variants.product_id = options.product_id
left join chosen on variants.id = chosen.variant_id and options.id = chosen.option_id
where options.id is null or coalesce(chosen.choices, 0) <> 1
