{#- v1's own tax lines of an order's lines or shipping methods; for orders that carry one rate themselves, and for drafts
    whose tax v1 works out anew each time, one line with that rate.
    parent: line_item or shipping_method; parent_id: the column that points at it; source: the tax_source that says the
    parent has tax lines of its own; prefix: of the ids of the other lines. -#}
{% macro order_tax_lines(parent, parent_id, source, prefix) %}
with owned as (
    select * from {{ ref('int_' ~ parent ~ '__owned') }}
),

tax_lines as (
    select * from {{ ref('stg_' ~ parent ~ '_tax_line') }}
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
        owned.{{ parent }}_id,
        '{{ parent }}_tax_line' as v1_table,
        tax_lines.v1_id
    from tax_lines
    inner join owned on tax_lines.{{ parent_id }} = owned.{{ parent }}_id
    where owned.tax_source = '{{ source }}'
    union all
    select
        {{ v2_id(prefix, "tax_source || '_tax:' || " ~ parent ~ "_id") }} as id,
        'Tax' as description,
        'default' as code,
        tax_rate as rate,
        null as metadata,
        created_at,
        updated_at,
        {{ parent }}_id,
        '{{ parent }}' as v1_table,
        {{ parent }}_id as v1_id
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
        {{ parent }}_id as {{ parent_id }},
        null::timestamptz as deleted_at,
        case when metadata is not null then {{ clean_metadata('metadata') }} end as metadata,
        null::jsonb as data,
        v1_table,
        v1_id
    from taxed
)

select * from final
{% endmacro %}
