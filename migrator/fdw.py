"""v1 as foreign tables in the v2 database: read-only, made from v1's live catalog."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql

from migrator.errors import MigrationError
from migrator.part import wholes
from migrator.settings import PROJECT_DIR, SCHEMA, Database, Settings

SERVER = "medusa_v1"
OURS = "made by medusa-migration"
# Large pages: with network latency, the number of round trips is what a foreign scan costs.
FETCH_SIZE = 20_000
LIBPQ_OPTIONS = (
    "host",
    "hostaddr",
    "port",
    "dbname",
    "sslmode",
    "sslrootcert",
    "sslcert",
    "sslkey",
    "sslcrl",
    "sslsni",
    "gssencmode",
    "channel_binding",
    "target_session_attrs",
    "options",
)

# Never copied out of v1: live credentials and payloads with personal data. Their presence is kept ("***").
SECRETS = {
    ("user", "api_token"),
    ("user", "password_hash"),
    ("customer", "password_hash"),
    ("invite", "token"),
    ("oauth", "data"),
    ("oauth", "install_url"),
    ("oauth", "uninstall_url"),
    ("payment_session", "data"),
    ("idempotency_key", "request_params"),
    ("idempotency_key", "response_body"),
    ("staged_job", "data"),
    ("batch_job", "context"),
    ("batch_job", "result"),
}

CATALOG_QUERY = """
select
    class.relname::text,
    attribute.attname::text,
    case
        when type.typtype = 'b' and type.typnamespace = 'pg_catalog'::regnamespace
            and (type.typelem = 0 or type.typlen <> -1 or element.typtype = 'b'
                and element.typnamespace = 'pg_catalog'::regnamespace)
            then format_type(attribute.atttypid, attribute.atttypmod)
        else 'text'
    end
from pg_catalog.pg_attribute as attribute
inner join pg_catalog.pg_class as class on attribute.attrelid = class.oid
inner join pg_catalog.pg_type as type on attribute.atttypid = type.oid
left join pg_catalog.pg_type as element on type.typelem = element.oid
where
    class.relnamespace = to_regnamespace(quote_ident(current_schema()))
    and class.relkind in ('r', 'p')
    and not class.relispartition
    and attribute.attnum > 0
    and not attribute.attisdropped
order by class.relname, attribute.attnum
"""


@dataclass(frozen=True)
class Column:
    """One column of v1: enums and other types that v2 lacks are read as text."""

    table: str
    name: str
    type: str


def known_columns() -> dict[tuple[str, str], str]:
    """(table, column) -> type of everything Medusa v1 itself ever had (1.12 to 1.20)."""
    catalog = json.loads((PROJECT_DIR / "migrator/catalog/v1.json").read_text(encoding="utf-8"))
    return {(table, name): kind for table, facts in catalog.items() for name, kind in facts["columns"].items()}


def live_columns(connection: psycopg.Connection[Any]) -> list[Column]:
    """Every column of every table in the schema of v1's tables, plugin tables included."""
    return [Column(*row) for row in connection.execute(CATALOG_QUERY)]


def setup(settings: Settings) -> dict[str, int]:
    """Make the foreign server, its user mapping and one foreign table per v1 table.

    Runs in one transaction and can be run again. Returns {tables, columns, custom_tables, custom_columns}.
    """
    with settings.v1.connect() as v1:
        v1.read_only = True
        columns = live_columns(v1)
    known = known_columns()
    schema = str(settings.vars["foreign_schema"])
    with settings.v2.connect() as v2:
        try:
            drop_foreign(v2, schema)
            create_extension(v2)
            create_server(v2, settings.v1)
            create_foreign_tables(v2, schema, settings.v1.schema, columns)
            remember_columns(v2, columns, known)
            probe(v2, schema, columns)
        except psycopg.Error as error:
            raise MigrationError(
                f"v1 could not be connected to {settings.v2.label}: "
                f"{settings.v1.without_password(str(error).strip().splitlines()[0])}",
                "the v2 server itself must reach v1 (host and port as seen from there), and the v2 user must be "
                "allowed to use postgres_fdw; see `Connecting v1` in the README.",
            ) from None
    tables = {column.table for column in columns}
    known_tables = {table for table, _ in known}
    custom = [column for column in columns if (column.table, column.name) not in known]
    return {
        "tables": len(tables),
        "columns": len(columns),
        "custom_tables": len(tables - known_tables),
        "custom_columns": sum(column.table in known_tables for column in custom),
    }


