{#- Before the first write: does every live table take what we have? A column that Medusa requires and
    we do not fill is named here, and nothing is written. One look at the catalog for all tables. -#}
{% macro assert_live_takes_v2_rows() %}
{% if execute %}
    {% set unfilled = run_query("
        select class.relname, required.attname
        from pg_catalog.pg_class as class
        inner join pg_catalog.pg_attribute as required on class.oid = required.attrelid
        where
            class.relnamespace = '" ~ var('live_schema') ~ "'::regnamespace
            and class.relkind in ('r', 'p')
            and class.relname in ('" ~ live_tables() | join("', '") ~ "')
            and required.attnum > 0 and not required.attisdropped and required.attgenerated = ''
            and required.attnotnull and not required.atthasdef and required.attidentity = ''
            and not " ~ v2_has_column('class.relname', 'required.attname') ~ "
        order by class.relname, required.attnum
    ") %}
    {% for row in unfilled.rows %}
        {{ exceptions.raise_compiler_error(
            "the target's table '" ~ row[0] ~ "' requires the column '" ~ row[1]
            ~ "', which this tool does not fill: this Medusa version is newer than it knows. Nothing was written."
        ) }}
    {% endfor %}
{% endif %}
{% endmacro %}


{#- Does v2_<table> have this column? A boolean SQL expression over the catalog. -#}
{% macro v2_has_column(table, column) -%}
    exists (
        select 1 from pg_catalog.pg_attribute as ours
        where
            ours.attrelid = to_regclass(format('%I.%I', '{{ target.schema }}', 'v2_' || {{ table }}))
            and ours.attname = {{ column }} and not ours.attisdropped
    )
{%- endmacro %}
