"""A hostile store of our own making: every edge case of the specifications in one v1, and what became of each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest

from migrator import catalog_db, fixtures
from tests.conftest import Stores
from tests.hostile import cases
from tests.hostile.damage import SAFEGUARDS

EXPONENTS = "currency_exponents={huf: 2, rsd: 2, xpt: 0, sek: 2}"
ALL = [*cases.CATALOG, *cases.ORDERS, *cases.FOUND, *cases.SHOPS_OWN]


@pytest.fixture(scope="module")
def hostile(server: str) -> Iterator[Stores]:
    """The store with all damage, migrated."""
    with migrated(server, fixtures.create_database(server, "v1_hostile", "v1_template"), ALL) as stores:
        yield stores


@pytest.fixture(scope="module")
def without_modules(server: str) -> Iterator[Stores]:
    """A store of a v1 without modules and flags, migrated."""
    original = fixtures.create_database(server, "v1_original", "v1_template")
    plain = fixtures.create_database(server, "v1_plain")
    catalog_db.create_v1(plain, f"1.20.11{catalog_db.DEFAULT_FLAGS}", original)
    fixtures.drop_database(server, "v1_original")
    with migrated(server, plain, cases.WITHOUT_MODULES) as stores:
        yield stores


@contextmanager
def migrated(server: str, v1_url: str, damage: list[cases.Case]) -> Iterator[Stores]:
    """The v1 store with the damage of some cases, migrated into a v2 of its own."""
    name = v1_url.rpartition("/")[2].replace("v1", "v2")
    stores = Stores(v1_url, fixtures.create_database(server, name, "v2_template"))
    with psycopg.connect(stores.v1) as v1:
        for (statement,) in v1.execute(SAFEGUARDS).fetchall():
            v1.execute(statement)
        v1.execute(cases.TOOLS)
        for case in damage:
            v1.execute(case.damage or "select")
    stores.migrate(EXPONENTS)
    yield stores
    for url in (stores.v1, stores.v2):
        fixtures.drop_database(server, url.rpartition("/")[2])


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_edge_case(hostile: Stores, case: cases.Case) -> None:
    assert hostile.query(case.question) == case.answer


def test_every_row_is_accounted_for(hostile: Stores) -> None:
    assert (
        hostile.query(
            "select * from medusa_migration.rpt_accounting where rows_read <> migrated + merged + left_out + quarantined"
        )
        == []
    )
    assert hostile.query("select * from medusa_migration.unwritten") == []


def test_second_run_writes_nothing(hostile: Stores) -> None:
    hostile.migrate(EXPONENTS)
    assert hostile.written() == 0


@pytest.mark.parametrize("case", cases.WITHOUT_MODULES, ids=lambda case: case.name)
def test_edge_case_without_modules(without_modules: Stores, case: cases.Case) -> None:
    assert without_modules.query(case.question) == case.answer
