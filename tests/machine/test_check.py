"""The preflight names what is wrong, before anything is written."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import psycopg
import pytest

from migrator import check, settings
from migrator.errors import MigrationError
from tests.conftest import Stores


def codes(stores: Stores, *overrides: str) -> set[str]:
    """Codes of the findings that are more than information."""
    return {finding.code for finding in check.run(stores.settings(*overrides)) if finding.severity != "info"}


def test_nothing_stands_in_the_way(stores: Stores) -> None:
    assert codes(stores) == set()


def test_same_database_twice(stores: Stores) -> None:
    assert codes(Stores(stores.v2, stores.v2.replace("127.0.0.1", "localhost"))) == {"same_database"}


def test_mixed_up(stores: Stores) -> None:
    assert codes(Stores(stores.v2, stores.v1)) == {"v1_is_v2", "v2_is_v1"}


def test_not_medusa(stores: Stores) -> None:
    neither = stores.v2.rpartition("/")[0] + "/postgres"
    assert codes(Stores(neither, stores.v2)) == {"v1_not_medusa"}
    assert codes(Stores(stores.v1, neither)) == {"v2_not_medusa"}


@pytest.mark.parametrize(
    ("side", "statement", "code"),
    [
        ("v1", "drop table payment_collection cascade", "v1_not_medusa"),
        ("v1", "create table price_set (id text); insert into price_set values ('1')", "v1_pricing_module"),
        ("v1", "update region set currency_code = 'rsd' where currency_code = 'usd'", "currency_unit"),
        ("v1", "insert into payment_provider (id, is_installed) values ('klarna', true)", "payment_provider"),
        ("v2", "update script_migrations set finished_at = null where id = 1", "v2_scripts_pending"),
        ("v2", "drop table script_migrations", "v2_scripts_pending"),
        ("v2", "insert into customer (id, email) values ('cus_1', 'a@b.c')", "v2_not_empty"),
        ("v2", "drop table product_sales_channel", "v2_links_pending"),
    ],
)
def test_finding(stores: Stores, side: str, statement: str, code: str) -> None:
    stores.change(side, *statement.split("; "))
    assert code in codes(stores)


def test_disputed_unit_shows_prices_and_accepts_a_decision(stores: Stores) -> None:
    stores.change("v1", "update money_amount set currency_code = 'rsd' where currency_code = 'usd'")
    finding = next(f for f in check.run(stores.settings()) if f.code == "currency_unit")
    assert "0 decimals" in finding.what
    assert "2 decimals" in finding.what
    assert "currency_unit" not in codes(stores, "currency_exponents={rsd: 2}")


@pytest.mark.parametrize("mode", ["auto", "loyalty"])
def test_gift_card_balance_needs_a_decision(stores: Stores, mode: str) -> None:
    assert "gift_card_balance" in codes(stores, f"gift_card_mode={mode}")


def test_custom_data_is_listed(stores: Stores) -> None:
    stores.change("v1", "create table reviews (id text)", "alter table product add column color text")
    found = {finding.code: finding.what for finding in check.run(stores.settings())}
    assert "reviews (0 rows)" in found["custom_tables"]
    assert "product.color (0 rows)" in found["custom_columns"]


def test_disk_asks_for_what_is_still_to_come(monkeypatch: pytest.MonkeyPatch, stores: Stores) -> None:
    v1, v2 = (query_size(side) for side in (stores.v1, stores.v2))
    needed = max(4 * v1 - v2, v1)  # what an earlier run wrote is on the disk already
    for free, is_enough in ((needed + 2**20, True), (needed - 2**20, False)):
        monkeypatch.setattr("shutil.disk_usage", lambda _, free=free: SimpleNamespace(free=free))
        assert ("disk" in codes(stores)) != is_enough


def query_size(url: str) -> int:
    """Bytes of a database."""
    with psycopg.connect(url) as connection:
        return int(connection.execute("select pg_database_size(current_database())").fetchone()[0])  # type: ignore[index]


def test_rights(stores: Stores) -> None:
    role = f"weak_{stores.v1.rpartition('/')[2]}"
    stores.change("v2", f"create role {role} login password 'x'")
    try:
        weak = stores.v1.replace("postgres@", f"{role}:x@", 1), stores.v2.replace("postgres@", f"{role}:x@", 1)
        found = codes(Stores(weak[0], weak[1]))
        assert {"v1_rights", "v2_rights_schema", "v2_rights_tables"} <= found
        # Each right counts by itself: here only `delete` on one table is missing.
        everything = f"all on all tables in schema public to {role}"
        stores.change("v2", f"grant {everything}", f"revoke delete on product_tag from {role}")
        denied = [f.what for f in check.run(Stores(*weak).settings()) if f.code == "v2_rights_tables"]
        assert denied == ["the v2 role may not write 1 tables (product_tag)."]
        stores.change("v2", f"grant delete on product_tag to {role}")
        assert "v2_rights_tables" not in codes(Stores(*weak))
        stores.change("v2", f"revoke {everything.replace(' to ', ' from ')}")
    finally:
        stores.change("v2", f"drop role {role}")


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("", "MEDUSA_V1_URL is not set"),
        ("mysql://x/y", "not a PostgreSQL URL"),
        ("postgresql://nobody:hidden@127.0.0.1:1/none", "cannot connect to v1"),
    ],
)
def test_bad_urls(monkeypatch: pytest.MonkeyPatch, stores: Stores, value: str, message: str) -> None:
    monkeypatch.setenv("MEDUSA_V1_URL", value)
    monkeypatch.setenv("MEDUSA_V2_URL", stores.v2)
    with pytest.raises(MigrationError, match=message) as caught:
        check.run(settings.load())
    assert "hidden" not in str(caught.value)


def test_unknown_setting_is_refused(new_stores: Callable[[], Stores]) -> None:
    with pytest.raises(MigrationError, match="there is no setting 'price_mod'"):
        settings.parse_override("price_mod=as_entered")
