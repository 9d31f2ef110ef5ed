{#- dbt's own statement of a test, with the settings that models get from their materialization. Config meta: is_last, for
    tests that wait for all the others: by then the cores have nothing else to do. -#}
{% macro postgres__get_test_sql(main_sql, fail_calc, warn_if, error_if, limit) -%}
    {{ quick_statements(workers=2 if model.config.meta.get('is_last') else 0) }}
    {{ default__get_test_sql(main_sql, fail_calc, warn_if, error_if, limit) }}
{%- endmacro %}
