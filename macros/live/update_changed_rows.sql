{#- Rows of ours whose v1 side changed since: updated, unless the live row is no longer what we wrote. -#}
{% macro update_changed_rows(plan) %}
{% set settable = plan.hashed | rejectattr('is_key') | list %}
with incoming as (
    select *, {{ hash_of(plan.hashed) }} as new_hash from {{ plan.incoming }} as offered_rows
),

changed as (
    update {{ plan.live }} as live set {{ assignments(settable or plan.key_columns, 'incoming') }}
    from incoming
    inner join {{ plan.written }} as written
        on {{ same_key(plan.key_columns, 'written', 'incoming') }} and written.row_hash <> incoming.new_hash
    where {{ same_key(plan.key_columns, 'live', 'incoming') }} and {{ hash_of(plan.hashed, 'live.') }} = written.row_hash
    returning {{ columns_of(plan.key_columns, 'live') }}, {{ hash_of(plan.hashed, 'live.') }} as row_hash
)

update {{ plan.written }} as written set row_hash = changed.row_hash
from changed
where {{ same_key(plan.key_columns, 'written', 'changed') }};
{% endmacro %}
