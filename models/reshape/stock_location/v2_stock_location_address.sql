with addresses as (
    select * from {{ ref('stg_stock_location_address') }}
),

addressed as (
    select * from {{ ref('int_stock_location__addressed') }}
),

placed as (
    select
        id as v1_address_id,
        id as address_id
    from addresses
    union all
    select
        v1_address_id,
        address_id
    from addressed
    where is_copy
),

kept as (
    select
        *,
        {{ kept_v1() }} as kept
    from addresses
),

final as (
    select
        placed.address_id as id,
        kept.created_at,
        kept.updated_at,
        kept.deleted_at,
        kept.address_1,
        kept.address_2,
        kept.company,
        kept.city,
        lower(kept.country_code) as country_code,
        kept.phone,
        kept.province,
        kept.postal_code,
        {{ metadata_with_v1('kept.metadata', 'kept.kept') }} as metadata,
        'stock_location_address' as v1_table,
        kept.v1_id
    from placed
    inner join kept on placed.v1_address_id = kept.id
)

select * from final
