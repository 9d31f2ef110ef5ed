{#- Insert the rows that are not ours yet. A row that meets one made in v2 is skipped, not overwritten; a
    child of a skipped row is skipped too, so that nothing live dangles. -#}
{% macro insert_new_rows(plan) %}
with added as (
    insert into {{ plan.live }} as live ({{ plan.column_list }})
    select {{ plan.column_list }}
    from {{ plan.incoming }} as incoming
    where
        not exists (select 1 from {{ plan.written }} as written where {{ same_key(plan.key_columns, 'written', 'incoming') }})
        {%- for column in plan.columns if parent_of(plan, column) %}
        and not exists (
            select 1 from {{ plan.unwritten }} as missing
            where missing.live_table = '{{ parent_of(plan, column) }}' and missing.reason <> 'edited_in_v2'
                and missing.key = incoming.{{ adapter.quote(column.name) }}::text
        )
        {%- endfor %}
    on conflict do nothing
    returning {{ plan.key_list }}, {{ hash_of(plan.hashed, 'live.') }} as row_hash
)

insert into {{ plan.written }} ({{ plan.key_list }}, row_hash) select {{ plan.key_list }}, row_hash from added;
{% endmacro %}


{#- All rows at once, as fast as PostgreSQL takes them: nothing live to collide with, no parent left out. If an
    index of the target's own refuses a row after all, row by row as above. -#}
{% macro fill_empty_table(plan) %}
begin
    if exists (select 1 from {{ plan.unwritten }} where reason <> 'edited_in_v2') then
        raise unique_violation;
    end if;
    insert into {{ plan.live }} ({{ plan.column_list }}) select {{ plan.column_list }} from {{ plan.incoming }} as incoming;
    insert into {{ plan.written }} ({{ plan.key_list }}, row_hash)
    select {{ plan.key_list }}, {{ hash_of(plan.hashed) }} from {{ plan.incoming }} as incoming;
exception when unique_violation then
    {{ insert_new_rows(plan) }}
end;
{% endmacro %}


{#- The table a column points at: by foreign key, or, in link tables (two-column keys, which have none),
    by its name. -#}
{% macro parent_of(plan, column) -%}
    {%- set by_name = {'variant_id': 'product_variant', 'publishable_key_id': 'api_key'} -%}
    {%- set guess = by_name.get(column.name, column.name | replace('_id', '')) -%}
    {%- if column.parent and column.parent != plan.name -%}
        {{ column.parent }}
    {%- elif column.is_key and plan.key_columns | length == 2 and guess in live_tables() -%}
        {{ guess }}
    {%- endif -%}
{%- endmacro %}
