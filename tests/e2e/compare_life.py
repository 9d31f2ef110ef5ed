"""Life goes on, tried on a copy: every migrated order takes the next step a shop would take in v2."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from migrator.fixtures import v1_says
from tests.e2e.api import ApiError
from tests.e2e.compare_checkout import STANDARD, last_number, place
from tests.e2e.compare_orders import every_return, minor_total, number, orders
from tests.e2e.scoreboard import Row, Scoreboard, differences
from tests.e2e.shop import Shop, dec, named, near, unit, variant

DOMAIN = "life goes on"
FIELDS = (
    "+payment_status,+fulfillment_status,+currency_code,+canceled_at,*fulfillments,*fulfillments.items,"
    "*credit_lines,*shipping_methods,*payment_collections.payments,+items.variant.product.shipping_profile.id"
)
ALIVE = ("pending", "completed", "archived", "requires_action")


def run(shop: Shop, board: Scoreboard) -> None:
    """Each order takes part in one of the first steps; then its goods and money move on."""
    alive = [order for order in orders().values() if order["status"] in ALIVE]
    open_orders = [
        order for order in alive if order["fulfillment_status"] == "not_fulfilled" and not after_sales(order)
    ]
    unpaid = [order for order in open_orders if order["payment_status"] == "awaiting"]
    cancel, edit = unpaid[::6], unpaid[1::6]
    taken = {order["id"] for order in cancel + edit}
    step(shop, board, "cancel an open order", cancel, cancel_order)
    step(shop, board, "edit an open order", edit, edit_order)
    sent = [
        order for order in unpaid if order["id"] not in taken and all(item["has_shipping"] for item in order["items"])
    ]
    step(shop, board, "fulfil a line of another shipping profile", sent[:3], fulfil_other_profile)
    step(
        shop,
        board,
        "capture what is authorized",
        [order for order in alive if order["id"] not in taken and authorized(order)],
        capture,
    )
    step(
        shop,
        board,
        "fulfil what is open",
        [order for order in alive if order["id"] not in taken and unfulfilled(order)],
        fulfil,
    )
    step(
        shop,
        board,
        "ship and deliver",
        [order for order in alive if order["id"] not in taken and parcels(order)],
        ship_and_deliver,
    )
    step(
        shop, board, "receive v1's requested returns", [order for order in alive if requested(order)], receive_requested
    )
    shipped = [
        order
        for order in alive
        if order["fulfillment_status"] in ("shipped", "partially_returned") and not after_sales(order)
    ]
    row = step(shop, board, "request and receive a new return", shipped, return_one)
    board.excuse(row, "the total stays", "goods came back, but this version's totals do not move with returns")
    row = step(
        shop,
        board,
        "refund part of a captured payment",
        [order for order in shipped if not order["refunds"] and order["total"] > 0][:20],
        refund,
    )
    board.excuse(
        row,
        "(outstanding balance to|more than pending difference)",
        "this version gives back only what an order is owed",
    )
    drafts = [row for row in v1_says("admin/draft_orders") if row["status"] == "open"]
    subject = "turn an open draft into an order"
    if shop.admin.offers("/admin/draft-orders/none/convert-to-order"):
        board.each(DOMAIN, subject, drafts, lambda row: f"draft {row['display_id']}", lambda row: convert(shop, row))
    else:
        board.cannot(DOMAIN, subject, "this version has no endpoint for it")
    board.each(
        DOMAIN,
        "a migrated customer buys again",
        ("anna.jensen@mail.example", "hiro@mail.example", "olivia@mail.example"),
        str,
        lambda email: buys_again(shop, email),
        workers=1,
    )


def step(
    shop: Shop,
    board: Scoreboard,
    subject: str,
    affected: list[dict[str, Any]],
    take: Callable[[Shop, dict[str, Any], dict[str, Any]], Iterator[str]],
) -> Row:
    """Take one step with each of the orders, one at a time: Medusa waits two seconds for a lock on stock, then fails."""
    return board.each(DOMAIN, subject, affected, number, lambda order: take(shop, order, now(shop, order)), workers=1)


def now(shop: Shop, order: dict[str, Any]) -> dict[str, Any]:
    """The order as v2 has it at this moment."""
    found: dict[str, Any] = shop.admin.get(f"/admin/orders/{order['id']}", fields=FIELDS)["order"]
    return found


def after_sales(order: dict[str, Any]) -> bool:
    """Something came after the order was placed."""
    return bool(order["returns"] or order["swaps"] or order["claims"] or order["edits"])


def authorized(order: dict[str, Any]) -> bool:
    """Money that v1 has not captured."""
    return any(
        not payment["captured_at"] and not payment["canceled_at"] and payment["amount"] for payment in order["payments"]
    )


def unfulfilled(order: dict[str, Any]) -> bool:
    """Pieces that have not been packed; swaps and claims add theirs."""
    return any(item["quantity"] > (item["fulfilled_quantity"] or 0) for item in order["items"])


def parcels(order: dict[str, Any]) -> bool:
    """Packed, not cancelled: in v1 or by the step before."""
    return unfulfilled(order) or any(not one["canceled_at"] and not one["shipped_at"] for one in order["fulfillments"])


def requested(order: dict[str, Any]) -> bool:
    """A return is on its way."""
    return any(one["status"] == "requested" for one in every_return(order))


def cancel_order(shop: Shop, v1: dict[str, Any], _: dict[str, Any]) -> Iterator[str]:
    """Cancel; the authorization goes."""
    shop.admin.post(f"/admin/orders/{v1['id']}/cancel")
    yield from differences(
        {"status": "canceled", "payment": "canceled" if authorized(v1) else "captured"},
        {"status": (after := now(shop, v1))["status"], "payment": after["payment_status"]},
    )


def edit_order(shop: Shop, v1: dict[str, Any], before: dict[str, Any]) -> Iterator[str]:
    """Add a mug by an order edit: the total grows by its price and tax."""
    shop.admin.post("/admin/order-edits", {"order_id": v1["id"]})
    preview = shop.admin.post(
        f"/admin/order-edits/{v1['id']}/items", {"items": [{"variant_id": variant("mug"), "quantity": 1}]}
    )
    shop.admin.post(f"/admin/order-edits/{v1['id']}/confirm")
    after = now(shop, v1)
    if not near(preview["order_preview"]["total"], after["total"], unit(v1["currency_code"])):
        yield f"preview {preview['order_preview']['total']}, then {after['total']}"
    if dec(after["total"]) <= dec(before["total"]) or len(after["items"]) != len(before["items"]) + 1:
        yield f"total {before['total']} -> {after['total']}, lines {len(before['items'])} -> {len(after['items'])}"


def capture(shop: Shop, v1: dict[str, Any], before: dict[str, Any]) -> Iterator[str]:
    """Capture every open payment; nothing is owed afterwards."""
    for collection in before["payment_collections"]:
        for payment in collection["payments"]:
            if not payment["captured_at"] and not payment["canceled_at"]:
                shop.admin.post(f"/admin/payments/{payment['id']}/capture")
    after = now(shop, v1)
    owed = dec(after["summary"]["pending_difference"])
    if (
        not v1["edits"]
        and not v1["swaps"]
        and not near(owed, 0, unit(v1["currency_code"]) * Decimal("1.01"))
        and not extra(v1)
    ):
        yield f"still open after capturing: {owed}"
    if after["payment_status"] not in ("captured", "partially_captured", "partially_refunded", "refunded"):
        yield f"payment status {after['payment_status']}"


def extra(v1: dict[str, Any]) -> bool:
    """v1 let an admin add things that nobody paid."""
    paid = sum(payment["amount"] for payment in v1["payments"] if not payment["canceled_at"])
    return bool(minor_total(v1) != paid - sum(refund["amount"] for refund in v1["refunds"]))


def fulfil(shop: Shop, v1: dict[str, Any], before: dict[str, Any]) -> Iterator[str]:
    """Pack everything that is open, one parcel per shipping profile and kind, as the dashboard asks for."""
    parcels: dict[tuple[bool, str | None], list[dict[str, Any]]] = {}
    for item in before["items"]:
        if open_pieces(item) > 0:
            product = (item.get("variant") or {}).get("product") or {}
            profile = (product.get("shipping_profile") or {}).get("id")
            line = {"id": item["id"], "quantity": open_pieces(item)}
            parcels.setdefault((item["requires_shipping"], profile), []).append(line)
    chosen = {method["shipping_option_id"] for method in before["shipping_methods"]}
    options = {one["profile_id"]: one["id"] for one in v1_says("admin/shipping_options") if one["id"] in chosen}
    for (_, profile), items in parcels.items():
        option = {"shipping_option_id": options[profile]} if profile in options else {}
        body = {"items": items, "location_id": named("locations", "cph"), **option}
        shop.admin.post(f"/admin/orders/{v1['id']}/fulfillments", body)
    after = now(shop, v1)
    left = [item["title"] for item in after["items"] if open_pieces(item) > 0]
    if left:
        yield f"still open: {', '.join(left)}"


def fulfil_other_profile(shop: Shop, v1: dict[str, Any], before: dict[str, Any]) -> Iterator[str]:
    """What the finding `profile_differs_open_order` says: refused under the order's option, taken under one of the profile."""
    profiles = {
        one["id"]: one["shipping_profile_id"] for one in shop.admin.pages("/admin/shipping-options", "shipping_options")
    }
    own, line = next(
        (method["shipping_option_id"], item)
        for method in before["shipping_methods"]
        for item in before["items"]
        if item["requires_shipping"]
        and item["variant"]["product"]["shipping_profile"]["id"] == profiles[method["shipping_option_id"]]
    )
    other = next(option for option, profile in profiles.items() if profile != profiles[own])
    product = f"/admin/products/{line['variant']['product']['id']}"
    body = {"items": [{"id": line["id"], "quantity": open_pieces(line)}], "location_id": named("locations", "cph")}
    shop.admin.post(product, {"shipping_profile_id": profiles[other]})
    try:
        shop.admin.post(f"/admin/orders/{v1['id']}/fulfillments", {**body, "shipping_option_id": own})
        yield "fulfilled under an option of another profile"
    except ApiError as error:
        if "does not match the shipping profile" not in str(error):
            yield str(error)
        shop.admin.post(f"/admin/orders/{v1['id']}/fulfillments", {**body, "shipping_option_id": other})
    finally:
        shop.admin.post(product, {"shipping_profile_id": profiles[own]})


