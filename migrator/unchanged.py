"""Has anything changed since the last finished run? If not, there is nothing to reshape, or even to compare."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql

from migrator import fdw
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
    whole: a hash of all that. moment: which transactions of v1 had ended before its tables were looked at (MOMENT)."""

    basis: str
    states: dict[str, str]
    moment: str | None

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
    with settings.v1.connect() as v1:
        v1.read_only = True
        columns = fdw.live_columns(v1)
        address = identity(v1, settings.v1)
        moment = fdw.scalar(v1, MOMENT)
        rows = states(v1, settings.v1, sorted({column.table for column in columns}))
    with settings.v2.connect() as v2:
        target = v2.execute(TARGET, {"schema": settings.v2.schema}).fetchall()
    basis = hashed([address, columns, target, project(), settings.vars])
    return Fingerprint(basis, by_table(rows), moment)


def by_table(rows: list[Any]) -> dict[str, str]:
    """Table -> its state, as one text."""
    return {name: json.dumps(state, default=str) for name, *state in rows}


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
            f"update {SCHEMA}.run set basis = %s, fingerprint = %s, states = %s, moment = %s "
            f"where run_id = (select max(run_id) from {SCHEMA}.run)",
            (before.basis, before.whole, json.dumps(before.states), before.moment),
        )


def live_fingerprint(settings: Settings, moved: dict[str, tuple[int, int]] | None = None) -> str:
    """The state of every live table that we write.

    moved: this run began with live tables that were as last verified; what it did to them is known for these tables (rows
    more, hashes of xmin more), of the others only those it wrote to are looked at again. What somebody else wrote meanwhile
    is then missing, and the next run sees it.
    """
    with settings.v2.connect() as v2:
        names = {
            row[0]
            for row in v2.execute(
                "select substr(relname, 9)::text from pg_class "
                "where relnamespace = to_regnamespace(%s) and relname like 'written\\_%%' and relkind = 'r'",
                (SCHEMA,),
            )
        }
        known: list[Any] = []
        if moved is not None:
            written = wrote(v2)
            for name, file, rows, hashes in json.loads(last_verified(v2) or "[[], []]")[1]:
                if name not in written:
                    known.append([name, file, rows, hashes])
                elif name in moved:
                    known.append([name, file, rows + moved[name][0], str(int(hashes) + moved[name][1])])
        found = json.loads(
            json.dumps(states(v2, settings.v2, sorted(names - {name for name, *_ in known})), default=str)
        )
        return json.dumps([identity(v2, settings.v2), sorted(known + found)], default=str)


def wrote(v2: psycopg.Connection[Any]) -> set[str]:
    """The live tables that the last run wrote to."""
    found = v2.execute(
        f"select live_table from {SCHEMA}.load_log where run_id = (select max(run_id) from {SCHEMA}.run) "
        "and inserted + merged + updated + deleted > 0"
    )
    return {name for (name,) in found}


def last_verified(v2: psycopg.Connection[Any]) -> Any:
    """What the live tables were when they were last verified, and found right."""
    return fdw.scalar(v2, f"select verified from {SCHEMA}.run where verified is not null order by run_id desc limit 1")


def since_verified(settings: Settings) -> bool:
    """True when the live tables are as they were when they were last verified, and found right."""
    with settings.v2.connect() as v2:
        verified = last_verified(v2)
    return bool(verified == live_fingerprint(settings))


def remember_verified(settings: Settings, live: str) -> None:
    """Keep what the live tables were when they were compared and found right."""
    with settings.v2.connect() as v2:
        v2.execute(
            f"update {SCHEMA}.run set verified = %s where run_id = (select max(run_id) from {SCHEMA}.run)", (live,)
        )
