"""What a server counted of writes to each table: of a table in which none was counted, no row needs to be looked at.

PostgreSQL 15 and later counts each row written, exactly, but only tells once the session that wrote it has been idle for
some seconds, or has ended. So nothing is concluded while anybody else is connected to the database.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import psycopg

from migrator import fdw
from migrator.settings import Database

# Whatever makes the server count anew makes it another text; null where it does not count, or not exactly.
SINCE = """
    select concat_ws(' ', oid, pg_postmaster_start_time(), crash.stats_reset, own.stats_reset)
    from pg_database
    inner join pg_stat_database as own on pg_database.oid = own.datid
    cross join pg_stat_bgwriter as crash
    where own.datname = current_database() and not pg_is_in_recovery()
        and current_setting('server_version_num')::integer >= 150000 and current_setting('track_counts')::boolean
"""
# Of backends of other kinds only those have a database that may write to it; our own tell when they end.
IS_ALONE = """
    select not exists (
        select from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()
            and coalesce(application_name, '') <> 'medusa-migration' and backend_type is distinct from 'autovacuum worker'
    )
"""
# Of a table with partitions or children, their rows are not counted with it.
COUNTS = """
    select relname::text, array[pg_relation_filenode(relid)::bigint, n_tup_ins, n_tup_upd, n_tup_del]
    from pg_stat_all_tables
    where schemaname = %s and relid in (select oid from pg_class where relkind = 'r' and not relhassubclass)
"""


@dataclass(frozen=True)
class Counters:
    """since: since when, and of what, the server counts; None, if it does not. tables: file, rows inserted, updated and deleted
    of each. are_all: everything that has ended was counted."""

    since: str | None
    tables: dict[str, list[int]]
    are_all: bool = field(default=False, compare=False)

    def untouched_since(self, before: Counters) -> set[str]:
        """The tables of which no row was written or removed since, for certain."""
        if not self.are_all or self.since is None or self.since != before.since:
            return set()
        return {name for name, counts in self.tables.items() if counts == before.tables.get(name)}

    def as_json(self) -> dict[str, Any]:
        """To be kept with a run."""
        return {"since": self.since, "tables": self.tables}


NONE = Counters(None, {})


def of_json(kept: dict[str, Any] | None) -> Counters:
    """What a run kept; NONE, if it kept nothing."""
    return Counters(kept["since"], kept["tables"]) if kept else NONE


def read(connection: psycopg.Connection[Any], database: Database) -> Counters:
    """What was counted until now, of the tables of the database's schema. Rows that are looked at afterwards are as counted, or newer."""
    try:
        with connection.transaction():
            connection.execute("select pg_stat_clear_snapshot()")  # of an earlier look in this transaction
            since = fdw.scalar(connection, SINCE)
            if since is None:
                return NONE
            is_alone = fdw.scalar(connection, IS_ALONE)
            return Counters(since, dict(connection.execute(COUNTS, (database.schema,)).fetchall()), is_alone)
    except psycopg.errors.InsufficientPrivilege:  # somebody took from public what is public
        return NONE
