"""One moment of v1, copied by v2's server over several connections, while dbt makes the views that stand on the copy.

These are the first hooks of every `dbt build` (dbt_project.yml, on-run-start), which copies one table after the other: SQL
with a few names in it, which Jinja alone can write down.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from contextlib import ExitStack, contextmanager
from functools import cache
from types import SimpleNamespace
from typing import Any, NoReturn

import psycopg
from jinja2 import Environment, Template
from psycopg import sql
from rich.console import Console

from migrator import fdw, unchanged
from migrator.display import Display
from migrator.errors import MigrationError
from migrator.parallel import threads
from migrator.settings import PROJECT_DIR, SCHEMA, Settings

HOOKS = ("assert_schemas", "prepare_run", "prepare_archive", "empty_archive", "take_snapshot", "take_passwords")
MACROS = (
    "guards/assert_schemas.sql",
    "live/set_aside_foreign_keys.sql",
    "part/index_v1_rows.sql",
    "part/put_back_rest.sql",
    "snapshot/prepare_run.sql",
    "snapshot/prepare_archive.sql",
    "snapshot/probe_live.sql",
    "snapshot/take_snapshot.sql",
)
TRIES = 20


def take(settings: Settings, console: Console, meanwhile: Callable[[], object] = lambda: None) -> None:
    """Begin a run: copy one moment of v1 into the archive, all of it or nothing. v1 must be connected (fdw.setup).

    meanwhile is done beside it, as soon as the tables are there. In a later run, what looks at the archive waits until
    it is full again.
    """
    started = time.monotonic()
    hooks = macros(settings)
    try:
        with settings.v2.connect() as v2:
            for prepare in (hooks.assert_schemas, hooks.prepare_run, hooks.prepare_archive):
                v2.execute(prepare().encode(), prepare=False)
        sizes = table_sizes(settings)
        with (
            one_moment(settings, min(threads(), len(sizes)), next(iter(sizes))) as connections,
            Display(console, "snapshot") as display,
            ThreadPoolExecutor(1) as aside,
        ):
            display.total(len(sizes))
            copy = Copy(dict(zip(connections, shared(sizes, len(connections)), strict=True)), hooks, display.step)
            copy.make_room()
            copying = aside.submit(copy.all)
            try:
                meanwhile()
                copying.result()
            except BaseException:
                copy.stop()
                raise
    except psycopg.Error as error:
        raise MigrationError(
            f"v1 could not be copied: {settings.v2.without_password(str(error).strip())}",
            "nothing was written but the archive of an earlier run, if there is one, is still there. Run again.",
        ) from None
    console.print(f"  snapshot {time.monotonic() - started:.1f}s", highlight=False)


def table_sizes(settings: Settings) -> dict[str, int]:
    """Bytes in v1 of each table of the archive, the largest first; those that this v1 lacks come last."""
    with settings.v2.connect() as v2:
        tables = [
            name for (name,) in v2.execute(f"select table_name from {SCHEMA}.v1_reading order by is_present desc, 1")
        ]
    with settings.v1.connect() as v1:
        v1.read_only = True
        found: Any = v1.execute(
            "select name, coalesce(pg_table_size(to_regclass(quote_ident(%s) || '.' || quote_ident(name))), 0) "
            "from unnest(%s::text[]) with ordinality as one (name, place) order by 2 desc, place",
            (settings.v1.schema, tables),
        ).fetchall()
        return dict(found)


def shared(sizes: dict[str, int], count: int) -> list[list[str]]:
    """The tables in that many shares of about the same size."""
    shares: list[list[str]] = [[] for _ in range(count)]
    for table in sizes:
        min(shares, key=lambda share: sum(sizes[name] for name in share)).append(table)
    return shares


@contextmanager
def one_moment(settings: Settings, count: int, table: str) -> Iterator[list[psycopg.Connection[Any]]]:
    """That many connections to v2 that see the same moment of v1 from now on; one, if v1 writes without a pause, or takes
    no more connections."""
    with ExitStack() as opened:
        connections = [opened.enter_context(settings.v2.connect()) for _ in range(count)]
        look = look_at(settings, table)
        if not all_see_the_same(settings, connections, look):
            for v2 in connections:
                v2.rollback()
            connections = connections[:1]
        yield connections


def look_at(settings: Settings, table: str) -> sql.Composed:
    """The statement with which a transaction of v2 begins one of v1."""
    return sql.SQL("select from {} limit 1").format(sql.Identifier(str(settings.vars["foreign_schema"]), table))


def all_see_the_same(
    settings: Settings,
    connections: list[psycopg.Connection[Any]],
    look: sql.Composed,
    beside: psycopg.Connection[Any] | None = None,
) -> bool:
    """Begin a transaction of v1 on each of them, anew until all see the same (and so does `beside`, a connection to v1
    itself that keeps to one moment).

    What a transaction sees is decided by which others have ended when it begins. If these are the same ones before the
    first looks and after the last did, all of them see the same.
    """
    with settings.v1.connect(autocommit=True) as v1:
        for _ in range(TRIES):
            if beside:
                beside.rollback()
            before = fdw.scalar(beside or v1, unchanged.MOMENT)
            if not before:
                return False
            try:
                for v2 in connections:
                    v2.rollback()
                    v2.execute(look)
            except psycopg.OperationalError:
                return False  # if it is not for want of connections, the copy will say what is wrong
            if fdw.scalar(v1, unchanged.MOMENT) == before:
                return True
    return False


class Copy:
    """Shares of v1's tables, each copied over a connection of its own, and all of them kept, or none."""

    def __init__(
        self, shares: dict[psycopg.Connection[Any], list[str]], hooks: Any, done: Callable[[str], object]
    ) -> None:
        self.shares = shares
        self.first, *_ = shares
        self.hooks = hooks
        self.done = done
        self.is_stopped = threading.Event()

    def make_room(self) -> None:
        """Take away what the last snapshot left (each connection what it will fill, or they would wait for each other)."""
        for v2, tables in self.shares.items():
            v2.execute(self.hooks.empty_archive(array(tables), v2 is self.first).encode(), prepare=False)

    def all(self) -> None:
        """Copy, and end the transactions either way: in a later run, what is done meanwhile waits for their locks."""
        try:
            with ThreadPoolExecutor(len(self.shares)) as pool:
                running = [pool.submit(self.share, v2, tables) for v2, tables in self.shares.items()]
                try:
                    for ended in wait(running, return_when=FIRST_EXCEPTION).done:
                        ended.result()
                except BaseException:
                    self.stop()
                    raise
            self.first.execute(self.hooks.take_passwords().encode(), prepare=False)
            for v2 in self.shares:
                v2.commit()
        except BaseException:
            for v2 in self.shares:
                v2.rollback()
            raise

    def share(self, v2: psycopg.Connection[Any], tables: list[str]) -> None:
        """Copy one table after the other."""
        for table in tables:
            if self.is_stopped.is_set():
                return
            v2.execute(self.hooks.take_snapshot(array([table])).encode(), prepare=False)
            self.done(table)

    def stop(self) -> None:
        """End what is being copied."""
        self.is_stopped.set()
        for v2 in self.shares:
            v2.cancel_safe()


def array(names: list[str]) -> str:
    """SQL for an array of texts."""
    return sql.Literal(names).as_string() + "::text[]"


def macros(settings: Settings, snapshot: str = "take") -> Any:
    """The hooks as functions that return SQL, with what dbt would give them."""
    return hooks().make_module(
        {
            "execute": True,
            "flags": SimpleNamespace(WHICH="build"),
            "target": SimpleNamespace(schema=SCHEMA),
            "var": (settings.vars | {"snapshot": snapshot}).__getitem__,
            "modules": SimpleNamespace(re=re),
            "exceptions": SimpleNamespace(raise_compiler_error=refuse),
        }
    )


@cache
def hooks() -> Template:
    """The files they are in, as one."""
    text = "\n".join((PROJECT_DIR / "macros" / name).read_text(encoding="utf-8") for name in MACROS)
    return Environment(autoescape=False).from_string(text)


def run_hook(settings: Settings, hook: str) -> None:
    """Run one hook of dbt's, as in a run that takes no snapshot."""
    with settings.v2.connect() as v2:
        v2.execute(getattr(macros(settings, "keep"), hook)().encode(), prepare=False)


def refuse(message: str) -> NoReturn:
    """What a macro refuses."""
    raise MigrationError(message, "nothing was written.")
