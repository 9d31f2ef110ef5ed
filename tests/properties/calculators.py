"""v1's and v2's calculators, written down once more from their rules, apart from any SQL."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

HUNDRED = Decimal(100)


@dataclass
class Line:
    """A v1 line: prices are v1's integers, rates percent, adjustments (discount id or None, amount)."""

    price: int
    quantity: int
    inclusive: bool = False
    discountable: bool = True
    rates: list[float] = field(default_factory=list)
    adjustments: list[tuple[str | None, float]] = field(default_factory=list)


@dataclass
class Method:
    """A v1 shipping method."""

    price: int
    inclusive: bool = False
    rates: list[float] = field(default_factory=list)


@dataclass
class Redemption:
    """What was taken off a gift card; rate is the one that counts."""

    amount: int
    rate: float = 0


@dataclass
class V1Order:
    """What v1's total depends on."""

    lines: list[Line]
    methods: list[Method] = field(default_factory=list)
    redemptions: list[Redemption] = field(default_factory=list)
    discount: str | None = None
    free_shipping: bool = False
    rate: float = 0


def js_round(number: float) -> float:
    """JavaScript's Math.round."""
    return math.floor(number + 0.5)


def discount_of(line: Line, discount: str | None) -> float:
    """What v1 takes off the line: of the order's one discount, and what no discount names."""
    counted = sum(a for name, a in line.adjustments if line.discountable and name is not None and name == discount)
    return counted + sum(a for name, a in line.adjustments if name is None)


def v1_line(line: Line, order: V1Order) -> tuple[float, float, float]:
    """Subtotal, tax and discount of a line, as v1's calculator has them."""
    discount = discount_of(line, order.discount)
    if order.rate:
        rate = order.rate / 100
        unit_tax = js_round(line.price * rate / (1 + rate)) if line.inclusive else 0
        subtotal = js_round((line.price - unit_tax) * line.quantity)
        return subtotal, js_round((subtotal - js_round(discount)) * rate), discount
    rates = [rate / 100 for rate in line.rates]
    unit_tax = js_round(sum(rates) * line.price / (1 + sum(rates))) if line.inclusive else 0
    net = (line.price - unit_tax) * line.quantity
    tax = sum(js_round((net - discount) * rate) for rate in rates)
    gross_tax = sum(js_round(net * rate) for rate in rates)
    return (line.price * line.quantity - gross_tax if line.inclusive else net), tax, discount


def v1_method(method: Method, order: V1Order) -> float:
    """What v1 asks for a shipping method, tax included."""
    if order.free_shipping:
        return 0
    if order.rate:
        return method.price + js_round(method.price * (order.rate / 100))
    if method.inclusive:
        return method.price
    return method.price + js_round(sum(method.price * (rate / 100) for rate in method.rates))


def v1_gift_cards(order: V1Order) -> float:
    """What gift cards and the tax they save take off."""
    amount, tax = 0.0, 0.0
    for redemption in order.redemptions:
        amount += redemption.amount
        tax = js_round(tax + redemption.amount * (redemption.rate / 100))
    return amount + tax


def v1_total(order: V1Order) -> int:
    """order.total as v1's API gives it."""
    lines = [v1_line(line, order) for line in order.lines]
    goods = sum(subtotal + tax for subtotal, tax, _ in lines) - js_round(sum(discount for *_, discount in lines))
    return int(goods + sum(v1_method(method, order) for method in order.methods) - v1_gift_cards(order))


def number(row: dict[str, Any], name: str) -> Decimal:
    """A number of a v2 row as v2 reads it: from the raw twin."""
    return Decimal(row[f"raw_{name}"]["value"])


def v2_amount(
    price: Decimal, inclusive: bool, rates: list[Decimal], discount: Decimal = Decimal(0), share: Decimal = Decimal(1)
) -> Decimal:
    """Total of a line or a shipping method in v2: decimals, nothing is rounded."""
    rate = sum(rates, Decimal(0)) / HUNDRED
    subtotal = price / (1 + rate) if inclusive else price
    return (subtotal - discount) * share * (1 + rate)
