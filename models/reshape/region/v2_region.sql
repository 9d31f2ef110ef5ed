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
        regions.id,
        regions.name,
        -- Medusa cannot show an amount without a currency.
        coalesce(units.code, stores.default_currency_code) as currency_code,
        {{ metadata_with_v1('regions.metadata', 'regions.kept') }} as metadata,
        regions.created_at,
        regions.updated_at,
        regions.deleted_at,
        coalesce(regions.automatic_taxes, true) as automatic_taxes,
        'region' as v1_table,
        regions.v1_id
    from regions
    cross join {{ ref('int_store__chosen') }} as stores
    left join {{ ref('map_currency_unit') }} as units on lower(trim(regions.currency_code)) = units.code
)

select * from final
