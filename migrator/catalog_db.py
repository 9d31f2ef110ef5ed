"""Databases of any supported Medusa version, made from fixtures/schemas: no Medusa has to be installed.

An empty v2 is what `medusa db:migrate` and one start leave behind; a v1 is the bundled 1.20.11 store in the
shape an older version, or one without feature flags and modules, would hold it.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb

from migrator.errors import MigrationError
from migrator.fixtures import FIXTURES

DEFAULT_FLAGS = "-default-flags"
# The data script of 2.5 and later; with it the target has a shipping profile before anything is migrated.
PROFILE_SCRIPT = "migrate-product-shipping-profile.js"

# Where an older v1 kept something else than a column of the same name: its value, in terms of 1.20.11.
V1_VALUES = {
    ("money_amount", "variant_id"): "(select min(link.variant_id) from product_variant_money_amount as link "
    "where link.money_amount_id = source.id and link.deleted_at is null)",
    (
        "product",
        "profile_id",
    ): "coalesce((select min(link.profile_id) from product_shipping_profile as link where link.product_id = source.id), "
    "(select min(id) from shipping_profile where type = 'default'))",
}
# Without the inventory module the stock is the variant's own number: what the levels hold, less what is reserved.
V1_LEGACY_VALUES = {
    (
        "product_variant",
        "inventory_quantity",
    ): "coalesce((select sum(level.stocked_quantity - level.reserved_quantity) / max(link.required_quantity) "
    "from product_variant_inventory_item as link inner join inventory_level as level "
    "on level.inventory_item_id = link.inventory_item_id and level.deleted_at is null "
    "where link.variant_id = source.id and link.deleted_at is null), source.inventory_quantity)",
}
# Rows that exist through the modules only, in tables that exist without them.
V1_LEGACY_EMPTY = ("product_variant_inventory_item", "sales_channel_location")


@cache
def history(side: str) -> dict[str, Any]:
    """Every shape that every table of one side ever had, with the versions that have it."""
    content: dict[str, Any] = json.loads(gzip.decompress((FIXTURES / f"schemas/{side}.json.gz").read_bytes()))
    return content


def versions(side: str) -> list[str]:
    """All versions of one side, oldest first."""
    return list(history(side)["versions"])


def of_version(side: str, kind: str, version: str) -> dict[str, Any]:
    """Tables, or first rows, as one version has them."""
    if version not in versions(side):
        raise MigrationError(f"there is no schema of {side} {version}.", f"known: {', '.join(versions(side))}.")
    return {
        name: shape for name, shapes in history(side)[kind].items() for shape in shapes if version in shape["versions"]
    }


def create_v2(url: str, version: str) -> None:
    """Fill an empty database: Medusa v2 of that version, migrated and started once."""
    tables = of_version("v2", "tables", version)
    with psycopg.connect(url) as connection:
        create_tables(connection, "v2", tables)
        for table, shape in of_version("v2", "rows", version).items():
            insert(connection, table, with_ids(shape["rows"]))
        if "product_shipping_profile" in tables:
            connection.execute(
                "create table script_migrations (id serial primary key, script_name varchar(255) not null unique, "
                "created_at timestamptz default now(), finished_at timestamptz)"
            )
            connection.execute(
                "insert into script_migrations (script_name, finished_at) values (%s, now())", (PROFILE_SCRIPT,)
            )
            insert(
                connection,
                "shipping_profile",
                with_ids([{"id": "sp_<ulid>", "name": "Default Shipping Profile", "type": "default"}]),
            )
        add_keys(connection, tables)


def create_v1(url: str, version: str, store: str) -> None:
    """Fill an empty database: the store at the URL `store` (1.20.11, all flags), as that version would hold it."""
    tables = of_version("v1", "tables", version)
    is_legacy = version.endswith(DEFAULT_FLAGS)
    values = V1_VALUES | (V1_LEGACY_VALUES if is_legacy else {})
    with psycopg.connect(url) as connection, psycopg.connect(store) as source:
        create_tables(connection, "v1", tables)
        known = {
            (row[0], row[1])
            for row in source.execute(
                "select table_name::text, column_name::text from information_schema.columns where table_schema = 'public'"
            )
        }
        for table, shape in tables.items():
            read = {
                name: values.get((table, name)) or f'source."{name}"'
                for name in shape["columns"]
                if (table, name) in known or (table, name) in values
            }
            if read and not (is_legacy and table in V1_LEGACY_EMPTY):
                copy(source, connection, table, read)
        drop_what_old_keys_refuse(connection, tables)
        add_keys(connection, tables)
        continue_sequences(connection, "v1", tables)


def create_tables(connection: psycopg.Connection[Any], side: str, tables: dict[str, Any]) -> None:
    """Types, sequences and tables, without keys."""
    facts = history(side)
    owned = {name: owner.split(".") for name, owner in facts["sequences"].items() if owner.split(".")[0] in tables}
    used = {definition for shape in tables.values() for definition in shape["columns"].values()}
    script = [
        f"create type {quoted(name)} as enum ({', '.join(literal(label) for label in labels)})"
        for name, labels in facts["enums"].items()
        if any(name in definition for definition in used)
    ]
    script += [f"create sequence {quoted(name)}" for name in owned]
    script += [
        "create table {} ({})".format(
            quoted(table), ", ".join(f"{quoted(name)} {definition}" for name, definition in shape["columns"].items())
        )
        for table, shape in tables.items()
    ]
    script += [
        f"alter sequence {quoted(name)} owned by {quoted(table)}.{quoted(column)}"
        for name, (table, column) in owned.items()
    ]
    execute(connection, script)


def add_keys(connection: psycopg.Connection[Any], tables: dict[str, Any]) -> None:
    """Primary keys, unique indexes and checks, then the foreign keys that need them."""
    script: list[str] = []
    for table, shape in tables.items():
        if shape.get("primary_key"):
            script.append(
                f"alter table {quoted(table)} add primary key ({', '.join(map(quoted, shape['primary_key']))})"
            )
        script += [f"create unique index on {quoted(table)} {columns}" for columns in shape.get("unique", ())]
        script += [f"alter table {quoted(table)} add {check}" for check in shape.get("checks", ())]
    script += [
        f"alter table {quoted(table)} add {key}"
        for table, shape in tables.items()
        for key in shape.get("foreign_keys", ())
    ]
    execute(connection, script)


def with_ids(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Rows with ids in the place of `<prefix>_<ulid>`: the n-th row of a table gets number n, references mean the first."""
    for number, row in enumerate(rows):
        yield {
            name: placed(value, number if name == "id" else 0) if isinstance(value, str) else value
            for name, value in row.items()
        }


