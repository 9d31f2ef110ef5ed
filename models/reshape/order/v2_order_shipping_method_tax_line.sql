{#- v1's own tax lines; for orders that carry one rate themselves, and for drafts whose tax v1 works out anew
    each time, one line with that rate. -#}
with owned as (
    select * from {{ ref('int_shipping_method__owned') }}
),

tax_lines as (
    select * from {{ ref('stg_shipping_method_tax_line') }}
    where rate_percent is not null
),

taxed as (
    select
        tax_lines.id,
        tax_lines.name as description,
        coalesce(nullif(tax_lines.code, ''), 'default') as code,
        tax_lines.rate_percent as rate,
        tax_lines.metadata,
        tax_lines.created_at,
        tax_lines.updated_at,
        owned.shipping_method_id,
        'shipping_method_tax_line' as v1_table,
        tax_lines.v1_id
    from tax_lines
    inner join owned on tax_lines.shipping_method_id = owned.shipping_method_id
    where owned.tax_source = 'method'
    union all
    select
        {{ v2_id('ordsmtxl', "tax_source || '_tax:' || shipping_method_id") }} as id,
        'Tax' as description,
        'default' as code,
        tax_rate as rate,
        null as metadata,
        created_at,
        updated_at,
        shipping_method_id,
        'shipping_method' as v1_table,
        shipping_method_id as v1_id
    from owned
    where tax_source in ('order', 'region')
),

final as (
    select
        id,
        description,
        null as tax_rate_id,
        code,
        rate,
        {{ big_number('rate') }} as raw_rate,
        null as provider_id,
        created_at,
        updated_at,
        shipping_method_id,
        null::timestamptz as deleted_at,
        case when metadata is not null then {{ clean_metadata('metadata') }} end as metadata,
        null::jsonb as data,
        v1_table,
        v1_id
    from taxed
)

select * from final
