"""What changed in v1 since the last run: the archive is brought up to date with it."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

import psycopg
from psycopg import sql

from migrator import snapshot, unchanged
from migrator.part.differs import Differs, key_columns
from migrator.part.reach import Reach
from migrator.part.statements import Statements
from migrator.part.wholes import CUSTOMER, UNRELATED, Table
from migrator.settings import Settings


class Whole(Exception):
    """Why this run has to read all of v1, in words."""


class News:
    """One moment of v1. Until the rest is set aside, v1_xmin of a row in the archive says what the row is: 0 for one that v1
    no longer has like this, negative for one that is new like this.

    v1: a connection to v1 itself that sees this moment; None where v1 writes without a pause.
    """

    def __init__(self, statements: Statements, settings: Settings, v1: psycopg.Connection[Any] | None) -> None:
        self.statements = statements
        self.run, self.scalar = statements.run, statements.scalar
        self.settings = settings
        self.v1 = v1
        self.known: dict[str, str]
        self.known, before = self.run(
            "select states, moment from {ours}.run where states is not null order by run_id desc limit 1"
        ).fetchone() or ({}, None)
        self.differs = Differs(statements, settings, v1, before)
        self.reading = {
            row[0]: row[1:]
            for row in self.run(
                "select table_name, archive_columns, read_columns, is_known from {ours}.v1_reading where is_present"
            )
        }
        self.reach = Reach(statements, settings)

    def take(self, now: unchanged.Fingerprint) -> Reach:
        """All of it, and what hangs together with it."""
        self.run("create unlogged table {rest}.whole_count (table_name text, row_count bigint)")
        self.run("create unlogged table {rest}.changed_customer (id text, billing_address_id text, email text)")
        untouched = self.without_news(now)
        for name in sorted(self.reading.keys() - self.reach.tables.keys() - untouched):
            self.refresh(name)
        for name, table in self.reach.tables.items():
            if name in untouched:
                self.run("insert into {rest}.whole_count select table_name, row_count from {ours}.v1_count where table_name = {name}",
                         name=sql.Literal(name))  # fmt: skip
            else:
                self.update(name, table)
        self.follow()
        if self.scalar(
            'select count(*) filter (where {named}) * 2 > count(*) from {archive}."order" as t',
            named=self.reach.named("order"),
        ):
            raise Whole("most orders changed, or hang together with some that did")
        self.passwords()
        return self.reach

    def without_news(self, now: unchanged.Fingerprint) -> set[str]:
        """Tables in which nothing was written or removed since before the last snapshot. Where v1 did anything since the
        fingerprint, it is asked again: what was unchanged then may have changed."""
        same = {name for name in self.reading if self.known.get(name) == now.states.get(name)}
        if self.differs.moment and self.differs.moment == now.moment:
            self.differs.counts = now.counts
            return same
        with nullcontext(self.v1) if self.v1 else self.settings.v1.connect() as v1:
            states, _ = unchanged.states_since(v1, self.settings.v1, same, now.states, now.counted)
        return {name for name, state in states.items() if self.known.get(name) == state}

    def refresh(self, name: str) -> None:
        """Copy a table again that is always read whole. What it says of orders that v1 had before must be what it said."""
        columns, expressions = map(sql.SQL, self.reading[name][:2])
        known = self.reading[name][2]
        harmless = UNRELATED.get(name, ())
        self.run("create unlogged table {rest}.now (like {archive}.{table})", table=name)
        self.run(
            "insert into {rest}.now ({columns}) select {expressions} from {foreign}.{table}",
            columns=columns, expressions=expressions, table=name,
        )  # fmt: skip
        rows = "(select (count(*), sum(hashint8extended(v1_xmin, 0))) from {table})"
        before, after = (
            self.statements.sql(rows, table=self.statements.sql(place, table=name))
            for place in ("{archive}.{table}", "{rest}.now")
        )
        if self.scalar("select {before} = {after}", before=before, after=after):
            self.run("drop table {rest}.now")
            return
        if known and harmless is not None:
            self.run("create unlogged table {rest}.differs as {rows}", rows=self.compared(name, ("v1_xmin", *harmless)))
            if name == CUSTOMER:
                self.run(
                    "insert into {rest}.changed_customer select row_of_v1 ->> 'id' as id, "
                    "row_of_v1 ->> 'billing_address_id' as billing_address_id, row_of_v1 ->> 'email' as email from {rest}.differs"
                )
            elif self.scalar("select exists (select from {rest}.differs where is_old or {any_new})",
                             any_new=sql.Literal(name not in UNRELATED)):  # fmt: skip
                raise Whole(f"what changed in {name} may matter to any order")
            self.run("drop table {rest}.differs")
        self.run("truncate {archive}.{table}; insert into {archive}.{table} select * from {rest}.now; drop table {rest}.now; "
                 "update {ours}.v1_count set row_count = (select count(*) from {archive}.{table}) where table_name = {name}; "
                 "analyze {archive}.{table}", table=name, name=sql.Literal(name))  # fmt: skip

    def compared(self, name: str, ignored: tuple[str, ...]) -> sql.Composed:
        """The rows that the archive has of v1, and v1 has no longer like this (is_old), and those that are new like this."""
        content = sql.SQL("to_jsonb(t) - array[{}]").format(sql.SQL(", ").join(map(sql.Literal, ignored)))
        old, new = (
            self.statements.sql("select {content} as row_of_v1 from " + place + " as t", content=content, table=name)
            for place in ("{archive}.{table}", "{rest}.now")
        )
        return sql.SQL(
            "select true as is_old, * from ({0} except all {1}) as old union all select false, * from ({1} except all {0}) as new"
        ).format(old, new)

    def update(self, name: str, table: Table) -> None:
        """Ask v1 which rows there are, and read those that are new like this; keep the old ones for the moment."""
        count = self.differs.find(name, table)
        self.run(
            "insert into {rest}.whole_count values ({name}, {count})", name=sql.Literal(name), count=sql.Literal(count)
        )
        key = key_columns(table)
        gone = self.statements.sql(
            "update {archive}.{table} as old set v1_xmin = 0 where ctid = any(array(select place from {rest}.differs)) returning old.*",
            table=name,
        )
        # As a parameter, the keys travel to v1, which then reads no other rows.
        come = self.statements.sql(
            "insert into {archive}.{table} ({columns}) select {expressions} from {foreign}.{table} as old "
            "where {first} = any(array(select {first}::text from {rest}.differs where place is null)) "
            "and coalesce(({key}) in (select {key} from {rest}.differs where place is null), false) returning *",
            table=name, columns=sql.SQL(self.reading[name][0]), key=key, first=sql.Identifier(table.key[0]),
            expressions=sql.SQL(self.reading[name][1].removesuffix("v1_xmin") + "-v1_xmin"),
        )  # fmt: skip
        self.reach.add(name, gone)
        if self.reach.add(name, come) != self.scalar("select count(*) from {rest}.differs where place is null"):
            raise Whole(f"rows of {name} cannot be told apart")
        self.run("drop table {rest}.differs")

    def follow(self) -> None:
        """All that hangs together with what changed.

        Drafts are numbered one after the other, after the last order: all of them, or none.
        """
        if "address" in self.reach.tables:
            self.reach.add_where(
                "address",
                self.statements.sql("id = any(array(select billing_address_id from {rest}.changed_customer))"),
            )
        self.run(  # of two with one e-mail, the one may decide how the other's is written
            "insert into {rest}.changed_customer (id) select id from {archive}.{customer} "
            "where lower(trim(email)) in (select lower(trim(email)) from {rest}.changed_customer)",
            customer=CUSTOMER,
        )
        if self.scalar("select exists (select from {rest}.changed_customer)"):
            customers = self.statements.sql("array(select id from {rest}.changed_customer)")
            for name, table in self.reach.tables.items():
                if table.of_customer:
                    column = sql.Identifier(table.of_customer)
                    self.reach.add_where(name, sql.SQL("{} = any({})").format(column, customers))
        self.reach.follow()
        if "draft_order" in self.reach.tables and (
            self.scalar(  # is the last order another one?
                "select max(display_id) filter (where v1_xmin >= 0) is distinct from max(display_id) filter (where v1_xmin <> 0) "
                'from {archive}."order"'
            )
            or self.scalar("select exists (select from {archive}.draft_order as t where order_id is null and ({named}))",
                           named=self.reach.named("draft_order"))
        ):  # fmt: skip
            self.reach.add_where("draft_order", sql.SQL("order_id is null"))
            self.reach.follow()

    def passwords(self) -> None:
        """Read the secrets that are needed once more."""
        self.run("truncate {ours}.v1_password")
        self.statements.v2.execute(snapshot.macros(self.settings).take_passwords().encode(), prepare=False)