def placed(text: str, number: int) -> str:
    """The text with its placeholders filled."""
    return (
        text.replace("<ulid>", f"01{number:024d}")
        .replace("<token>", "pk_" + "0" * 64)
        .replace("<redacted token>", "pk_000***000")
    )


def insert(connection: psycopg.Connection[Any], table: str, rows: Iterable[dict[str, Any]]) -> None:
    """Insert rows given as dictionaries, each with the columns it has; defaults do the rest."""
    for row in rows:
        connection.execute(
            sql.SQL("insert into {} ({}) values ({})").format(
                sql.Identifier(table),
                sql.SQL(", ").join(map(sql.Identifier, row)),
                sql.SQL(", ").join(sql.Placeholder() * len(row)),
            ),
            [Jsonb(value) if isinstance(value, dict) else value for value in row.values()],
        )


def copy(source: psycopg.Connection[Any], target: psycopg.Connection[Any], table: str, read: dict[str, str]) -> None:
    """Copy one table's rows; `read` says how each column of the target is read from the source."""
    columns = ", ".join(map(quoted, read))
    with (
        source.cursor().copy(
            f"copy (select {', '.join(read.values())} from {quoted(table)} as source) to stdout".encode()
        ) as reader,
        target.cursor().copy(f"copy {quoted(table)} ({columns}) from stdin".encode()) as writer,
    ):
        for block in reader:
            writer.write(block)


def drop_what_old_keys_refuse(connection: psycopg.Connection[Any], tables: dict[str, Any]) -> None:
    """1.20 keeps rows that an older version's keys forbid: duplicates of deleted rows, and orphans."""
    script = []
    for table, shape in tables.items():
        for unique in shape.get("unique", ()):
            columns, _, condition = unique.partition(" where ")
            where = f"and {condition}" if condition else ""
            keep = "deleted_at is null desc, " if "deleted_at" in shape["columns"] else ""
            script.append(
                f"delete from {quoted(table)} where ctid in (select ctid from (select ctid, row_number() over "
                f"(partition by {columns[1:-1]} order by {keep}ctid) as number, row{columns} is not null as is_whole "
                f"from {quoted(table)} where true {where}) as numbered where number > 1 and is_whole)"
            )
    execute(connection, script)


def continue_sequences(connection: psycopg.Connection[Any], side: str, tables: dict[str, Any]) -> None:
    """Order numbers go on after those of the copied rows."""
    for name, owner in history(side)["sequences"].items():
        table, column = owner.split(".")
        if table in tables:
            execute(
                connection,
                [f"select setval({literal(quoted(name))}, coalesce(max({quoted(column)}), 1)) from {quoted(table)}"],
            )


def execute(connection: psycopg.Connection[Any], statements: Iterable[str]) -> None:
    """Run statements as one script."""
    connection.execute(";\n".join(statements).encode(), prepare=False)


def quoted(name: str) -> str:
    """A name as SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as SQL."""
    return "'" + text.replace("'", "''") + "'"
