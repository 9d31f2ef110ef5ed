with left_out as (
    select stg_return_item.*
    from {{ ref('stg_return_item') }} as stg_return_item
    left join {{ ref('v2_return_item') }} as v2_return_item on stg_return_item.v1_id = v2_return_item.v1_id
    where v2_return_item.id is null
),

resolved as (
    select * from {{ ref('int_return_item__resolved') }}
),

joined as (
    select
        id,
        return_id,
        item_id
    from {{ ref('v2_return_item') }}
),

final as (
    select
        'return_item' as v1_table,
        left_out.v1_id,
        case when resolved.v1_id is null then 'quarantined' else 'merged' end as fate,
        case
            when resolved.v1_id is null then 'parent_not_migrated'
            when joined.id is not null then 'lines_joined'
            else 'line_not_in_order'
        end as reason,
        case
            when joined.id is not null then 'return_item'
            when resolved.v1_id is not null then 'return'
        end as v2_table,
        coalesce(joined.id, resolved.return_id) as v2_id,
        left_out.item_id as detail
    from left_out
    left join resolved on left_out.v1_id = resolved.v1_id
    left join joined on resolved.return_id = joined.return_id and resolved.line_item_id = joined.item_id
)

select * from final
