"""A later run reads, reshapes, loads and proves only what changed in v1, and what hangs together with it (decision 0012).

Rows of v1 that name each other, directly or over others, are one whole: an order with its cart, lines, payments, returns. The
part of a run are all wholes of which a row was written, or went, since the last run. For the time of the run, what the
part leaves out is set aside in the schema `medusa_migration_rest`: rows of the archive, and the reshaped rows made of
them. Every model then sees a small shop, and works as ever; the few that number or sum over the whole shop read
`whole_…` and `rest_row`. In the end both are put together again (macros/part).
"""

from __future__ import annotations

import time
from typing import Any

import psycopg
from psycopg import sql
from rich.console import Console

from migrator import fdw, registry, snapshot, unchanged
from migrator.settings import SCHEMA, Settings
from migrator.wholes import CUSTOMER, REPORTS, SUMMED, TABLES, UNRELATED, Table

REST = f"{SCHEMA}_rest"


class Whole(Exception):
    """Why this run has to read all of v1, in words."""


def needs_whole(settings: Settings, now: unchanged.Fingerprint) -> str | None:
    """What speaks against reading a part only, as far as it shows without looking at v1's rows; None if nothing does."""
    with settings.v2.connect() as v2:
        if not fdw.scalar(v2, "select to_regclass(%s)", f"{SCHEMA}.run"):
            return "this is the first run"
        latest: Any = v2.execute(
            f"select to_jsonb(run) ->> 'basis', finished_at is not null and fingerprint is not null from {SCHEMA}.run "
            "order by run_id desc limit 1"  # an older version of the tool kept no basis
        ).fetchone()
        if not latest or latest[1] is False:
            return "the last run did not finish"
        if latest[0] != now.basis:
            return "the tool, a decision, or a table of either side is not what it was"
        if fdw.scalar(v2, f"select exists (select from {SCHEMA}.unwritten)"):
            return "rows were edited in v2, or collide with its own"
        missing = fdw.scalar(
            v2,
            "select count(*) from pg_class as load where relnamespace = to_regnamespace(%s) and relname like 'written\\_%%' and relkind = 'r' "
            "and not exists (select from pg_class as reshaped where reshaped.relnamespace = load.relnamespace "
            "and reshaped.relname = 'v2_' || substr(load.relname, 9))",
            SCHEMA,
        )
        if missing:
            return "the reshaped rows of the last run are gone"
    if settings.vars["migrate_carts"] != "none":
        return "carts are migrated, and grow old by themselves"
    if settings.vars["gift_card_mode"] == "promotion_once":
        return "gift cards become promotions, which share their codes with discounts"
    if not unchanged.since_verified(settings):
        return "v2 changed since it was last compared"
    return None


def take(settings: Settings, console: Console) -> str | None:
    """Bring the archive up to date with v1, and set aside what did not change; or say why v1 must be read whole, nothing done.

    One transaction: of v1, of the archive, and of what is set aside. v1 must be connected (fdw.setup).
    """
    started = time.monotonic()
    put_back(settings)  # of a run that died in the end
    try:
        with settings.v2.connect() as v2:
            orders = Taking(v2, settings).all()
    except Whole as reason:
        return str(reason)
    console.print(
        f"  snapshot of what changed {time.monotonic() - started:.1f}s: {orders} with what belongs to them",
        highlight=False,
    )
    return None


def put_back(settings: Settings) -> None:
    """Put together again what `take` set aside, if it did."""
    snapshot.run_hook(settings, "put_back_rest")


