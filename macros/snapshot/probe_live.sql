{#- What the target looks like now, as small tables the models may read: its columns, the
    Medusa migrations it ran, the rows of the few tables that Medusa fills by itself, and the numbers it has given. Models
    never look at the catalog themselves. -#}
{% macro probe_live() %}
{% if execute and flags.WHICH in ('build', 'run') %}
do $probe$
declare
    item text;
begin
    create table if not exists {{ target.schema }}.live_column (table_name text, column_name text, data_type text);
    create table if not exists {{ target.schema }}.live_migration (name text);
    create table if not exists {{ target.schema }}.live_row (table_name text, content jsonb);
    create table if not exists {{ target.schema }}.live_number (table_name text, id text, number bigint);
    truncate {{ target.schema }}.live_number, {{ target.schema }}.live_column, {{ target.schema }}.live_migration, {{ target.schema }}.live_row;

    insert into {{ target.schema }}.live_column
    select
        class.relname::text as table_name,
        attribute.attname::text as column_name,
        format_type(attribute.atttypid, attribute.atttypmod) as data_type
    from pg_catalog.pg_attribute as attribute
    inner join pg_catalog.pg_class as class on attribute.attrelid = class.oid
    where
        class.relnamespace = '{{ var("live_schema") }}'::regnamespace
        and class.relkind in ('r', 'p')
        and attribute.attnum > 0
        and not attribute.attisdropped;

    if to_regclass('{{ var("live_schema") }}.mikro_orm_migrations') is not null then
        insert into {{ target.schema }}.live_migration select name from {{ var('live_schema') }}.mikro_orm_migrations;
    end if;

    foreach item in array array[
        'api_key', 'currency', 'fulfillment_provider', 'notification_provider', 'payment_provider',
        'price_preference', 'publishable_api_key_sales_channel', 'refund_reason', 'region_country',
        'sales_channel', 'shipping_profile', 'store', 'store_currency', 'tax_provider'
    ] loop
        if to_regclass('{{ var("live_schema") }}.' || item) is not null then
            execute format(
                'insert into {{ target.schema }}.live_row select %L, to_jsonb(t) from {{ var("live_schema") }}.%I as t', item, item
            );
        end if;
    end loop;
    {% for table, column in {
        'order_change_action': 'ordering', 'order_claim': 'display_id', 'order_exchange': 'display_id', 'return': 'display_id'
    }.items() %}
    if exists (
        select from {{ target.schema }}.live_column where table_name = '{{ table }}' and column_name = '{{ column }}'
    ) then
        insert into {{ target.schema }}.live_number select '{{ table }}', id, {{ column }} from {{ var('live_schema') }}."{{ table }}";
    end if;
    {% endfor %}
    analyze {{ target.schema }}.live_number, {{ target.schema }}.live_column, {{ target.schema }}.live_migration, {{ target.schema }}.live_row;
end
$probe$;
{% endif %}
{% endmacro %}
