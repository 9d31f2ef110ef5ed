{#- The shipping profiles v1 gave a product, best first (rank 1), with the reasons of the order. v1 allows
    several and takes whichever the database returns last; v2 allows one. Databases before 1.14 name
    the profile in the product itself. A product without any gets the default profile. -#}
with products as (
    select * from {{ ref('v2_product') }}
),

profiles as (
    select * from {{ ref('stg_shipping_profile') }}
    where deleted_at is null
),

store_options as (
    select distinct profile_id
    from {{ ref('int_shipping_option__placed') }}
    where deleted_at is null and not is_return and not is_admin_only
),

links as (
    select
        product_id,
        profile_id,
        'product_shipping_profile' as v1_table,
        v1_id
    from {{ ref('stg_product_shipping_profile') }}
),

named as (
    select * from links
    union all
    select
        products.id as product_id,
        products.profile_id,
        'product' as v1_table,
        products.v1_id
    from {{ ref('stg_product') }} as products
    where products.profile_id is not null and not exists (
        select 1 from links
        where links.product_id = products.id
    )
),

default_profile as (
    select * from profiles
    where type = 'default'
    order by created_at, id
    limit 1
),

live as (
    select named.*
    from named
    inner join profiles on named.profile_id = profiles.id
),

candidates as (
    select * from live
    union all
    select
        products.id as product_id,
        default_profile.id as profile_id,
        'product' as v1_table,
        products.v1_id
    from products
    cross join default_profile
    where not exists (
        select 1 from live
        where live.product_id = products.id
    )
),

final as (
    select
        candidates.product_id,
        candidates.profile_id,
        store_options.profile_id is not null as has_store_option,
        row_number() over (
            partition by candidates.product_id
            order by
                store_options.profile_id is null asc,
                case profiles.type when 'default' then 1 when 'gift_card' then 2 else 0 end asc,
                profiles.created_at desc,
                profiles.id asc,
                candidates.v1_id asc
        ) as profile_rank,
        count(*) over (partition by candidates.product_id) as profile_count,
        products.created_at,
        products.updated_at,
        products.deleted_at,
        candidates.v1_table,
        candidates.v1_id
    from candidates
    inner join products on candidates.product_id = products.id
    inner join profiles on candidates.profile_id = profiles.id
    left join store_options on candidates.profile_id = store_options.profile_id
)

select * from final
