with providers as (
    select * from {{ ref('int_provider__collapsed') }}
    where kind = 'notification' and is_v1_row and not is_survivor
),

final as (
    select
        'notification_provider' as v1_table,
        v1_id,
        'merged' as fate,
        'same_provider_in_v2' as reason,
        'notification_provider' as v2_table,
        v2_id,
        null as detail
    from providers
)

select * from final
