{#- v1 has one value row per variant, v2 one per distinct text of an option: the oldest live row stands
    for all, and lives as long as one of them does. -#}
with chosen as (
    select * from {{ ref('int_variant_option__chosen') }}
),

unused as (
    select * from {{ ref('int_option_value__cleaned') }}
    where not is_chosen and not is_superseded
),

candidates as (
    select
        v1_id,
        product_id,
        option_id,
        value,
        metadata,
        kept,
        created_at,
        updated_at,
        deleted_at,
        variant_rank,
        made_for
    from chosen
    union all
    select
        v1_id,
        product_id,
        option_id,
        value,
        metadata,
        kept,
        created_at,
        updated_at,
        deleted_at,
        variant_rank,
        null as made_for
    from unused
),

compared as (
    select
        *,
        row_number() over (
            partition by option_id, value
            order by made_for is not null asc, deleted_at is null desc, created_at asc, v1_id asc
        ) as seniority,
        bool_or(deleted_at is null) over (partition by option_id, value) as is_any_live,
        min(variant_rank) over (partition by option_id, value) as first_variant_rank,
        min(created_at) over (partition by option_id, value) as first_created_at
    from candidates
),

survivors as (
    select * from compared
    where seniority = 1
),

final as (
    select
        coalesce(v1_id, {{ v2_id('optval', "option_id || ':' || value") }}) as id,
        value,
        option_id,
        {{ metadata_with_v1('metadata', 'kept') }} as metadata,
        created_at,
        updated_at,
        case when not is_any_live then deleted_at end as deleted_at,
        row_number() over (partition by option_id order by first_variant_rank, first_created_at, value) - 1 as rank,
        case made_for
            when 'gap' then 'product_option'
            when 'product' then 'product'
            else 'product_option_value'
        end as v1_table,
        case made_for
            when 'gap' then option_id
            when 'product' then product_id
            else v1_id
        end as v1_id
    from survivors
)

select * from final
