"""Balances are money: they have a place in v2, or the operator decided that they have none."""

from __future__ import annotations

from decimal import Decimal
from io import StringIO

import pytest
from rich.console import Console

from migrator import dbt, report, run
from migrator.errors import MigrationError
from migrator.fixtures import FIXTURES
from tests.conftest import QUIET, Stores, live_rows

# Of the cards that are not deleted, as the fixture's API says.
BALANCES = {"eur": "156.96", "gbp": "0", "jpy": "0", "kwd": "1.165", "usd": "100"}


def balances(stores: Stores, column: str) -> dict[str, Decimal]:
    """A column of the report by currency."""
    return dict(stores.query(f"select currency_code, {column} from medusa_migration.rpt_gift_cards"))


def expected() -> dict[str, Decimal]:
    """v1's sums."""
    return {code: Decimal(amount) for code, amount in BALANCES.items()}


def nothing() -> dict[str, Decimal]:
    """No money in any currency."""
    return dict.fromkeys(BALANCES, Decimal(0))


def test_usable_balances_without_a_place_stop_the_run(migrated: Stores) -> None:
    """The check refuses; so do the tests before the gate, for those who run dbt themselves."""
    before = live_rows(migrated)
    with pytest.raises(MigrationError, match="gift_card_balance"):
        migrated.migrate("gift_card_mode=auto")
    undecided = migrated.settings("gift_card_mode=auto")
    with pytest.raises(MigrationError, match="assert_usable_balances_are_decided"):
        dbt.invoke(["test", "--select", "assert_usable_balances_are_decided"], undecided, QUIET, "test")
    assert live_rows(migrated) == before


def test_the_archive_is_decided_and_told(migrated: Stores) -> None:
    assert balances(migrated, "v1_balance") == balances(migrated, "archived_balance") == expected()
    assert balances(migrated, "v2_balance") == balances(migrated, "difference") == nothing()
    lost = migrated.query(
        "select row_count from medusa_migration.rpt_reasons where code = 'gift_card_balance_without_home'"
    )
    assert lost == [(4,)]
    screen = StringIO()
    report.show(migrated.settings(), Console(file=screen, width=160))
    assert "Gift card balances" in screen.getvalue()
    assert "156.96" in screen.getvalue()


def test_the_loyalty_plugin_holds_what_v1_held(stores: Stores) -> None:
    stores.change("v2", (FIXTURES / "v2/loyalty_plugin.sql").read_text(encoding="utf-8"))
    stores.migrate("gift_card_mode=auto")
    assert balances(stores, "v1_balance") == balances(stores, "v2_balance") == expected()
    assert balances(stores, "archived_balance") == balances(stores, "difference") == nothing()
    assert stores.query("select count(distinct code) from store_credit_account") == [(14,)]
    # A shopper pays: that is no difference to v1.
    stores.change(
        "v2",
        "insert into store_credit_account_transaction (id, amount, raw_amount, type, reference, reference_id, account_id) "
        "select 'sc_trx_new', 1, '{\"value\": \"1\", \"precision\": 20}', 'debit', 'cart', 'cart_new', id "
        "from store_credit_account where currency_code = 'usd' order by id limit 1",
    )
    run.verify(stores.settings("gift_card_mode=auto"), QUIET)
    assert balances(stores, "booked_in_v2_since") == nothing() | {"usd": Decimal(-1)}
    # A migrated row gone is one.
    stores.change("v2", "delete from store_credit_account_transaction where reference = 'gift_card' and amount = 100")
    with pytest.raises(MigrationError, match="assert_live_balances_are_v1s"):
        run.verify(stores.settings("gift_card_mode=auto"), QUIET)
