with final as (
    select
        'discount' as v1_table,
        v1_id,
        'quarantined' as fate,
        problem as reason,
        null::text as v2_table,
        null::text as v2_id,
        code::text as detail
    from {{ ref('int_promotion__resolved') }}
    where v1_table = 'discount' and problem is not null
)

select * from final
