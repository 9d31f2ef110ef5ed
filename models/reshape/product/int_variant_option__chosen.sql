{#- The value each variant has for each option. v2 refuses to edit a variant with fewer values than its
    product has options, so what v1 lacks is made: `Default` for an option without value (made_for gap),
    and one option for a product without any (made_for product). is_repeated_combination marks a live
    variant with the same values as an earlier one of its product. -#}
with products as (
    select * from {{ ref('v2_product') }}
    where deleted_at is null
),

variants as (
    select * from {{ ref('v2_product_variant') }}
),

live_variants as (
    select variants.*
    from variants
    inner join products on variants.product_id = products.id
    where variants.deleted_at is null
),

live_options as (
    select options.*
    from {{ ref('stg_product_option') }} as options
    inner join products on options.product_id = products.id
    where options.deleted_at is null
),

of_v1 as (
    select * from {{ ref('int_option_value__cleaned') }}
    where is_chosen
),

gaps as (
    select
        live_variants.id as variant_id,
        live_variants.variant_rank,
        live_options.id as option_id,
        live_options.product_id,
        live_options.created_at,
        live_options.updated_at
    from live_variants
    inner join live_options on live_variants.product_id = live_options.product_id
    left join of_v1 on live_variants.id = of_v1.variant_id and live_options.id = of_v1.option_id
    where of_v1.v1_id is null
),

without_options as (
    select
        live_variants.id as variant_id,
        live_variants.variant_rank,
        live_variants.product_id,
        coalesce(nullif(trim(live_variants.title), ''), 'Default option value') as title,
        products.created_at,
        products.updated_at,
        count(*) over (partition by live_variants.product_id) as variants_of_product,
        row_number() over (
            partition by live_variants.product_id, trim(live_variants.title)
            order by live_variants.created_at, live_variants.id
        ) as title_number
    from live_variants
    inner join products on live_variants.product_id = products.id
    left join live_options on live_variants.product_id = live_options.product_id
    where live_options.id is null
),

complete as (
    select
        v1_id,
        product_id,
        option_id,
        variant_id,
        value,
        metadata,
        kept,
        created_at,
        updated_at,
        deleted_at,
        variant_rank,
        null as made_for
    from of_v1
    union all
    select
        null as v1_id,
        product_id,
        option_id,
        variant_id,
        'Default' as value,
        null as metadata,
        null as kept,
        created_at,
        updated_at,
        null as deleted_at,
        variant_rank,
        'gap' as made_for
    from gaps
    union all
    select
        null as v1_id,
        product_id,
        {{ v2_id('opt', "product_id || ':default'") }} as option_id,
        variant_id,
        case
            when variants_of_product = 1 then 'Default option value'
            when title_number = 1 then title
            else title || ' (' || title_number || ')'
        end as value,
        null as metadata,
        null as kept,
        created_at,
        updated_at,
        null as deleted_at,
        variant_rank,
        'product' as made_for
    from without_options
),

combinations as (
    select
        live_variants.id as variant_id,
        live_variants.sku,
        (array_agg(complete.option_id order by live_options.created_at desc, complete.option_id desc))[1] as last_option_id,
        row_number() over (
            partition by live_variants.product_id, jsonb_object_agg(complete.option_id, complete.value)
            order by live_variants.created_at, live_variants.id
        ) as combination_number
    from live_variants
    inner join complete on live_variants.id = complete.variant_id
    left join live_options on complete.option_id = live_options.id
    group by live_variants.id, live_variants.sku, live_variants.product_id, live_variants.created_at
),

final as (
    select
        complete.v1_id,
        complete.product_id,
        complete.option_id,
        complete.variant_id,
        complete.value
        || case
            when '{{ var("dedupe_variant_options") }}' = 'suffix' and combinations.last_option_id = complete.option_id
                then ' (' || coalesce(combinations.sku, combinations.combination_number::text) || ')'
            else ''
        end as value,
        complete.metadata,
        complete.kept,
        complete.created_at,
        complete.updated_at,
        complete.deleted_at,
        complete.variant_rank,
        complete.made_for,
        combinations.variant_id is not null as is_repeated_combination
    from complete
    left join combinations on complete.variant_id = combinations.variant_id and combinations.combination_number > 1
)

select * from final
