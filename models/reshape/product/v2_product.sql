with collections as (
    select * from {{ ref('v2_product_collection') }}
),

product_types as (
    select * from {{ ref('map_product_type') }}
),

notes as (
    select * from {{ ref('int_note__by_resource') }}
    where resource_type = 'product'
),

products as (
    select
        products.*,
        {{ kept_v1({'notes': 'notes.notes'}, 'products.v1_custom') }} as kept,
        case
            when trim(products.title) <> '' then products.title else coalesce(nullif(trim(products.handle), ''), products.id)
        end as filled_title,
        nullif(trim(products.handle), '') is null as is_generated
    from {{ ref('stg_product') }} as products
    left join notes on products.id = notes.resource_id
),

with_handle as (
    select
        *,
        case when is_generated then {{ slug('filled_title', 'id') }} else handle end as base_handle
    from products
),

-- v1's own handles come first, generated ones take what is left: foo, foo-2, foo-3.
numbered as (
    select
        *,
        row_number() over (partition by base_handle, deleted_at is null order by is_generated, created_at, id) as handle_number
    from with_handle
),

proposed as (
    select
        *,
        base_handle || case when handle_number > 1 and deleted_at is null then '-' || handle_number else '' end as proposed_handle
    from numbered
),

final as (
    select
        proposed.id,
        proposed.filled_title as title,
        case
            -- foo-2 may be another row's own handle
            when
                proposed.deleted_at is null
                and row_number() over (
                    partition by proposed.proposed_handle, proposed.deleted_at is null
                    order by proposed.handle_number, proposed.is_generated, proposed.created_at, proposed.id
                ) > 1
                then proposed.base_handle || '-' || lower(proposed.id)
            else proposed.proposed_handle
        end as handle,
        proposed.subtitle,
        proposed.description,
        coalesce(proposed.is_giftcard, false) as is_giftcard,
        case when proposed.status in ('draft', 'proposed', 'published', 'rejected') then proposed.status else 'draft' end as status,
        {{ rewritten_url('proposed.thumbnail') }} as thumbnail,
        proposed.weight,
        proposed.length,
        proposed.height,
        proposed.width,
        proposed.origin_country,
        proposed.hs_code,
        proposed.mid_code,
        proposed.material,
        collections.id as collection_id,
        product_types.v2_id as type_id,
        coalesce(proposed.discountable, true) as discountable,
        proposed.external_id,
        proposed.created_at,
        proposed.updated_at,
        proposed.deleted_at,
        {{ metadata_with_v1('proposed.metadata', 'proposed.kept') }} as metadata,
        'product' as v1_table,
        proposed.v1_id
    from proposed
    left join collections on proposed.collection_id = collections.id
    left join product_types on proposed.type_id = product_types.v1_id
)

select * from final
