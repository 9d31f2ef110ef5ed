"""The live rows that were made of the part: read before the load looks them up, and once more after it, to know what it did."""

from __future__ import annotations

from functools import partial
from typing import Any

import psycopg
from psycopg import sql

from migrator import registry, unchanged
from migrator.parallel import Job, do_all
from migrator.part.statements import REST, Statements
from migrator.settings import SCHEMA, Settings

# All at once, in the order in which they lie: looked up one by one, each row waits for the disk.
LOOK = """
    set local enable_seqscan = off;
    set local enable_indexscan = off;
    insert into {rest}.live_rows
    select {table}, {sign} * count(*), {sign} * coalesce(sum({hash}), 0) from {schema}.{table_name} as t
    where t.{first} = any(array(select {first} from ({keys}) as keys)) and ({key}) in ({keys})
"""
WAS = "select {key} from {rest}.{was}"
WAS_AND_IS = WAS + " union select {key} from {ours}.{reshaped}"


def read_ahead(settings: Settings) -> None:
    """Have the server read what the load will look up: live rows, noting what they are, and what we remember of them."""
    with settings.v2.connect() as connection:
        v2 = Statements(connection, settings)
        v2.run("create unlogged table {rest}.live_rows (table_name text, row_count bigint, hashes numeric)")
        names = tables(v2)
    look(settings, -1, WAS, [(name, schema) for name in names for schema in (settings.v2.schema, SCHEMA)])


def moved(settings: Settings) -> dict[str, tuple[int, int]]:
    """What the load did: live table that it wrote to -> rows more, and how much more the hashes of their `xmin` add up to."""
    with settings.v2.connect() as connection:
        wrote = unchanged.wrote(connection)
        names = [name for name in tables(Statements(connection, settings)) if name in wrote]
    look(settings, 1, WAS_AND_IS, [(name, settings.v2.schema) for name in names])
    with settings.v2.connect() as connection:
        found = Statements(connection, settings).run(
            "select table_name, sum(row_count), sum(hashes) from {rest}.live_rows where table_name = any({names}) group by table_name",
            names=sql.Literal(names),
        )
        return {name: (int(rows), int(hashes)) for name, rows, hashes in found}


def tables(v2: Statements) -> list[str]:
    """The live tables of which the part may have rows, the largest first."""
    found = v2.run(
        "select substr(relname, 8)::text from pg_class where relnamespace = to_regnamespace({rest_name}) and relname like 'was\\_v2\\_%' "
        "and to_regclass(format('{ours}.%I', 'written_' || substr(relname, 8))) is not null order by relpages desc",
        rest_name=sql.Literal(REST),
    )
    return [name for (name,) in found]


def look(settings: Settings, sign: int, keys: str, places: list[tuple[str, str]]) -> None:
    """Add to live_rows what there is, times sign, of the rows with such keys; places: live tables, and the schema in which to look, v2's or ours."""

    def job(name: str, schema: str, table: str, connection: psycopg.Connection[Any]) -> None:
        v2 = Statements(connection, settings)
        columns = [sql.Identifier(column) for column in registry.live_tables()[name]]
        key = sql.SQL(", ").join(columns)
        v2.run(
            LOOK, table=sql.Literal(table), sign=sql.Literal(sign), hash=sql.SQL(unchanged.XMIN_HASH), schema=schema, table_name=table,
            first=columns[0], key=key, keys=v2.sql(keys, key=key, was=f"was_v2_{name}", reshaped=f"v2_{name}"),
        )  # fmt: skip

    named = [(name, schema, f"written_{name}" if schema == SCHEMA else name) for name, schema in places]
    do_all(settings.v2, {f"{schema}.{table}": Job(partial(job, name, schema, table)) for name, schema, table in named})
