{#- The post-hook of every load_<table> model: writes v2_<table> into the live <table>, in the
    model's own transaction, as one set-based statement per case:

    merge   rows that Medusa made by itself at first boot and that the model takes over
            (config meta.existing: merge): their old content is kept in written_<table>.was
    insert  rows that are not ours yet; a row that collides with one made in v2 is left alone
            and named in `unwritten`, and so are its children
    update  rows of ours whose v1 side changed, unless somebody edited them in v2 since

    written_<table> remembers key and hash of every row we wrote: the second run compares hashes
    and touches nothing. Config meta: existing (report | skip | merge), merge_columns. -#}
{% macro write_to_live() %}
{% if execute %}
    {% set name = model.name | replace('load_', '', 1) %}
    {% set live = live_table(name) %}
    {% if not live %}
        {{ return(log_absent_table(name)) }}
    {% endif %}
    {% set ours = adapter.get_columns_in_relation(this) | map(attribute='name') | list %}
    {% set columns = live | selectattr('name', 'in', ours) | list %}
    {% set meta = model.config.meta %}
    {{ return(write_statement(name, columns, meta.get('existing', 'report'), meta.get('merge_columns'))) }}
{% endif %}
{% endmacro %}


{% macro log_absent_table(name) %}
    insert into {{ target.schema }}.load_log (run_id, live_table, offered, absent)
    select (select max(run_id) from {{ target.schema }}.run), '{{ name }}', count(*), true from {{ this }}
{% endmacro %}


{#- column: one entry of live_table(); relation: its prefix. json has no equality: compared as text. -#}
{% macro hash_of(columns, relation='') -%}
    hash_record_extended(row(
        {%- for column in columns -%}
            {{ relation }}{{ adapter.quote(column.name) }}{{ '::text' if column.type == 'json' }}{{ ', ' if not loop.last }}
        {%- endfor -%}
    ), 0)
{%- endmacro %}


{% macro write_statement(name, columns, existing, merge_columns) %}
{%- set live = adapter.quote(var('live_schema')) ~ '.' ~ adapter.quote(name) -%}
{%- set written = target.schema ~ '.' ~ adapter.quote('written_' ~ name) -%}
{%- set unwritten = target.schema ~ '.unwritten' -%}
{%- set keys = columns | selectattr('is_key') | list -%}
{%- set merged = (columns | selectattr('name', 'in', merge_columns) | list) if merge_columns
    else (columns | rejectattr('is_key') | list) -%}
{%- set hashed = merged if merge_columns else columns -%}
{%- set quoted = columns | map(attribute='name') | map('tojson') | join(', ') -%}
{%- set key_list = keys | map(attribute='name') | map('tojson') | join(', ') -%}
{%- set cast_list = [] -%}
{%- for column in columns -%}
    {%- do cast_list.append('offered.' ~ adapter.quote(column.name) ~ '::' ~ column.type ~ ' as ' ~ adapter.quote(column.name)) -%}
{%- endfor -%}
{%- set incoming = '(select ' ~ cast_list | join(', ') ~ ' from ' ~ this ~ ' as offered)' -%}
create table if not exists {{ written }} (
    {% for key in keys %}{{ adapter.quote(key.name) }} {{ key.type }} not null, {% endfor %}
    row_hash bigint not null,
    was jsonb,
    primary key ({{ key_list }})
);
do $write$
declare
    first_time boolean := not exists (select 1 from {{ written }});
    this_run integer := (select max(run_id) from {{ target.schema }}.run);
    offered_count bigint := (select count(*) from {{ this }});
    inserted_count bigint := 0;
    updated_count bigint := 0;
    merged_count bigint := 0;
    kept_count bigint := 0;
    blocked_count bigint := 0;
begin
    delete from {{ unwritten }} where live_table = '{{ name }}';
    {% if existing == 'merge' %}
    if first_time then
        insert into {{ target.schema }}.live_order (live_table, position, key)
        select '{{ name }}', row_number() over (order by ctid), to_jsonb(row({{ key_list }})) from {{ live }};
    end if;
    with taken as (
        select to_jsonb(live.*) as was, incoming.*
        from {{ incoming }} as incoming
        inner join {{ live }} as live on {{ same_key(keys, 'live', 'incoming') }}
        where
            not exists (select 1 from {{ written }} as written where {{ same_key(keys, 'written', 'incoming') }})
            and {{ hash_of(merged, 'live.') }} <> {{ hash_of(merged, 'incoming.') }}
    ),

    changed as (
        update {{ live }} as live set
            {% for column in merged %}{{ adapter.quote(column.name) }} = taken.{{ adapter.quote(column.name) }}{{ ', ' if not loop.last }}{% endfor %}
        from taken
        where {{ same_key(keys, 'live', 'taken') }}
        returning live.*
    )

    insert into {{ written }} ({{ key_list }}, row_hash, was)
    select {% for key in keys %}changed.{{ adapter.quote(key.name) }}, {% endfor %}{{ hash_of(hashed, 'changed.') }}, taken.was
    from changed
    inner join taken on {{ same_key(keys, 'changed', 'taken') }};
    get diagnostics merged_count = row_count;
    {% endif %}

    with added as (
        insert into {{ live }} as live ({{ quoted }})
        select {{ quoted }} from {{ incoming }} as incoming
        where
            not exists (select 1 from {{ written }} as written where {{ same_key(keys, 'written', 'incoming') }})
            {%- for column in columns if column.parent and column.parent != name %}
            and (
                not exists (select 1 from {{ unwritten }} where live_table = '{{ column.parent }}')
                or incoming.{{ adapter.quote(column.name) }} is null
                or not exists (
                    select 1 from {{ unwritten }} as missing
                    where missing.live_table = '{{ column.parent }}' and missing.key = incoming.{{ adapter.quote(column.name) }}::text
                )
            )
            {%- endfor %}
        on conflict do nothing
        returning {{ key_list }}, {{ hash_of(hashed, 'live.') }} as row_hash
    )

    insert into {{ written }} ({{ key_list }}, row_hash) select {{ key_list }}, row_hash from added;
    get diagnostics inserted_count = row_count;

    if not (first_time and merged_count + inserted_count = offered_count) then
        with incoming as (
            select *, {{ hash_of(hashed) }} as new_hash from {{ incoming }} as incoming_rows
        ),

        changed as (
            update {{ live }} as live set
                {% for column in hashed if not column.is_key %}{{ adapter.quote(column.name) }} = incoming.{{ adapter.quote(column.name) }}{{ ', ' if not loop.last }}{% else %}{{ adapter.quote(keys[0].name) }} = live.{{ adapter.quote(keys[0].name) }}{% endfor %}
            from incoming
            inner join {{ written }} as written on {{ same_key(keys, 'written', 'incoming') }} and written.row_hash <> incoming.new_hash
            where {{ same_key(keys, 'live', 'incoming') }} and {{ hash_of(hashed, 'live.') }} = written.row_hash
            returning {% for key in keys %}live.{{ adapter.quote(key.name) }}, {% endfor %}{{ hash_of(hashed, 'live.') }} as row_hash
        )

        update {{ written }} as written set row_hash = changed.row_hash from changed where {{ same_key(keys, 'written', 'changed') }};
        get diagnostics updated_count = row_count;

        insert into {{ unwritten }} (live_table, key, reason)
        select '{{ name }}', concat_ws(':', {% for key in keys %}incoming.{{ adapter.quote(key.name) }}{{ ', ' if not loop.last }}{% endfor %}),
            case
                when written.row_hash is not null then 'edited_in_v2'
                when exists (select 1 from {{ live }} as live where {{ same_key(keys, 'live', 'incoming') }}) then 'id_taken_in_v2'
                else 'collides_in_v2'
            end
        from (select *, {{ hash_of(hashed) }} as new_hash from {{ incoming }} as incoming_rows) as incoming
        left join {{ written }} as written on {{ same_key(keys, 'written', 'incoming') }}
        where
            written.row_hash <> incoming.new_hash
            {%- if existing == 'report' %}
            or written.row_hash is null
            {%- else %}
            or (written.row_hash is null and not exists (select 1 from {{ live }} as live where {{ same_key(keys, 'live', 'incoming') }}))
            {%- endif %};
        kept_count := (select count(*) from {{ unwritten }} where live_table = '{{ name }}' and reason = 'edited_in_v2');
        blocked_count := (select count(*) from {{ unwritten }} where live_table = '{{ name }}' and reason <> 'edited_in_v2');
    end if;

    insert into {{ target.schema }}.load_log (run_id, live_table, offered, inserted, updated, merged, kept, blocked)
    values (this_run, '{{ name }}', offered_count, inserted_count, updated_count, merged_count, kept_count, blocked_count);
end
$write$
{% endmacro %}


{#- Join condition on the live table's primary key. -#}
{% macro same_key(keys, left, right) -%}
    {%- for key in keys -%}
        {{ left }}.{{ adapter.quote(key.name) }} = {{ right }}.{{ adapter.quote(key.name) }}{{ ' and ' if not loop.last }}
    {%- endfor -%}
{%- endmacro %}
