"""Every order: what was bought, charged, sent and returned; returns, swaps, claims, drafts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache, partial
from typing import Any

from migrator.fixtures import v1_says
from tests.e2e.scoreboard import Scoreboard, differences
from tests.e2e.shop import Shop, dec, major, near, unit

DOMAIN = "orders"
ADDRESS = (
    "first_name",
    "last_name",
    "company",
    "address_1",
    "address_2",
    "city",
    "country_code",
    "province",
    "postal_code",
    "phone",
)
FIELDS = (
    ",".join(
        f"+{field}"
        for field in (
            "email",
            "currency_code",
            "customer_id",
            "sales_channel_id",
            "canceled_at",
            "discount_subtotal",
            "item_total",
            "shipping_total",
            "payment_status",
            "fulfillment_status",
            "is_draft_order",
        )
    )
    + ",*fulfillments,*fulfillments.labels,*fulfillments.items,*credit_lines"
)


def run(shop: Shop, board: Scoreboard) -> None:
    """Compare order by order, each under several headings."""
    found: dict[str, Any] = {}

    def load(order: dict[str, Any]) -> Iterator[str]:
        found[order["id"]] = in_v2(shop, order["id"])
        yield from ()

    board.each(DOMAIN, "orders open in v2", orders().values(), number, load)
    for subject, check in (
        ("who, when, where, status", compare_head),
        ("totals", compare_totals),
        ("items and quantities", compare_items),
        ("line prices, discounts and taxes", compare_lines),
        ("addresses", compare_addresses),
        ("shipping methods", compare_shipping),
        ("fulfillments and tracking", compare_fulfillments),
        ("payment status", compare_payment_status),
        ("fulfillment status", compare_fulfillment_status),
        ("paid, refunded, outstanding", compare_money),
        ("payments, captures, refunds", compare_payments),
    ):
        board.each(DOMAIN, subject, orders().values(), number, partial(against, found, check))
    if ignored := [display_id for display_id, order in orders().items() if ignored_credit(found[order["id"]])]:
        board.cannot(
            DOMAIN,
            "credit lines below zero",
            f"Medusa before 2.20 counts them for nothing (orders {', '.join(map(str, ignored))}); compared as if it did count them",
        )
    board.each(
        DOMAIN,
        "list pages",
        range(0, len(orders()), 20),
        lambda offset: f"offset {offset}",
        lambda offset: list_page(shop, offset),
    )
    returns = {row["id"]: row for row in shop.admin.pages("/admin/returns", "returns", fields="*items")}
    board.each(
        DOMAIN,
        "returns",
        v1_says("admin/returns"),
        lambda row: row["id"],
        lambda row: compare_return(row, returns[row["id"]]),
    )
    exchanges = {row["id"]: row for row in shop.admin.pages("/admin/exchanges", "exchanges", fields="+difference_due")}
    board.each(
        DOMAIN,
        "swaps as exchanges",
        v1_swaps(),
        lambda row: row["id"],
        lambda row: compare_swap(row, exchanges[row["id"]]),
    )
    claims = {row["id"]: row for row in shop.admin.pages("/admin/claims", "claims")}
    board.each(DOMAIN, "claims", v1_claims(), lambda row: row["id"], lambda row: compare_claim(row, claims[row["id"]]))
    board.each(
        DOMAIN,
        "open drafts",
        [row for row in v1_says("admin/draft_orders") if row["status"] == "open"],
        lambda row: f"draft {row['display_id']}",
        lambda row: compare_draft(
            row,
            shop.admin.get(f"/admin/draft-orders/{row['id']}", fields="+email,+currency_code,+total")["draft_order"],
        ),
    )


@cache
def orders() -> dict[int, dict[str, Any]]:
    """v1's orders with all their relations, by number."""
    return {answer["expanded"]["display_id"]: answer["expanded"] for answer in v1_says("admin/orders")}


@cache
def in_v2(shop: Shop, order_id: str) -> dict[str, Any]:
    """What v2 answers for an order, as the admin asks."""
    found: dict[str, Any] = shop.admin.get(f"/admin/orders/{order_id}", fields=FIELDS)["order"]
    return found


