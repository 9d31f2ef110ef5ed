{#- The rules v2 needs to charge what v1 charged. v2 looks for a rule of the product, then of its type,
    then takes the default: a product needs a rule of its own only where its set differs from its type's.
    rate_set '' is the region's default: a product that v1 never gave a rate, of a type merged with one
    that has some. v2 never finds a deleted type, so it covers nothing. -#}
with linked as (
    select * from {{ ref('int_tax_rate__linked') }}
),

products as (
    select * from {{ ref('stg_product') }}
),

product_types as (
    select * from {{ ref('stg_product_type') }}
    where deleted_at is null
),

survivors as (
    select * from {{ ref('map_product_type') }}
),

shipping_options as (
    select * from {{ ref('stg_shipping_option') }}
),

type_sets as (
    select linked.*
    from linked
    inner join product_types on linked.reference_id = product_types.id
    inner join survivors on product_types.id = survivors.v1_id and product_types.id = survivors.v2_id
    where linked.reference = 'product_type'
),

covered as (
    select
        type_sets.region_id,
        products.id as reference_id,
        type_sets.rate_set
    from products
    inner join survivors on products.type_id = survivors.v1_id
    inner join type_sets on survivors.v2_id = type_sets.reference_id
),

product_sets as (
    select * from linked
    where reference = 'product'
),

compared as (
    select
        coalesce(product_sets.region_id, covered.region_id) as region_id,
        coalesce(product_sets.reference_id, covered.reference_id) as reference_id,
        coalesce(product_sets.rate_set, '') as rate_set,
        product_sets.link_metadata
    from product_sets
    full outer join covered
        on product_sets.region_id = covered.region_id and product_sets.reference_id = covered.reference_id
    where product_sets.rate_set is distinct from covered.rate_set
),

final as (
    select
        region_id,
        'product_type' as reference,
        reference_id,
        rate_set,
        link_metadata,
        null::timestamptz as deleted_at
    from type_sets
    union all
    select
        compared.region_id,
        'product' as reference,
        compared.reference_id,
        compared.rate_set,
        compared.link_metadata,
        products.deleted_at
    from compared
    inner join products on compared.reference_id = products.id
    union all
    select
        linked.region_id,
        'shipping_option' as reference,
        linked.reference_id,
        linked.rate_set,
        linked.link_metadata,
        shipping_options.deleted_at
    from linked
    inner join shipping_options on linked.reference_id = shipping_options.id
    where linked.reference = 'shipping_option'
)

select * from final
