"""The whole migration: check, connect, reshape, every test, load, verify, report."""

from __future__ import annotations

import time
from functools import partial
from typing import Any

from rich.console import Console

from migrator import check, dbt, fdw, report, snapshot, unchanged
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
    with only_run(settings):
        findings = check.run(settings, allow_existing=allow_existing, locked=True)
        check.show(findings, console)
        check.stop_on_blockers(findings)
        now, is_new = prepare(settings, console, again)
        if is_new:
            reshape(settings, console)
            load(settings, console)
            unchanged.remember(settings, now)
        else:
            console.print("v1 has not changed since the last run: there is nothing to write.")
    if is_new or not unchanged.since_verified(settings):
        verify(settings, console)
    else:
        console.print("v2 has not changed since that was verified: there is nothing to compare again.")
    report.show(settings, console, seconds=time.monotonic() - started)


def prepare(settings: Settings, console: Console, again: bool = False) -> tuple[str, bool]:
    """The fingerprint of v1, and whether there is anything to do; if so, v1 is connected, copied once, and staged."""
    now = unchanged.fingerprint(settings)
    is_new = again or not unchanged.since_last_run(settings, now)
    if is_new:
        fdw.setup(settings)
        snapshot.take(settings, console, meanwhile=partial(stage, settings))
    return now, is_new


def stage(settings: Settings) -> list[Any]:
    """Make the views that stand on the copy of v1. They need its tables, not yet its rows."""
    return dbt.invoke(["build", *PHASES["staging"]], settings, Console(quiet=True), "staging")


def reshape(settings: Settings, console: Console) -> list[Any]:
    """Make the rows v2 should hold from the last snapshot, and test all of them. Writes no live table."""
    return dbt.invoke(["build", *PHASES["reshape"]], settings, console, "reshape")


def load(settings: Settings, console: Console) -> list[Any]:
    """Write the tested rows into the live tables."""
    return dbt.invoke(["build", *PHASES["load"]], settings, console, "load")


def verify(settings: Settings, console: Console) -> list[Any]:
    """Compare what is live with v1's snapshot, independently of the load."""
    before = unchanged.live_fingerprint(settings)
    results = dbt.invoke(["build", *PHASES["verify"]], settings, console, "verify")
    unchanged.remember_verified(settings, before)
    return results