def against(found: dict[str, Any], check: Callable[[Any, Any], Iterator[str]], order: dict[str, Any]) -> Iterator[str]:
    """Check a v1 order against what v2 answered for it."""
    yield from check(order, found[order["id"]])


def number(order: dict[str, Any]) -> str:
    """Number and the name of the scenario that made it."""
    scenario = next(
        (name for name, value in v1_says("scenario_names")["orders"].items() if value["id"] == order["id"]), ""
    )
    return f"{order['display_id']} {scenario}".strip()


def v1_swaps() -> list[dict[str, Any]]:
    """All swaps."""
    return [swap | {"currency_code": order["currency_code"]} for order in orders().values() for swap in order["swaps"]]


def v1_claims() -> list[dict[str, Any]]:
    """All claims."""
    return [
        claim | {"currency_code": order["currency_code"]} for order in orders().values() for claim in order["claims"]
    ]


def confirmed(swap: dict[str, Any]) -> bool:
    """The shopper completed the swap's cart, and nobody cancelled it."""
    return bool(swap["confirmed_at"]) and not swap["canceled_at"]


def minor_total(order: dict[str, Any]) -> Decimal:
    """What v2's current total must be, in v1's units: v1's total, less refunds, plus what swaps and returns change.

    v2's total moves with returns and exchanges, v1's does not. The shipping of a return counts in v2 from its request
    on: what is outstanding is then v1's promised refund.
    """
    total = dec(order["total"]) - sum(dec(refund["amount"]) for refund in order["refunds"])
    settled = set()
    for swap in order["swaps"]:
        if confirmed(swap):
            due = dec(swap["difference_due"])
            if due > 0 or swap["payment_status"] not in ("difference_refunded", "refunded", "partially_refunded"):
                total += due
            total += pending_value(order, swap["return_order"])
            settled.add((swap["return_order"] or {}).get("id"))
    for claim in order["claims"]:
        if claim["type"] == "replace" and not claim["canceled_at"]:
            total += pending_value(order, claim["return_order"])
            settled.add((claim["return_order"] or {}).get("id"))
    for one in every_return(order):
        if one["status"] == "requested" and one["id"] not in settled:
            total += pending_value(order, one) - dec(one["refund_amount"])
    return total


def pending_value(order: dict[str, Any], v1_return: dict[str, Any] | None) -> Decimal:
    """The value, with discount and tax, of goods on their way back."""
    if not v1_return or v1_return["status"] != "requested":
        return Decimal(0)
    lines = {item["id"]: item for item in order["items"]}
    return sum(
        (
            dec(lines[item["item_id"]]["total"]) / lines[item["item_id"]]["quantity"] * item["quantity"]
            for item in v1_return["items"]
            if item["item_id"] in lines
        ),
        Decimal(0),
    )


def expected_total(display_id: int) -> Decimal:
    """The total of an order in main units."""
    order = orders()[display_id]
    return major(minor_total(order), order["currency_code"])


def ignored_credit(v2: dict[str, Any]) -> Decimal:
    """A credit line below zero, if this Medusa leaves it out of the total: what the shop kept of returned goods' value."""
    credit = sum((dec(line["amount"]) for line in v2.get("credit_lines") or []), Decimal(0))
    is_ignored = credit < 0 and near(dec(v2["item_total"]) + dec(v2["shipping_total"]), v2["total"])
    return credit if is_ignored else Decimal(0)


def plain(order: dict[str, Any]) -> bool:
    """Without anything that makes v2 count items that v1's totals leave out."""
    return not (
        order["returns"]
        or order["swaps"]
        or order["claims"]
        or any(item["returned_quantity"] for item in order["items"])
    )


def additions(order: dict[str, Any]) -> list[dict[str, Any]]:
    """Items that swaps and claims added: part of the order in v2."""
    return [
        item for swap in order["swaps"] if confirmed(swap) for item in swap["additional_items"] if not item["is_return"]
    ] + [item for claim in order["claims"] if not claim["canceled_at"] for item in claim["additional_items"]]


