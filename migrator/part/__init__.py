"""A later run reads, reshapes, loads and proves only what changed in v1, and what hangs together with it (decision 0012).

Rows of v1 that name each other, directly or over others, are one whole: an order with its cart, lines, payments, returns. The
part of a run are all wholes of which a row was written, or went, since the last run. For the time of the run, what the
part leaves out is set aside in the schema `medusa_migration_rest`: rows of the archive, and the reshaped rows made of
them. Every model then sees a small shop, and works as ever; the few that number or sum over the whole shop read
`whole_…` and `rest_row`. In the end both are put together again (macros/part).
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
from rich.console import Console

from migrator import fdw, snapshot, unchanged, verified
from migrator.errors import MigrationError
from migrator.part.live import before, moved, read_ahead
from migrator.part.news import News, Whole
from migrator.part.rest import put_back, reshaped, set_aside, tell_changed
from migrator.part.statements import Statements
from migrator.settings import SCHEMA, Settings

__all__ = ["before", "moved", "needs_whole", "put_back", "read_ahead", "take", "tell_changed"]


def needs_whole(settings: Settings, now: unchanged.Fingerprint) -> str | None:
    """What speaks against reading a part only, as far as it shows without looking at rows; None if nothing does."""
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
    return None


def take(settings: Settings, console: Console, now: unchanged.Fingerprint) -> str | None:
    """Bring the archive up to date with v1, and set aside what did not change; or say why v1 must be read whole, nothing done.

    v1 must be connected (fdw.setup). From the end of the first transaction on, a run that dies is an unfinished one, and
    the next reads v1 whole.
    """
    started = time.monotonic()
    put_back(settings)  # of a run that died in the end
    try:
        with settings.v1.connect() as v1, settings.v2.connect() as v2, ThreadPoolExecutor(1) as aside:
            is_as_verified = aside.submit(verified.is_as_verified, settings)
            tables = aside.submit(reshaped, settings)
            v1.read_only, v1.isolation_level = True, psycopg.IsolationLevel.REPEATABLE_READ
            look = snapshot.look_at(settings, next(iter(now.states)))
            is_one_moment = snapshot.all_see_the_same(settings, [v2], look, v1)
            if not is_one_moment:
                v2.rollback()
                v2.execute(look)
            statements = Statements(v2, settings)
            statements.run("insert into {ours}.run (snapshot_at) values (now())")
            statements.run("create schema {rest}")
            statements.run("create unlogged table {rest}.origin (v1_table text, v1_id text, home text)")
            statements.run("create unlogged table {rest}.read_before (v1_table text, row_count bigint)")
            statements.run("create unlogged table {rest}.removed (v1_table text, v1_id text, kind text, code text)")
            reach = News(statements, settings, v1 if is_one_moment else None).take(now)
            if not is_as_verified.result():
                raise Whole("v2 changed since it was last compared")
        set_aside(settings, reach, tables.result())
    except Whole as reason:
        return str(reason)
    except psycopg.Error as error:
        raise MigrationError(
            f"what changed in v1 could not be set apart: {settings.v2.without_password(str(error).strip())}",
            "no live table was written. Run again: all of v1 is read then.",
        ) from None
    with settings.v2.connect() as v2:
        part, whole = (
            Statements(v2, settings).scalar(f'select count(*) from {{{place}}}."order"')
            for place in ("archive", "rest")
        )
    console.print(
        f"  snapshot of what changed {time.monotonic() - started:.1f}s: "
        f"{part:,} of {whole:,} orders with what belongs to them",
        highlight=False,
    )
    return None
