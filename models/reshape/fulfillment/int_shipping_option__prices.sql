select
    null::text as price_id,
    null::text as price_set_id,
    null::text as shipping_option_id,
    null::text as currency_code,
    null::numeric as amount,
    null::text as region_id,
    null::timestamptz as created_at,
    null::timestamptz as updated_at,
    null::timestamptz as deleted_at,
    null::text as v1_table,
    null::text as v1_id
where false
