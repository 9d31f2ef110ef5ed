-- Must never happen: a live variant, option, value or image of a deleted product; it would hold its unique sku or title for ever.
with products as (
    select * from {{ ref('v2_product') }}
    where deleted_at is not null
),

options as (
    select * from {{ ref('v2_product_option') }}
),

children as (
    select id, product_id, deleted_at from {{ ref('v2_product_variant') }}
    union all
    select id, product_id, deleted_at from {{ ref('v2_image') }}
    union all
    select id, product_id, deleted_at from options
    union all
    select option_values.id, options.product_id, option_values.deleted_at
    from {{ ref('v2_product_option_value') }} as option_values
    inner join options on option_values.option_id = options.id
)

select children.id
from children
inner join products on children.product_id = products.id
where children.deleted_at is null
