"""v1's discount codes in v2 carts: the same baskets get the same discount, and dead codes get none."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from migrator.fixtures import passwords
from tests.e2e.api import ApiError, Client
from tests.e2e.compare_checkout import STANDARD
from tests.e2e.compare_orders import number, orders
from tests.e2e.scoreboard import Scoreboard
from tests.e2e.shop import Shop, dec, major, named, near, region_name, unit, variant

DOMAIN = "promotions"
USED_UP = {"FIRST3"}
DELETED = {"DELETEDLATER"}
# code, basket's region, why v1 refuses it
DEAD = (
    ("OLD2021", "EU", "is over"),
    ("FUTURE", "EU", "has not begun"),
    ("DISABLED", "EU", "is disabled"),
    ("FIRST3", "EU", "is used up"),
    ("DYN-DEAD", "EU", "was deleted"),
    ("DELETEDLATER", "EU", "was deleted"),
    ("FIVEOFF", "US", "is for the EU only"),
    ("TENBUCKS", "EU", "is for the US only"),
    ("VIP20", "EU", "is for VIPs only"),
    ("NO-SUCH-CODE", "EU", "never was"),
)


# Baskets by scenario, and how Medusa 2.6 takes them, as its source says.
OLDER = {
    "d_fix_item": "takes a fixed amount off a line, not off a piece",
    "d_fix_item_capped": "takes a fixed amount off a line, not off a piece",
    "d_prodin": "takes a fixed amount off a line, not off a piece",
    "d_nottype": "excludes nothing when several types are excluded",
    "d_tagin": "wants every tag of a product named",
    "d_vip": "wants every group of a customer named",
    "d_combo": "wants every group of a customer named",
    "d_nodiscountable": "discounts what is not discountable",
    "d_odd33": "has no quantity tiers in carts",
}


def run(shop: Shop, board: Scoreboard) -> None:
    """Fill the baskets of v1's discounted orders again."""
    row = board.each(
        DOMAIN, "baskets of v1's discounted orders", discounted(), number, lambda order: same_discount(shop, order)
    )
    board.excuse(row, "an older Medusa", "this version discounts otherwise")
    board.one(DOMAIN, "template code DYNAMIC", lambda: template(shop))
    board.each(
        DOMAIN,
        "codes that must not work",
        DEAD,
        lambda case: f"{case[0]} {case[2]}",
        lambda case: no_discount(shop, *case),
    )


def discounted() -> list[dict[str, Any]]:
    """Orders with codes that still work, bought by a shopper."""
    return [
        order
        for order in orders().values()
        if order["discounts"]
        and not order["draft_order_id"]
        and not order["edits"]
        and not {discount["code"] for discount in order["discounts"]} & (USED_UP | DELETED)
    ]


def buyer(shop: Shop, order: dict[str, Any]) -> Client:
    """The customer, logged in; a guest otherwise."""
    email = order["customer"]["email"]
    return shop.customer(email) if order["customer"]["has_account"] and email in passwords()["customers"] else shop.web


def same_discount(shop: Shop, order: dict[str, Any]) -> Iterator[str]:
    """The same lines, the same codes: the same discount, up to v1's rounding of each line."""
    client, currency, region = buyer(shop, order), order["currency_code"], region_name(order["region_id"])
    cart = shop.cart(region, [(item["variant_id"], item["quantity"]) for item in order["items"]], client)
    client.post(f"/store/carts/{cart['id']}/shipping-methods", {"option_id": named("ship", STANDARD[region])})
    codes = [discount["code"] for discount in order["discounts"]]
    cart = client.post(f"/store/carts/{cart['id']}/promotions", {"promo_codes": codes})["cart"]
    expected, actual = major(order["discount_total"], currency), discount_of(cart)
    if not near(expected, actual, unit(currency) / 2 * (len(order["items"]) + 1)):
        older = OLDER.get(number(order).partition(" ")[2])
        yield f"{', '.join(codes)}: v1 {expected}, v2 {actual}{f': an older Medusa {older}' if older else ''}"
    free = any(discount["rule"]["type"] == "free_shipping" for discount in order["discounts"])
    if free != (dec(cart["shipping_total"]) == 0):
        yield f"{', '.join(codes)}: shipping {cart['shipping_total']}, v1 {'free' if free else 'not free'}"


def discount_of(cart: dict[str, Any]) -> Decimal:
    """What the lines of a cart are reduced by, before tax."""
    return sum(
        (dec(adjustment["amount"]) for item in cart["items"] for adjustment in item["adjustments"] or []), Decimal(0)
    )


def template(shop: Shop) -> Iterator[str]:
    """18 % with the code that v1 made personal codes from; v1 takes it as well."""
    cart = shop.cart("EU", [(variant("mug"), 2)])
    cart = shop.web.post(f"/store/carts/{cart['id']}/promotions", {"promo_codes": ["DYNAMIC"]})["cart"]
    expected = sum((dec(item["unit_price"]) * item["quantity"] for item in cart["items"]), Decimal(0)) * Decimal("0.18")
    if not near(expected, discount_of(cart), Decimal("0.005")):
        yield f"18 % are {expected}, v2 {discount_of(cart)}"


def no_discount(shop: Shop, code: str, region: str, why: str) -> Iterator[str]:
    """Refused, or accepted without any effect."""
    cart = shop.cart(region, [(variant("mug"), 2)])
    try:
        cart = shop.web.post(f"/store/carts/{cart['id']}/promotions", {"promo_codes": [code]})["cart"]
    except ApiError as error:
        if error.status != 400:
            yield str(error)
        return
    if discount_of(cart):
        yield f"gives {discount_of(cart)} although it {why}"