def compare_head(v1: dict[str, Any], v2: dict[str, Any]) -> Iterator[str]:
    """The order itself."""
    yield from differences(
        {
            **{
                field: v1[field]
                for field in ("display_id", "customer_id", "region_id", "sales_channel_id", "status", "currency_code")
            },
            "email": (v1["email"] or "").lower(),
            "created_at": v1["created_at"],
            "canceled": bool(v1["canceled_at"]),
        },
        v2 | {"canceled": bool(v2["canceled_at"])},
    )
    kept = dict(v2["metadata"] or {})
    kept.pop("medusa_v1", None)
    yield from differences({"metadata": v1["metadata"] or {}}, {"metadata": kept})


def compare_totals(v1: dict[str, Any], v2: dict[str, Any]) -> Iterator[str]:
    """The total to half the smallest unit; its parts where nothing was sent back."""
    smallest = unit(v1["currency_code"])
    total = major(minor_total(v1), v1["currency_code"])
    counted = dec(v2["total"]) - ignored_credit(v2)
    if not near(total, counted, smallest / 2 if plain(v1) else smallest * Decimal("1.01")):
        yield f"total {total}, v2 {counted}"
    if plain(v1):
        for name, expected, actual in (
            ("discount", v1["discount_total"], v2["discount_subtotal"]),
            ("shipping", v1["shipping_total"], v2["shipping_subtotal"]),
            ("tax", v1["tax_total"] + v1["gift_card_tax_total"], v2["tax_total"]),
        ):
            # v1 rounds the tax of each line, v2 does not round at all
            lines = len(v1["items"]) + len(v1["shipping_methods"])
            if not near(major(expected, v1["currency_code"]), actual, smallest * (1 + lines) / 2):
                yield f"{name} {major(expected, v1['currency_code'])}, v2 {actual}"


def compare_items(v1: dict[str, Any], v2: dict[str, Any]) -> Iterator[str]:
    """What, how many, and how far each line got."""
    expected = {item["id"]: item for item in [*v1["items"], *additions(v1)]}
    actual = {item["id"]: item for item in v2["items"]}
    yield from differences({"lines": sorted(expected)}, {"lines": sorted(actual)})
    for key in expected.keys() & actual.keys():
        line, detail = expected[key], actual[key]["detail"]
        yield from differences(
            {
                "title": line["title"],
                "subtitle": line["description"] or None,
                "variant": line["variant_id"],
                "quantity": dec(line["quantity"]),
                "fulfilled": dec(line["fulfilled_quantity"]),
                "shipped": dec(line["shipped_quantity"]),
                "returned": dec(line["returned_quantity"]),
            },
            {
                "title": actual[key]["title"],
                "subtitle": actual[key]["subtitle"] or None,
                "variant": actual[key]["variant_id"],
                "quantity": dec(actual[key]["quantity"]),
                "fulfilled": dec(detail["fulfilled_quantity"]),
                "shipped": dec(detail["shipped_quantity"]),
                "returned": dec(detail["return_received_quantity"]),
            },
        )


def compare_lines(v1: dict[str, Any], v2: dict[str, Any]) -> Iterator[str]:
    """Unit price, tax rates, discount."""
    actual = {item["id"]: item for item in v2["items"]}
    smallest = unit(v1["currency_code"])
    for line in v1["items"]:
        item = actual[line["id"]]
        if not near(major(line["unit_price"], v1["currency_code"]), item["unit_price"]):
            yield f"{line['title']}: unit price {major(line['unit_price'], v1['currency_code'])}, v2 {item['unit_price']}"
        yield from differences(
            {
                "tax inclusive": line["includes_tax"],
                "tax rates": sorted(dec(tax["rate"]) for tax in line.get("tax_lines") or []),
                "tax codes": sorted(tax["code"] or "default" for tax in line.get("tax_lines") or []),
            },
            {
                "tax inclusive": item["is_tax_inclusive"],
                "tax rates": sorted(dec(tax["rate"]) for tax in item["tax_lines"]),
                "tax codes": sorted(tax["code"] for tax in item["tax_lines"]),
            },
        )
        discount = sum((dec(adjustment["amount"]) for adjustment in item["adjustments"] or []), Decimal(0))
        # the adjustment may carry the difference between v1's rounding and none, a half unit per tax line of the order
        if not near(major(line["discount_total"], v1["currency_code"]), discount, smallest * (1 + len(v1["items"]))):
            yield f"{line['title']}: discount {major(line['discount_total'], v1['currency_code'])}, v2 {discount}"


