"""A hostile store of our own making: every edge case of the specifications in one v1, and what became of each."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from migrator import fixtures
from tests.conftest import Stores
from tests.hostile import cases
from tests.hostile.damage import SAFEGUARDS

ALL = [*cases.CATALOG, *cases.ORDERS, *cases.FOUND, *cases.SHOPS_OWN]


@pytest.fixture(scope="module")
def hostile(server: str) -> Iterator[Stores]:
    """The store with all damage, migrated."""
    stores = Stores(
        fixtures.create_database(server, "v1_hostile", "v1_template"),
        fixtures.create_database(server, "v2_hostile", "v2_template"),
    )
    with psycopg.connect(stores.v1) as v1:
        for (statement,) in v1.execute(SAFEGUARDS).fetchall():
            v1.execute(statement)
        v1.execute(cases.TOOLS)
        for case in ALL:
            v1.execute(case.damage or "select")
    stores.migrate("currency_exponents={huf: 2, rsd: 2, xpt: 0, sek: 2}")
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
    hostile.migrate("currency_exponents={huf: 2, rsd: 2, xpt: 0, sek: 2}")
    assert hostile.written() == 0
