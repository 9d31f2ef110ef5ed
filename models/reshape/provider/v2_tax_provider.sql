{#- Placeholders for providers that the target lacks, so that foreign keys hold; a row that is there is
    left as it is. Disabled: Medusa enables it when medusa-config.ts registers the provider. tp_system is
    Medusa's own; a target that has it by design but was never started gets its row here. -#}
with providers as (
    select * from {{ ref('int_provider__collapsed') }}
    where kind = 'tax' and is_survivor
),

system_provider as (
    select * from {{ ref('int_tax_provider__probed') }}
    where id is not null
),

stores as (
    select * from {{ ref('int_store__chosen') }}
),

ids as (
    select
        v2_id as id,
        case when is_v1_row then 'tax_provider' end as v1_table,
        case when is_v1_row then v1_id end as v1_id
    from providers
    union all
    select
        system_provider.id,
        null as v1_table,
        null as v1_id
    from system_provider
    where not exists (
        select 1 from providers
        where providers.v2_id = system_provider.id
    )
),

final as (
    select
        ids.id,
        false as is_enabled,
        stores.created_at,
        stores.created_at as updated_at,
        null::timestamptz as deleted_at,
        ids.v1_table,
        ids.v1_id
    from ids
    cross join stores
)

select * from final
