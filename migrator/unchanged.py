"""Has anything changed since the last finished run? If not, there is nothing to reshape, or even to compare."""

from __future__ import annotations

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from psycopg import sql

from migrator import fdw
from migrator.settings import PROJECT_DIR, SCHEMA, Database, Settings

PARTS = ("dbt_project.yml", "models", "macros", "seeds", "migrator/catalog")


def fingerprint(settings: Settings) -> str:
    """One hash over all rows of v1, the target's columns, the project's files and the operator's decisions.

    v1's server hashes its own rows: nothing but a number per table crosses the network. It is taken
    before the snapshot, so a change in between is in the snapshot but not in the stored fingerprint: the
    next run differs from it and does its work once more, never once too little.
    """
    with settings.v1.connect() as v1:
        names = sorted({column.table for column in fdw.live_columns(v1)})
    halves = [names[0::2], names[1::2]]
    with ThreadPoolExecutor(len(halves)) as pool:
        tables = sorted(pair for half in pool.map(lambda names: hashes(settings.v1, names), halves) for pair in half)
    with settings.v2.connect() as v2:
        columns = fdw.scalar(
            v2,
            "select md5(string_agg(concat_ws(' ', table_name, column_name, data_type), ',' order by table_name, column_name)) "
            "from information_schema.columns where table_schema = %s",
            settings.v2.schema,
        )
    content = json.dumps([tables, columns, project(), settings.vars], sort_keys=True, default=str)
    return hashlib.sha256(content.encode()).hexdigest()


def hashes(v1: Database, names: list[str]) -> list[tuple[str, str]]:
    """(table, count and sum of row hashes) of some tables, over one connection."""
    with v1.connect() as connection:
        connection.read_only = True
        query = "select concat_ws(' ', count(*), sum(hashtextextended(rows::text, 0)::numeric)) from {} as rows"
        return [
            (
                name,
                str(fdw.scalar(connection, sql.SQL(query).format(sql.Identifier(name)).as_string(connection))),
            )
            for name in names
        ]


def project() -> str:
    """A hash of everything that decides what rows come out."""
    digest = hashlib.sha256()
    for part in PARTS:
        path = PROJECT_DIR / part
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file():
                digest.update(file.read_bytes())
    return digest.hexdigest()


def since_last_run(settings: Settings, now: str) -> bool:
    """True when the last run that finished had this very fingerprint; then a run of nothing is noted."""
    with settings.v2.connect() as v2:
        if not fdw.scalar(v2, "select to_regclass(%s)", f"{SCHEMA}.run"):
            return False
        latest: Any = v2.execute(
            f"select fingerprint, finished_at is not null from {SCHEMA}.run order by run_id desc limit 1"
        ).fetchone()
        if not latest or latest != (now, True):
            return False
        v2.execute(
            f"insert into {SCHEMA}.run (snapshot_at, finished_at, fingerprint) "
            f"select max(snapshot_at), clock_timestamp(), %s from {SCHEMA}.run",
            (now,),
        )
        return True


def remember(settings: Settings, fingerprint_before: str) -> None:
    """Keep the fingerprint with the run that has just finished."""
    with settings.v2.connect() as v2:
        v2.execute(
            f"update {SCHEMA}.run set fingerprint = %s where run_id = (select max(run_id) from {SCHEMA}.run)",
            (fingerprint_before,),
        )


def live_fingerprint(settings: Settings) -> str:
    """Number of rows and sum of xmin of every live table that we write.

    Every transaction is younger than all that wrote a row before it: with the same number of rows, a changed or
    replaced one makes the sum larger. So the same numbers mean the same rows, without reading a column of them.
    """
    with settings.v2.connect() as v2:
        names = [
            row[0]
            for row in v2.execute(
                "select substr(relname, 9)::text from pg_class "
                "where relnamespace = to_regnamespace(%s) and relname like 'written\\_%%' and relkind = 'r' order by 1",
                (SCHEMA,),
            )
        ]
        query = sql.SQL("select concat_ws(' ', count(*), sum(xmin::text::bigint)) from {}")
        return json.dumps(
            [
                [name, fdw.scalar(v2, query.format(sql.Identifier(settings.v2.schema, name)).as_string(v2))]
                for name in names
            ]
        )


def since_verified(settings: Settings) -> bool:
    """True when the live tables are as they were when they were last verified, and found right."""
    with settings.v2.connect() as v2:
        verified = fdw.scalar(
            v2, f"select verified from {SCHEMA}.run where verified is not null order by run_id desc limit 1"
        )
    return bool(verified == live_fingerprint(settings))


def remember_verified(settings: Settings, live: str) -> None:
    """Keep what the live tables were when they were compared and found right."""
    with settings.v2.connect() as v2:
        v2.execute(
            f"update {SCHEMA}.run set verified = %s where run_id = (select max(run_id) from {SCHEMA}.run)", (live,)
        )
