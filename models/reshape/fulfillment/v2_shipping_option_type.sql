{#- One type per option: early v2 versions allow no sharing. -#}
with placed as (
    select * from {{ ref('int_shipping_option__placed') }}
),

final as (
    select
        {{ v2_id('sotype', 'id') }} as id,
        name as label,
        '' as description,
        {{ slug('name', 'id') }} as code,
        created_at,
        updated_at,
        null::timestamptz as deleted_at,
        'shipping_option' as v1_table,
        v1_id
    from placed
)

select * from final
