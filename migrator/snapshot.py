"""One moment of v1, copied by v2's server while dbt still reads the project, which takes it as long.

These are the first hooks of every `dbt build` (dbt_project.yml, on-run-start): SQL with a few names in it, which Jinja
alone can write down.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any, NoReturn

import psycopg
from jinja2 import Environment
from rich.console import Console

from migrator.dbt import Display
from migrator.errors import MigrationError
from migrator.settings import PROJECT_DIR, SCHEMA, Settings

HOOKS = ("assert_schemas", "prepare_run", "take_snapshot")
MACROS = (
    "guards/assert_schemas.sql",
    "live/set_aside_foreign_keys.sql",
    "snapshot/prepare_run.sql",
    "snapshot/take_snapshot.sql",
)


def take(settings: Settings, console: Console) -> None:
    """Begin a run: copy all of v1 into the archive, in one transaction. v1 must be connected (fdw.setup)."""
    started = time.monotonic()
    try:
        with watched(settings, console), settings.v2.connect() as v2:
            for hook in rendered(settings):
                v2.execute(hook.encode(), prepare=False)
    except psycopg.Error as error:
        raise MigrationError(
            f"v1 could not be copied: {settings.v2.without_password(str(error).strip())}",
            "nothing was written but the archive of an earlier run, if there is one, is still there. Run again.",
        ) from None
    console.print(f"  snapshot {time.monotonic() - started:.1f}s", highlight=False)


def rendered(settings: Settings) -> list[str]:
    """The hooks as SQL, with what dbt would give them."""
    macros = Environment(autoescape=False).from_string(
        "\n".join((PROJECT_DIR / "macros" / name).read_text(encoding="utf-8") for name in MACROS),
        globals={
            "execute": True,
            "flags": SimpleNamespace(WHICH="build"),
            "target": SimpleNamespace(schema=SCHEMA),
            "var": (settings.vars | {"snapshot": "take"}).__getitem__,
            "modules": SimpleNamespace(re=re),
            "exceptions": SimpleNamespace(raise_compiler_error=refuse),
        },
    )
    hooks: list[str] = [getattr(macros.module, hook)() for hook in HOOKS]
    return [hook for hook in hooks if hook.strip()]


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
