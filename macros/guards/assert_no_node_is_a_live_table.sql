{#- A stock materialization on a live table would replace it and drop other tables' foreign keys.
    No node may live in Medusa's schema: this stops the run before anything is built. -#}
{% macro assert_no_node_is_a_live_table() %}
{% if execute %}
    {% for node in graph.nodes.values() if node.resource_type in ('model', 'seed', 'snapshot') %}
        {% if node.schema == var('live_schema') %}
            {{ exceptions.raise_compiler_error(
                node.name ~ " would be built in the live schema '" ~ var('live_schema')
                ~ "'. Only load_ models write there, through their hook."
            ) }}
        {% endif %}
    {% endfor %}
{% endif %}
{% endmacro %}
