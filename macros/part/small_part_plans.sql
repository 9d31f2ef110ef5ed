{#- For the rest of a transaction, where a run reads a part of v1: a few rows are looked up in large tables, not joined with
    all of them. The planner takes a page read out of order for four in a row, which on today's disks it is not. -#}
{% macro small_part_plans() %}
    if to_regnamespace('{{ target.schema }}_rest') is not null then
        perform set_config('random_page_cost', '1.1', true);
    end if;
{% endmacro %}