def create_extension(v2: psycopg.Connection[Any]) -> None:
    """postgres_fdw, unless it is there; remembers whether we made it, for the teardown."""
    v2.execute(sql.SQL("create schema if not exists {}").format(sql.Identifier(SCHEMA)))
    if v2.execute("select 1 from pg_extension where extname = 'postgres_fdw'").fetchone():
        return
    v2.execute("create extension postgres_fdw")
    v2.execute(sql.SQL("comment on extension postgres_fdw is {}").format(sql.Literal(OURS)))


def create_server(v2: psycopg.Connection[Any], v1: Database) -> None:
    """The foreign server and the mapping of the current user; the password is a bind parameter of a
    function, so that it is in no statement text, log line or process list."""
    options = {key: str(v1.params[key]) for key in LIBPQ_OPTIONS if v1.params.get(key)}
    options |= {
        "fetch_size": str(FETCH_SIZE),
        "updatable": "false",
        "use_remote_estimate": "false",
        "application_name": "medusa-migration",
    }
    v2.execute(
        sql.SQL("create server {} foreign data wrapper postgres_fdw options ({})").format(
            sql.Identifier(SERVER), options_sql(options)
        )
    )
    v2.execute("""
        create function pg_temp.map_user(server text, mapping jsonb) returns void language plpgsql as $$
        begin
            execute format('create user mapping for current_user server %I options (%s)', server,
                (select string_agg(format('%I %L', key, value), ', ') from jsonb_each_text(mapping)));
        end $$""")
    mapping = {"user": str(v1.params.get("user", "")), "password": str(v1.params.get("password") or "")}
    is_superuser = scalar(v2, "select rolsuper from pg_roles where rolname = current_user")
    if is_superuser and not mapping["password"]:
        mapping |= {"password_required": "false"}
    mapping = {key: value for key, value in mapping.items() if value}
    v2.execute("select pg_temp.map_user(%s, %s)", (SERVER, json.dumps(mapping)))


def create_foreign_tables(v2: psycopg.Connection[Any], name: str, v1_schema: str, columns: Iterable[Column]) -> None:
    """One foreign table per v1 table, in the schema `name`. v1's enum columns are text: v2 lacks those types.

    v1_xmin is the number of the transaction that wrote the row: what was written since has another one.
    """
    schema = sql.Identifier(name)
    tables: dict[str, list[Column]] = {}
    for column in columns:
        tables.setdefault(column.table, []).append(column)
    statements = [sql.SQL("create schema {}").format(schema)]
    for table, members in tables.items():
        statements.append(
            sql.SQL(
                "create foreign table {}.{} ({}, v1_xmin bigint options (column_name 'xmin')) "
                "server {} options (schema_name {}, table_name {})"
            ).format(
                schema,
                sql.Identifier(table),
                sql.SQL(", ").join(sql.SQL("{} {}").format(sql.Identifier(c.name), sql.SQL(c.type)) for c in members),
                sql.Identifier(SERVER),
                sql.Literal(v1_schema),
                sql.Literal(table),
            )
        )
    statements.append(sql.SQL("revoke all on schema {} from public").format(schema))
    v2.execute(sql.SQL("; ").join(statements))


def remember_columns(v2: psycopg.Connection[Any], columns: Iterable[Column], known: dict[tuple[str, str], str]) -> None:
    """v1_column: what v1 has and what Medusa knows; the snapshot makes one shape of the two.

    It is left alone if it says so already: views of the last run stand on it.
    """
    table = sql.Identifier(SCHEMA, "v1_column")
    present = {(column.table, column.name): column.type for column in columns}
    rows = [
        (*key, present.get(key) or known[key], key in known, key in present, key in SECRETS)
        for key in sorted(known.keys() | present.keys())
    ]
    v2.execute(sql.SQL("drop view if exists {}").format(sql.Identifier(SCHEMA, "v1_reading")))
    if not is_same(v2, table, rows):
        make_columns(v2, table, rows)
    part_keys = sql.Literal(json.dumps({name: wholes.TABLES[name].key[0] for name in wholes.TABLES}))
    v2.execute(sql.SQL(READING).format(schema=sql.Identifier(SCHEMA), part_keys=part_keys))


