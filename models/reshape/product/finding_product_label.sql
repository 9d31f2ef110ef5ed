{#- Tags and types that were several in v1 and are one in v2: whatever named one of them now reaches the
    products of all, which changes a discount or a tax only where such a rule names one. -#}
with labels as (
    select
        'product_tag' as v1_table,
        v1_id,
        v2_id
    from {{ ref('map_product_tag') }}
    union all
    select
        'product_type' as v1_table,
        v1_id,
        v2_id
    from {{ ref('map_product_type') }}
),

used as (
    select
        'product_tag' as v1_table,
        product_tag_id as v1_id
    from {{ ref('stg_discount_condition_product_tag') }}
    union
    select
        'product_type' as v1_table,
        product_type_id as v1_id
    from {{ ref('stg_discount_condition_product_type') }}
    union
    select
        'product_type' as v1_table,
        product_type_id as v1_id
    from {{ ref('stg_product_type_tax_rate') }}
),

compared as (
    select
        labels.*,
        bool_or(used.v1_id is not null) over (partition by labels.v1_table, labels.v2_id) as is_used
    from labels
    left join used on labels.v1_table = used.v1_table and labels.v1_id = used.v1_id
),

final as (
    select
        case when is_used then 'changed' else 'info' end as severity,
        'label_merged' as rule,
        v1_table,
        v1_id,
        'now ' || v2_id as detail
    from compared
    where v1_id <> v2_id
)

select * from final
