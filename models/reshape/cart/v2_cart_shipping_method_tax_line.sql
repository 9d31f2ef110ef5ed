{#- v2 works these out anew with the next change of the cart. -#}
with parents as (
    select id from {{ ref('v2_cart_shipping_method') }}
),

tax_lines as (
    select * from {{ ref('stg_shipping_method_tax_line') }}
    where rate_percent is not null
),

final as (
    select
        tax_lines.id,
        tax_lines.name as description,
        null as tax_rate_id,
        coalesce(nullif(tax_lines.code, ''), 'default') as code,
        tax_lines.rate_percent as rate,
        null as provider_id,
        case when tax_lines.metadata is not null then {{ clean_metadata('tax_lines.metadata') }} end as metadata,
        tax_lines.created_at,
        tax_lines.updated_at,
        null::timestamptz as deleted_at,
        parents.id as shipping_method_id,
        null::jsonb as data,
        'shipping_method_tax_line' as v1_table,
        tax_lines.v1_id
    from tax_lines
    inner join parents on tax_lines.shipping_method_id = parents.id
)

select * from final
