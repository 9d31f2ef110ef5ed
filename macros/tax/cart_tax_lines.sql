{#- v1 works the taxes of a cart out whenever somebody looks at it, and stores them when it is completed; v2 completes a
    cart with the tax lines it has. So a cart in a region with automatic taxes gets what v1 would have charged; v2 works it
    out anew with the next change of the cart.
    parent: the v2_ model taxed, and parent_id, the column that points at it; rates: the int_ model with v1's rates,
    and taxed_by, its key; v1_table: stored tax lines; prefix: of the ids of those worked out. -#}
{% macro cart_tax_lines(parent, parent_id, rates, taxed_by, v1_table, prefix) %}
with carts as (
    select
        open_carts.id,
        open_carts.region_id,
        coalesce(regions.automatic_taxes, true) as is_taxed,
        regions.tax_rate::text::numeric as region_rate
    from {{ ref('int_cart__open') }} as open_carts
    inner join {{ ref('stg_region') }} as regions on open_carts.region_id = regions.id
),

parents as (
    select * from {{ ref(parent) }}
),

rates as (
    select * from {{ ref(rates) }}
),

tax_lines as (
    select * from {{ ref('stg_' ~ v1_table) }}
    where rate_percent is not null
),

taxed as (
    select
        tax_lines.id,
        tax_lines.name as description,
        coalesce(nullif(tax_lines.code, ''), 'default') as code,
        tax_lines.rate_percent as rate,
        case when tax_lines.metadata is not null then {{ clean_metadata('tax_lines.metadata') }} end as metadata,
        tax_lines.created_at,
        tax_lines.updated_at,
        parents.id as {{ parent_id }},
        '{{ v1_table }}' as v1_table,
        tax_lines.v1_id
    from tax_lines
    inner join parents on tax_lines.{{ parent_id }} = parents.id
    union all
    select
        {{ v2_id(prefix, "'cart_tax:' || parents.id") }} as id,
        'Tax' as description,
        'default' as code,
        coalesce(rates.rate, carts.region_rate, 0) as rate,
        null as metadata,
        parents.created_at,
        parents.updated_at,
        parents.id as {{ parent_id }},
        parents.v1_table,
        parents.v1_id
    from parents
    inner join carts on parents.cart_id = carts.id
    left join rates on carts.region_id = rates.region_id and parents.{{ taxed_by }} = rates.{{ taxed_by }}
    left join tax_lines on parents.id = tax_lines.{{ parent_id }}
    where carts.is_taxed and tax_lines.id is null
),

final as (
    select
        id,
        description,
        null as tax_rate_id,
        code,
        rate,
        null as provider_id,
        metadata,
        created_at,
        updated_at,
        null::timestamptz as deleted_at,
        {{ parent_id }},
        null::jsonb as data,
        v1_table,
        v1_id
    from taxed
)

select * from final
{% endmacro %}
