"""Invoke tasks: `invoke --list`, `invoke --help <task>`. Each calls one function of the migrator package."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from invoke import task
from rich.console import Console

from migrator import check as preflight
from migrator import demo as demonstration
from migrator import docs, fdw, registry, run, settings
from migrator import matrix as versions
from migrator import plugins as v2_project
from migrator import report as reports
from migrator import undo as reversal
from migrator.errors import MigrationError
from migrator.plugins import v1_config as v1_configuration
from migrator.plugins import write as project_files

console = Console()
SET = {"set": "a setting for this run, name=value (repeatable); names are the vars of dbt_project.yml"}


def plain_errors(body: Callable[..., None]) -> Callable[..., None]:
    """Show a MigrationError as two plain lines and exit with 2."""

    @wraps(body)
    def wrapped(*args: Any, **kwargs: Any) -> None:
        try:
            body(*args, **kwargs)
        except MigrationError as error:
            Console(stderr=True).print(
                f"[red]error[/] {error.what}\n      -> {error.remedy}", highlight=False, soft_wrap=True
            )
            sys.exit(2)

    return wrapped


@task(help=SET, iterable=["set"])
@plain_errors
def fdw_setup(_: Any, set: list[str]) -> None:
    """Connect v1 to the v2 database: read-only foreign tables for everything v1 has."""
    counts = fdw.setup(settings.load(set))
    console.print(
        "v1 is connected: {tables} tables, {columns} columns (the shop's own: {custom_tables} tables, "
        "{custom_columns} columns).".format(**counts),
        highlight=False,
    )


@task
@plain_errors
def fdw_teardown(_: Any) -> None:
    """Remove the foreign tables, server, user mapping and what else fdw-setup made."""
    fdw.teardown(settings.load())
    console.print("v1 is disconnected.")


@task(
    help=SET | {"json": "print the findings as JSON", "allow-existing": "do not mind rows that are in v2 already"},
    iterable=["set"],
)
@plain_errors
def check(_: Any, set: list[str], json: bool = False, allow_existing: bool = False) -> None:
    """Look at both databases and say what stands in the way. Writes nothing. Exit code 2 if something does."""
    findings = preflight.run(settings.load(set), allow_existing)
    preflight.show(findings, console, as_json=json)
    if any(finding.severity == "blocker" for finding in findings):
        sys.exit(2)


@task(
    help=SET
    | {
        "allow-existing": "leave rows that are in v2 already alone, instead of refusing",
        "again": "reshape and load even if nothing changed since the last run",
    },
    iterable=["set"],
)
@plain_errors
def migrate(_: Any, set: list[str], allow_existing: bool = False, again: bool = False) -> None:
    """The whole migration: check, fdw-setup, reshape, every test, load, verify, report. Repeat it at any time."""
    run.migrate(settings.load(set), console, allow_existing, again)


@task(help=SET, iterable=["set"])
@plain_errors
def verify(_: Any, set: list[str]) -> None:
    """Recompute v1 from v1's rows and v2 from the live rows, and compare. Writes no live table."""
    run.verify(settings.load(set), console)
    console.print("[green]verified[/]: v2 agrees with v1's snapshot.")


@task(help={"json": "everything, as JSON"})
@plain_errors
def report(_: Any, json: bool = False) -> None:
    """Show what became of every v1 row in the last run, and what differs."""
    reports.show(settings.load(), console, as_json=json)


@task(
    help={
        "keep-archive": "keep the copy of v1 in the v2 database",
        "force": "remove migrated rows even if v2 rows depend on them",
    }
)
@plain_errors
def undo(_: Any, keep_archive: bool = False, force: bool = False) -> None:
    """Give v2 back as it was before the first run; refuses when rows made in v2 since depend on migrated ones."""
    counts = reversal.undo(settings.load(), keep_archive, force)
    console.print("undone: {deleted} rows removed, {restored} rows put back.".format(**counts), highlight=False)


@task
@plain_errors
def demo(_: Any) -> None:
    """Migrate the bundled real v1 store on an embedded PostgreSQL and show the result."""
    demonstration.demo(console)


