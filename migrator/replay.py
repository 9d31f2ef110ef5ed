"""A later run sends the statements again that dbt made for the one before, without dbt (decision 0013).

Nothing in a statement depends on rows, but on the project, the decisions and the catalogs of both databases. While these
are the same (`Fingerprint.basis`), so are the statements; dbt, which takes longer to write them than the server takes to
do them for a small part of a shop, need not write them again. If anything does not go as it went before, dbt does the
phase from its beginning, and says in its own words what is wrong.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import psycopg
from rich.console import Console

from migrator import fdw, snapshot
from migrator.display import Display
from migrator.errors import MigrationError
from migrator.parallel import Job, do_all
from migrator.settings import SCHEMA, Settings


@dataclass
class Node:
    """A model or test: what it waits for, and its statements, in order (a test's last one says whether it failed)."""

    waits_for: list[str] = field(default_factory=list)
    statements: list[str] = field(default_factory=list)


def is_test(name: str) -> bool:
    """Does the node's last statement return a verdict?"""
    return name.startswith("test.")


class Recorder:
    """What dbt sends while a phase is recorded (dbt_otherwise calls begin and add)."""

    def __init__(self) -> None:
        self.nodes: dict[str, Node] | None = None
        self.lock = threading.Lock()

    def record(self, phase: Callable[[], list[Any]]) -> tuple[list[Any], dict[str, Node]]:
        """Do a phase, and return its results and the nodes it went through."""
        self.nodes = {}
        try:
            return phase(), self.nodes
        finally:
            self.nodes = None

    def begin(self, graph: Any) -> None:
        """The nodes dbt is about to do, and what each waits for."""
        if self.nodes is not None:
            self.nodes |= {name: Node(sorted(graph.predecessors(name))) for name in graph}

    def add(self, name: str, statement: str, is_question: bool) -> None:
        """One statement of a node; what dbt merely asks, to write another one, is not kept."""
        node = (self.nodes or {}).get(name)
        if node is None or (is_question and not is_test(name)):
            return
        with self.lock:
            node.statements = [statement] if is_question else [*node.statements, statement]


recorder = Recorder()


def keep(settings: Settings, basis: str, phase: str, nodes: dict[str, Node]) -> None:
    """Keep what was recorded of a phase, for runs with this basis."""
    with settings.v2.connect() as v2:
        v2.execute(
            f"create table if not exists {SCHEMA}.statement "
            "(basis text, phase text, node text, waits_for text[], statements text[])"
        )
        v2.execute(f"delete from {SCHEMA}.statement where phase = %s or basis <> %s", (phase, basis))
        with v2.cursor().copy(f"copy {SCHEMA}.statement from stdin") as copy:
            for name, node in nodes.items():
                copy.write_row((basis, phase, name, node.waits_for, node.statements))


def kept(settings: Settings, basis: str, phase: str) -> dict[str, Node]:
    """The nodes of a phase, as recorded with this basis; none if there is no such record."""
    with settings.v2.connect() as v2:
        if not fdw.scalar(v2, "select to_regclass(%s)", f"{SCHEMA}.statement"):
            return {}
        rows = v2.execute(
            f"select node, waits_for, statements from {SCHEMA}.statement where basis = %s and phase = %s",
            (basis, phase),
        )
        return {name: Node(waits_for, statements) for name, waits_for, statements in rows}


def play(nodes: dict[str, Node], settings: Settings, console: Console, phase: str) -> bool:
    """Do a phase again, what most nodes wait for first. False, and the rest not begun, if a statement or a test fails."""
    if not nodes:
        return False
    if phase == "reshape":  # what every run of dbt begins with
        snapshot.run_hook(settings, "probe_live")
    jobs = {name: Job(partial(repeat, name, node.statements), node.waits_for) for name, node in nodes.items()}
    with Display(console, phase) as display:
        display.total(len(jobs))
        try:
            do_all(settings.v2, jobs, lambda name: display.step(name.rpartition(".")[2]))
        except (psycopg.Error, MigrationError):
            return False
    return True


def repeat(name: str, statements: list[str], connection: psycopg.Connection[Any]) -> None:
    """Send a node's statements again. The verdict of a test: failures, should_warn, should_error."""
    verdict: Any = None
    for statement in statements:
        cursor = connection.execute(statement, prepare=False)
        while cursor.nextset():
            pass
        verdict = cursor.fetchone() if is_test(name) else None
    if verdict and verdict[2]:
        raise MigrationError(f"{name} fails", "")
