with placed as (
    select * from {{ ref('int_tax_rate__placed') }}
),

final as (
    select
        id,
        rate,
        code,
        name,
        is_default,
        false as is_combinable,
        tax_region_id,
        metadata,
        created_at,
        updated_at,
        null as created_by,
        null::timestamptz as deleted_at,
        v1_table,
        v1_id
    from placed
)

select * from final
