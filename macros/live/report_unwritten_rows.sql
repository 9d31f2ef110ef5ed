{#- Rows that v2 does not hold as we would have them, and why. -#}
{% macro report_unwritten_rows(plan) %}
insert into {{ plan.unwritten }} (live_table, key, reason)
select
    '{{ plan.name }}',
    concat_ws(':', {{ columns_of(plan.key_columns, 'incoming') }}),
    case
        when written.row_hash is not null then 'edited_in_v2'
        when live_row.is_there then 'id_taken_in_v2'
        else 'collides_in_v2'
    end
from (select *, {{ hash_of(plan.hashed) }} as new_hash from {{ plan.incoming }} as offered_rows) as incoming
left join {{ plan.written }} as written on {{ same_key(plan.key_columns, 'written', 'incoming') }}
left join (select {{ plan.key_list }}, true as is_there from {{ plan.live }}) as live_row
    on {{ same_key(plan.key_columns, 'live_row', 'incoming') }} and written.row_hash is null
where
    written.row_hash <> incoming.new_hash
    or (written.row_hash is null {% if plan.existing != 'report' %}and live_row.is_there is null{% endif %});
{% endmacro %}
