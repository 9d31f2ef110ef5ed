"""A migration as the list of its statements: recorded once, executed for every damaged store.

Nearly all of a small migration's time is dbt's own. Its statements depend on the shape of the two databases and on
the decisions, never on v1's rows, so what was recorded for one store is what dbt would do with another of the same shape.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg
from dbt.adapters.sql.connections import SQLConnectionManager

from migrator import check, dbt, fdw, run
from tests.conftest import QUIET, Stores

COMMENT = re.compile(r"^/\*.*?\*/\s*", re.S)
SUPERFLUOUS = re.compile(r"select|show|commit|drop (table|view) if exists", re.I)
NODE = re.compile(r'"node_id": "([^"]+)"')


@dataclass(frozen=True)
class Statement:
    """What dbt sent, and for which node."""

    node: str
    text: str

    @property
    def is_test(self) -> bool:
        return self.node.startswith("test.")

    @property
    def is_needed(self) -> bool:
        """Whether it tests or makes something. dbt also looks at the catalog and drops what was there before:
        nothing of that matters in an empty database."""
        if self.is_test:
            return "as failures" in self.text
        return not SUPERFLUOUS.match(self.text)


@dataclass
class Recording:
    """The statements of one migration, in a valid order."""

    statements: list[Statement] = field(default_factory=list)

    def play(self, stores: Stores) -> list[str]:
        """Migrate these stores in one transaction; returns what failed: tests with their first rows, or the statement that raised."""
        settings = stores.settings()
        failed = [f"{finding.code}: {finding.what}" for finding in check.run(settings) if finding.severity == "blocker"]
        fdw.setup(settings)
        with psycopg.connect(stores.v2, prepare_threshold=None, options="-c jit=off") as v2:
            for statement in self.statements:
                try:
                    cursor = v2.execute(statement.text.encode())
                except psycopg.Error as error:
                    v2.rollback()
                    return [*failed, f"{statement.node}: {error}"]
                if statement.is_test:
                    while cursor.nextset():  # the settings come first
                        pass
                    row: Any = cursor.fetchone()
                    if row[0]:
                        failed.append(f"{statement.node}: {row[0]} rows, {offending(v2, statement.text)}")
        return failed


def offending(v2: psycopg.Connection[Any], test: str) -> str:
    """The first rows that a test found."""
    inner = test[test.index("from (") + len("from (") : test.rindex(")")]
    return "; ".join(
        str(row[0]) for row in v2.execute(f"select to_jsonb(found) from ({inner}) as found limit 3".encode())
    )


def record(stores: Stores) -> Recording:
    """Migrate for real, one node after the other, keeping every statement that is needed."""
    recording = Recording()
    with listening(recording), one_thread():
        settings = stores.settings()
        fdw.setup(settings)
        dbt.invoke(["build", "--exclude", "path:models/report"], settings, QUIET, "build", snapshot="take")
        run.verify(settings, QUIET)
    recording.statements = [statement for statement in recording.statements if statement.is_needed]
    return recording


@contextmanager
def listening(recording: Recording) -> Iterator[None]:
    """While open, what dbt executes is added to the recording."""
    execute = SQLConnectionManager.add_query

    def add_query(self: Any, sql: str, auto_begin: bool = True, bindings: Any = None, *rest: Any, **named: Any) -> Any:
        connection, cursor = execute(self, sql, auto_begin, bindings, *rest, **named)
        text = cursor.mogrify(sql, bindings).decode() if bindings else sql
        node = NODE.search(sql)
        text = COMMENT.sub("", text.strip()).replace(f'"{connection.credentials.database}".', "")
        statement = Statement(node[1] if node else "", text)
        recording.statements.append(statement)
        return connection, cursor

    SQLConnectionManager.add_query = add_query
    try:
        yield
    finally:
        SQLConnectionManager.add_query = execute


@contextmanager
def one_thread() -> Iterator[None]:
    """While open, dbt builds one node at a time."""
    invoke = dbt.invoke
    dbt.invoke = lambda arguments, *rest, **named: invoke([*arguments, "--threads", "1"], *rest, **named)
    try:
        yield
    finally:
        dbt.invoke = invoke