def compare_addresses(v1: dict[str, Any], v2: dict[str, Any]) -> Iterator[str]:
    """Both addresses."""
    for kind in ("shipping_address", "billing_address"):
        if v1[kind]:
            for line in differences({field: v1[kind][field] for field in ADDRESS}, v2[kind] or {}):
                yield f"{kind}: {line}"
        elif v2[kind]:
            yield f"{kind}: only in v2"


def compare_shipping(v1: dict[str, Any], v2: dict[str, Any]) -> Iterator[str]:
    """How it was sent and at what price."""
    actual = {method["id"]: method for method in v2["shipping_methods"]}
    for method in v1["shipping_methods"]:
        if method["id"] not in actual:
            yield f"method {method['id']} is missing"
            continue
        v2_method = actual[method["id"]]
        name = (method["shipping_option"] or {}).get("name")
        yield from differences(
            {
                "name": name,
                "option": method["shipping_option_id"] if method["shipping_option_id"] in live_options() else None,
                "amount": major(method["price"], v1["currency_code"]),
                "tax inclusive": method["includes_tax"],
                "tax rates": sorted(dec(tax["rate"]) for tax in method["tax_lines"]),
            },
            {
                "name": v2_method["name"] if name else None,
                "option": v2_method["shipping_option_id"],
                "amount": dec(v2_method["amount"]),
                "tax inclusive": v2_method["is_tax_inclusive"],
                "tax rates": sorted(dec(tax["rate"]) for tax in v2_method["tax_lines"]),
            },
        )


@cache
def live_options() -> set[str]:
    """Shipping options that v1 has not deleted; of the others, only name and price stay on the order."""
    return {option["id"] for option in v1_says("admin/shipping_options")}


def compare_fulfillments(v1: dict[str, Any], v2: dict[str, Any]) -> Iterator[str]:
    """Parcels, also those of swaps and claims: state, contents, tracking numbers."""
    parcels = [
        *v1["fulfillments"],
        *(parcel for owner in [*v1["swaps"], *v1["claims"]] for parcel in owner["fulfillments"]),
    ]
    expected = {parcel["id"]: parcel for parcel in parcels}
    actual = {parcel["id"]: parcel for parcel in v2["fulfillments"]}
    yield from differences({"parcels": sorted(expected)}, {"parcels": sorted(actual)})
    for key in expected.keys() & actual.keys():
        yield from differences(
            {
                "shipped": bool(expected[key]["shipped_at"]),
                "canceled": bool(expected[key]["canceled_at"]),
                "tracking": sorted(
                    link["tracking_number"]
                    for link in expected[key].get("tracking_links") or []
                    if link["tracking_number"]
                ),
                "pieces": sum(dec(item["quantity"]) for item in expected[key].get("items") or []),
            },
            {
                "shipped": bool(actual[key]["shipped_at"]),
                "canceled": bool(actual[key]["canceled_at"]),
                "tracking": sorted(label["tracking_number"] for label in actual[key]["labels"]),
                "pieces": sum(dec(item["quantity"]) for item in actual[key]["items"])
                if "items" in expected[key]
                else 0,
            },
        )


