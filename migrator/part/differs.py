"""Which rows of a table v1 has no longer as the archive has them, and which are new, by the transaction that wrote them."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg import sql

from migrator import fdw, unchanged
from migrator.part.statements import Statements
from migrator.part.wholes import Table
from migrator.settings import Settings


class Differs:
    """{rest}.differs has the place of each row that the archive has and v1 has no longer like this, and the key of each that is
    new like this.

    v1: a connection to v1 itself that sees the moment that the foreign tables show, if there is one; before: which
    transactions of v1 had ended when the last run looked (unchanged.MOMENT), if that is known. With both, v1 is asked
    for rows of younger transactions only.
    """

    def __init__(
        self, statements: Statements, settings: Settings, v1: psycopg.Connection[Any] | None, before: str | None
    ) -> None:
        self.statements = statements
        self.run, self.sql, self.scalar = statements.run, statements.sql, statements.scalar
        self.settings = settings
        self.v1 = v1
        self.moment = fdw.scalar(v1, unchanged.MOMENT) if v1 else None
        self.oldest = oldest_since(before, self.moment) if before and self.moment else None
        self.counts: dict[str, int] = {}  # of v1's rows at this moment, as far as known

    def find(self, name: str, table: Table) -> int:
        """Make {rest}.differs. How many rows v1 has."""
        if not self.v1 or self.oldest is None or not self.find_recent(self.v1, name, table):
            self.compare(table, self.sql("{archive}.{table}", table=name), self.sql("{foreign}.{table}", table=name))
        return self.count(name)

    def find_recent(self, v1: psycopg.Connection[Any], name: str, table: Table) -> bool:
        """Make it of rows of younger transactions; False, if those are not all: there are rows that v1 has no longer."""
        key = key_columns(table)
        self.run("create unlogged table {rest}.recent as select {key}, v1_xmin from {foreign}.{table} with no data",
                 key=key, table=name)  # fmt: skip
        place = sql.Identifier(self.settings.v1.schema, name)
        # xmin counts to 2^32 and begins anew: what is less than half of that ahead is younger.
        recent = sql.SQL(
            "copy (select {}, xmin from {} where ((xmin::text::bigint - {}) & 4294967295) < 2147483648) to stdout (encoding 'UTF8')"
        ).format(key, place, sql.Literal(self.oldest))
        with (
            v1.cursor().copy(recent) as rows,
            self.statements.v2.cursor().copy(self.sql("copy {rest}.recent from stdin (encoding 'UTF8')")) as into,
        ):
            for row in rows:
                into.write(row)
        self.compare(
            table,
            self.sql(
                "(select ctid, {key}, v1_xmin from {archive}.{table} "
                'where {first} collate "C" = any(array(select {first}::text from {rest}.recent)) '
                "and ({key}) in (select {key} from {rest}.recent))",
                key=key, first=sql.Identifier(table.key[0]), table=name,
            ),
            self.sql("{rest}.recent"),
        )  # fmt: skip
        self.run("drop table {rest}.recent")
        if name not in self.counts:
            self.counts |= v1.execute(sql.SQL("select {}::text, count(*) from {}").format(name, place))
        if self.counts[name] == self.count(name):
            return True
        self.run("drop table {rest}.differs")
        return False

    def compare(self, table: Table, old: sql.Composed, seen: sql.Composed) -> None:
        """Make it of the rows that only one of both has."""
        same = sql.SQL(" and ").join(
            sql.SQL("seen.{0} = old.{0}").format(sql.Identifier(column)) for column in table.key
        )
        self.run(
            "create unlogged table {rest}.differs as select old.ctid as place, {keys} from {old} as old "
            "full join {seen} as seen on {same} and seen.v1_xmin = old.v1_xmin "
            "where seen.v1_xmin is null or old.v1_xmin is null",
            keys=key_columns(table, "seen."), old=old, seen=seen, same=same,
        )  # fmt: skip

    def count(self, name: str) -> int:
        """How many rows v1 has, if these are all that differ."""
        return int(
            self.scalar(
                "select row_count + (select count(*) filter (where place is null) - count(place) from {rest}.differs) "
                "from {ours}.v1_count where table_name = {name}",
                name=sql.Literal(name),
            )
        )


def key_columns(table: Table, of: str = "") -> sql.Composed:
    """What tells rows of the table apart."""
    return sql.SQL(", ").join(sql.SQL(of) + sql.Identifier(column) for column in table.key)


def oldest_since(before: str, now: str) -> int | None:
    """The number of the first transaction that had not ended at a moment; None, if it was too long ago to be told by xmin."""
    oldest, newest = int(before.split(":")[0]), int(now.split(":")[1])
    return oldest if newest - oldest < 2**31 else None
