{#- Every v1 discount, and every usable gift card where gift_card_mode makes promotions of them, with all that its
    v2 rows depend on. problem: why it cannot become a promotion. -#}
with discounts as (
    select * from {{ ref('stg_discount') }}
),

rules as (
    select * from {{ ref('stg_discount_rule') }}
),

first_regions as (
    select * from {{ ref('int_discount_region__offered') }}
    where position = 1
),

stores as (
    select lower(trim(min(default_currency_code))) as currency_code from {{ ref('stg_store') }}
),

units as (
    select * from {{ ref('map_currency_unit') }}
),

gift_cards as (
    select * from {{ ref('int_gift_card__resolved') }}
    where mode = 'promotion_once' and is_usable and currency_code is not null
),

probes as (
    select
        min(snapshot_at) as migrated_at,
        {{ live_has('promotion', 'status') }} as has_status,
        {{ live_has('promotion', 'limit') }} as has_limit,
        {{ live_ran_migration('Migration20250226130616') }} as may_reuse_deleted_codes
    from {{ source('migration', 'run') }}
),

gathered as (
    select
        discounts.id as promotion_id,
        discounts.code,
        discounts.rule_id,
        rules.type,
        coalesce(rules.allocation, 'total') as allocation,
        case when rules.type = 'fixed' then trim_scale(rules.value * units.factor) else rules.value end as value,
        case when rules.type = 'fixed' then units.code end as currency_code,
        not discounts.is_disabled
        and first_regions.region_id is not null
        and (discounts.parent_discount_id is null or (parents.id is not null and parents.deleted_at is null))
        and (
            rules.type = 'free_shipping'
            or (rules.type in ('fixed', 'percentage') and rules.value > 0 and (rules.type = 'fixed' or rules.value <= 100))
        ) as is_active,
        case
            when rules.id is null then 'discount_without_rule'
            when rules.type = 'fixed' and units.code is null then 'discount_without_currency'
        end as problem,
        rules.description,
        discounts.starts_at,
        discounts.ends_at,
        nullif(discounts.usage_limit, 0) as usage_limit,
        coalesce(discounts.usage_count, 0) as usage_count,
        discounts.metadata,
        {{ kept_v1({
            'rule_id': 'discounts.rule_id',
            'description': 'rules.description',
            'is_dynamic': 'nullif(discounts.is_dynamic, false)',
            'parent_discount_id': 'discounts.parent_discount_id',
            'valid_duration': 'discounts.valid_duration',
            'starts_at': 'discounts.starts_at',
            'rule_metadata': "nullif(rules.metadata, '{}'::jsonb)",
        }, 'discounts.v1_custom') }} as kept,
        discounts.created_at,
        discounts.updated_at,
        discounts.deleted_at,
        'discount' as v1_table,
        discounts.v1_id
    from discounts
    cross join stores
    left join rules on discounts.rule_id = rules.id
    left join discounts as parents on discounts.parent_discount_id = parents.id
    left join first_regions on discounts.id = first_regions.discount_id
    left join units on coalesce(first_regions.currency_code, stores.currency_code) = units.code
    union all
    select
        {{ v2_id('promo', "'gift_card:' || id") }} as promotion_id,
        code,
        null as rule_id,
        'fixed' as type,
        'total' as allocation,
        major_balance as value,
        currency_code,
        true as is_active,
        null as problem,
        'Gift card' as description,
        null as starts_at,
        ends_at,
        1 as usage_limit,
        0 as usage_count,
        metadata,
        jsonb_build_object('gift_card_id', id) as kept,
        created_at,
        updated_at,
        deleted_at,
        'gift_card' as v1_table,
        v1_id
    from gift_cards
),

ranked as (
    select
        *,
        row_number() over (
            partition by code
            order by deleted_at is not null asc, problem is not null asc, v1_table asc, created_at desc, promotion_id asc
        ) as code_rank
    from gathered
),

final as (
    select
        ranked.promotion_id,
        -- before 2.6 a code was unique among deleted rows, too
        case
            when ranked.deleted_at is not null and ranked.code_rank > 1 and not probes.may_reuse_deleted_codes
                then ranked.code || ':' || ranked.promotion_id
            else ranked.code
        end as code,
        ranked.rule_id,
        ranked.type,
        ranked.allocation,
        ranked.value,
        ranked.currency_code,
        ranked.is_active,
        coalesce(
            ranked.problem,
            case when ranked.deleted_at is null and ranked.code_rank > 1 then 'discount_code_taken' end
        ) as problem,
        ranked.description,
        ranked.starts_at,
        -- before 2.3 a promotion had no status: one that may not be used has ended
        case
            when ranked.is_active or probes.has_status then ranked.ends_at
            else least(ranked.ends_at, ranked.updated_at, probes.migrated_at)
        end as ends_at,
        ranked.usage_limit,
        ranked.usage_count,
        ranked.usage_limit is not null and not probes.has_limit as needs_budget,
        ranked.ends_at is not null
        or coalesce(ranked.starts_at > probes.migrated_at, false)
        or (ranked.usage_limit is not null and not probes.has_limit)
        or not (ranked.is_active or probes.has_status) as needs_campaign,
        ranked.metadata,
        ranked.kept,
        ranked.created_at,
        ranked.updated_at,
        ranked.deleted_at,
        ranked.v1_table,
        ranked.v1_id
    from ranked
    cross join probes
)

select * from final
