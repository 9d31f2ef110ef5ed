"""Where the two databases are: two URLs from the environment or a .env file, nothing else."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import yaml
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from migrator.errors import MigrationError

PROJECT_DIR = Path(__file__).resolve().parent.parent
SCHEMA = "medusa_migration"


@dataclass(frozen=True)
class Database:
    """One side of the migration: its role in messages, libpq connection parameters, and the schema of its Medusa tables."""

    name: str
    params: dict[str, Any]
    schema: str

    @property
    def label(self) -> str:
        """Where it is, without the password, for messages."""
        host = self.params.get("host", "local socket")
        return f"{self.name} ({host}:{self.params.get('port', 5432)}/{self.params.get('dbname', '')})"

    def connect(self, **options: Any) -> psycopg.Connection[Any]:
        """Open a connection on which Medusa's tables need no schema; a failure says which database and never shows the password."""
        try:
            connection = psycopg.connect(
                make_conninfo(**{"connect_timeout": 10, "application_name": "medusa-migration", **self.params}),
                **options,
            )
            connection.execute("select set_config('search_path', quote_ident(%s), false)", (self.schema,))
            connection.commit()
            return connection
        except psycopg.OperationalError as error:
            reason = self.without_password(str(error).strip().splitlines()[-1])
            raise MigrationError(
                f"cannot connect to {self.label}: {reason}",
                f"check MEDUSA_{self.name.upper()}_URL, that the server runs, and that this machine may reach it.",
            ) from None

    def without_password(self, text: str) -> str:
        """`text` with this database's password blotted out."""
        password = str(self.params.get("password") or "")
        return text.replace(password, "***") if password else text


@dataclass(frozen=True)
class Settings:
    """v1 (read only), v2 (written), and every decision of the operator (the vars of dbt_project.yml)."""

    v1: Database
    v2: Database
    vars: dict[str, Any]
    overrides: dict[str, Any]


def load(overrides: Iterable[str] = ()) -> Settings:
    """Read both URLs from the environment, or from .env for those the environment lacks.

    overrides: `name=value` settings for this run, on top of the vars of dbt_project.yml.
    """
    read_env_file(Path(".env"))
    decided = dict(parse_override(text) for text in overrides)
    decisions = variables() | decided
    v1, v2 = database("v1", decisions["v1_schema"]), database("v2", decisions["live_schema"])
    settings = Settings(v1, v2, decisions, decided)
    export_for_dbt(settings.v2)
    return settings


def parse_override(text: str) -> tuple[str, Any]:
    """`name=value` as a setting; the value is YAML, so {rsd: 2} and true work."""
    name, separator, value = text.partition("=")
    if not separator or name not in variables():
        raise MigrationError(
            f"there is no setting {name!r}.", "write --set name=value with a name from the vars of dbt_project.yml."
        )
    return name, yaml.safe_load(value)


def read_env_file(path: Path) -> None:
    """Put NAME=value lines of a .env file into the environment; the environment wins."""
    if not path.is_file():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        name, separator, value = line.strip().removeprefix("export ").partition("=")
        if separator and name and not name.startswith("#"):
            os.environ.setdefault(name.strip(), value.strip().strip("\"'"))


def database(name: str, schema: str) -> Database:
    """The database named by MEDUSA_<NAME>_URL, with Medusa's tables in `schema`."""
    variable = f"MEDUSA_{name.upper()}_URL"
    url = os.environ.get(variable, "").strip()
    if not url:
        raise MigrationError(
            f"{variable} is not set.",
            f"export {variable}=postgresql://user:password@host:5432/database, or put it into .env.",
        )
    if urlsplit(url).scheme not in ("postgresql", "postgres"):
        raise MigrationError(
            f"{variable} is not a PostgreSQL URL.",
            "it must look like postgresql://user:password@host:5432/database.",
        )
    try:
        params = conninfo_to_dict(url)
    except psycopg.ProgrammingError:
        raise MigrationError(
            f"{variable} cannot be read.",
            "percent-encode special characters of the password (@ is %40, / is %2F, : is %3A).",
        ) from None
    return Database(name, params, schema)


def export_for_dbt(v2: Database) -> None:
    """Hand v2's parts to profiles.yml, which reads them from the environment."""
    parts = {
        "HOST": "host",
        "PORT": "port",
        "USER": "user",
        "PASSWORD": "password",
        "DBNAME": "dbname",
        "SSLMODE": "sslmode",
        "SSLROOTCERT": "sslrootcert",
    }
    for suffix, key in parts.items():
        os.environ[f"MEDUSA_V2_{suffix}"] = str(v2.params.get(key) or "")


@cache
def variables() -> dict[str, Any]:
    """The operator's decisions: the vars of dbt_project.yml."""
    project = yaml.safe_load((PROJECT_DIR / "dbt_project.yml").read_text(encoding="utf-8"))
    return dict(project["vars"])
