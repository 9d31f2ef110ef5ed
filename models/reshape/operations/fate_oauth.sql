with final as (
    select
        'oauth' as v1_table,
        v1_id,
        'left' as fate,
        'app_installation' as reason,
        null::text as v2_table,
        null::text as v2_id,
        null::text as detail
    from {{ ref('stg_oauth') }}
)

select * from final
