{#- Did the target run this Medusa migration? A boolean SQL expression. -#}
{% macro live_ran_migration(name) -%}
    exists (
        select 1 from {{ source('migration', 'live_migration') }} as probe
        where probe.name like '%{{ name }}%'
    )
{%- endmacro %}