@task(
    help=SET
    | {
        "v1-config": "v1's medusa-config.js; it is read, never run",
        "out": "the folder to write to",
        "medusa-version": "of the v2 project",
    },
    iterable=["set"],
)
@plain_errors
def plugins(
    _: Any, set: list[str], v1_config: str = "", out: str = "medusa-v2", medusa_version: str = "2.21.2"
) -> None:
    """Write what the v2 project needs for v1's plugins: medusa-config.ts, package.json, .env.template, NOTES.md."""
    config = v1_configuration.read(Path(v1_config)) if v1_config else None
    plan = v2_project.plan(settings.load(set), config, medusa_version)
    for path in project_files.write(plan, Path(out)):
        console.print(f"wrote {path}", highlight=False)


@task(
    help={
        "pair": "only this pair, e.g. 1.14.0:2.6.1 (repeatable)",
        "all": "every pair of versions",
        "missing": "leave out what docs/versions.md already lists",
        "processes": "migrations at a time",
    },
    iterable=["pair"],
)
@plain_errors
def matrix(_: Any, pair: list[str], all: bool = False, missing: bool = False, processes: int = 2) -> None:
    """Migrate between every supported v1 and v2 version and write docs/versions.md. Exit code 1 if a pair fails."""
    outcomes = versions.prove(versions.chosen(all, missing, pair), console, processes)
    docs.sync()
    if any(outcome.problem for outcome in outcomes):
        sys.exit(1)


@task(
    help={
        "orders": "size of the synthetic v1 store",
        "in-order": "its ids sort in the order in which its rows came to be, as v1's do",
    }
)
@plain_errors
def bench(_: Any, orders: int = 10_000, in_order: bool = False) -> None:
    """Measure a migration against plain COPY of the same rows; writes bench/results."""
    from bench.run import bench as measured  # not part of the tool: imported only here

    console.print_json(data=measured(orders, console, in_order))


@task
def sync(_: Any) -> None:
    """Rewrite what is generated: macros/generated, and the tables in README.md and docs/."""
    changed = registry.sync() | docs.sync()
    console.print("rewritten" if changed else "up to date")


@task
def lint(context: Any) -> None:
    """Lint and type-check everything, as CI does."""
    for command in (
        "ruff check .",
        "ruff format --check .",
        "mypy",
        "sqlfluff lint --disable-progress-bar models tests/integrity",
        "yamllint --strict .",
    ):
        context.run(command, echo=True)


@task(help={"k": "only tests whose name matches"})
def test(context: Any, k: str = "") -> None:
    """Run every test: rules, invariants, whole migrations on an embedded PostgreSQL, on all cores."""
    # Each worker starts a server of its own; a server that is given has room for one.
    workers = "" if k or "MEDUSA_E2E_SERVER" in os.environ else " --numprocesses auto --maxprocesses 4 --dist worksteal"
    context.run(f"pytest{workers}{f' -k {k!r}' if k else ''} --durations 15", echo=True)


@task(
    help={
        "version": "of Medusa v2",
        "domains": "only these, comma-separated",
        "browser": "look at the dashboard in headless Chromium instead",
        "json": "write the scoreboard as JSON to this file",
        "keep": "leave the databases (with MEDUSA_E2E_SERVER)",
    }
)
@plain_errors
def e2e(
    _: Any, version: str = "2.21.2", domains: str = "", browser: bool = False, json: str = "", keep: bool = False
) -> None:
    """Migrate the bundled v1 store into a real Medusa v2 from npm, serve it, and compare everything over HTTP."""
    from tests.e2e import run as end_to_end  # not part of the tool: imported only here

    chosen = [name for name in domains.split(",") if name] + [end_to_end.DASHBOARD] * browser
    board = end_to_end.run(version, chosen, keep, console)
    board.show(console)
    if not domains:
        board.record("pages" if browser else "facts")
        docs.sync()
    if json:
        board.write(Path(json))
    if not board.ok:
        sys.exit(1)
