{#- The end of a run that read a part of v1 (migrator/part), or of one that died: what was set aside comes back, with what
    became another in the part, and every view that stood on the part stands on it. -#}
{% macro put_back_rest() %}
{% if execute and flags.WHICH in ('build', 'run') and var('snapshot') != 'part' %}
do $together$
declare
    item record;
    definition text;
    part text;
begin
    if to_regnamespace('{{ target.schema }}_rest') is null then
        return;
    end if;
    perform set_config('search_path', 'pg_catalog', true);  -- so that views name every schema
    create table {{ target.schema }}_rest.place as
    select
        format('{{ target.schema }}_rest.%I', relname) as rest,
        case when relname ~ '^(v2|fate|finding|rpt)_' then '{{ target.schema }}' else '{{ var("archive_schema") }}' end as home,
        relname::text as name,
        obj_description(oid) = 'together' as is_together
    from pg_catalog.pg_class
    where relnamespace = '{{ target.schema }}_rest'::regnamespace and relkind = 'r' and obj_description(oid) in ('rest', 'together');
    for item in
        select
            rest,
            name,
            format('%I.%I', home, name) as part,
            to_regclass(format('{{ target.schema }}_rest.%I', 'was_' || name)) as was,
            to_regclass(format('{{ target.schema }}_rest.%I', 'come_' || name)) as come
        from {{ target.schema }}_rest.place
        where home = '{{ target.schema }}' and not is_together
    loop
        if to_regclass(item.part) is null then
            null;  -- the run died before it made it
        elsif item.was is null then
            execute format('insert into %s select * from %s', item.rest, item.part);
        else
            if item.come is null then
                execute format($change${{ tell_changed_rows() }}$change$, item.name);
            end if;
            execute format($change${{ take_changed_rows() }}$change$, item.name);
        end if;
    end loop;
    for item in
        select view.oid::regclass as view, pg_get_viewdef(view.oid) as definition, array_agg(distinct place.name) as names
        from {{ target.schema }}_rest.place
        inner join pg_catalog.pg_depend as depend on depend.refobjid = to_regclass(format('%I.%I', place.home, place.name))
        inner join pg_catalog.pg_rewrite as rule on depend.objid = rule.oid and depend.classid = 'pg_rewrite'::regclass
        inner join pg_catalog.pg_class as view on rule.ev_class = view.oid and view.relkind = 'v'
        group by view.oid
    loop
        definition := item.definition;
        for part in select unnest(item.names) loop
            definition := regexp_replace(
                definition,
                format('({{ target.schema }}|{{ var("archive_schema") }})\.%I(?![a-z0-9_"])', part),
                format('{{ target.schema }}_rest.%I', part), 'g'
            );
        end loop;
        execute format('create or replace view %s as %s', item.view, definition);
    end loop;
    for item in select rest, home, format('%I.%I', home, name) as part from {{ target.schema }}_rest.place loop
        execute format('drop table if exists %s', item.part);
        execute format('comment on table %s is null', item.rest);
        execute format('alter table %s set schema %I', item.rest, item.home);
    end loop;
    for item in
        select
            format('{{ target.schema }}.%I', relname) as view,
            format('{{ target.schema }}.%I', replace(relname, 'whole_', 'stg_')) as part
        from pg_catalog.pg_class
        where relnamespace = '{{ target.schema }}'::regnamespace and relkind = 'v' and relname like 'whole\_%'
    loop
        execute format('create or replace view %s as select * from %s', item.view, item.part);
    end loop;
    update {{ target.schema }}.v1_count set row_count = counted.row_count
    from {{ target.schema }}_rest.whole_count as counted
    where v1_count.table_name = counted.table_name;
    truncate {{ target.schema }}.rest_row;
    drop schema {{ target.schema }}_rest cascade;
end
$together$;
{% endif %}
{% endmacro %}


{#- A row that the part made as it was before stays where it lies; the others of those it was asked for go, and what is new comes.
    Of rows that are the same in every column, as findings may be, all are written: which of them is which, nothing says.
    %1$s: the name of the table. was_…: its rows that the part was about, and their places; kept_…, gone_… and come_… are made here. -#}
{% macro tell_changed_rows() %}
-- How many rows there are of the part, the planner cannot know.
set local enable_nestloop = off;
set local enable_mergejoin = off;
create unlogged table {{ target.schema }}_rest."kept_%1$s" as
with same as (
    select was.place, new_row.ctid as new_place
    from {{ target.schema }}_rest."was_%1$s" as was
    inner join {{ target.schema }}."%1$s" as new_row
        on was.v1_table = new_row.v1_table and was.v1_id = new_row.v1_id and was.old_row *= new_row
)

select min(place) as place, new_place
from (select place, min(new_place) as new_place from same group by place having count(*) = 1) as paired
group by new_place
having count(*) = 1;
create unlogged table {{ target.schema }}_rest."gone_%1$s" as
select was.* from {{ target.schema }}_rest."was_%1$s" as was where not exists (select 1 from {{ target.schema }}_rest."kept_%1$s" as kept where kept.place = was.place);
create unlogged table {{ target.schema }}_rest."come_%1$s" as
select new_row.* from {{ target.schema }}."%1$s" as new_row where not exists (select 1 from {{ target.schema }}_rest."kept_%1$s" as kept where kept.new_place = new_row.ctid);
analyze {{ target.schema }}_rest."gone_%1$s", {{ target.schema }}_rest."come_%1$s"
{% endmacro %}


{#- What tell_changed_rows found, done. -#}
{% macro take_changed_rows() %}
delete from {{ target.schema }}_rest."%1$s" where ctid = any(array(select place from {{ target.schema }}_rest."gone_%1$s"));
insert into {{ target.schema }}_rest."%1$s" select * from {{ target.schema }}_rest."come_%1$s";
comment on table {{ target.schema }}_rest."%1$s" is 'together'
{% endmacro %}
