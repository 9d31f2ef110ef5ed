{#- The post-hook of every load_<table> model: writes v2_<table> into the live <table>, in the model's own
    transaction, one set-based statement per case:

    merge    rows Medusa made at first boot that the model takes over (meta.existing: merge); their old
             content is kept in written_<table>.was
    insert   rows that are not ours yet; all of them, where the live table is empty
    update   rows of ours whose v1 side changed, unless somebody edited them in v2 since
    report   rows that were left alone: edited, or colliding with a row made in v2, or their children

    written_<table> holds key and hash of every row we wrote, so a second run compares hashes and
    touches nothing. The foreign keys that `loading` set aside come back in the same transaction. Config meta: existing (report | skip | merge), merge_columns (default: all),
    moved (columns that a target without them holds elsewhere). -#}
{% macro write_to_live() %}
{% if execute %}
    {% set name = model.name | replace('load_', '', 1) %}
    {% set live_columns = live_table(name) %}
    {% if not live_columns %}
        {{ return(log_absent_table(name)) }}
    {% endif %}
    {% set ours = types_of(this) %}
    {% set plan = write_plan(name, live_columns, ours, model.config.meta) %}
    {% set come = target.schema ~ '_rest.' ~ adapter.quote('come_v2_' ~ name) %}
create table if not exists {{ plan.written }} (
    {% for key in plan.key_columns %}{{ adapter.quote(key.name) }} {{ key.type }} not null, {% endfor %}
    row_hash bigint not null,
    was jsonb
);
do $write$
declare
    this_run integer := (select max(run_id) from {{ target.schema }}.run);
    is_first boolean := not exists (select 1 from {{ plan.written }});
    is_keyed boolean := exists (select 1 from pg_catalog.pg_index where indrelid = '{{ plan.written }}'::regclass);
    is_known boolean := false;
    is_part boolean := to_regclass('{{ come }}') is not null;
    offered bigint := (select count(*) from {{ this }});
    indexes text[] := '{}';
    definition text;
    item record;
    merged bigint := 0;
    inserted bigint := 0;
    updated bigint := 0;
begin
    {{ small_part_plans() }}
    if not exists (select 1 from {{ ref('loading') }} where run_id = this_run) then
        raise exception 'the reshaped rows of this run have not passed their tests: run the whole `dbt build` (or `invoke migrate`)';
    end if;
    {{ report_unplaced_columns(name, live_columns, ours, model.config.meta) }}
    if is_part then  -- what the part made as it was before needs no second look
        create or replace view {{ this }} as select * from {{ come }};
    end if;
    delete from {{ plan.unwritten }} where live_table = '{{ name }}';
    {% if plan.existing == 'merge' %}
    {{ merge_first_boot_rows(plan) }}
    get diagnostics merged = row_count;
    {% endif %}
    if is_part then
        is_known := not exists (select 1 from {{ this }});
    {% if plan.existing == 'report' %}
    elsif not is_first then
        is_known := (select (count(*), sum({{ hash_of(plan.hashed) }})) from {{ plan.incoming }} as incoming)
            = (select (count(*), sum(row_hash)) from {{ plan.written }});
    {% endif %}
    end if;
    if is_known then
        null;  -- every row was written by an earlier run, and has not changed since
    elsif is_first and merged = 0 and not exists (select 1 from {{ plan.live }}) then
        {{ fill_empty_table(plan) }}
    else
        {{ insert_new_rows(plan) }}
    end if;
    if not is_keyed then  -- after the first fill: an index built at once costs a third of one that grows
        alter table {{ plan.written }} add primary key ({{ plan.key_list }});
    end if;
    if not (is_known or is_first and merged + inserted = offered) then
        {{ update_changed_rows(plan) }}
        get diagnostics updated = row_count;
        {{ report_unwritten_rows(plan) }}
    end if;
    -- The proof that follows joins these tables, and so does Medusa: neither should wait for autovacuum, which comes at a tenth.
    if (merged + inserted + updated) * 10 > greatest((select reltuples from pg_catalog.pg_class where oid = '{{ plan.live }}'::regclass), 0) then
        analyze {{ plan.live }};
        analyze {{ plan.written }};
    end if;
    insert into {{ target.schema }}.load_log (run_id, live_table, offered, merged, inserted, updated, kept, blocked)
    select
        this_run, '{{ name }}', offered, merged, inserted, updated,
        count(*) filter (where reason = 'edited_in_v2'), count(*) filter (where reason <> 'edited_in_v2')
    from {{ plan.unwritten }}
    where live_table = '{{ name }}';
    if is_part then
        create or replace view {{ this }} as select * from {{ target.schema }}.{{ adapter.quote('v2_' ~ name) }};
    end if;
end
$write$;
{{ keep_stale_statement(plan) }}
{{ put_back_foreign_keys(name) }}
{% endif %}
{% endmacro %}


{#- A target too old (or without the plugin) for this table: nothing can be written, which is logged. -#}
{% macro log_absent_table(name) %}
    {{ report_unplaced_table(name, model.config.meta) }}
    insert into {{ target.schema }}.load_log (run_id, live_table, offered, absent)
    select (select max(run_id) from {{ target.schema }}.run), '{{ name }}', count(*), true from {{ this }}
{% endmacro %}
