{#- v1's option values, one per variant and option row, as v2 can use them: trimmed, never empty, their
    option and variant of one product. choice 1 is the value the variant has; is_superseded marks further
    live values of one variant for one option, of which v1 showed any. Values of a deleted option count
    only for variants that are gone as well. -#}
with products as (
    select * from {{ ref('v2_product') }}
),

variants as (
    select * from {{ ref('v2_product_variant') }}
),

option_values as (
    select
        option_values.v1_id,
        options.product_id,
        option_values.option_id,
        option_values.variant_id,
        coalesce(nullif(trim(option_values.value), ''), 'Default') as value,
        option_values.metadata,
        {{ kept_v1(custom='option_values.v1_custom') }} as kept,
        option_values.created_at,
        option_values.updated_at,
        coalesce(option_values.deleted_at, options.deleted_at, products.deleted_at) as deleted_at,
        variants.variant_rank,
        variants.deleted_at is null as is_variant_live
    from {{ ref('stg_product_option_value') }} as option_values
    inner join {{ ref('stg_product_option') }} as options on option_values.option_id = options.id
    inner join products on options.product_id = products.id
    inner join variants on option_values.variant_id = variants.id and options.product_id = variants.product_id
    where options.deleted_at is null or variants.deleted_at is not null
),

chosen as (
    select
        *,
        row_number() over (
            partition by variant_id, option_id order by deleted_at is null desc, updated_at desc, v1_id desc
        ) as choice
    from option_values
),

final as (
    select
        *,
        choice = 1 and (deleted_at is null or not is_variant_live) as is_chosen,
        choice > 1 and deleted_at is null as is_superseded
    from chosen
)

select * from final
