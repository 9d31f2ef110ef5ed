"""Corners of the version matrix. The rest of it is `invoke matrix`; docs/versions.md holds its results."""

from __future__ import annotations

import pytest

from migrator import catalog_db, fixtures, matrix
from migrator.matrix import Pair

CORNERS = (
    Pair("1.12.3-default-flags", "2.0.7"),
    Pair("1.14.0", "2.6.1"),
    Pair("1.16.1-default-flags", "2.12.6"),
    Pair("1.20.11", "2.17.2"),
)


@pytest.mark.parametrize("pair", CORNERS, ids=lambda pair: f"{pair.source}-to-{pair.target}")
def test_pair_migrates_whole_and_once(server: str, pair: Pair) -> None:
    store = fixtures.create_database(server, matrix.database_name("v1", pair.source))
    catalog_db.create_v1(store, pair.source, server.rpartition("/")[0] + "/v1_template")
    assert matrix.prove_one(pair, server, store, slot=0).problem == ""


def test_every_version_meets_three_others() -> None:
    pairs = set(matrix.chosen())
    for version in catalog_db.versions("v2"):
        assert sum(pair.target == version for pair in pairs) >= 3
    for version in catalog_db.versions("v1"):
        assert sum(pair.source == version for pair in pairs) >= 3
