select
    null::text as price_id,
    null::text as attribute,
    null::text as operator,
    null::text as value,
    null::timestamptz as created_at,
    null::timestamptz as updated_at,
    null::timestamptz as deleted_at,
    null::text as v1_table,
    null::text as v1_id
where false