class Taking:
    """The steps of `take`, in one transaction.

    While it runs, v1_xmin of a row in the archive says what the row is: 0 for one that v1 no longer has like this, negative
    for one that is new like this.
    """

    def __init__(self, v2: psycopg.Connection[Any], settings: Settings) -> None:
        self.v2 = v2
        self.round = -1
        self.news: dict[str, int] = {"address": 0}  # the last round that reached something of a table
        self.untouched: set[str] = set()
        self.partial = sql.Literal(list(TABLES))
        self.settings = settings
        self.archive = str(settings.vars["archive_schema"])
        self.foreign = str(settings.vars["foreign_schema"])
        self.reading = {
            row[0]: row[1:]
            for row in v2.execute(
                f"select table_name, archive_columns, read_columns, is_known from {SCHEMA}.v1_reading where is_present"
            )
        }
        self.tables = {name: table for name, table in TABLES.items() if name in self.reading}

    def run(self, statement: str, **names: Any) -> psycopg.Cursor[Any]:
        """Execute SQL with {names} in it: a text is an identifier, anything composed is itself."""
        composed = {
            name: value if isinstance(value, sql.Composable) else sql.Identifier(value) for name, value in names.items()
        }
        places = {"ours": sql.Identifier(SCHEMA), "rest": sql.Identifier(REST), "archive": sql.Identifier(self.archive),
                  "foreign": sql.Identifier(self.foreign)}  # fmt: skip
        return self.v2.execute(sql.SQL(statement).format(**places, **composed))

    def all(self) -> str:
        """The whole of it; in the end, how many orders are in the part, in words."""
        self.run(
            "set local work_mem = '128MB'; set local jit = off; set local enable_mergejoin = off; "
            "set local default_statistics_target = 3; set local max_parallel_workers_per_gather = 2"
        )
        self.run("insert into {ours}.run (snapshot_at) values (now())")
        self.run("create schema {rest}")
        self.run("create unlogged table {rest}.reached (kind text, id text, round integer, primary key (kind, id))")
        self.run("create unlogged table {rest}.origin (v1_table text, v1_id text, home text)")
        self.run("create unlogged table {rest}.whole_count (table_name text, row_count bigint)")
        self.run("create unlogged table {rest}.read_before (v1_table text, row_count bigint)")
        self.run("create unlogged table {rest}.removed (v1_table text, v1_id text, kind text, code text)")
        highest = self.highest_order()
        for name in sorted(self.reading.keys() - self.tables.keys()):
            self.refresh(name)
        self.untouched = self.without_news()
        for name, table in self.tables.items():
            if name in self.untouched:
                self.run("insert into {rest}.whole_count select table_name, row_count from {ours}.v1_count where table_name = {name}",
                         name=sql.Literal(name))  # fmt: skip
            else:
                self.update(name, table)
        self.reach(renumbered=self.highest_order() != highest)
        if self.scalar(
            'select count(*) filter (where {named}) * 2 > count(*) from {archive}."order" as t',
            named=self.named("order"),
        ):
            raise Whole("most orders changed, or hang together with some that did")
        for name, table in self.tables.items():
            self.split(name, table)
        self.set_aside_reshaped()
        self.set_aside_reports()
        self.count()
        part, rest = (self.scalar(f'select count(*) from {{{place}}}."order"') for place in ("archive", "rest"))
        return f"{part:,} of {part + rest:,} orders"

    def without_news(self) -> set[str]:
        """Tables in which nothing was written or removed since before the last snapshot. Asked once ours has begun, not before."""
        self.run("select from {foreign}.{table} limit 1", table=next(iter(self.tables)))
        known = dict(
            self.scalar("select states from {ours}.run where states is not null order by run_id desc limit 1") or []
        )
        with self.settings.v1.connect() as v1:
            v1.read_only = True
            now = unchanged.states(v1, self.settings.v1, list(self.tables))
        return {name for name, state in unchanged.by_table(now).items() if known.get(name) == state}

    def highest_order(self) -> Any:
        """The number after which drafts are numbered."""
        return self.run('select max(display_id) from {archive}."order" where v1_xmin <> 0').fetchone()

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
        rows = sql.SQL("(select (count(*), sum(hashint8extended(v1_xmin, 0)::numeric)) from {})")
        same = (
            rows.format(sql.Identifier(REST, "now")) + sql.SQL(" = ") + rows.format(sql.Identifier(self.archive, name))
        )
        if self.scalar("select {same}", same=same):
            self.run("drop table {rest}.now")
            if name == CUSTOMER:
                self.run("create unlogged table {rest}.changed_customer (id text, billing_address_id text, email text)")
            return
        if known and harmless is not None:
            self.run("create unlogged table {rest}.differs as {rows}", rows=self.compared(name, ("v1_xmin", *harmless)))
            if name == CUSTOMER:
                self.run(
                    "create unlogged table {rest}.changed_customer as select row_of_v1 ->> 'id' as id, "
                    "row_of_v1 ->> 'billing_address_id' as billing_address_id, row_of_v1 ->> 'email' as email from {rest}.differs"
                )
            elif self.scalar("select exists (select from {rest}.differs where is_old or {any_new})",
                             any_new=sql.Literal(name not in UNRELATED)):  # fmt: skip
                raise Whole(f"what changed in {name} may matter to any order")
            self.run("drop table {rest}.differs")
        self.run("truncate {archive}.{table}; insert into {archive}.{table} select * from {rest}.now; drop table {rest}.now; "
                 "analyze {archive}.{table}", table=name)  # fmt: skip

    def compared(self, name: str, ignored: tuple[str, ...]) -> sql.Composed:
        """The rows that the archive has of v1, and v1 has no longer like this (is_old), and those that are new like this."""
        content = sql.SQL("to_jsonb(t) - array[{}]").format(sql.SQL(", ").join(map(sql.Literal, ignored)))
        old, new = (
            sql.SQL("select {} as row_of_v1 from {} as t").format(content, table)
            for table in (sql.Identifier(self.archive, name), sql.Identifier(REST, "now"))
        )
        return sql.SQL(
            "select true as is_old, * from ({0} except all {1}) as old union all select false, * from ({1} except all {0}) as new"
        ).format(old, new)

    def update(self, name: str, table: Table) -> None:
        """Ask v1 which rows there are, and read those that are new like this; keep the old ones for the moment."""
        key = sql.SQL(", ").join(map(sql.Identifier, table.key))
        same = sql.SQL(" and ").join(
            sql.SQL("seen.{0} = old.{0}").format(sql.Identifier(column)) for column in table.key
        )
        self.run("create unlogged table {rest}.seen as select {key}, v1_xmin from {foreign}.{table}; analyze {rest}.seen",
                 key=key, table=name)  # fmt: skip
        self.run(
            "create unlogged table {rest}.differs as select old.ctid as place, {keys} from {archive}.{table} as old "
            "full join {rest}.seen as seen on {same} and seen.v1_xmin = old.v1_xmin where seen.v1_xmin is null or old.v1_xmin is null",
            keys=sql.SQL(", ").join(sql.SQL("seen.{}").format(sql.Identifier(column)) for column in table.key),
            table=name, same=same,
        )  # fmt: skip
        self.run(
            "update {archive}.{table} as old set v1_xmin = 0 from {rest}.differs where old.ctid = differs.place",
            table=name,
        )
        # As a parameter, the keys travel to v1, which then reads no other rows.
        self.run(
            "do $read$ declare keys text[] := (select array_agg({first}) from {rest}.differs); found bigint; begin execute $insert$"
            "insert into {archive}.{table} ({columns}) select {expressions} from {foreign}.{table} as old "
            "where {first} = any($1) and exists (select from {rest}.differs as seen where {same})$insert$ using keys; "
            "get diagnostics found = row_count; perform set_config('medusa_migration.found', found::text, true); end $read$",
            table=name, columns=sql.SQL(self.reading[name][0]), same=same, first=sql.Identifier(table.key[0]),
            expressions=sql.SQL(self.reading[name][1].removesuffix("v1_xmin") + "-v1_xmin"),
        )  # fmt: skip
        if self.scalar(
            "select (select count(*) from {rest}.differs where place is null) <> current_setting('medusa_migration.found')::bigint"
        ):
            raise Whole(f"rows of {name} cannot be told apart")
        self.run("insert into {rest}.whole_count select {name}, count(*) from {rest}.seen", name=sql.Literal(name))
        self.run("drop table {rest}.seen; drop table {rest}.differs")

    def reach(self, renumbered: bool) -> None:
        """All that hangs together with what changed: ids, from row to row.

        Drafts are numbered one after the other, after the last order: all of them, or none.
        """
        self.run(
            "insert into {rest}.reached select distinct 'address', billing_address_id, 0 from {rest}.changed_customer "
            "where billing_address_id <> ''"
        )
        self.run(  # of two with one e-mail, the one may decide how the other's is written
            "insert into {rest}.changed_customer (id) select id from {archive}.{customer} "
            "where lower(trim(email)) in (select lower(trim(email)) from {rest}.changed_customer)",
            customer=CUSTOMER,
        )
        has_customers = self.scalar("select exists (select from {rest}.changed_customer)")
        for name, table in self.tables.items():
            begins: list[sql.Composable] = [] if name in self.untouched else [sql.SQL("t.v1_xmin <= 0")]
            if table.of_customer and has_customers:
                begins.append(sql.SQL("t.{} in (select id from {}.changed_customer)").format(
                    sql.Identifier(table.of_customer), sql.Identifier(REST)))  # fmt: skip
            if begins:
                self.add(name, table, sql.SQL(" or ").join(begins))
        self.follow()
        draft = TABLES["draft_order"]
        if "draft_order" in self.tables and (
            renumbered
            or self.scalar("select exists (select from {archive}.draft_order as t where order_id is null and ({named}))", named=self.named("draft_order"))
        ):  # fmt: skip
            self.add("draft_order", draft, sql.SQL("order_id is null"))
            self.follow()

    def follow(self) -> None:
        """From what was reached to what names it, and so on, until no table has news for another."""
        connecting = {name: table for name, table in self.tables.items() if len(table.nodes) > 1}
        seen = dict.fromkeys(connecting, -1)
        moving = True
        while moving:
            moving = False
            for name, table in connecting.items():
                since, seen[name] = seen[name], self.round
                if any(self.has_news(table.kinds(name, column), since) for column in table.names):
                    moving = True
                    self.add(name, table, self.named(name, since))

    def add(self, name: str, table: Table, condition: sql.Composable) -> None:
        """Reach what the rows of a table name that meet the condition."""
        nodes = sql.SQL(", ").join(
            sql.SQL("(t.{}, {})").format(sql.Identifier(column), sql.Literal(kind))
            for column in table.names
            for kind in table.kinds(name, column)
        )
        added = self.run(
            "with added as (insert into {rest}.reached select distinct node.kind, node.id, {round} from {archive}.{table} as t "
            "cross join lateral (values {nodes}) as node (id, kind) where ({condition}) and node.id is not null "
            "on conflict do nothing returning kind) select distinct kind from added",
            round=sql.Literal(self.round + 1), table=name, nodes=nodes, condition=condition,
        ).fetchall()  # fmt: skip
        self.round += bool(added)
        self.news |= {kind: self.round for (kind,) in added}

    def named(self, name: str, since: int = -1) -> sql.Composed:
        """Does a row of the table name something that was reached (after that round)?"""
        table = self.tables[name]
        conditions: list[sql.Composable] = [
            sql.SQL("coalesce(t.{} in (select id from {}.reached where kind = any({}) and round > {}), false)").format(
                sql.Identifier(column), sql.Identifier(REST), sql.Literal(list(kinds)), sql.Literal(since)
            )
            for column, kinds in ((column, table.kinds(name, column)) for column in table.names)
            if self.has_news(kinds, since)
        ]
        return sql.SQL(" or ").join(conditions or [sql.SQL("false")])

    def has_news(self, kinds: tuple[str, ...], since: int) -> bool:
        """Was anything of these tables reached after that round?"""
        return any(self.news.get(kind, -1) > since for kind in kinds)

    def split(self, name: str, table: Table) -> None:
        """Leave the part in the archive, and set the rest aside. Staging views read the part; each has a twin on the rest."""
        view = f"stg_{name}"
        self.run(
            "alter table {archive}.{table} set schema {rest}; comment on table {rest}.{table} is 'rest'; "
            "create table {archive}.{table} (like {rest}.{table})",
            table=name,
        )
        self.run(
            "with part as (delete from {rest}.{table} as t where {named} or {also} returning *) "
            "insert into {archive}.{table} select * from part",
            table=name, named=self.named(name), also=sql.SQL(table.also),
        )  # fmt: skip
        definition = self.scalar("select pg_get_viewdef(to_regclass({name}))", name=sql.Literal(f"{SCHEMA}.{view}"))
        self.run("create view {rest}.{view} as {definition}", view=view, definition=sql.SQL(definition))
        if self.scalar("select to_regclass({name})", name=sql.Literal(f"{SCHEMA}.whole_{name}")):
            self.run("create or replace view {ours}.{whole} as select * from {ours}.{view} union all select * from {rest}.{view}",
                     whole=f"whole_{name}", view=view)  # fmt: skip
        self.run(
            "create or replace view {ours}.{view} as {definition}",
            view=view, definition=sql.SQL(definition.replace(f"{REST}.", f"{self.archive}.")),
        )  # fmt: skip
        self.run(
            "insert into {rest}.origin select {name}, t.v1_id, null from {ours}.{view} as t where {named}",
            name=sql.Literal(name), view=view, named=self.named(name),
        )  # fmt: skip
        for home in table.homes:
            self.run(
                "insert into {rest}.origin select {name}, t.v1_id, {home} from {ours}.{view} as t where not ({named})",
                name=sql.Literal(name), view=view, named=self.named(name), home=sql.Literal(home),
            )  # fmt: skip
        self.run("insert into {rest}.read_before select {name}, count(*) from {archive}.{table} where v1_xmin >= 0",
                 name=sql.Literal(name), table=name)  # fmt: skip
        self.run("delete from {archive}.{table} where v1_xmin = 0; update {archive}.{table} set v1_xmin = -v1_xmin where v1_xmin < 0; "
                 "analyze {archive}.{table}", table=name)  # fmt: skip

    def set_aside_reshaped(self) -> None:
        """Set aside the reshaped rows that were made of what the part leaves out, and note what goes."""
        self.run("analyze {rest}.origin")
        homes = {name: facts["homes"] for name, facts in registry.v1_tables().items()}
        keys = registry.live_tables()
        for (name,) in self.v2.execute(
            "select relname::text from pg_class where relnamespace = %s::regnamespace and relkind = 'r' "
            "and relname ~ '^(v2|fate|finding)_' order by 1", (SCHEMA,)
        ).fetchall():  # fmt: skip
            if not self.scalar("select exists (select from {ours}.{table} where v1_table = any({partial}))",
                               table=name, partial=self.partial):  # fmt: skip
                continue
            kind, code = {
                "v2": ("'migrated'", "null::text"),
                "fate": ("fate", "reason"),
                "finding": ("severity", "rule"),
            }[name.partition("_")[0]]
            noted = [
                table for table in TABLES if not name.startswith("v2_") or name.removeprefix("v2_") in homes[table]
            ]
            self.run(
                "alter table {ours}.{table} set schema {rest}; comment on table {rest}.{table} is 'rest'; "
                "create unlogged table {rest}.{was} as select ctid as place, v1_table, v1_id, {kind} as kind, {code} as code{keys} "
                "from {rest}.{table} as t "
                "where v1_table is null or v1_table <> all({partial}) or exists (select from {rest}.origin "
                "where origin.v1_table = t.v1_table and origin.v1_id = t.v1_id and coalesce(home, {name}) = {name}); "
                "analyze {rest}.{was}; delete from {rest}.{table} as t using {rest}.{was} as was where t.ctid = was.place; "
                "insert into {rest}.removed select v1_table, v1_id, kind, code from {rest}.{was} where v1_table = any({noted})",
                table=name, was=f"was_{name}", partial=self.partial, name=sql.Literal(name),
                kind=sql.SQL(kind), code=sql.SQL(code), noted=sql.Literal(noted),
                keys=sql.SQL("").join(sql.SQL(", {}").format(sql.Identifier(key)) for key in keys.get(name.removeprefix("v2_"), ())),
            )  # fmt: skip
            if name in SUMMED:
                self.run("insert into {ours}.rest_row select {name}, content from ({summed}) as summed (content)",
                         name=sql.Literal(name), summed=sql.SQL(SUMMED[name].format(rest=REST)))  # fmt: skip

    def set_aside_reports(self) -> None:
        """What the last run reported stays, without what is about to be reported anew."""
        for report, key in REPORTS.items():
            self.run(
                "alter table {ours}.{report} set schema {rest}; comment on table {rest}.{report} is 'rest'; "
                "delete from {rest}.{report} as t using {rest}.origin "
                "where origin.v1_table = {table} and origin.v1_id = t.{key}",
                report=report, key=key[0], table=sql.Literal(key[1]),
            )  # fmt: skip
        for report in ("rpt_accounted", "rpt_reason_counts"):
            self.run("alter table {ours}.{report} set schema {rest}; comment on table {rest}.{report} is 'rest'; delete from {rest}.{report} where v1_table <> all({partial})",
                     report=report, partial=self.partial)  # fmt: skip
        self.run(
            "insert into {rest}.rpt_accounted (domain, v1_table, rows_read, migrated, merged, left_out, quarantined) "
            "select known.domain, before.v1_table, -before.row_count, -removed.migrated, -removed.merged, -removed.left_out, "
            "-removed.quarantined from {rest}.read_before as before "
            "inner join (select distinct domain, v1_table from {rest}.rpt_accounted) as known using (v1_table) "
            "cross join lateral (select count(distinct v1_id) filter (where kind = 'migrated') as migrated, "
            "count(*) filter (where kind = 'merged') as merged, count(*) filter (where kind = 'left') as left_out, "
            "count(*) filter (where kind = 'quarantined') as quarantined "
            "from {rest}.removed where removed.v1_table = before.v1_table) as removed"
        )
        self.run(
            "insert into {rest}.rpt_reason_counts (kind, code, v1_table, row_count) select kind, code, v1_table, -count(*) "
            "from {rest}.removed where kind <> 'migrated' group by kind, code, v1_table"
        )

    def count(self) -> None:
        """How many rows of each table the models will find, and the secrets that are needed once more."""
        for name in self.reading:
            self.run("update {ours}.v1_count set row_count = (select count(*) from {archive}.{table}) where table_name = {name}",
                     table=name, name=sql.Literal(name))  # fmt: skip
        self.run("truncate {ours}.v1_password")
        for name in ("customer", "user"):
            self.run(
                "insert into {ours}.v1_password select {name}, id, password_hash from {foreign}.{table} where password_hash is not null",
                name=sql.Literal(name), table=name,
            )  # fmt: skip

    def scalar(self, statement: str, **names: Any) -> Any:
        """The first column of the first row."""
        row = self.run(statement, **names).fetchone()
        return row[0] if row else None
