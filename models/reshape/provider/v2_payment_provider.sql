{#- Placeholders for providers that the target lacks, so that foreign keys hold; a row that is there is
    left as it is. Disabled: Medusa enables it when medusa-config.ts registers the provider. -#}
with providers as (
    select * from {{ ref('int_provider__collapsed') }}
    where kind = 'payment' and is_survivor
),

stores as (
    select * from {{ ref('int_store__chosen') }}
),

final as (
    select
        providers.v2_id as id,
        false as is_enabled,
        stores.created_at,
        stores.created_at as updated_at,
        null::timestamptz as deleted_at,
        case when providers.is_v1_row then 'payment_provider' end as v1_table,
        case when providers.is_v1_row then providers.v1_id end as v1_id
    from providers
    cross join stores
)

select * from final
