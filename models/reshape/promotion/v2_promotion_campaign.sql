{#- A v2 promotion has no dates of its own: they need a campaign. -#}
with promotions as (
    select * from {{ ref('int_promotion__resolved') }}
    where problem is null and needs_campaign
),

final as (
    select
        {{ v2_id('procamp', 'promotion_id') }} as id,
        code as name,
        description,
        'v1-' || promotion_id as campaign_identifier,
        starts_at,
        ends_at,
        created_at,
        updated_at,
        deleted_at,
        v1_table,
        v1_id
    from promotions
)

select * from final