def open_pieces(item: dict[str, Any]) -> int:
    """Pieces not packed yet."""
    return int(dec(item["quantity"]) - dec(item["detail"]["fulfilled_quantity"]))


def ship_and_deliver(shop: Shop, v1: dict[str, Any], before: dict[str, Any]) -> Iterator[str]:
    """Hand every parcel over, then mark it delivered."""
    for parcel in before["fulfillments"]:
        if parcel["canceled_at"] or parcel["delivered_at"]:
            continue
        path = f"/admin/orders/{v1['id']}/fulfillments/{parcel['id']}"
        items = [{"id": item["line_item_id"], "quantity": int(dec(item["quantity"]))} for item in parcel["items"]]
        if not parcel["shipped_at"] and parcel["requires_shipping"]:
            shop.admin.post(
                f"{path}/shipments",
                {"items": items, "labels": [{"tracking_number": "E2E", "tracking_url": "#", "label_url": "#"}]},
            )
        shop.admin.post(f"{path}/mark-as-delivered")
    after = now(shop, v1)
    if after["fulfillment_status"] not in ("delivered", "partially_delivered"):
        yield f"fulfillment status {after['fulfillment_status']}"


def receive_requested(shop: Shop, v1: dict[str, Any], before: dict[str, Any]) -> Iterator[str]:
    """Goods that were on their way when the shop moved arrive."""
    for one in every_return(v1):
        if one["status"] == "requested":
            yield from receive(shop, one["id"])
    after = now(shop, v1)
    if dec(after["total"]) > dec(before["total"]):
        yield f"total {before['total']} -> {after['total']}"


