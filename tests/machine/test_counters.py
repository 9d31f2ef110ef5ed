"""What a server counted spares a look at the rows, and never hides a change (PostgreSQL 15 and later)."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from migrator import unchanged, verified
from migrator.settings import Database
from tests.conftest import Stores


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The tables whose rows were looked at since it was last emptied."""
    found: list[str] = []
    states = unchanged.states

    def noted(connection: psycopg.Connection[Any], database: Database, names: list[str]) -> list[Any]:
        found.extend(names)
        return states(connection, database, names)

    monkeypatch.setattr(unchanged, "states", noted)
    return found


def remembered(stores: Stores) -> unchanged.Fingerprint:
    """What v1 is, kept with the last run."""
    now = unchanged.fingerprint(stores.settings())
    unchanged.remember(stores.settings(), now)
    return now


def test_of_v1_only_what_was_written_to_is_looked_at(migrated: Stores, looked_at: list[str]) -> None:
    before = remembered(migrated)
    looked_at.clear()
    assert unchanged.fingerprint(migrated.settings()).whole == before.whole
    assert looked_at == []
    migrated.change(
        "v1", "update refund set note = 'x' where id = (select min(id) from refund)", "delete from notification"
    )
    after = unchanged.fingerprint(migrated.settings())
    assert set(looked_at) == {"refund", "notification"}
    assert {name for name in after.states if after.states[name] != before.states[name]} == {"refund", "notification"}


def test_while_somebody_is_connected_every_table_is_looked_at(migrated: Stores, looked_at: list[str]) -> None:
    """What a session wrote may not be counted yet."""
    before = remembered(migrated)
    looked_at.clear()
    with psycopg.connect(migrated.v1) as somebody:
        somebody.execute("update refund set note = 'y' where id = (select min(id) from refund)")
        somebody.commit()
        now = unchanged.fingerprint(migrated.settings())
    assert set(looked_at) == set(before.states)
    assert now.states["refund"] != before.states["refund"]


def test_rows_of_a_tables_children_are_not_overlooked(migrated: Stores, looked_at: list[str]) -> None:
    """They are rows of the table, and not counted with it."""
    migrated.change("v1", "create table refund_of_old () inherits (refund)")
    before = remembered(migrated)
    looked_at.clear()
    migrated.change("v1", "insert into refund_of_old select * from only refund limit 1")
    now = unchanged.fingerprint(migrated.settings())
    assert set(looked_at) == {"refund", "refund_of_old"}
    assert now.states["refund"] != before.states["refund"]


@pytest.mark.parametrize(
    "again", ["select pg_stat_reset()", "select pg_stat_reset_single_table_counters('refund'::regclass)"]
)
def test_counts_that_began_again_say_nothing(migrated: Stores, looked_at: list[str], again: str) -> None:
    before = remembered(migrated)
    looked_at.clear()
    migrated.change("v1", again)
    assert unchanged.fingerprint(migrated.settings()).whole == before.whole
    assert set(looked_at) == set(before.states)


def test_of_v2_only_what_was_written_to_is_looked_at(migrated: Stores, looked_at: list[str]) -> None:
    verified.remember(migrated.settings(), verified.look(migrated.settings()))
    looked_at.clear()
    assert verified.is_as_verified(migrated.settings())
    assert looked_at == []
    migrated.change("v2", "update refund set note = 'x' where id = (select min(id) from refund)")
    assert not verified.is_as_verified(migrated.settings())
    assert looked_at == ["refund"]
    verified.remember(migrated.settings(), verified.look(migrated.settings()))
    migrated.change("v2", "select pg_stat_reset()")
    looked_at.clear()
    assert [verified.is_as_verified(migrated.settings()) for _ in range(2)] == [True, True]
    assert len(looked_at) == len(set(looked_at)) > 50  # once
