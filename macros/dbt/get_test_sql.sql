{#- dbt's own statement of a test, after the settings that models get from their pre-hook, which tests do not have. -#}
{% macro postgres__get_test_sql(main_sql, fail_calc, warn_if, error_if, limit) -%}
    set local work_mem = '64MB';
    set local jit = off;
    {{ default__get_test_sql(main_sql, fail_calc, warn_if, error_if, limit) }}
{%- endmacro %}
