{#- Take over rows that were there before us and that differ from ours. live_order remembers the order the
    table had, because an update moves a row and undo must give back the very same dump. -#}
{% macro merge_first_boot_rows(plan) %}
if is_first then
    insert into {{ target.schema }}.live_order (live_table, position, key)
    select '{{ plan.name }}', row_number() over (order by ctid), to_jsonb(array[{{ columns_of(plan.key_columns, 'live') }}]::text[])
    from {{ plan.live }} as live;
end if;
with taken as (
    select to_jsonb(live.*) as was, incoming.*
    from {{ plan.incoming }} as incoming
    inner join {{ plan.live }} as live on {{ same_key(plan.key_columns, 'live', 'incoming') }}
    where
        not exists (select 1 from {{ plan.written }} as written where {{ same_key(plan.key_columns, 'written', 'incoming') }})
        and {{ hash_of(plan.merged, 'live.') }} <> {{ hash_of(plan.merged, 'incoming.') }}
),

changed as (
    update {{ plan.live }} as live set {{ assignments(plan.merged, 'taken') }}
    from taken
    where {{ same_key(plan.key_columns, 'live', 'taken') }}
    returning {{ columns_of(plan.key_columns, 'live') }}, {{ hash_of(plan.hashed, 'live.') }} as row_hash
)

insert into {{ plan.written }} ({{ plan.key_list }}, row_hash, was)
select {{ columns_of(plan.key_columns, 'changed') }}, changed.row_hash, taken.was
from changed
inner join taken on {{ same_key(plan.key_columns, 'changed', 'taken') }};
{% endmacro %}
