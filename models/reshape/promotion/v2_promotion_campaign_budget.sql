{#- Before 2.12 only a campaign's budget could limit how often a code is used. -#}
with promotions as (
    select * from {{ ref('int_promotion__resolved') }}
    where problem is null and needs_budget
),

final as (
    select
        {{ v2_id('probudg', 'promotion_id') }} as id,
        'usage' as type,
        {{ v2_id('procamp', 'promotion_id') }} as campaign_id,
        usage_limit as "limit",
        {{ big_number('usage_limit') }} as raw_limit,
        usage_count as used,
        {{ big_number('usage_count') }} as raw_used,
        created_at,
        updated_at,
        deleted_at,
        null::text as currency_code,
        null::text as attribute,
        v1_table,
        v1_id
    from promotions
)

select * from final
