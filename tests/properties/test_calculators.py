"""The calculators of these tests are right: v1's against v1's own API, v2's against v1's where both are exact."""

from __future__ import annotations

from decimal import Decimal
from urllib.parse import urlsplit, urlunsplit

import psycopg
from hypothesis import given
from hypothesis import strategies as st
from psycopg.rows import dict_row

from migrator.fixtures import v1_says
from tests.properties.calculators import Line, Method, Redemption, V1Order, discount_of, v1_total, v2_amount
from tests.properties.orders import RATES

ROWS = """
select
    orders.id,
    coalesce(orders.tax_rate::float8, 0) as rate,
    (
        select coalesce(jsonb_agg(jsonb_build_object(
            'price', lines.unit_price, 'quantity', lines.quantity, 'inclusive', lines.includes_tax, 'discountable', lines.allow_discounts,
            'rates', (select coalesce(jsonb_agg(tax.rate order by id), '[]') from line_item_tax_line as tax where tax.item_id = lines.id),
            'adjustments', (
                select coalesce(jsonb_agg(jsonb_build_array(discount_id, amount)), '[]') from line_item_adjustment where item_id = lines.id
            )
        )), '[]') from line_item as lines where lines.order_id = orders.id
    ) as lines,
    (
        select coalesce(jsonb_agg(jsonb_build_object(
            'price', methods.price, 'inclusive', methods.includes_tax, 'rates', (
                select coalesce(jsonb_agg(tax.rate order by id), '[]') from shipping_method_tax_line as tax
                where tax.shipping_method_id = methods.id
            )
        )), '[]') from shipping_method as methods
        where methods.order_id = orders.id and methods.return_id is null and methods.swap_id is null and methods.claim_order_id is null
    ) as methods,
    (
        select coalesce(jsonb_agg(jsonb_build_object('amount', amount, 'rate', coalesce(tax_rate, 0)) order by created_at, id), '[]')
        from gift_card_transaction where order_id = orders.id
    ) as redemptions,
    (
        select coalesce(jsonb_object_agg(discount.id, rules.type), '{}')
        from order_discounts
        inner join discount on discount_id = discount.id
        inner join discount_rule as rules on rule_id = rules.id
        where order_discounts.order_id = orders.id
    ) as discounts
from "order" as orders
"""


def test_v1_calculator_says_what_v1s_api_said(server: str) -> None:
    """Every order of the fixture store, with what it charged: deleted discounts, too."""
    url = urlunsplit(urlsplit(server)._replace(path="/v1_template"))
    with psycopg.connect(url, row_factory=dict_row) as v1:
        rows = v1.execute(ROWS).fetchall()
    totals = {}
    for row in rows:
        kinds: dict[str, str] = row["discounts"]
        totals[row["id"]] = v1_total(
            V1Order(
                [Line(**line) for line in row["lines"]],
                [Method(**method) for method in row["methods"]],
                [Redemption(**redemption) for redemption in row["redemptions"]],
                next((name for name, kind in kinds.items() if kind != "free_shipping"), None),
                "free_shipping" in kinds.values(),
                row["rate"],
            )
        )
    assert totals == {order["id"]: order["total"] for order in v1_says("admin/order_totals")}


rates = st.lists(st.sampled_from([rate for rate in RATES if rate]), min_size=1, max_size=3, unique=True)
lines = st.builds(
    Line,
    price=st.integers(1, 10**7),
    quantity=st.integers(1, 100),
    inclusive=st.booleans(),
    rates=rates,
    adjustments=st.lists(st.tuples(st.none(), st.floats(0, 1)), max_size=2),
)


@given(st.lists(lines, min_size=1, max_size=8))
def test_v1_and_v2_are_apart_by_rounding_only(made: list[Line]) -> None:
    """Half a unit per tax line, one for the order's discount, and half of the tax per piece where prices include it."""
    decimals = [[Decimal(str(rate)) for rate in line.rates] for line in made]
    v2 = Decimal(0)
    for line, percents in zip(made, decimals, strict=True):
        v2 += v2_amount(Decimal(line.price) * line.quantity, line.inclusive, percents, Decimal(discount_of(line, None)))
    per_piece = sum(line.quantity for line in made if line.inclusive and discount_of(line, None))
    bound = 1 + sum(len(line.rates) for line in made) + per_piece
    assert abs(v1_total(V1Order(made)) - v2) <= bound


@given(st.integers(1, 10**7), st.integers(1, 100), rates)
def test_undiscounted_inclusive_prices_are_exact(price: int, quantity: int, percents: list[float]) -> None:
    total = v1_total(V1Order([Line(price, quantity, inclusive=True, rates=percents)]))
    v2 = v2_amount(Decimal(price) * quantity, True, [Decimal(str(rate)) for rate in percents])
    assert total == price * quantity
    assert abs(total - v2) < Decimal("1e-12")
