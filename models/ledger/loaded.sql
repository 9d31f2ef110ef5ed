{#- The last node of a run: what is left to do once every table is written. -#}
{% for table in live_tables() %}
-- depends_on: {{ ref('load_' ~ table) }}
-- depends_on: {{ ref('v2_' ~ table) }}
{% endfor %}
select now() as loaded_at
