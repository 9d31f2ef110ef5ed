"""The way back: remove exactly what the tool wrote, put back what it changed, in one transaction."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg import sql

from migrator.errors import MigrationError
from migrator.fdw import drop_foreign, scalar
from migrator.settings import SCHEMA, Settings

# Link and plain id columns have no foreign key; these are the names that differ from <table>_id.
REFERENCE_NAMES = {
    "variant_id": "product_variant",
    "location_id": "stock_location",
    "item_id": "order_line_item",
    "line_item_id": "order_line_item",
    "publishable_key_id": "api_key",
}

# The one cycle in Medusa's schema; we leave this column null.
CYCLE = ("order_line_item", "totals_id")


def undo(settings: Settings, keep_archive: bool = False, force: bool = False) -> dict[str, int]:
    """Give v2 back as it was before the first run: rows, changed rows, row order and sequences.

    Refuses, naming them, when rows made or edited in v2 since depend on migrated ones; force removes
    nothing of v2's own but ignores edits. Returns {deleted, restored}.
    """
    live_schema = settings.v2.schema
    with settings.v2.connect() as v2:
        written = written_tables(v2)
        if not written:
            raise MigrationError(
                f"there is nothing to undo in {settings.v2.label}.", "no finished or unfinished run was found."
            )
        if not force:
            refuse_if_used(v2, live_schema, written)
        put_back_foreign_keys(v2)
        counts = {"deleted": 0, "restored": 0}
        for table in children_first(v2, live_schema, written):
            counts["deleted"] += delete_ours(v2, live_schema, table, written[table])
            counts["restored"] += restore(v2, live_schema, table, written[table])
        for table in written:
            reorder(v2, live_schema, table, written[table])
        restore_sequences(v2)
        drop_foreign(v2, str(settings.vars["foreign_schema"]))
        v2.execute(sql.SQL("drop schema if exists {} cascade").format(sql.Identifier(f"{SCHEMA}_rest")))
        v2.execute(sql.SQL("drop schema {} cascade").format(sql.Identifier(SCHEMA)))
        if not keep_archive:
            v2.execute(
                sql.SQL("drop schema if exists {} cascade").format(sql.Identifier(str(settings.vars["archive_schema"])))
            )
    return counts


def put_back_foreign_keys(v2: psycopg.Connection[Any]) -> None:
    """Those of empty tables that a load which died left set aside."""
    if scalar(v2, "select to_regclass(%s)", f"{SCHEMA}.set_aside"):
        for (statement,) in v2.execute(
            f"select statement from {SCHEMA}.set_aside order by parent, statement"
        ).fetchall():
            v2.execute(statement)


def written_tables(v2: psycopg.Connection[Any]) -> dict[str, list[str]]:
    """Live table -> its key columns, for every table that holds rows of ours."""
    rows = v2.execute(
        "select substr(class.relname, 9), array_agg(attribute.attname::text order by attribute.attnum) "
        "from pg_class as class inner join pg_attribute as attribute on attribute.attrelid = class.oid "
        "where class.relnamespace = to_regnamespace(%s) and class.relname like 'written\\_%%' and class.relkind = 'r' "
        "and attribute.attnum > 0 and attribute.attname not in ('row_hash', 'was') group by class.relname",
        (SCHEMA,),
    )
    return {table: keys for table, keys in rows}


def foreign_keys(v2: psycopg.Connection[Any], live_schema: str) -> list[tuple[str, str, str]]:
    """(child table, child column, parent table) of every single-column foreign key."""
    return [
        tuple(row)
        for row in v2.execute(
            "select child.relname::text, attribute.attname::text, parent.relname::text from pg_constraint as fk "
            "inner join pg_class as child on fk.conrelid = child.oid inner join pg_class as parent on fk.confrelid = parent.oid "
            "inner join pg_attribute as attribute on attribute.attrelid = child.oid and fk.conkey = array[attribute.attnum] "
            "where fk.contype = 'f' and fk.connamespace = to_regnamespace(%s)",
            (live_schema,),
        )
    ]


def children_first(v2: psycopg.Connection[Any], live_schema: str, written: dict[str, list[str]]) -> list[str]:
    """The written tables in an order in which they can be emptied."""
    parents: dict[str, set[str]] = {table: set() for table in written}
    for child, column, parent in foreign_keys(v2, live_schema):
        if child in parents and parent in parents and child != parent and (child, column) != CYCLE:
            parents[child].add(parent)
    ordered: list[str] = []
    while parents:
        ready = sorted(table for table, needed in parents.items() if not needed & parents.keys()) or sorted(parents)
        ordered += ready
        for table in ready:
            del parents[table]
    return ordered[::-1]


def refuse_if_used(v2: psycopg.Connection[Any], live_schema: str, written: dict[str, list[str]]) -> None:
    """Stop when a row that v2 made since points at a row of ours."""
    named = {f"{table}_id": table for table in written} | {
        column: table for column, table in REFERENCE_NAMES.items() if table in written
    }
    references = {
        (child, column): parent for child, column, parent in foreign_keys(v2, live_schema) if parent in written
    }
    for child, column in v2.execute(
        "select class.relname::text, attribute.attname::text from pg_attribute as attribute "
        "inner join pg_class as class on attribute.attrelid = class.oid where class.relnamespace = to_regnamespace(%s) "
        "and class.relkind = 'r' and attribute.attnum > 0 and attribute.attname = any(%s)",
        (live_schema, list(named)),
    ):
        references.setdefault((child, column), named[column])
    used: list[str] = []
    for (child, column), parent in sorted(references.items()):
        if len(written[parent]) != 1 or parent == child:
            continue
        query = sql.SQL(
            "select {column}, count(*) over () from {child} as child where exists (select from {parent_written} as ours "
            "where ours.{key} = child.{column} and ours.was is null) {unless_ours} limit 3"
        ).format(
            column=sql.Identifier(column),
            child=sql.Identifier(live_schema, child),
            parent_written=sql.Identifier(SCHEMA, f"written_{parent}"),
            key=sql.Identifier(written[parent][0]),
            unless_ours=sql.SQL("and not exists (select from {} as own where {})").format(
                sql.Identifier(SCHEMA, f"written_{child}"),
                same_key(written[child], "own", "child"),
            )
            if child in written
            else sql.SQL(""),
        )
        rows = v2.execute(query).fetchall()
        if rows:
            used.append(f"{rows[0][1]} rows of {child} ({column} {', '.join(str(row[0]) for row in rows)})")
    if used:
        raise MigrationError(
            f"rows made in v2 since depend on migrated ones: {'; '.join(used[:8])}.",
            "remove or move them first; nothing was undone.",
        )


def same_key(keys: list[str], left: str, right: str) -> sql.Composed:
    """left.a = right.a and …"""
    return sql.SQL(" and ").join(
        sql.SQL("{}.{} = {}.{}").format(
            sql.Identifier(left), sql.Identifier(key), sql.Identifier(right), sql.Identifier(key)
        )
        for key in keys
    )


def delete_ours(v2: psycopg.Connection[Any], live_schema: str, table: str, keys: list[str]) -> int:
    """Delete the rows the tool inserted into one table."""
    return v2.execute(
        sql.SQL("delete from {} as live using {} as ours where ours.was is null and {}").format(
            sql.Identifier(live_schema, table),
            sql.Identifier(SCHEMA, f"written_{table}"),
            same_key(keys, "live", "ours"),
        )
    ).rowcount


def restore(v2: psycopg.Connection[Any], live_schema: str, table: str, keys: list[str]) -> int:
    """Give the rows the tool changed their old content."""
    columns = [
        row[0]
        for row in v2.execute(
            "select attname::text from pg_attribute where attrelid = %s::regclass and attnum > 0 and not attisdropped and attgenerated = ''",
            (f'{live_schema}."{table}"',),
        )
    ]
    target = sql.Identifier(live_schema, table)
    return v2.execute(
        sql.SQL(
            "update {} as live set ({}) = (select {} from jsonb_populate_record(null::{}, ours.was) as old) "
            "from {} as ours where ours.was is not null and {}"
        ).format(
            target,
            sql.SQL(", ").join(map(sql.Identifier, columns)),
            sql.SQL(", ").join(sql.SQL("old.{}").format(sql.Identifier(c)) for c in columns),
            target,
            sql.Identifier(SCHEMA, f"written_{table}"),
            same_key(keys, "live", "ours"),
        )
    ).rowcount


def reorder(v2: psycopg.Connection[Any], live_schema: str, table: str, keys: list[str]) -> None:
    """Updating moved rows inside the table; put them back in the order they had, so that a dump is the same."""
    known = [
        row[0]
        for row in v2.execute(
            sql.SQL("select key from {} where live_table = %s order by position").format(
                sql.Identifier(SCHEMA, "live_order")
            ),
            (table,),
        )
    ]
    if not known or not scalar(v2, f'select exists (select from {SCHEMA}."written_{table}" where was is not null)'):
        return
    target = sql.Identifier(live_schema, table)
    as_text = sql.SQL(" || ':' || ").join(sql.SQL("{}::text").format(sql.Identifier(key)) for key in keys)
    v2.execute(
        sql.SQL("create index medusa_migration_order on {} (array_position({}::text[], {}))").format(
            target, sql.Literal([":".join(map(str, key)) for key in known]), as_text
        )
    )
    v2.execute(sql.SQL("cluster {} using medusa_migration_order").format(target))
    v2.execute(f"drop index {live_schema}.medusa_migration_order")


def restore_sequences(v2: psycopg.Connection[Any]) -> None:
    """Sequences go back to where they were before the first run."""
    v2.execute(
        sql.SQL("select setval(sequence_name, last_value, is_called) from {}").format(
            sql.Identifier(SCHEMA, "sequence_before")
        )
    )