def compare_payment_status(v1: dict[str, Any], v2: dict[str, Any]) -> Iterator[str]:
    """v2 derives it from collections, captures and refunds; v1 stored it, and left it alone in some cases."""
    status = v1["payment_status"]
    also_open = bool(v1["swaps"] or v1["edits"])  # they have payments of their own
    expected = {
        "awaiting": {"authorized"} | ({"partially_authorized", "not_paid"} if also_open else set()),
        "captured": {"captured"} | ({"partially_captured"} if also_open else set()),
    }.get(status, {status})
    if v1["refunds"] and status in ("captured", "requires_action"):
        expected = {"partially_refunded", "refunded"}  # v1 says "captured" even after a return was refunded
    if status in ("awaiting", "not_paid") and not minor_total(v1):
        expected = {"captured"}
    if status != "requires_action" and v2["payment_status"] not in expected:
        yield f"v1 {status}, v2 {v2['payment_status']}"


def compare_fulfillment_status(v1: dict[str, Any], v2: dict[str, Any]) -> Iterator[str]:
    """v2 derives it from parcels and open quantities; it has no word for returned."""
    status = v1["fulfillment_status"]
    if status == "canceled" and not v1["fulfillments"]:
        status = "not_fulfilled"  # v2 says so of a cancelled order that never had a parcel
    expected = {
        "returned": {"shipped"},
        "partially_returned": {"shipped", "partially_shipped"},
        "requires_action": {"shipped", "partially_shipped", "fulfilled", "not_fulfilled"},
    }.get(status, {status})
    if additions(v1) or any(owner["fulfillments"] for owner in [*v1["swaps"], *v1["claims"]]):
        expected |= {f"partially_{one}" for one in expected if not one.startswith("partially_")}
    if v2["fulfillment_status"] not in expected:
        yield f"v1 {status}, v2 {v2['fulfillment_status']}"


def compare_money(v1: dict[str, Any], v2: dict[str, Any]) -> Iterator[str]:
    """Captures, refunds, and what is still open."""
    currency = v1["currency_code"]
    paid = sum(
        dec(payment["amount"]) for payment in v1["payments"] if payment["captured_at"] and not payment["canceled_at"]
    )
    refunded = sum(dec(refund["amount"]) for refund in v1["refunds"])
    pending = sum((pending_value(v1, one) for one in every_return(v1)), Decimal(0))
    summary = v2["summary"]
    for name, expected, actual, slack in (
        ("paid", paid, summary["paid_total"], Decimal("0.01")),
        ("refunded", refunded, summary["refunded_total"], Decimal("0.01")),
        (
            "outstanding",
            minor_total(v1) - pending - paid + refunded,
            dec(summary["pending_difference"]) - ignored_credit(v2),
            Decimal("1.01"),
        ),
    ):
        if name == "outstanding" and v1["status"] == "canceled":
            continue
        if not near(major(expected, currency), actual, unit(currency) * slack):
            yield f"{name} {major(expected, currency)}, v2 {actual}"


def compare_payments(v1: dict[str, Any], v2: dict[str, Any]) -> Iterator[str]:
    """Every payment, and what was captured and given back."""
    currency = v1["currency_code"]
    actual = {one["id"]: one for collection in v2["payment_collections"] for one in collection["payments"]}
    of_edits = {edit["payment_collection_id"] for edit in v1["edits"]}
    collected = [
        one for row in v1_says("admin/payment_collections") if row["id"] in of_edits for one in row["payments"]
    ]
    expected = {one["id"]: one for one in [*v1["payments"], *collected]}
    yield from differences({"payments": sorted(expected)}, {"payments": sorted(actual)})
    for key in expected.keys() & actual.keys():
        amount = major(expected[key]["amount"], currency)
        canceled = bool(expected[key]["canceled_at"])
        captured = amount if expected[key]["captured_at"] and not canceled else Decimal(0)
        yield from differences(
            {"amount": amount, "canceled": canceled, "captured": captured, "provider": "pp_system_default"},
            {
                "amount": dec(actual[key]["amount"]),
                "canceled": bool(actual[key]["canceled_at"]),
                "captured": sum((dec(one["amount"]) for one in actual[key]["captures"]), Decimal(0)),
                "provider": actual[key]["provider_id"],
            },
        )
    refunded = sum((dec(one["amount"]) for payment in actual.values() for one in payment["refunds"]), Decimal(0))
    yield from differences(
        {"refunded": major(sum(one["amount"] for one in v1["refunds"]), currency)}, {"refunded": refunded}
    )


