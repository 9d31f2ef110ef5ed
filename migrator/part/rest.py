"""Setting aside the archive and what was made of it, so that the models see the part only.

The part's rows are copied or made anew, and stay where they lie, too: most of them do not change, and a row on
almost every page of a large table costs more to remove and bring back than all the rest of a run (macros/part/put_back_rest.sql).
"""

from __future__ import annotations

from itertools import compress
from typing import Any

import psycopg
from psycopg import sql

from migrator import registry, snapshot
from migrator.parallel import Job, do_all
from migrator.part.reach import Reach
from migrator.part.statements import REST, Statements
from migrator.part.wholes import REPORTS, SUMMED, TABLES
from migrator.settings import SCHEMA, Settings

PARTIAL = sql.SQL("{}::text[]").format(sql.Literal(list(TABLES)))

# Is any row made of a table of which there are parts?
SOME = "exists (select from {ours}.{table} where v1_table = any({partial}))"
SOME_OF_KIND = """exists (
    select from unnest({partial}) as partial
    where exists (
        select from {ours}.{table} as t
        where {key} between hashtext(partial)::bigint << 32 and hashtext(partial)::bigint << 32 | 4294967295 and t.v1_table = partial
    )
)"""
# Rows made of what is in the part, or of nothing that a part is ever of. In a small table, one look at each row is fastest.
LOOKED_THROUGH = """
    with going as (
        select t.ctid as place, t as old_row, t.* from {rest}.{table} as t
        left join {rest}.origin on origin.v1_table = t.v1_table and origin.v1_id = t.v1_id and coalesce(origin.home, {name}) = {name}
        where origin.v1_id is not null or t.v1_table is null or t.v1_table <> all({partial})
    )
"""
# In a large one, the keys say which tables its rows are of (from each to the next), then the rows.
LOOKED_UP = """
    with recursive kind as (
        select (select min({key}) from {rest}.{table} as t) >> 32 as high
        union all
        select (select min({key}) from {rest}.{table} as t where {key} > (high << 32 | 4294967295)) >> 32
        from kind where high is not null
    ),
    own as materialized (
        select origin.v1_table, origin.v1_id, {origin_key} as key from kind
        inner join {rest}.origin on {origin_key} between kind.high << 32 and kind.high << 32 | 4294967295
        where coalesce(origin.home, {name}) = {name}
    ),
    going as (
        select t.ctid as place, t as old_row, t.* from {rest}.{table} as t
        where {key} = any(array(select key from own)) and (t.v1_table, t.v1_id) in (select v1_table, v1_id from own)
        union all
        select t.ctid, t, t.* from {rest}.{table} as t
        where {key} is null and (t.v1_table is null or t.v1_table <> all({partial}))
        union all
        select t.ctid, t, t.* from kind
        inner join {rest}.{table} as t on {key} between kind.high << 32 and kind.high << 32 | 4294967295
        where kind.high <> all(array(select hashtext(partial) from unnest({partial}) as partial))
    )
"""


def set_aside(settings: Settings, reach: Reach, tables: dict[str, bool]) -> None:
    """Each table in a transaction of its own; the `reshaped` ones once it is known which rows of v1 they were made of.

    A table is either set aside or not: `put_back_rest` takes it as it finds it.
    """

    def job(step: Any, *given: Any, after: tuple[str, ...] = ()) -> Job:
        def do(v2: psycopg.Connection[Any]) -> None:
            step(Statements(v2, settings), *given)

        return Job(do, after)

    splits = {name: job(split, reach, name) for name in reach.tables}
    origins = {"origins": job(know_origins, after=tuple(splits))}
    others = {
        name: job(set_aside_reshaped, name, is_indexed, after=("origins",)) for name, is_indexed in tables.items()
    }
    reports = {"reports": job(set_aside_reports, after=("origins", *others))}
    do_all(settings.v2, splits | origins | others | reports)


