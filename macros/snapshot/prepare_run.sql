{#- The few tables that outlive a run: what was written, what was not and why, what there was before. -#}
{% macro prepare_run() %}
{% if execute and flags.WHICH in ('build', 'run') %}
{{ put_back_rest() }};
do $prepare$
begin
    create table if not exists {{ target.schema }}.run (
        run_id integer generated always as identity primary key,
        snapshot_at timestamptz,
        finished_at timestamptz,
        fingerprint text,
        verified text
    );
    alter table {{ target.schema }}.run
    add column if not exists basis text, add column if not exists states jsonb, add column if not exists moment text,
    add column if not exists counted jsonb;
    create table if not exists {{ target.schema }}.load_log (
        run_id integer, live_table text, offered bigint, inserted bigint default 0, updated bigint default 0,
        merged bigint default 0, kept bigint default 0, blocked bigint default 0, deleted bigint default 0,
        absent boolean default false, logged_at timestamptz default clock_timestamp()
    );
    create table if not exists {{ target.schema }}.v1_password (v1_table text, v1_id text, password_hash text);
    create table if not exists {{ target.schema }}.v1_count (table_name text, row_count bigint, is_known boolean);
    create table if not exists {{ target.schema }}.rest_row (table_name text, content jsonb);
    create table if not exists {{ target.schema }}.stale_statement (
        live_table text primary key, statement text, of_part text, is_part_stale text
    );
    create table if not exists {{ target.schema }}.unwritten (live_table text, key text, reason text);
    create table if not exists {{ target.schema }}.unplaced (live_table text, column_name text, row_count bigint);
    create table if not exists {{ target.schema }}.live_order (live_table text, position bigint, key jsonb);
    create table if not exists {{ target.schema }}.set_aside (
        live_table text, column_name text, parent text, key_name text, statement text
    );
    create table if not exists {{ target.schema }}.sequence_before (sequence_name text primary key, last_value bigint, is_called boolean);
    insert into {{ target.schema }}.sequence_before (sequence_name, last_value, is_called)
    select format('%I.%I', schemaname, sequencename), coalesce(last_value, start_value), last_value is not null
    from pg_catalog.pg_sequences
    where schemaname = '{{ var("live_schema") }}'
    on conflict do nothing;
    -- A run is one snapshot of v1; whatever is built from a kept snapshot belongs to the same run.
    insert into {{ target.schema }}.run (snapshot_at)
    select now()
    {% if var('snapshot') != 'take' %}where not exists (select 1 from {{ target.schema }}.run){% endif %};
end
$prepare$;
{{ put_back_foreign_keys() }};  -- of a run that died
{% endif %}
{% endmacro %}
