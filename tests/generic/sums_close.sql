{#- Must never happen: a v1 table whose rows are not all accounted for. -#}
{% test sums_close(model) %}
select * from {{ model }} where rows_read <> migrated + merged + left_out + quarantined
{% endtest %}