def receive(shop: Shop, return_id: str) -> Iterator[str]:
    """Receive every item of a return."""
    items = shop.admin.get(f"/admin/returns/{return_id}", fields="*items")["return"]["items"]
    shop.admin.post(f"/admin/returns/{return_id}/receive")
    shop.admin.post(
        f"/admin/returns/{return_id}/receive-items",
        {"items": [{"id": item["item_id"], "quantity": int(dec(item["quantity"]))} for item in items]},
    )
    shop.admin.post(f"/admin/returns/{return_id}/receive/confirm", {"no_notification": True})
    status = shop.admin.get(f"/admin/returns/{return_id}")["return"]["status"]
    if status != "received":
        yield f"return is {status}"


def return_one(shop: Shop, v1: dict[str, Any], before: dict[str, Any]) -> Iterator[str]:
    """One piece comes back: its value leaves the total."""
    item = next(
        item
        for item in before["items"]
        if dec(item["detail"]["shipped_quantity"]) > dec(item["detail"]["return_received_quantity"])
    )
    made = shop.admin.post("/admin/returns", {"order_id": v1["id"], "location_id": named("locations", "cph")})["return"]
    shop.admin.post(f"/admin/returns/{made['id']}/request-items", {"items": [{"id": item["id"], "quantity": 1}]})
    shop.admin.post(f"/admin/returns/{made['id']}/request", {"no_notification": True})
    yield from receive(shop, made["id"])
    after = now(shop, v1)
    value = dec(item["total"]) / dec(item["quantity"])
    if near(before["total"], after["total"]) and value:
        yield f"the total stays {after['total']}"
    elif not near(dec(before["total"]) - value, after["total"], unit(v1["currency_code"])):
        yield f"total {before['total']}, less {value}, is {after['total']}"


