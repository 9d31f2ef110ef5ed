with final as (
    select
        'analytics_config' as v1_table,
        v1_id,
        'left' as fate,
        'telemetry_consent' as reason,
        null::text as v2_table,
        null::text as v2_id,
        null::text as detail
    from {{ ref('stg_analytics_config') }}
)

select * from final
