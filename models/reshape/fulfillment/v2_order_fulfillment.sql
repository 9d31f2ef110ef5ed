with fulfillments as (
    select * from {{ ref('v2_fulfillment') }}
),

placed as (
    select * from {{ ref('int_fulfillment__placed') }}
),

final as (
    select
        placed.order_id,
        fulfillments.id as fulfillment_id,
        {{ v2_id('ordful', "'order_fulfillment:' || placed.order_id || ':' || fulfillments.id") }} as id,
        fulfillments.created_at,
        fulfillments.updated_at,
        null::timestamptz as deleted_at,
        fulfillments.v1_table,
        fulfillments.v1_id
    from fulfillments
    inner join placed on fulfillments.id = placed.fulfillment_id
)

select * from final
