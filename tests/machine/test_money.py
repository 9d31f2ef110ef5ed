"""The money proof: v1's rows against the live rows, order by order; a damaged row is found and named."""

from __future__ import annotations

from io import StringIO

import pytest
from rich.console import Console

from migrator import report, run
from migrator.errors import MigrationError
from tests.conftest import QUIET, Stores

OF_ORDER_2 = 'select min(item_id) from order_item where order_id = (select id from "order" where display_id = 2)'
LINE_ORDER = "(select order_id from order_item where order_item.item_id = {}.item_id)"
PAYMENT_ORDER = (
    "(select order_id from payment inner join order_payment_collection using (payment_collection_id) "
    "where payment.id = {}.payment_id)"
)


def twin(number: str) -> str:
    """What v2 reads instead of the column."""
    return f"jsonb_build_object('value', '{number}', 'precision', 20)"


# What may happen to a live row -> the statement that does it, returning the order it happens to.
DAMAGES = {
    "a price": "update order_line_item set raw_unit_price = jsonb_set(raw_unit_price, '{value}', "
    "to_jsonb(((raw_unit_price ->> 'value')::numeric + 0.01)::text)) "
    f"where id = ({OF_ORDER_2}) returning (select order_id from order_item where item_id = order_line_item.id)",
    "a quantity": f"update order_item set raw_quantity = {twin('7')} "
    "where id = (select min(id) from order_item) returning order_id",
    "a discount": f"update order_line_item_adjustment set raw_amount = {twin('0')} "
    "where id = (select min(id) from order_line_item_adjustment where amount > 1) "
    f"returning {LINE_ORDER.format('order_line_item_adjustment')}",
    # On an inclusive price a rate moves the tax, not the total.
    "a tax rate": f"update order_line_item_tax_line set raw_rate = {twin('1')} where item_id = (select max(item_id) "
    "from order_item inner join order_line_item on item_id = order_line_item.id where not is_tax_inclusive "
    "and starts_with(order_id, 'order_') and item_id in (select item_id from order_line_item_tax_line where rate > 1)) "
    f"returning {LINE_ORDER.format('order_line_item_tax_line')}",
    "a shipping method": f"update order_shipping_method set raw_amount = {twin('1234')} "
    "where id = (select min(shipping_method_id) from order_shipping) returning "
    "(select order_id from order_shipping where shipping_method_id = order_shipping_method.id)",
    "a gift card": "update order_credit_line set deleted_at = now() "
    "where id = (select min(id) from order_credit_line where reference = 'gift_card') returning order_id",
    "a settlement": "delete from order_credit_line where id = "
    "(select min(id) from order_credit_line where reference = 'medusa_v1_settlement') returning order_id",
    "a transaction": "delete from order_transaction "
    "where id = (select min(id) from order_transaction where reference = 'refund') returning order_id",
    "a capture": "delete from capture where id = (select min(id) from capture) "
    f"returning {PAYMENT_ORDER.format('capture')}",
    "a refund": "delete from refund where id = (select min(id) from refund) "
    f"returning {PAYMENT_ORDER.format('refund')}",
    "a line": "update order_item set deleted_at = now() "
    "where id = (select max(id) from order_item where starts_with(order_id, 'order_')) returning order_id",
}


def test_live_rows_come_to_v1s_totals(migrated: Stores) -> None:
    run.verify(migrated.settings(), QUIET)
    sums = migrated.query(
        "select sum(orders), sum(abs(difference)), sum(differing_orders), "
        "bool_and(v1_captured = v2_captured and v1_refunded = v2_refunded and v1_gift_cards = v2_gift_cards) "
        "from medusa_migration.rpt_money"
    )
    assert sums == [(169, 0, 0, True)]
    screen = StringIO()
    report.show(migrated.settings(), Console(file=screen, width=160))
    assert "16,755.96" in screen.getvalue()


def test_one_damaged_row_is_named(migrated: Stores) -> None:
    order_id = migrated.query(DAMAGES["a price"])[0][0]
    with pytest.raises(MigrationError, match=order_id):
        run.verify(migrated.settings(), QUIET)
    screen = StringIO()
    report.show(migrated.settings(), Console(file=screen, width=160))
    assert f"order 2 ({order_id}): total of what was ordered, total today" in screen.getvalue()


def test_every_kind_of_damage_is_found(migrated: Stores) -> None:
    damaged = {what: migrated.query(statement)[0][0] for what, statement in DAMAGES.items()}
    assert len(set(damaged.values())) == len(damaged)
    with pytest.raises(MigrationError, match="assert_no_unexplained_difference"):
        run.verify(migrated.settings(), QUIET)
    found = migrated.query(
        "select order_id from medusa_migration.rpt_order_money where differs_in is not null and explanation is null"
    )
    assert {row[0] for row in found} == set(damaged.values())


def test_change_made_in_v2_is_explained(migrated: Stores) -> None:
    migrated.change(
        "v2",
        """insert into order_transaction (id, order_id, version, amount, raw_amount, currency_code, reference, reference_id)
        select 'ordtrx_new', id, 1, 5, '{"value": "5", "precision": 20}', currency_code, 'capture', 'capt_new'
        from "order" where display_id = 1""",
        'update "order" set version = 2 where display_id = 2',
    )
    run.verify(migrated.settings(), QUIET)
    assert migrated.query(
        "select display_id, explanation from medusa_migration.rpt_order_money where differs_in is not null order by 1"
    ) == [(1, "changed in v2 since"), (2, "changed in v2 since")]
