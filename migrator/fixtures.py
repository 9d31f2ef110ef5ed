"""The bundled stores: load a plain SQL dump through psycopg alone, read what v1's API said."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from migrator.settings import PROJECT_DIR

FIXTURES = PROJECT_DIR / "fixtures"
V1_STORE = FIXTURES / "v1/store.sql.gz"
COPY = re.compile(r"COPY .+ FROM stdin;\n")


def v2_empty(version: str) -> Path:
    """The dump of an empty Medusa v2: migrated, booted once, without any business data."""
    return FIXTURES / f"v2/{version}.sql.gz"


def load(url: str, dump: Path) -> None:
    """Run a plain `pg_dump` (schema and COPY blocks, gzip) in an empty database.

    Needs no psql or pg_restore. Everything happens in one transaction.
    """
    with psycopg.connect(url) as connection, gzip.open(dump, "rt", encoding="utf-8", newline="\n") as lines:
        statements: list[str] = []
        for line in lines:
            if COPY.fullmatch(line):
                run(connection, statements)
                with connection.cursor().copy(line.encode()) as copy:
                    for row in block(lines):
                        copy.write(row)
            elif not line.startswith(("\\", "--")):  # \restrict is for psql only
                statements.append(line)
        run(connection, statements)


def run(connection: psycopg.Connection[Any], statements: list[str]) -> None:
    """Execute the collected lines as one script, and forget them."""
    connection.execute("".join(statements).encode(), prepare=False)
    statements.clear()


def block(lines: Iterator[str]) -> Iterator[str]:
    """The rows of a COPY block, up to its end mark."""
    for row in lines:
        if row == "\\.\n":
            return
        yield row


def create_database(server: str, name: str, template: str = "template1") -> str:
    """Make the database (dropping one of that name) and return its URL. `server` is any URL of the server."""
    drop_database(server, name)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(
            sql.SQL("create database {} template {}").format(sql.Identifier(name), sql.Identifier(template))
        )
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))


def drop_database(server: str, name: str) -> None:
    """Drop the database if it is there, whoever is connected."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))


@cache
def v1_says(name: str) -> Any:
    """What v1's own API answered, e.g. `admin/products`. Do not change the result."""
    return json.loads(gzip.decompress((FIXTURES / f"v1/api/{name}.json.gz").read_bytes()))


@cache
def passwords() -> dict[str, dict[str, str]]:
    """{admin_users, customers}: e-mail -> password."""
    texts: dict[str, dict[str, str]] = json.loads((FIXTURES / "v1/passwords.json").read_text(encoding="utf-8"))
    return texts
