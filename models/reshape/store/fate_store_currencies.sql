with store_currencies as (
    select * from {{ ref('stg_store_currencies') }}
),

stores as (
    select * from {{ ref('int_store__chosen') }}
),

reshaped as (
    select * from {{ ref('v2_store_currency') }}
),

final as (
    select
        'store_currencies' as v1_table,
        store_currencies.v1_id,
        case
            when not coalesce(store_currencies.store_id = stores.v1_id, false) then 'left'
            when reshaped.id is null then 'quarantined'
            else 'merged'
        end as fate,
        case
            when not coalesce(store_currencies.store_id = stores.v1_id, false) then 'store_not_the_oldest'
            when reshaped.id is null then 'unknown_currency'
            else 'duplicate_value'
        end as reason,
        case when store_currencies.store_id = stores.v1_id and reshaped.id is not null then 'store_currency' end as v2_table,
        case when store_currencies.store_id = stores.v1_id then reshaped.id end as v2_id,
        null as detail
    from store_currencies
    cross join stores
    left join reshaped on lower(trim(store_currencies.currency_code)) = reshaped.currency_code and reshaped.deleted_at is null
    where
        not exists (
            select 1 from reshaped as placed
            where placed.v1_table = 'store_currencies' and placed.v1_id = store_currencies.v1_id
        )
)

select * from final
