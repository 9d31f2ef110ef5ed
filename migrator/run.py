"""The whole migration: check, connect, reshape, every test, load, verify, report."""

from __future__ import annotations

import time
from typing import Any

from rich.console import Console

from migrator import check, dbt, fdw, report, unchanged
from migrator.lock import only_run
from migrator.settings import Settings


def migrate(settings: Settings, console: Console, allow_existing: bool = False, again: bool = False) -> None:
    """Run everything, stopping at the first thing that is wrong. Safe to repeat at any time.

    When nothing changed since the last finished run, only verify and report; again does all the same.
    """
    started = time.monotonic()
    with only_run(settings):
        findings = check.run(settings, allow_existing=allow_existing, locked=True)
        check.show(findings, console)
        check.stop_on_blockers(findings)
        now = unchanged.fingerprint(settings)
        if again or not unchanged.since_last_run(settings, now):
            fdw.setup(settings)
            reshape(settings, console)
            load(settings, console)
            unchanged.remember(settings, now)
        else:
            console.print("v1 has not changed since the last run: there is nothing to write.")
    verify(settings, console)
    report.show(settings, console, seconds=time.monotonic() - started)


def reshape(settings: Settings, console: Console, keep_snapshot: bool = False) -> list[Any]:
    """Copy v1 once, make the rows v2 should hold, and test all of them. Writes no live table."""
    return dbt.invoke(
        ["build", "--exclude", "path:models/load", "path:models/report", "loaded"],
        settings,
        console,
        "reshape",
        snapshot="keep" if keep_snapshot else "take",
    )


def reshape_snapshot_only(settings: Settings, console: Console) -> None:
    """Connect and copy v1, without reshaping: the archive alone."""
    fdw.setup(settings)
    dbt.invoke(["run", "--select", "stg_store"], settings, console, "snapshot", snapshot="take")


def load(settings: Settings, console: Console) -> list[Any]:
    """Write the tested rows into the live tables."""
    return dbt.invoke(["build", "--select", "path:models/load", "loaded"], settings, console, "load")


def verify(settings: Settings, console: Console) -> list[Any]:
    """Compare what is live with v1's snapshot, independently of the load."""
    return dbt.invoke(["build", "--select", "path:models/report"], settings, console, "verify")
