"""A later run sends the statements again that dbt made for the one before, without dbt (decision 0013).

Nothing in a statement depends on rows, but on the project, the decisions and the catalogs of both databases. While these
are the same (`Fingerprint.basis`), so are the statements; dbt, which takes longer to write them than the server takes to
do them for a small part of a shop, need not write them again. If anything does not go as it went before, dbt does the
phase from its beginning, and says in its own words what is wrong.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import psycopg
import yaml
from rich.console import Console

from migrator import fdw, snapshot
from migrator.display import Display
from migrator.errors import MigrationError
from migrator.settings import PROJECT_DIR, SCHEMA, Settings


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


def longest_chain(children: Callable[[str], Iterable[str]]) -> Callable[[str], int]:
    """A function that says of a node how many wait for it, one after the other."""

    @cache
    def chain(name: str) -> int:
        return max((chain(child) + 1 for child in children(name)), default=0)

    return chain


def threads() -> int:
    """How many nodes at a time, as for dbt: threads in profiles.yml."""
    own, example = (PROJECT_DIR / name for name in ("profiles.yml", "profiles.example.yml"))
    profile = yaml.safe_load((own if own.is_file() else example).read_text(encoding="utf-8"))["medusa_migration"]
    asked = str(profile["outputs"][profile["target"]].get("threads"))
    return int(asked) if asked.isdigit() else 4


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
    dependents: dict[str, list[str]] = {name: [] for name in nodes}
    waiting = {name: len(node.waits_for) for name, node in nodes.items()}
    for name, node in nodes.items():
        for other in node.waits_for:
            dependents[other].append(name)

    chain = longest_chain(dependents.__getitem__)
    own = threading.local()
    opened: list[psycopg.Connection[Any]] = []

    def execute(name: str) -> None:
        if not hasattr(own, "connection"):
            own.connection = settings.v2.connect()
            opened.append(own.connection)
        verdict: Any = None
        for statement in nodes[name].statements:
            cursor = own.connection.execute(statement, prepare=False)
            while cursor.nextset():
                pass
            verdict = cursor.fetchone() if is_test(name) else None
        if verdict and verdict[2]:
            raise MigrationError(f"{name} fails", "")
        own.connection.commit()

    at_once = threads()
    ready = [name for name, count in waiting.items() if not count]
    running: dict[Future[None], str] = {}
    try:
        with Display(console, phase) as display, ThreadPoolExecutor(at_once) as pool:
            display.total(len(nodes))
            while ready or running:
                ready.sort(key=chain)
                while ready and len(running) < at_once:
                    name = ready.pop()
                    running[pool.submit(execute, name)] = name
                for future in finished(running, opened):
                    name = running.pop(future)
                    if future.exception():
                        return False
                    display.step(name.rpartition(".")[2])
                    for child in dependents[name]:
                        waiting[child] -= 1
                        if not waiting[child]:
                            ready.append(child)
        return True
    finally:
        for connection in opened:
            connection.close()


def finished(running: dict[Future[None], str], opened: list[psycopg.Connection[Any]]) -> set[Future[None]]:
    """Wait for one or more of them to end; who interrupts that (Ctrl-C) ends all of them."""
    try:
        return wait(running, return_when=FIRST_COMPLETED).done
    except BaseException:
        for connection in opened:
            connection.cancel_safe()
        raise
