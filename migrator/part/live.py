"""The live rows that become others with the part: what they are before the load, and after it, so as to know what it did."""

from __future__ import annotations

from functools import partial
from itertools import compress
from typing import Any

import psycopg
from psycopg import sql

from migrator import registry, unchanged
from migrator.parallel import Job, do_all
from migrator.part.statements import REST, Statements
from migrator.settings import Settings

# All at once, in the order in which they lie: looked up one by one, each row waits for the disk.
IN_A_ROW = "set local enable_seqscan = off; set local enable_indexscan = off; "
LOOK = (
    IN_A_ROW
    + """
    insert into {rest}.live_rows
    select {name}, {sign} * count(*), {sign} * coalesce(sum({hash}), 0) from {schema}.{table} as t
    where t.{first} = any(array(select {first} from ({keys}) as keys)) and ({key}) in ({keys})
"""
)
KEYS = "select {key} from {rest}.{gone} union select {key} from {rest}.{come}"


def before(settings: Settings) -> None:
    """Note what the live rows are that the load may write."""
    with settings.v2.connect() as connection:
        Statements(connection, settings).run(
            "create unlogged table {rest}.live_rows (table_name text, row_count bigint, hashes numeric)"
        )
    look(settings, -1, set(registry.live_tables()))


def moved(settings: Settings) -> dict[str, tuple[int, int]]:
    """What the load did: live table that it wrote to -> rows more, and how much more the hashes of their `xmin` add up to."""
    with settings.v2.connect() as connection:
        wrote = set(unchanged.wrote(connection))
    look(settings, 1, wrote)
    with settings.v2.connect() as connection:
        found = Statements(connection, settings).run(
            "select table_name, sum(row_count), sum(hashes) from {rest}.live_rows where table_name = any({names}) group by table_name",
            names=sql.Literal(list(wrote)),
        )
        return {name: (int(rows), int(hashes)) for name, rows, hashes in found}


def tables(v2: Statements) -> list[str]:
    """The live tables of whose rows the part made others, the largest first."""
    found = [
        name
        for (name,) in v2.run(
            "select substr(relname, 9)::text from pg_class where relnamespace = to_regnamespace({rest_name}) and relname like 'come\\_v2\\_%' "
            "and to_regclass(format('{ours}.%I', 'written_' || substr(relname, 9))) is not null order by relpages desc",
            rest_name=sql.Literal(REST),
        )
    ]
    has_some = sql.SQL(", ").join(
        v2.sql("exists (select from {rest}.{come}) or exists (select from {rest}.{gone})", come=f"come_v2_{name}", gone=f"gone_v2_{name}")
        for name in found
    )  # fmt: skip
    return list(compress(found, v2.scalar("select array[{has_some}]::boolean[]", has_some=has_some)))


def look(settings: Settings, sign: int, only: set[str]) -> None:
    """Add to live_rows what there is, times sign, of the rows that became others; only: in which live tables."""
    with settings.v2.connect() as connection:
        names = [name for name in tables(Statements(connection, settings)) if name in only]

    def job(name: str, connection: psycopg.Connection[Any]) -> None:
        v2 = Statements(connection, settings)
        columns = [sql.Identifier(column) for column in registry.live_tables()[name]]
        key = sql.SQL(", ").join(columns)
        v2.run(
            LOOK, name=sql.Literal(name), sign=sql.Literal(sign), hash=sql.SQL(unchanged.XMIN_HASH), schema=settings.v2.schema, table=name,
            first=columns[0], key=key, keys=v2.sql(KEYS, key=key, gone=f"gone_v2_{name}", come=f"come_v2_{name}"),
        )  # fmt: skip

    do_all(settings.v2, {name: Job(partial(job, name)) for name in names})