def is_same(v2: psycopg.Connection[Any], table: sql.Identifier, rows: list[tuple[Any, ...]]) -> bool:
    """Is the table there, with these rows?"""
    if not scalar(v2, "select to_regclass(%s)", table.as_string(v2)):
        return False
    return sorted(v2.execute(sql.SQL("select * from {}").format(table))) == rows


def make_columns(v2: psycopg.Connection[Any], table: sql.Identifier, rows: list[tuple[Any, ...]]) -> None:
    """Make v1_column anew."""
    v2.execute(sql.SQL("drop table if exists {} cascade").format(table))
    v2.execute(
        sql.SQL(
            "create table {} (table_name text, column_name text, data_type text, "
            "is_known boolean, is_present boolean, is_secret boolean, primary key (table_name, column_name))"
        ).format(table)
    )
    with v2.cursor() as cursor, cursor.copy(sql.SQL("copy {} from stdin").format(table)) as copy:
        for row in rows:
            copy.write_row(row)


# How a table of v1 is read into the archive: its columns there, and as expressions over the foreign table. part_key: the
# column by which a later run that reads a part finds rows of the archive.
READING = """
create view {schema}.v1_reading as
select
    table_name,
    bool_or(is_present) as is_present,
    bool_or(is_known) as is_known,
    string_agg(format('%I', column_name), ', ') filter (where is_present) || ', v1_custom, v1_xmin' as archive_columns,
    -- A secret stays in v1: only that there is one is copied.
    string_agg(
        format(case
            when not is_secret then '%1$I'
            when data_type = 'jsonb' then 'null::jsonb'
            else 'case when %1$I is not null then ''***'' end'
        end, column_name), ', '
    ) filter (where is_present)
    -- One object per column: a function takes no more than 100 arguments, and stripping nulls would reach inside.
    || coalesce(
        ', nullif(' || string_agg(
            format('case when %1$I is null then ''{{}}'' else jsonb_build_object(%1$L, %1$I) end', column_name), ' || '
        ) filter (where is_present and not is_known and is_known_table) || ', ''{{}}'')', ', null::jsonb'
    ) || ', v1_xmin' as read_columns,
    {part_keys}::jsonb ->> table_name as part_key
from (select *, bool_or(is_known) over (partition by table_name) as is_known_table from {schema}.v1_column) as columns
group by table_name
"""


def probe(v2: psycopg.Connection[Any], schema: str, columns: list[Column]) -> None:
    """Read one row through the foreign server, so that a wrong host or right shows now."""
    if columns:
        v2.execute(sql.SQL("select from {} limit 1").format(sql.Identifier(schema, columns[0].table)))


def drop_foreign(v2: psycopg.Connection[Any], schema: str) -> None:
    """Drop the foreign schema, the server, and the extension if it was not there before us."""
    v2.execute(sql.SQL("drop schema if exists {} cascade").format(sql.Identifier(schema)))
    v2.execute(sql.SQL("drop server if exists {} cascade").format(sql.Identifier(SERVER)))
    comment = scalar(v2, "select obj_description(oid, 'pg_extension') from pg_extension where extname = 'postgres_fdw'")
    if comment == OURS:
        v2.execute("drop extension postgres_fdw")


def teardown(settings: Settings) -> None:
    """Remove everything setup made: foreign tables, server, mapping, and the extension if it was ours."""
    with settings.v2.connect() as v2:
        drop_foreign(v2, str(settings.vars["foreign_schema"]))
        v2.execute(sql.SQL("drop view if exists {}").format(sql.Identifier(SCHEMA, "v1_reading")))
        v2.execute(sql.SQL("drop table if exists {}").format(sql.Identifier(SCHEMA, "v1_column")))
        left = scalar(v2, "select count(*) from pg_class where relnamespace = to_regnamespace(%s)", SCHEMA)
        if not left:
            v2.execute(sql.SQL("drop schema if exists {}").format(sql.Identifier(SCHEMA)))


def options_sql(options: dict[str, str]) -> sql.Composed:
    """`name 'value', …` for an OPTIONS clause."""
    return sql.SQL(", ").join(
        sql.SQL("{} {}").format(sql.Identifier(key), sql.Literal(value)) for key, value in options.items()
    )


def scalar(connection: psycopg.Connection[Any], query: str, *params: Any) -> Any:
    """The first column of the first row, or None."""
    row = connection.execute(query, params).fetchone()
    return row[0] if row else None
