with stores as (
    select * from {{ ref('stg_store') }}
),

chosen as (
    select * from {{ ref('int_store__chosen') }}
),

final as (
    select
        'store' as v1_table,
        stores.v1_id,
        'left' as fate,
        'store_not_the_oldest' as reason,
        null as v2_table,
        null as v2_id,
        stores.name as detail
    from stores
    inner join chosen on stores.id <> chosen.v1_id
)

select * from final
