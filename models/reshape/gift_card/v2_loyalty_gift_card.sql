{#- The plugin only checks the expiry, so a disabled card expires when v1 last touched it. -#}
with gift_cards as (
    select
        *,
        {{ kept_v1({
            'region_id': 'region_id',
            'tax_rate': 'tax_rate',
            'is_disabled': 'nullif(is_disabled, false)',
            'ends_at': 'ends_at',
        }) }} as kept
    from {{ ref('int_gift_card__resolved') }}
    where mode = 'loyalty' and currency_code is not null
),

final as (
    select
        id,
        'redeemed' as status,
        major_value as value,
        code,
        currency_code,
        case when is_disabled then least(ends_at, updated_at, migrated_at) else ends_at end as expires_at,
        null::text as line_item_id,
        null::text as note,
        {{ metadata_with_v1('metadata', 'kept') }} as metadata,
        {{ big_number('major_value') }} as raw_value,
        created_at,
        updated_at,
        deleted_at,
        order_id as reference_id,
        case when order_id is not null then 'order' end as reference,
        'gift_card' as v1_table,
        v1_id
    from gift_cards
)

select * from final
