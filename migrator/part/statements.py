"""SQL with names in it."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg import sql

from migrator.settings import SCHEMA, Settings

REST = f"{SCHEMA}_rest"


class Statements:
    """Statements on one connection, in which {ours}, {rest}, {archive} and {foreign} are the schemas of a run."""

    def __init__(self, v2: psycopg.Connection[Any], settings: Settings) -> None:
        self.v2 = v2
        self.places = {
            "ours": sql.Identifier(SCHEMA),
            "rest": sql.Identifier(REST),
            "archive": sql.Identifier(str(settings.vars["archive_schema"])),
            "foreign": sql.Identifier(str(settings.vars["foreign_schema"])),
        }
        self.run(
            "set local work_mem = '128MB'; set local jit = off; set local enable_mergejoin = off; "
            "set local default_statistics_target = 3; set local max_parallel_workers_per_gather = 0; "
            "set local synchronous_commit = off"  # where the server breaks down, too, the run is one that did not finish
        )

    def sql(self, statement: str, **names: Any) -> sql.Composed:
        """SQL with {names} in it: a text is an identifier, anything composed is itself."""
        composed = {
            name: value if isinstance(value, sql.Composable) else sql.Identifier(value) for name, value in names.items()
        }
        return sql.SQL(statement).format(**self.places, **composed)

    def run(self, statement: str, **names: Any) -> psycopg.Cursor[Any]:
        """Execute it."""
        return self.v2.execute(self.sql(statement, **names))

    def scalar(self, statement: str, **names: Any) -> Any:
        """The first column of the first row."""
        row = self.run(statement, **names).fetchone()
        return row[0] if row else None