def refund(shop: Shop, v1: dict[str, Any], before: dict[str, Any]) -> Iterator[str]:
    """Give the smallest unit times hundred back, or what there is."""
    payment = next(
        payment
        for collection in before["payment_collections"]
        for payment in collection["payments"]
        if payment["captured_at"]
    )
    amount = min(unit(v1["currency_code"]) * 100, dec(payment["amount"]))
    shop.admin.post(f"/admin/payments/{payment['id']}/refund", {"amount": float(amount)})
    after = now(shop, v1)
    if after["payment_status"] not in ("partially_refunded", "refunded"):
        yield f"payment status {after['payment_status']}"
    if not near(dec(before["summary"]["refunded_total"]) + amount, after["summary"]["refunded_total"]):
        yield f"refunded {before['summary']['refunded_total']} + {amount} is {after['summary']['refunded_total']}"


def convert(shop: Shop, draft: dict[str, Any]) -> Iterator[str]:
    """A draft becomes an order."""
    order = shop.admin.post(f"/admin/draft-orders/{draft['id']}/convert-to-order")["order"]
    if order["status"] != "pending" or order["display_id"] <= last_number():
        yield f"status {order['status']}, number {order['display_id']}"


def buys_again(shop: Shop, email: str) -> Iterator[str]:
    """A new order of an old customer, with a new number, in the customer's history."""
    client = shop.customer(email)
    cart = shop.cart("EU", [(variant("mug"), 1)], client)
    order = place(client, "EU", cart, named("ship", STANDARD["EU"]))
    mine = {one["display_id"] for one in client.pages("/store/orders", "orders")}
    if order["display_id"] <= last_number():
        yield f"number {order['display_id']}, v1's last was {last_number()}"
    if order["display_id"] not in mine:
        yield "is not in the customer's history"
