with links as (
    select * from {{ ref('stg_product_shipping_profile') }}
),

products as (
    select * from {{ ref('v2_product') }}
),

profiles as (
    select * from {{ ref('stg_shipping_profile') }}
),

candidates as (
    select * from {{ ref('int_product__profile_candidates') }}
    where v1_table = 'product_shipping_profile'
),

final as (
    select
        'product_shipping_profile' as v1_table,
        links.v1_id,
        case when products.id is null or profiles.id is null then 'quarantined' else 'left' end as fate,
        case
            when products.id is null or profiles.id is null then 'profile_link_broken'
            when profiles.deleted_at is not null then 'profile_deleted'
            when candidates.has_store_option then 'profile_superseded'
            else 'profile_without_store_option'
        end as reason,
        null as v2_table,
        null as v2_id,
        links.product_id || ' → ' || coalesce(profiles.name, links.profile_id) as detail
    from links
    left join products on links.product_id = products.id
    left join profiles on links.profile_id = profiles.id
    left join candidates on links.v1_id = candidates.v1_id
    where candidates.v1_id is null or candidates.profile_rank > 1 or not candidates.has_store_option
)

select * from final
