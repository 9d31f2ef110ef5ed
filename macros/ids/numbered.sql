{#- The rows of v1 with the numbers that v2 gives what they become, and v1 did not: by age, after the highest so far. A number
    once given stays, whatever v1 adds or loses later. Counted over all rows, so that one left out renumbers no other. -#}
{% macro numbered(live_table, rows_of_v1) %}
    select
        rows_of_v1.id,
        coalesce(
            given.number,
            (
                select coalesce(max(live_number.number), 0) from {{ source('migration', 'live_number') }} as live_number
                where live_number.table_name = '{{ live_table }}'
            ) + row_number() over (partition by given.number is null order by rows_of_v1.created_at, rows_of_v1.id)
        ) as number
    from {{ rows_of_v1 }} as rows_of_v1
    left join {{ source('migration', 'live_number') }} as given
        on given.table_name = '{{ live_table }}' and rows_of_v1.id = given.id
{% endmacro %}
