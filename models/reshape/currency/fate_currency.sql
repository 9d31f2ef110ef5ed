with currencies as (
    select * from {{ ref('stg_currency') }}
),

reshaped as (
    select * from {{ ref('v2_currency') }}
),

final as (
    select
        'currency' as v1_table,
        currencies.v1_id,
        'merged' as fate,
        'duplicate_value' as reason,
        'currency' as v2_table,
        reshaped.code as v2_id,
        null as detail
    from currencies
    inner join reshaped on lower(trim(currencies.code)) = reshaped.code and currencies.v1_id <> reshaped.v1_id
)

select * from final
