with final as (
    select
        'migrations' as v1_table,
        v1_id,
        'left' as fate,
        'migration_record' as reason,
        null::text as v2_table,
        null::text as v2_id,
        null::text as detail
    from {{ ref('stg_migrations') }}
)

select * from final
