with final as (
    select
        'staged_job' as v1_table,
        v1_id,
        'left' as fate,
        'processing_state' as reason,
        null::text as v2_table,
        null::text as v2_id,
        null::text as detail
    from {{ ref('stg_staged_job') }}
)

select * from final
