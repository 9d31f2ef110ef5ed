"""Random v1 orders as rows of v1's tables: everything that moves an order's total, in every mixture."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg

from tests.properties.calculators import Line, Method, Redemption, V1Order, v1_total

CURRENCIES = {"usd": (2, 30_000), "eur": (2, 30_000), "jpy": (0, 50_000), "kwd": (3, 90_000), "huf": (2, 4_000_000)}
RATES = [0, 5, 6.25, 7, 8.875, 9.975, 10, 19, 20, 21, 25, 27, 29]
START = datetime(2023, 1, 1, tzinfo=UTC)
# Parents first.
TABLES = [
    "order", "order_discounts", "gift_card", "order_gift_cards", "gift_card_transaction", "swap", "claim_order",
    "line_item", "line_item_adjustment", "line_item_tax_line", "return", "return_item", "claim_item",
    "shipping_method", "shipping_method_tax_line", "payment", "refund",
]  # fmt: skip


@dataclass
class Shop:
    """What of the store the orders point at."""

    regions: dict[str, tuple[str, float, bool]]
    variants: list[str]
    options: list[str]
    customers: list[str]
    discounts: list[str]
    free_shipping: str

    @classmethod
    def of(cls, v1: psycopg.Connection[Any]) -> Shop:
        """Read it from v1."""

        def ids(query: str) -> list[str]:
            return [row[0] for row in v1.execute(query)]

        regions = {
            currency: (region, float(rate), taxable)
            for currency, region, rate, taxable in v1.execute(
                "select currency_code, id, tax_rate::text, gift_cards_taxable from region where deleted_at is null"
            )
        }
        kind = "select discount.id from discount inner join discount_rule on rule_id = discount_rule.id where type {} order by 1"
        return cls(
            regions | {"huf": regions["eur"]},
            ids("select id from product_variant where deleted_at is null order by id"),
            ids("select id from shipping_option where deleted_at is null order by id"),
            ids("select id from customer where deleted_at is null order by id"),
            ids(kind.format("<> 'free_shipping'")),
            ids(kind.format("= 'free_shipping'"))[0],
        )


@dataclass
class Made:
    """One order: its rows, what v1's calculator is given, and what settles it."""

    id: str
    currency: str
    v1: V1Order
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    own_lines: set[str] = field(default_factory=set)
    own_methods: set[str] = field(default_factory=set)
    refunded: int = 0
    captured: int = 0
    swap_difference: int = 0
    settled: dict[str, int] = field(default_factory=dict)
    expected_methods: set[str] = field(default_factory=set)

    def as_json(self) -> str:
        """For the failure's message."""
        return json.dumps({"order": self.id, "rows": self.rows}, default=str)


