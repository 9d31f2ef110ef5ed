"""Has anything changed since the last finished run? If not, there is nothing to reshape, or even to compare."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg import sql

from migrator import counters, fdw
from migrator.settings import PROJECT_DIR, SCHEMA, Database, Settings

PARTS = (
    "dbt_project.yml",
    "models",
    "macros",
    "seeds",
    "migrator/catalog",
    "migrator/fdw.py",
    "migrator/part/wholes.py",
)

# Which transactions have ended: with the same answer, the same rows are there. A standby does not name all that have not,
# and gives no answer, which is the same as no other.
MOMENT = "select txid_current_snapshot()::text where not pg_is_in_recovery()"

# Whoever writes a row leaves the number of its transaction in it.
XMIN_HASH = "hashtextextended(xmin::text, 0)"

# What the target takes: columns, constraints, unique indexes, labels of enums.
TARGET = """
    select md5(string_agg(fact, ',' order by fact collate "C")) from (
        select concat_ws(
            ' ', attrelid::regclass, attname, format_type(atttypid, atttypmod), attnotnull, attidentity, pg_get_expr(adbin, adrelid)
        )
        from pg_catalog.pg_attribute
        inner join pg_catalog.pg_class on attrelid = pg_class.oid and relkind in ('r', 'p')
        left join pg_catalog.pg_attrdef on attrelid = adrelid and attnum = adnum
        where relnamespace = to_regnamespace(%(schema)s) and attnum > 0 and not attisdropped
        union all
        select conrelid::regclass::text || pg_get_constraintdef(oid) from pg_catalog.pg_constraint
        where connamespace = to_regnamespace(%(schema)s)
        union all
        select indexdef from pg_catalog.pg_indexes where schemaname = %(schema)s and indexdef like 'CREATE UNIQUE%%'
        union all
        select enumtypid::regtype::text || enumlabel from pg_catalog.pg_enum
    ) as facts (fact)
"""


@dataclass(frozen=True)
class Fingerprint:
    """basis: a hash of both databases' columns, the project's files and the operator's decisions; states: of each table of v1;
    whole: a hash of all that. moment: which transactions of v1 had ended before its tables were looked at (MOMENT); counted: what
    the server had counted before."""

    basis: str
    states: dict[str, str]
    moment: str | None
    counted: counters.Counters = field(compare=False)

    @property
    def whole(self) -> str:
        """One hash."""
        return hashed([self.basis, self.states])

    @property
    def counts(self) -> dict[str, int]:
        """Table -> number of rows."""
        return {name: json.loads(state)[1] for name, state in self.states.items()}


def fingerprint(settings: Settings) -> Fingerprint:
    """The state of all rows of v1, and of everything that decides what becomes of them.

    It is taken before the snapshot, so a change in between is in the snapshot but not in the stored fingerprint: the
    next run differs from it and does its work once more, never once too little.
    """
    with settings.v2.connect() as v2:
        target = v2.execute(TARGET, {"schema": settings.v2.schema}).fetchall()
        known, counted = last_states(v2)
    with settings.v1.connect() as v1:
        v1.read_only = True
        columns = fdw.live_columns(v1)
        address = identity(v1, settings.v1)
        moment = fdw.scalar(v1, MOMENT)
        states, now = states_since(v1, settings.v1, {column.table for column in columns}, known, counted)
    basis = hashed([address, columns, target, project(), settings.vars])
    return Fingerprint(basis, states, moment, now)


def last_states(v2: psycopg.Connection[Any]) -> tuple[dict[str, str], counters.Counters]:
    """The states of v1's tables that the last run kept, and what v1's server had counted then."""
    found: Any = None
    if fdw.scalar(v2, "select to_regclass(%s)", f"{SCHEMA}.run"):
        found = v2.execute(  # an older version of the tool kept less
            f"select to_jsonb(run) -> 'states', to_jsonb(run) -> 'counted' from {SCHEMA}.run "
            "where to_jsonb(run) ->> 'states' is not null order by run_id desc limit 1"
        ).fetchone()
    states, counted = found or ({}, None)
    return states, counters.of_json(counted)


def states_since(
    v1: psycopg.Connection[Any],
    database: Database,
    names: set[str],
    known: dict[str, str],
    counted: counters.Counters,
) -> tuple[dict[str, str], counters.Counters]:
    """Table -> its state, as one text, and what is counted now. Of tables that were not written to since they were `counted`, it is known."""
    now = counters.read(v1, database)
    same = now.untouched_since(counted) & known.keys() & names
    looked = {name: json.dumps(state, default=str) for name, *state in states(v1, database, sorted(names - same))}
    return {name: known[name] for name in same} | looked, now


def plain(content: Any) -> Any:
    """As it will be read again when it is kept."""
    return json.loads(json.dumps(content, default=str))


def hashed(content: Any) -> str:
    """One hash of anything."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()


def identity(connection: psycopg.Connection[Any], database: Database) -> list[Any]:
    """Which database this is: a copy of it is at another address, or on another timeline."""
    found: list[Any] = [
        database.label,
        fdw.scalar(connection, "select oid::bigint from pg_database where datname = current_database()"),
    ]
    if fdw.scalar(connection, "select has_function_privilege('pg_control_checkpoint()', 'execute')"):
        found += connection.execute("select system_identifier from pg_control_system()").fetchall()
        found += connection.execute("select timeline_id from pg_control_checkpoint()").fetchall()
    return found


def states(connection: psycopg.Connection[Any], database: Database, names: list[str]) -> list[Any]:
    """Per table: name, file, number of rows, sum of the hashes of their xmin.

    No column has to be read. These numbers say something about one database only (identity).
    """
    of_one = sql.SQL(
        f"select {{}}, pg_relation_filenode({{}}::regclass)::bigint, count(*), coalesce(sum({XMIN_HASH}), 0) from {{}}"
    )
    tables = [sql.Identifier(database.schema, name) for name in names]
    parts = [of_one.format(name, table.as_string(connection), table) for name, table in zip(names, tables, strict=True)]
    return sorted(connection.execute(sql.SQL(" union all ").join(parts))) if parts else []


def project() -> str:
    """A hash of everything that decides what rows come out."""
    digest = hashlib.sha256()
    for part in PARTS:
        path = PROJECT_DIR / part
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file():
                digest.update(file.read_bytes())
    return digest.hexdigest()


def since_last_run(settings: Settings, now: Fingerprint) -> bool:
    """True when the last run that finished had this very fingerprint; then a run of nothing is noted."""
    with settings.v2.connect() as v2:
        if not fdw.scalar(v2, "select to_regclass(%s)", f"{SCHEMA}.run"):
            return False
        latest: Any = v2.execute(
            f"select fingerprint, finished_at is not null from {SCHEMA}.run order by run_id desc limit 1"
        ).fetchone()
        if not latest or latest != (now.whole, True):
            return False
        v2.execute(
            f"insert into {SCHEMA}.run (snapshot_at, finished_at, basis, fingerprint) "
            f"select max(snapshot_at), clock_timestamp(), %s, %s from {SCHEMA}.run",
            (now.basis, now.whole),
        )
        return True


def remember(settings: Settings, before: Fingerprint) -> None:
    """Keep the fingerprint with the run that has just finished."""
    with settings.v2.connect() as v2:
        v2.execute(
            f"update {SCHEMA}.run set basis = %s, fingerprint = %s, states = %s, moment = %s, counted = %s "
            f"where run_id = (select max(run_id) from {SCHEMA}.run)",
            (
                before.basis,
                before.whole,
                json.dumps(before.states),
                before.moment,
                json.dumps(before.counted.as_json()),
            ),
        )
