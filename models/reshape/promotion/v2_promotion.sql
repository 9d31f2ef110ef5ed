with promotions as (
    select * from {{ ref('int_promotion__resolved') }}
    where problem is null
),

final as (
    select
        promotion_id as id,
        code,
        case when needs_campaign then {{ v2_id('procamp', 'promotion_id') }} end as campaign_id,
        false as is_automatic,
        'standard' as type,
        created_at,
        updated_at,
        deleted_at,
        case when is_active then 'active' else 'inactive' end as status,
        -- v1 takes the value off the price before tax
        false as is_tax_inclusive,
        usage_limit as "limit",
        usage_count as used,
        {{ metadata_with_v1('metadata', 'kept') }} as metadata,
        v1_table,
        v1_id
    from promotions
)

select * from final
