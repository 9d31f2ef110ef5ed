"""One moment of v1, copied by v2's server while dbt makes the views that stand on it, which takes it half as long.

These are the first hooks of every `dbt build` (dbt_project.yml, on-run-start): SQL with a few names in it, which Jinja
alone can write down.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any, NoReturn

import psycopg
from jinja2 import Environment
from rich.console import Console

from migrator.display import Display
from migrator.errors import MigrationError
from migrator.settings import PROJECT_DIR, SCHEMA, Settings

HOOKS = ("assert_schemas", "prepare_run", "prepare_archive", "empty_archive", "take_snapshot")
MACROS = (
    "guards/assert_schemas.sql",
    "live/set_aside_foreign_keys.sql",
    "part/put_back_rest.sql",
    "snapshot/prepare_run.sql",
    "snapshot/prepare_archive.sql",
    "snapshot/probe_live.sql",
    "snapshot/take_snapshot.sql",
)


def take(settings: Settings, console: Console, meanwhile: Callable[[], object] = lambda: None) -> None:
    """Begin a run: copy all of v1 into the archive, in one transaction. v1 must be connected (fdw.setup).

    meanwhile is done beside it, as soon as the tables are there. In a later run, what looks at the archive waits until
    it is full again.
    """
    started = time.monotonic()
    *before, empty_archive, take_snapshot = rendered(settings)
    try:
        with watched(settings, console), settings.v2.connect() as v2, ThreadPoolExecutor(1) as aside:
            for hook in before:
                v2.execute(hook, prepare=False)
            v2.commit()
            v2.execute(empty_archive, prepare=False)
            copying = aside.submit(copy, v2, take_snapshot)
            try:
                meanwhile()
                copying.result()
            except BaseException:
                v2.cancel_safe()
                raise
    except psycopg.Error as error:
        raise MigrationError(
            f"v1 could not be copied: {settings.v2.without_password(str(error).strip())}",
            "nothing was written but the archive of an earlier run, if there is one, is still there. Run again.",
        ) from None
    console.print(f"  snapshot {time.monotonic() - started:.1f}s", highlight=False)


def copy(v2: psycopg.Connection[Any], take_snapshot: bytes) -> None:
    """Copy, and end the transaction either way: in a later run, what is done meanwhile waits for its locks."""
    try:
        v2.execute(take_snapshot, prepare=False)
        v2.commit()
    except BaseException:
        v2.rollback()
        raise


def rendered(settings: Settings, hooks: tuple[str, ...] = HOOKS, snapshot: str = "take") -> list[bytes]:
    """The hooks as SQL, with what dbt would give them."""
    macros = Environment(autoescape=False).from_string(
        "\n".join((PROJECT_DIR / "macros" / name).read_text(encoding="utf-8") for name in MACROS),
        globals={
            "execute": True,
            "flags": SimpleNamespace(WHICH="build"),
            "target": SimpleNamespace(schema=SCHEMA),
            "var": (settings.vars | {"snapshot": snapshot}).__getitem__,
            "modules": SimpleNamespace(re=re),
            "exceptions": SimpleNamespace(raise_compiler_error=refuse),
        },
    )
    return [getattr(macros.module, hook)().encode() for hook in hooks]


def run_hook(settings: Settings, hook: str) -> None:
    """Run one hook of dbt's, as in a run that takes no snapshot."""
    with settings.v2.connect() as v2:
        for statement in rendered(settings, (hook,), "keep"):
            v2.execute(statement, prepare=False)


def refuse(message: str) -> NoReturn:
    """What a macro refuses."""
    raise MigrationError(message, "nothing was written.")


@contextmanager
def watched(settings: Settings, console: Console) -> Iterator[None]:
    """While open, the table that is being copied is shown (it is one long statement)."""
    done = threading.Event()
    with Display(console, "snapshot") as display:
        watcher = threading.Thread(target=watch, args=(settings, display.now, done), daemon=True)
        watcher.start()
        try:
            yield
        finally:
            done.set()
            watcher.join()


def watch(settings: Settings, show: Callable[[str], None], done: threading.Event) -> None:
    """Ask the server twice a second where it is."""
    try:
        with settings.v2.connect(autocommit=True) as v2:
            while not done.wait(0.5):
                row: Any = v2.execute(
                    "select application_name from pg_stat_activity "
                    "where application_name like 'medusa-migration: %%' and state = 'active'"
                ).fetchone()
                if row:
                    show(row[0].removeprefix("medusa-migration: "))
    except (MigrationError, psycopg.Error):
        return  # a display only: the copy itself reports lost connections
