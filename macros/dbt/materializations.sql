{#- dbt's `table` and `view`, without the detour: dbt builds beside the old relation, renames twice and drops, and looks
    each name up among a thousand, which at 750 nodes costs more Python than all the rest. Nobody reads a reshaped row
    while a run makes it, so the old relation goes first. No grants, indexes or persisted docs: none of ours has any. -#}
{% materialization table, adapter='postgres' %}
    {{ return(rebuild(this.incorporate(type='table'), get_create_table_as_sql(False, this, sql))) }}
{% endmaterialization %}


{% materialization view, adapter='postgres' %}
    {{ return(rebuild(this.incorporate(type='view'), get_create_view_as_sql(this, sql))) }}
{% endmaterialization %}


{#- In one transaction: drop what has the name, be it a view or a table, with what stands on it; create; run the hooks. -#}
{% macro rebuild(relation, create_sql) %}
    {{ run_hooks(pre_hooks) }}
    {% call statement('main') %}
do $drop$
begin
    execute (
        select format('drop %s %s cascade', case relkind when 'v' then 'view' else 'table' end, oid::regclass)
        from pg_catalog.pg_class where oid = to_regclass('{{ relation }}')
    );
exception when null_value_not_allowed then
    null;  -- there is none
end
$drop$;
        {{ quick_statements() }}
        {{ create_sql }}
    {% endcall %}
    {{ run_hooks(post_hooks) }}
    {{ adapter.commit() }}
    {{ return({'relations': [relation]}) }}
{% endmacro %}


{#- For one transaction: joins by hash (to merge, PostgreSQL would sort texts), in memory where possible, no minutes of
    compiling for seconds of work, statistics as coarse as hash joins need them, indexes sorted in memory. No parallel
    workers, as dbt's threads keep the cores busy already, but to make an index: the load ends with one long chain. -#}
{% macro quick_statements() -%}
    set local work_mem = '64MB'; set local jit = off; set local default_statistics_target = 3;
    set local max_parallel_workers_per_gather = 0; set local enable_mergejoin = off;
    set local maintenance_work_mem = '128MB'; set local max_parallel_maintenance_workers = 2;
{%- endmacro %}