def every_return(order: dict[str, Any]) -> list[dict[str, Any]]:
    """Plain returns and those of swaps and claims, each once."""
    found = {one["id"]: one for one in v1_says("admin/returns") if one["order_id"] == order["id"]}
    for owner in [*order["swaps"], *order["claims"]]:
        if owner["return_order"]:
            found[owner["return_order"]["id"]] = owner["return_order"]
    return list(found.values())


def list_page(shop: Shop, offset: int) -> Iterator[str]:
    """A page of the order list, with the statuses that the dashboard asks for."""
    page = shop.admin.get(
        "/admin/orders",
        limit=20,
        offset=offset,
        order="created_at",
        fields="id,status,display_id,total,payment_status,fulfillment_status,*customer,*sales_channel",
    )
    if page["count"] < len(orders()):
        yield f"count {page['count']}, v1 {len(orders())}"
    for order in page["orders"]:
        if not order["payment_status"] or not order["fulfillment_status"]:
            yield f"order {order['display_id']} has no status"


def compare_return(v1: dict[str, Any], v2: dict[str, Any]) -> Iterator[str]:
    """State, items and amounts of a return."""
    order_id = v1["order_id"] or (v1["swap"] or {}).get("order_id")
    currency = next(order["currency_code"] for order in orders().values() if order["id"] == order_id)
    status = {"requires_action": "received"}.get(v1["status"], v1["status"])
    yield from differences(
        {
            "status": status,
            "order": order_id,
            "refund": major(v1["refund_amount"], currency),
            "items": sorted(
                (item["item_id"], dec(item["requested_quantity"] or item["quantity"])) for item in v1["items"]
            ),
            "received": sorted((item["item_id"], dec(item["received_quantity"])) for item in v1["items"]),
            "reasons": sorted(item["reason_id"] or "" for item in v1["items"]),
        },
        {
            "status": v2["status"],
            "order": v2["order_id"],
            "refund": dec(v2["refund_amount"]),
            "items": sorted((item["item_id"], dec(item["quantity"])) for item in v2["items"]),
            "received": sorted((item["item_id"], dec(item["received_quantity"])) for item in v2["items"]),
            "reasons": sorted(item["reason_id"] or "" for item in v2["items"]),
        },
    )


def compare_swap(v1: dict[str, Any], v2: dict[str, Any]) -> Iterator[str]:
    """A swap is an exchange; one that the shopper never completed is cancelled."""
    yield from differences(
        {
            "order": v1["order_id"],
            "canceled": not confirmed(v1),
            "due": major(v1["difference_due"] or 0, v1["currency_code"]),
        },
        {"order": v2["order_id"], "canceled": bool(v2["canceled_at"]), "due": dec(v2["difference_due"])},
    )


def compare_claim(v1: dict[str, Any], v2: dict[str, Any]) -> Iterator[str]:
    """Kind, state, amount."""
    yield from differences(
        {
            "order": v1["order_id"],
            "type": v1["type"],
            "canceled": bool(v1["canceled_at"]),
            "refund": major(v1["refund_amount"] or 0, v1["currency_code"]),
        },
        {
            "order": v2["order_id"],
            "type": v2["type"],
            "canceled": bool(v2["canceled_at"]),
            "refund": dec(v2["refund_amount"]),
        },
    )


def compare_draft(v1: dict[str, Any], v2: dict[str, Any]) -> Iterator[str]:
    """An open draft: who, what, how much."""
    cart = v1["cart"]
    currency = cart["region"]["currency_code"]
    yield from differences(
        {
            "email": cart["email"],
            "currency": currency,
            "items": sorted((item["title"], dec(item["quantity"])) for item in cart["items"]),
        },
        {
            "email": v2["email"],
            "currency": v2["currency_code"],
            "items": sorted((item["title"], dec(item["quantity"])) for item in v2["items"]),
        },
    )
    if not near(major(cart["total"], currency), v2["total"], unit(currency) * Decimal("1.01")):
        yield f"total {major(cart['total'], currency)}, v2 {v2['total']}"
