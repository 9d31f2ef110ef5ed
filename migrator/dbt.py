"""Runs dbt in this process, with a progress display and failures in plain words."""

from __future__ import annotations

import gc
import json
import os
from functools import cache
from pathlib import Path
from typing import Any

from dbt.cli.main import dbtRunner
from dbt.contracts.graph.manifest import Manifest
from rich.console import Console

from migrator import dbt_otherwise
from migrator.display import Display
from migrator.errors import MigrationError
from migrator.settings import PROJECT_DIR, SCHEMA, Settings

# dbt holds a million objects that live as long as the process: looking through them for garbage, as often as Python does
# by default, is a fifth of its time.
gc.set_threshold(100_000, 50, 100)

# A profile to read the project with, for which no database is needed.
NOWHERE = {
    "medusa_migration": {
        "target": "nowhere",
        "outputs": {
            "nowhere": {
                "type": "postgres",
                "host": "localhost",
                "port": 5432,
                "user": "nobody",
                "password": "",
                "dbname": "nowhere",
                "schema": SCHEMA,
                "threads": 1,
            }
        },
    }
}
FAILED = ("error", "fail", "runtime error")


dbt_otherwise.install()


def invoke(arguments: list[str], settings: Settings, console: Console, phase: str, snapshot: str = "keep") -> list[Any]:
    """Run one dbt command with a progress display; returns the node results.

    Raises MigrationError naming every failed model or test with its first offending rows.
    """
    with Display(console, phase) as display:
        outcome = dbtRunner(parsed(settings), callbacks=[display.on_event]).invoke(
            [*arguments, *options(settings.overrides | {"snapshot": snapshot})]
        )
    results = list(getattr(outcome.result, "results", None) or [])
    failures = [result for result in results if result.status in FAILED]
    if failures:
        raise MigrationError(
            f"{phase}: " + "; ".join(explain(result, settings) for result in failures[:10]),
            "nothing further was written. Fix what is named (in v1, or by a setting in dbt_project.yml) and run again.",
        )
    if outcome.exception or not outcome.success:
        raise MigrationError(
            f"{phase}: {settings.v2.without_password(str(outcome.exception or 'dbt failed'))}",
            "nothing further was written; see logs/dbt.log for the statement.",
        )
    return results


def options(variables: dict[str, Any], profiles: Path | None = None) -> list[str]:
    """What every dbt command of ours is given."""
    os.environ.setdefault("DBT_SEND_ANONYMOUS_USAGE_STATS", "false")
    os.environ.setdefault("DBT_USE_FAST_TEST_EDGES", "true")  # the same order of nodes, found in a tenth of the time
    return [
        "--vars",
        json.dumps(variables),
        "--quiet",
        "--log-level",
        "none",
        "--no-write-json",  # nobody reads them, and dbt takes its time to write them
        "--project-dir",
        str(PROJECT_DIR),
        "--profiles-dir",
        str(profiles or profiles_dir()),
    ]


def parsed(settings: Settings) -> Manifest | None:
    """The project as dbt reads it for this target and these decisions.

    No node is another one for another database or decision (tests/conventions), but for the schemas it names.
    """
    schemas = {name: value for name, value in settings.overrides.items() if name.endswith("_schema")}
    manifest = read_project(json.dumps(schemas))
    if manifest:
        point_to(manifest, str(settings.v2.params.get("dbname", "")))
    return manifest


@cache
def read_project(variables: str = "{}") -> Manifest | None:
    """What dbt makes of the files, which takes it 20 s: kept in target/project, for every later command and store.

    None if there is something wrong with them, which the command itself then says.
    """
    folder = PROJECT_DIR / os.environ.get("DBT_TARGET_PATH", "target") / "project"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "profiles.yml").write_text(json.dumps(NOWHERE), encoding="utf-8")
    outcome = dbtRunner().invoke(
        ["parse", *options(json.loads(variables), folder), "--target-path", str(folder), "--log-path", str(folder)]
    )
    return outcome.result if isinstance(outcome.result, Manifest) else None


def point_to(manifest: Manifest, database: str) -> None:
    """Name the database in all nodes, as dbt would have when reading the project for this target."""
    for node in (*manifest.nodes.values(), *manifest.sources.values()):
        if node.relation_name:
            node.relation_name = node.relation_name.replace(f'"{node.database}"', f'"{database}"', 1)
        node.database = database


def profiles_dir() -> Any:
    """Where profiles.yml is: the project, else a copy of the example made next to it."""
    own = PROJECT_DIR / "profiles.yml"
    if not own.is_file():
        own.write_text((PROJECT_DIR / "profiles.example.yml").read_text(encoding="utf-8"), encoding="utf-8")
    return PROJECT_DIR


def explain(result: Any, settings: Settings) -> str:
    """A failed node in one or two lines: what it is, and the first rows that offend."""
    node = result.node
    text = settings.v2.without_password(" ".join(str(result.message or "").split()))
    if node.resource_type != "test" or result.status != "fail":
        return f"{node.name}: {text}"
    rows = offending_rows(node, settings)
    return f"test {node.name} ({result.failures} rows): {rows}"


def offending_rows(node: Any, settings: Settings) -> str:
    """Up to five rows that a failed test found."""
    if not getattr(node, "compiled_code", None):
        return ""
    with settings.v2.connect() as v2:
        v2.read_only = True
        cursor = v2.execute(f"select * from ({node.compiled_code}) as offending limit 5")
        names = [column.name for column in cursor.description or []]
        return "; ".join(str(dict(zip(names, row, strict=True))) for row in cursor)