def split(v2: Statements, reach: Reach, name: str) -> None:
    """Bring the archive up to date, set it aside, and leave a copy of the part in its place. Staging views read the part; each
    has a twin on all rows."""
    table, view, named = TABLES[name], f"stg_{name}", reach.named(name)
    keys = [reach.ids(name), *([sql.SQL(table.also.format(rest=REST))] if table.also else [])]
    is_indexed = v2.scalar(
        "select to_regclass({index}) is not null",
        index=sql.Literal(f"{v2.places['archive'].as_string()}.part_key_{name}"),
    )
    v2.run(
        "alter table {archive}.{table} set schema {rest}; comment on table {rest}.{table} is 'rest'; "
        "create table {archive}.{table} (like {rest}.{table})",
        table=name,
    )
    v2.run(
        "set local enable_seqscan = {seqscan}; "
        "insert into {archive}.{table} select * from {rest}.{table} as t where {is_of_part}; "
        "delete from {rest}.{table} as t where v1_xmin = 0 and {is_of_part}; "
        "update {rest}.{table} as t set v1_xmin = -v1_xmin where v1_xmin < 0 and {is_of_part}; "
        "set local enable_seqscan = on",
        table=name, seqscan=sql.Literal("off" if is_indexed else "on"),
        is_of_part=v2.sql("t.{key} {is_one_of}", key=table.key[0],
            is_one_of=sql.SQL('collate "C" = any(array({}))' if is_indexed else "in ({})").format(sql.SQL(" union all ").join(keys))),
    )  # fmt: skip
    definition = v2.scalar("select pg_get_viewdef(to_regclass({name}))", name=sql.Literal(f"{SCHEMA}.{view}"))
    v2.run("create view {rest}.{view} as {definition}", view=view, definition=sql.SQL(definition))
    if v2.scalar("select to_regclass({name})", name=sql.Literal(f"{SCHEMA}.whole_{name}")):
        v2.run("create or replace view {ours}.{whole} as select * from {rest}.{view}", whole=f"whole_{name}", view=view)
    archive = v2.places["archive"].as_string()
    v2.run(
        "create or replace view {ours}.{view} as {definition}",
        view=view, definition=sql.SQL(definition.replace(f"{REST}.", f"{archive}.")),
    )  # fmt: skip
    v2.run(
        "insert into {rest}.origin select distinct {name}, t.v1_id, null from {ours}.{view} as t where {named}",
        name=sql.Literal(name), view=view, named=named,
    )  # fmt: skip
    for home in table.homes:
        v2.run(
            "insert into {rest}.origin select distinct {name}, t.v1_id, {home} from {ours}.{view} as t where not ({named})",
            name=sql.Literal(name), view=view, named=named, home=sql.Literal(home),
        )  # fmt: skip
    v2.run("insert into {rest}.read_before select {name}, count(*) from {archive}.{table} where v1_xmin >= 0",
           name=sql.Literal(name), table=name)  # fmt: skip
    v2.run("delete from {archive}.{table} where v1_xmin = 0; update {archive}.{table} set v1_xmin = -v1_xmin where v1_xmin < 0; "
           "analyze {archive}.{table}; "
           "update {ours}.v1_count set row_count = (select count(*) from {archive}.{table}) where table_name = {name}",
           table=name, name=sql.Literal(name))  # fmt: skip


def know_origins(v2: Statements) -> None:
    """The rows of v1 that the part has, or had, are all known now, each once (else what was made of one would be noted twice)."""
    v2.run("create index on {rest}.origin ({key}); analyze {rest}.origin", key=row_key())


def row_key(of: str = "") -> sql.SQL:
    """As the index of large tables has it. of: what the columns are of, with a point."""
    module: Any = snapshot.hooks().module  # the macro asks for nothing that dbt would give it
    return sql.SQL(module.v1_row_key(of))


def reshaped(settings: Settings) -> dict[str, bool]:
    """The tables of reshaped rows, fates and findings that have rows of which the part may be, the largest first: is there an
    index from v1's rows?"""
    with settings.v2.connect() as connection:
        v2 = Statements(connection, settings)
        tables = dict(
            v2.run(
                "select relname::text, exists (select from pg_index where indrelid = pg_class.oid and indexprs is not null) "
                "from pg_class where relnamespace = {name}::regnamespace and relkind = 'r' "
                "and relname ~ '^(v2|fate|finding)_' order by relpages desc, relname",
                name=sql.Literal(SCHEMA),
            )
        )
        has_some = sql.SQL(", ").join(
            v2.sql(SOME_OF_KIND if is_indexed else SOME, table=name, partial=PARTIAL, key=row_key("t."))
            for name, is_indexed in tables.items()
        )
        found = v2.scalar("select array[{has_some}]", has_some=has_some)
        return {name: tables[name] for name in compress(tables, found)}


