{#- What the writer's statements need to know about one table:
    live, written, unwritten  relations
    columns, key_columns, hashed, merged  lists of live_table() entries: all we fill, the primary key,
                              those a row's hash covers, those a merge sets
    column_list, key_list     the same as SQL
    incoming                  our rows, cast to the live columns' types -#}
{% macro write_plan(name, live_columns, ours, meta) %}
    {% set columns = live_columns | selectattr('name', 'in', ours) | list %}
    {% set keys = columns | selectattr('is_key') | list %}
    {% set merge_columns = meta.get('merge_columns') %}
    {% set merged = (columns | selectattr('name', 'in', merge_columns) | list) if merge_columns
        else (columns | rejectattr('is_key') | list) %}
    {% set casts = [] %}
    {% for column in columns %}
        {% set quoted = adapter.quote(column.name) %}
        {% do casts.append('offered.' ~ quoted ~ '::' ~ column.type ~ ' as ' ~ quoted) %}
    {% endfor %}
    {{ return({
        'name': name,
        'existing': meta.get('existing', 'report'),
        'live': adapter.quote(var('live_schema')) ~ '.' ~ adapter.quote(name),
        'written': target.schema ~ '.' ~ adapter.quote('written_' ~ name),
        'unwritten': target.schema ~ '.unwritten',
        'columns': columns,
        'key_columns': keys,
        'merged': merged,
        'hashed': merged if merge_columns else columns,
        'column_list': columns | map(attribute='name') | map('tojson') | join(', '),
        'key_list': keys | map(attribute='name') | map('tojson') | join(', '),
        'incoming': '(select ' ~ casts | join(', ') ~ ' from ' ~ this ~ ' as offered)',
    }) }}
{% endmacro %}


{#- One number for a row's content. json has no equality: it is compared as text. -#}
{% macro hash_of(columns, relation='') -%}
    hash_record_extended(row(
        {%- for column in columns -%}
            {{ relation }}{{ adapter.quote(column.name) }}{{ '::text' if column.type == 'json' }}{{ ', ' if not loop.last }}
        {%- endfor -%}
    ), 0)
{%- endmacro %}


{#- Join condition on the primary key. -#}
{% macro same_key(keys, left, right) -%}
    {%- for key in keys -%}
        {{ left }}.{{ adapter.quote(key.name) }} = {{ right }}.{{ adapter.quote(key.name) }}{{ ' and ' if not loop.last }}
    {%- endfor -%}
{%- endmacro %}


{#- `relation."a", relation."b"` -#}
{% macro columns_of(columns, relation) -%}
    {%- for column in columns -%}{{ relation }}.{{ adapter.quote(column.name) }}{{ ', ' if not loop.last }}{%- endfor -%}
{%- endmacro %}


{#- `"a" = relation."a", "b" = relation."b"` -#}
{% macro assignments(columns, relation) -%}
    {%- for column in columns -%}
        {{ adapter.quote(column.name) }} = {{ relation }}.{{ adapter.quote(column.name) }}{{ ', ' if not loop.last }}
    {%- endfor -%}
{%- endmacro %}
