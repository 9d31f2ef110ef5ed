{#- Keys that v2 would refuse for want of a channel. -#}
with links as (
    select * from {{ ref('v2_publishable_api_key_sales_channel') }}
),

api_keys as (
    select * from {{ ref('v2_api_key') }}
),

final as (
    select
        'changed' as severity,
        'api_key_without_channel' as rule,
        api_keys.v1_table,
        api_keys.v1_id,
        api_keys.title as detail
    from links
    inner join api_keys on links.publishable_key_id = api_keys.id and links.v1_table = api_keys.v1_table
    union all
    select
        'changed' as severity,
        'api_key_of_deleted_channels' as rule,
        api_keys.v1_table,
        api_keys.v1_id,
        api_keys.title as detail
    from api_keys
    where not exists (
        select 1 from links
        where links.publishable_key_id = api_keys.id and links.deleted_at is null
    )
)

select * from final
