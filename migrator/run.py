"""The whole migration: check, connect, reshape, every test, load, verify, report."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import Any

import psycopg
from rich.console import Console

from migrator import check, dbt, fdw, part, replay, report, snapshot, unchanged, verified
from migrator.errors import MigrationError
from migrator.lock import only_run
from migrator.settings import Settings

# What `dbt build` does in one, in parts (tests/conventions/test_phases.py).
STAGED = ["path:models/staging,resource_type:model", "resource_type:seed"]
PHASES = {
    "staging": ["--indirect-selection", "empty", "--select", *STAGED],
    "reshape": [
        *("--indirect-selection", "empty"),  # or excluding a staging view would exclude every test that reads it
        *("--exclude", *STAGED, "path:models/load+", "path:models/report+", "loading+", "loaded+"),
    ],
    "load": ["--select", "path:models/load", "loading", "loaded"],
    "verify": ["--select", "path:models/report"],
}


def migrate(settings: Settings, console: Console, allow_existing: bool = False, again: bool = False) -> None:
    """Run everything, stopping at the first thing that is wrong. Safe to repeat at any time.

    When nothing changed in v1 since the last finished run, nothing is written; when nothing changed in v2 either
    since that was verified, nothing is verified again. again does all the same.
    """
    started = time.monotonic()
    with plain_failures(settings), only_run(settings):
        findings = check.run(settings, allow_existing=allow_existing, locked=True)
        check.show(findings, console)
        check.stop_on_blockers(findings)
        fdw.setup(settings)  # where one server holds both, what it writes must not come between the looks at v1
        now = unchanged.fingerprint(settings)
        copied = prepare(settings, console, now, again)
        if copied:
            reshape(settings, console, copied, now.basis)
            load(settings, console, copied, now.basis)
            unchanged.remember(settings, now)
        else:
            console.print("v1 has not changed since the last run: there is nothing to write.")
        if copied or not verified.is_as_verified(settings):
            verify(settings, console, copied or "keep", now.basis)
        else:
            console.print("v2 has not changed since that was verified: there is nothing to compare again.")
        part.put_back(settings)
    report.show(settings, console, seconds=time.monotonic() - started)


@contextmanager
def plain_failures(settings: Settings) -> Iterator[None]:
    """Say it in plain words when a server fails amid a run."""
    try:
        yield
    except psycopg.Error as error:
        text = settings.v1.without_password(settings.v2.without_password(str(error).strip()))
        raise MigrationError(
            f"a server failed, or went away, amid the run: {text}",
            "what was written is whole, and any step can be repeated: run again when both servers answer.",
        ) from None


def prepare(settings: Settings, console: Console, now: unchanged.Fingerprint, again: bool = False) -> str | None:
    """What the models will read: `keep`, all of v1, `part`, what changed in it, or None, if nothing did.

    v1, which must be connected (fdw.setup), is copied once, and staged.
    """
    if not again and unchanged.since_last_run(settings, now):
        return None
    reason = "as asked for" if again else part.needs_whole(settings, now)
    if not reason:
        reason = part.take(settings, console, now)
        if not reason:
            return "part"
    console.print(f"  v1 is read whole: {reason}", highlight=False)
    snapshot.take(settings, console, meanwhile=partial(stage, settings))
    return "keep"


def stage(settings: Settings) -> list[Any]:
    """Make the views that stand on the copy of v1. They need its tables, not yet its rows."""
    return dbt.invoke(["build", *PHASES["staging"]], settings, Console(quiet=True), "staging")


def reshape(settings: Settings, console: Console, copied: str = "keep", basis: str = "") -> list[Any]:
    """Make the rows v2 should hold from the last snapshot, and test all of them. Writes no live table."""
    with ThreadPoolExecutor(1) as aside:
        ahead = aside.submit(part.read_ahead, settings) if copied == "part" else None
        results = phase("reshape", settings, console, copied, basis)
        if ahead:
            ahead.result()
    return results


def load(settings: Settings, console: Console, copied: str = "keep", basis: str = "") -> list[Any]:
    """Write the tested rows into the live tables."""
    if copied == "part":
        part.tell_changed(settings)
        part.before(settings)
    return phase("load", settings, console, copied, basis)


def verify(settings: Settings, console: Console, copied: str = "keep", basis: str = "") -> list[Any]:
    """Compare what is live with v1's snapshot, independently of the load."""
    before = verified.look(settings, part.moved(settings) if copied == "part" else None)
    results = phase("verify", settings, console, copied, basis)
    verified.remember(settings, before)
    return results


def phase(name: str, settings: Settings, console: Console, copied: str, basis: str) -> list[Any]:
    """One phase, by dbt, or as dbt did it before with the same basis (then without results)."""
    if replay.play(replay.kept(settings, basis, name), settings, console, name):
        return []
    build = ["build", "--no-populate-cache", *PHASES[name]]  # of what relations there are: only seeds ask
    results, nodes = replay.recorder.record(lambda: dbt.invoke(build, settings, console, name, copied))
    if basis:
        replay.keep(settings, basis, name, nodes)
    return results