class Maker:
    """Makes orders one after the other, the same for the same seed."""

    def __init__(self, shop: Shop, seed: int) -> None:
        self.shop = shop
        self.random = random.Random(seed)
        self.count = 0
        self.numbers = 0

    def chance(self, share: float) -> bool:
        """True in this share of the cases."""
        return self.random.random() < share

    def id(self, prefix: str) -> str:
        """A new id."""
        self.numbers += 1
        return f"{prefix}_rnd{self.numbers:08}"

    def rates(self) -> list[float]:
        """Rates of the tax lines of one line or method."""
        return self.random.sample(RATES, self.random.choices((0, 1, 2, 3), (8, 70, 18, 4))[0])

    def order(self) -> Made:
        """The next order."""
        self.count += 1
        currency = self.random.choice(list(CURRENCIES))
        made = Made(self.id("order"), currency, V1Order([], rate=self.random.choice(RATES) if self.chance(0.1) else 0))
        self.at = START + timedelta(minutes=self.count)
        self.style = self.random.choice(("exclusive", "inclusive", "mixed"))
        self.made = made
        self.discounts()
        for _ in range(0 if self.chance(0.01) else self.random.randint(1, 8)):
            made.v1.lines.append(self.line(order_id=made.id))
        for _ in range(self.random.choices((0, 1, 2), (1, 8, 1))[0]):
            made.v1.methods.append(self.method(order_id=made.id))
        if self.chance(0.15):
            self.gift_cards()
        total = v1_total(made.v1)
        state = self.random.choices(("none", "authorized", "captured", "canceled"), (5, 15, 75, 5))[0]
        self.pay(total, state)
        if state == "captured" and total > 0:
            self.random.choice((self.nothing, self.goodwill, self.give_back, self.swap, self.claim))()
            if self.chance(0.1):
                self.goodwill()
        self.spread_refunds()
        made.rows["order"].append({
            "id": made.id, "status": "canceled" if state == "canceled" else self.random.choice(("pending", "completed")),
            "fulfillment_status": "shipped", "payment_status": {"captured": "captured", "canceled": "canceled"}.get(state, "awaiting"),
            "display_id": 100_000 + self.count, "customer_id": self.random.choice(self.shop.customers),
            "email": "random@mail.example", "region_id": self.shop.regions[currency][0], "currency_code": currency,
            "tax_rate": made.v1.rate or (0 if self.chance(0.1) else None),
            "canceled_at": self.at if state == "canceled" else None, "created_at": self.at, "updated_at": self.at,
        })  # fmt: skip
        return made

    def discounts(self) -> None:
        """Discounts of the order: none, one, free shipping, one that is stored but not the order's."""
        made = self.made
        if self.chance(0.45):
            made.v1.discount = self.random.choice(self.shop.discounts)
            made.rows["order_discounts"].append({"order_id": made.id, "discount_id": made.v1.discount})
        if self.chance(0.12):
            made.v1.free_shipping = True
            made.rows["order_discounts"].append({"order_id": made.id, "discount_id": self.shop.free_shipping})

    def line(self, **owner: str) -> Line:
        """A line of the order (or of its swap or claim)."""
        made, line_id = self.made, self.id("item")
        highest = CURRENCIES[made.currency][1]
        line = Line(
            price=self.random.choice((self.random.randint(1, 100), self.random.randint(1, highest), 399, 1999)),
            quantity=self.random.choice((1, 1, 2, 3, self.random.randint(1, 40))),
            inclusive=self.style == "inclusive" or (self.style == "mixed" and self.chance(0.5)),
            discountable=self.chance(0.9),
            rates=self.rates(),
        )
        most = line.price * line.quantity / (1 + sum([*line.rates, made.v1.rate]) / 100) * 0.9
        names: list[str | None] = [made.v1.discount] if made.v1.discount and self.chance(0.7) else []
        names += [None] if self.chance(0.06) else []
        names += [self.random.choice(self.shop.discounts)] if self.chance(0.06) else []
        for name in dict.fromkeys(names):
            amount = self.random.random() * most / len(names)
            amount = round(amount, 12) if self.chance(0.4) else float(int(amount))
            line.adjustments.append((name, amount))
            made.rows["line_item_adjustment"].append({
                "id": self.id("lia"), "item_id": line_id, "description": "discount", "discount_id": name, "amount": repr(amount),
            })  # fmt: skip
        for position, rate in enumerate(line.rates):
            made.rows["line_item_tax_line"].append({
                "id": self.id("litl"), "rate": rate, "name": "Tax", "code": f"t{position}", "item_id": line_id,
                "created_at": self.at, "updated_at": self.at,
            })  # fmt: skip
        made.rows["line_item"].append({
            "id": line_id, "order_id": owner.get("order_id"), "swap_id": owner.get("swap_id"),
            "claim_order_id": owner.get("claim_order_id"), "title": "Random", "variant_id": self.random.choice([*self.shop.variants, None]),
            "allow_discounts": line.discountable, "unit_price": line.price, "quantity": line.quantity, "includes_tax": line.inclusive,
            "fulfilled_quantity": line.quantity, "shipped_quantity": line.quantity, "returned_quantity": None,
            "created_at": self.at, "updated_at": self.at,
        })  # fmt: skip
        if "order_id" in owner:
            made.own_lines.add(line_id)
        return line

    def method(self, **owner: str) -> Method:
        """A shipping method of the order, or of its return, swap or claim."""
        made, method_id = self.made, self.id("sm")
        inclusive = self.style == "inclusive" or (self.style == "mixed" and self.chance(0.5))
        method = Method(self.random.choice((0, 500, 595, self.random.randint(1, 3000))), inclusive, self.rates())
        for position, rate in enumerate(method.rates):
            made.rows["shipping_method_tax_line"].append({
                "id": self.id("smtl"), "rate": rate, "name": "Tax", "code": f"t{position}", "shipping_method_id": method_id,
                "created_at": self.at, "updated_at": self.at,
            })  # fmt: skip
        made.rows["shipping_method"].append({
            "id": method_id, "shipping_option_id": self.random.choice(self.shop.options), "price": method.price, "data": "{}",
            "includes_tax": method.inclusive, "order_id": owner.get("order_id"), "return_id": owner.get("return_id"),
            "swap_id": owner.get("swap_id"), "claim_order_id": owner.get("claim_order_id"),
        })  # fmt: skip
        if "order_id" in owner:
            made.own_methods.add(method_id)
        return method

    def gift_cards(self) -> None:
        """One or two cards, taxable, not taxable, or from the time when v1 did not say."""
        made = self.made
        region_id, region_rate, region_taxable = self.shop.regions[made.currency]
        for _ in range(self.random.choice((1, 1, 2))):
            left = v1_total(made.v1)
            if left <= 1:
                return
            amount = self.random.choice((1, self.random.randint(1, max(left // 3, 1))))
            taxable = self.random.choice((True, False, None))
            rate = self.random.choice(RATES) if taxable else None
            counted = (region_rate if region_taxable else 0) if taxable is None else rate or 0
            card_id = self.id("gift")
            made.v1.redemptions.append(Redemption(amount, counted))
            made.rows["gift_card"].append({
                "id": card_id, "code": card_id.upper(), "value": amount, "balance": 0, "region_id": region_id, "is_disabled": True,
                "created_at": self.at, "updated_at": self.at,
            })  # fmt: skip
            made.rows["order_gift_cards"].append({"order_id": made.id, "gift_card_id": card_id})
            made.rows["gift_card_transaction"].append({
                "id": self.id("gct"), "gift_card_id": card_id, "order_id": made.id, "amount": amount, "is_taxable": taxable,
                "tax_rate": rate, "created_at": self.at + timedelta(seconds=len(made.v1.redemptions)),
            })  # fmt: skip

    def pay(self, amount: int, state: str, swap_id: str | None = None) -> None:
        """Payments of the order (or of its swap), together this amount."""
        made = self.made
        if amount <= 0 or state == "none":
            return
        cuts = (
            sorted(self.random.sample(range(1, amount), 2)) if amount > 10 and not swap_id and self.chance(0.12) else []
        )
        for start, end in zip([0, *cuts], [*cuts, amount], strict=True):
            made.captured += end - start if state == "captured" else 0
            made.rows["payment"].append({
                "id": self.id("pay"), "order_id": made.id, "swap_id": swap_id, "amount": end - start, "currency_code": made.currency,
                "amount_refunded": 0, "provider_id": "manual", "data": "{}", "captured_at": self.at if state == "captured" else None,
                "canceled_at": self.at if state == "canceled" else None, "created_at": self.at, "updated_at": self.at,
            })  # fmt: skip

    def refund(self, amount: int, reason: str) -> None:
        """One refund row; spread_refunds says of which payments."""
        made = self.made
        amount = min(amount, made.captured - made.refunded)
        if amount <= 0:
            return
        made.refunded += amount
        made.rows["refund"].append({
            "id": self.id("ref"), "order_id": made.id, "amount": amount, "reason": reason, "payment_id": None,
            "created_at": self.at + timedelta(seconds=made.refunded % 50), "updated_at": self.at,
        })  # fmt: skip

    def spread_refunds(self) -> None:
        """Take what was refunded from the payments in turn, as v1 does; with one payment, now and then name it."""
        made = self.made
        left = made.refunded
        for payment in made.rows["payment"]:
            payment["amount_refunded"] = min(left, payment["amount"]) if payment["captured_at"] else 0
            left -= payment["amount_refunded"]
        if len(made.rows["payment"]) == 1:
            for refund in made.rows["refund"]:
                if self.chance(0.2):
                    refund["payment_id"] = made.rows["payment"][0]["id"]
                    # v1 leaves the order out where the payment did not know it.
                    refund["order_id"] = None if self.chance(0.3) else made.id

    def nothing(self) -> None:
        """An order that simply went well."""

    def goodwill(self) -> None:
        """One to three refunds without goods."""
        for _ in range(self.random.choice((1, 1, 2, 3))):
            self.refund(self.random.choice((1, self.random.randint(1, max(self.made.captured // 2, 1)))), "other")

    def give_back(self) -> None:
        """A return."""
        self.take_back("return", order_id=self.made.id)

    def take_back(self, reason: str, settled: bool = False, refunded: bool = True, **owner: str) -> None:
        """A return of some pieces, requested, received or canceled, sometimes with shipping of its own."""
        made, return_id = self.made, self.id("ret")
        status = self.random.choices(("requested", "received", "canceled"), (4, 5, 1))[0]
        lines = [row for row in made.rows["line_item"] if row["id"] in made.own_lines]
        for row in self.random.sample(lines, min(len(lines), self.random.randint(1, 2))):
            quantity = self.random.randint(1, row["quantity"])
            made.rows["return_item"].append({
                "return_id": return_id, "item_id": row["id"], "quantity": quantity, "is_requested": True,
                "requested_quantity": quantity, "received_quantity": quantity if status == "received" else None,
            })  # fmt: skip
            if status == "received":
                row["returned_quantity"] = quantity
            if status == "requested" and settled:
                made.settled[row["id"]] = quantity
        amount = self.random.randint(0, max(made.captured - made.refunded, 0))
        made.rows["return"].append({
            "id": return_id, "status": status, "order_id": None if reason == "swap" else made.id, "swap_id": owner.get("swap_id"),
            "claim_order_id": owner.get("claim_order_id"), "refund_amount": amount, "created_at": self.at, "updated_at": self.at,
            "received_at": self.at if status == "received" else None,
        })  # fmt: skip
        if self.chance(0.4):
            self.method(return_id=return_id)
            if status == "requested" and not settled and reason != "claim":
                made.expected_methods.add(made.rows["shipping_method"][-1]["id"])
        if status == "received" and refunded:
            self.refund(amount, reason)

    def swap(self) -> None:
        """An exchange: done, never completed, or canceled; the difference paid, paid back, or open."""
        made, swap_id = self.made, self.id("swap")
        state = self.random.choices(("active", "open", "canceled"), (6, 2, 2))[0]
        difference = (
            self.random.randint(-made.captured, made.captured) if state == "active" and self.chance(0.9) else None
        )
        for _ in range(self.random.randint(1, 2)):
            self.line(swap_id=swap_id)
        if self.chance(0.5):
            self.method(swap_id=swap_id)
        paid_back = difference is not None and difference < 0 and self.chance(0.5)
        made.rows["swap"].append({
            "id": swap_id, "order_id": made.id, "fulfillment_status": "shipped" if state == "active" else "not_fulfilled",
            "payment_status": "difference_refunded" if paid_back else "captured" if state == "active" else "not_paid",
            "difference_due": difference, "confirmed_at": self.at if state == "active" else None,
            "canceled_at": self.at if state == "canceled" else None, "created_at": self.at, "updated_at": self.at,
        })  # fmt: skip
        if difference is not None and not paid_back:
            made.swap_difference += difference
        if difference and difference > 0:
            self.pay(difference, "captured", swap_id)
        elif paid_back and difference:
            self.refund(-difference, "swap")
        self.take_back("swap", settled=state == "active", refunded=False, swap_id=swap_id)

    def claim(self) -> None:
        """A claim: money back or new goods, perhaps canceled, perhaps with a return."""
        made, claim_id = self.made, self.id("claim")
        kind, is_canceled = self.random.choice(("refund", "replace")), self.chance(0.15)
        lines = [row for row in made.rows["line_item"] if row["id"] in made.own_lines]
        if not lines:
            return
        row = self.random.choice(lines)
        amount = self.random.randint(1, made.captured)
        made.rows["claim_order"].append({
            "id": claim_id, "order_id": made.id, "type": kind, "payment_status": "refunded" if kind == "refund" else "na",
            "fulfillment_status": "not_fulfilled" if kind == "refund" else "shipped", "refund_amount": amount if kind == "refund" else None,
            "canceled_at": self.at if is_canceled else None, "created_at": self.at, "updated_at": self.at,
        })  # fmt: skip
        made.rows["claim_item"].append({
            "id": self.id("citm"), "claim_order_id": claim_id, "item_id": row["id"], "reason": "other",
            "variant_id": row["variant_id"] or self.shop.variants[0], "quantity": self.random.randint(1, row["quantity"]),
            "created_at": self.at, "updated_at": self.at,
        })  # fmt: skip
        if kind == "replace":
            self.line(claim_order_id=claim_id)
            if self.chance(0.3):
                self.method(claim_order_id=claim_id)
        elif not is_canceled:
            self.refund(amount, "claim")
        if self.chance(0.4):
            self.take_back("claim", settled=kind == "replace" and not is_canceled, claim_order_id=claim_id)


def write(v1: psycopg.Connection[Any], orders: list[Made]) -> None:
    """Put all rows into v1."""
    for table in TABLES:
        rows = [row for made in orders for row in made.rows[table]]
        names = list(rows[0])
        columns = ", ".join(f'"{name}"' for name in names)
        with v1.cursor().copy(f'copy "{table}" ({columns}) from stdin') as copy:
            for row in rows:
                copy.write_row([row[name] for name in names])
