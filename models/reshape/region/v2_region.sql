with regions as (
    select
        *,
        {{ kept_v1({
            'tax_rate': 'tax_rate::text::numeric', 'tax_code': 'tax_code', 'tax_provider_id': 'tax_provider_id',
            'gift_cards_taxable': 'case when not gift_cards_taxable then false end',
            'includes_tax': 'case when includes_tax then true end'
        }) }} as kept
    from {{ ref('stg_region') }}
),

final as (
    select
        id,
        name,
        lower(trim(currency_code)) as currency_code,
        {{ metadata_with_v1('metadata', 'kept') }} as metadata,
        created_at,
        updated_at,
        deleted_at,
        coalesce(automatic_taxes, true) as automatic_taxes,
        'region' as v1_table,
        v1_id
    from regions
)

select * from final