def set_aside_reshaped(v2: Statements, name: str, is_indexed: bool) -> None:
    """Set aside the reshaped rows of one table; keep those that were made of the part, or of what it had before, and where they lie."""
    kind, code = {
        "v2": ("'migrated'", "null::text"),
        "fate": ("fate", "reason"),
        "finding": ("severity", "rule"),
    }[name.partition("_")[0]]
    homes = registry.v1_tables()
    live = name.removeprefix("v2_")
    noted = [table for table in TABLES if live == name or live in homes[table]["homes"]]
    keys = registry.live_tables().get(live, ())
    v2.run(
        "alter table {ours}.{table} set schema {rest}; comment on table {rest}.{table} is 'rest'; "
        "set local enable_seqscan = {seqscan}; "
        "create unlogged table {rest}.{was} as {going} select place, old_row, v1_table, v1_id, {kind} as kind, {code} as code{keys} from going; "
        "set local enable_seqscan = on; "
        "analyze {rest}.{was}; "
        "insert into {rest}.removed select v1_table, v1_id, kind, code from {rest}.{was} where v1_table = any({noted})",
        table=name, was=f"was_{name}", kind=sql.SQL(kind), code=sql.SQL(code), noted=sql.Literal(noted),
        seqscan=sql.Literal("off" if is_indexed else "on"),
        going=v2.sql(LOOKED_UP if is_indexed else LOOKED_THROUGH, table=name, name=sql.Literal(name), partial=PARTIAL,
            key=row_key("t."), origin_key=row_key("origin.")),
        keys=sql.SQL("").join(sql.SQL(", {}").format(sql.Identifier(column)) for column in keys),
    )  # fmt: skip
    if name in SUMMED:
        v2.run("insert into {ours}.rest_row select {name}, content from ({summed}) as summed (content)",
               name=sql.Literal(name), summed=v2.sql(SUMMED[name], rest_rows=v2.sql(
                   "(select * from {rest}.{table} as t where not exists (select from {rest}.{was} where place = t.ctid)) as t",
                   table=name, was=f"was_{name}")))  # fmt: skip


def set_aside_reports(v2: Statements) -> None:
    """What the last run reported stays, without what is about to be reported anew."""
    for report, key in REPORTS.items():
        v2.run(
            "alter table {ours}.{report} set schema {rest}; comment on table {rest}.{report} is 'rest'; "
            "delete from {rest}.{report} as t using {rest}.origin "
            "where origin.v1_table = {table} and origin.v1_id = t.{key}",
            report=report, key=key[0], table=sql.Literal(key[1]),
        )  # fmt: skip
    for report in ("rpt_accounted", "rpt_reason_counts"):
        v2.run("alter table {ours}.{report} set schema {rest}; comment on table {rest}.{report} is 'rest'; delete from {rest}.{report} where v1_table <> all({partial})",
               report=report, partial=PARTIAL)  # fmt: skip
    v2.run(
        "insert into {rest}.rpt_accounted (domain, v1_table, rows_read, migrated, merged, left_out, quarantined) "
        "select known.domain, before.v1_table, -before.row_count, -removed.migrated, -removed.merged, -removed.left_out, "
        "-removed.quarantined from {rest}.read_before as before "
        "inner join (select distinct domain, v1_table from {rest}.rpt_accounted) as known using (v1_table) "
        "cross join lateral (select count(distinct v1_id) filter (where kind = 'migrated') as migrated, "
        "count(*) filter (where kind = 'merged') as merged, count(*) filter (where kind = 'left') as left_out, "
        "count(*) filter (where kind = 'quarantined') as quarantined "
        "from {rest}.removed where removed.v1_table = before.v1_table) as removed"
    )
    v2.run(
        "insert into {rest}.rpt_reason_counts (kind, code, v1_table, row_count) select kind, code, v1_table, -count(*) "
        "from {rest}.removed where kind <> 'migrated' group by kind, code, v1_table"
    )


def tell_changed(settings: Settings) -> None:
    """Which of the rows that the part made anew are not what they were (come_…), and which are no more (gone_…): once, for the load
    and for putting the tables together, several tables at a time."""
    do_changes(settings, str(snapshot.macros(settings).tell_changed_rows()), "{ours}.%I")


def put_back(settings: Settings) -> None:
    """Put together again what was set aside and the part, several tables at a time.

    A table is either done, which it then says of itself, or not: the hook, which takes all of them back to their place, does the rest.
    """
    do_changes(settings, str(snapshot.macros(settings).take_changed_rows()), '{rest}."come_%s"')
    snapshot.run_hook(settings, "put_back_rest")


def do_changes(settings: Settings, change: str, given: str) -> None:
    """Do the same (macros/part/put_back_rest.sql) to every table of reshaped rows that is set aside; given: what must be there."""
    with settings.v2.connect() as connection:
        v2 = Statements(connection, settings)
        changes = v2.run(
            "select relname, format({change}, relname) from pg_class where relnamespace = to_regnamespace({name}) and relkind = 'r' "
            "and obj_description(oid) = 'rest' and to_regclass(format('{rest}.%I', 'was_' || relname)) is not null "
            "and to_regclass(format({given}, relname)) is not null order by relpages desc",
            change=sql.Literal(change), name=sql.Literal(REST), given=sql.Literal(v2.sql(given).as_string(connection)),
        ).fetchall()  # fmt: skip

    def job(change: str) -> Job:
        return Job(lambda v2: Statements(v2, settings).v2.execute(change.encode()))

    do_all(settings.v2, {name: job(change) for name, change in changes})
