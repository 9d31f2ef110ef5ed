with left_out as (
    select stg_swap.*
    from {{ ref('stg_swap') }} as stg_swap
    left join {{ ref('v2_order_exchange') }} as v2_order_exchange on stg_swap.id = v2_order_exchange.id
    where v2_order_exchange.id is null
),

judged as (
    select swap_id from {{ ref('int_swap__judged') }}
),

final as (
    select
        'swap' as v1_table,
        left_out.v1_id,
        case when judged.swap_id is null then 'quarantined' else 'left' end as fate,
        case when judged.swap_id is null then 'order_not_migrated' else 'swap_open_skipped' end as reason,
        null::text as v2_table,
        null::text as v2_id,
        left_out.order_id as detail
    from left_out
    left join judged on left_out.id = judged.swap_id
)

select * from final
