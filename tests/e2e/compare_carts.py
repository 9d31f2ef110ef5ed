"""Open carts (setting migrate_carts: open): shoppers go on where they were in v1, and pay what v1 asked."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from migrator.fixtures import v1_says
from tests.e2e import v1_rules
from tests.e2e.compare_checkout import STANDARD, add_shipping, last_number, pay, standard_shipping
from tests.e2e.compare_gift_cards import redeem
from tests.e2e.scoreboard import Scoreboard, differences
from tests.e2e.shop import Shop, dec, major, named, near, region_name, regions, unit, with_taxes

DOMAIN = "open carts"
CARTS = ("ctx", "discount", "empty", "giftcard", "items", "session", "shipping")


def run(shop: Shop, board: Scoreboard) -> None:
    """Look at each cart of which v1's API told, then take it to an order."""
    board.each(DOMAIN, "carts", CARTS, str, lambda name: compare_cart(shop, v1_cart(name)))
    filled = [name for name in CARTS if v1_cart(name)["items"]]
    board.each(DOMAIN, "completed at v1's total", filled, str, lambda name: completed(shop, v1_cart(name)), workers=1)


def v1_cart(name: str) -> dict[str, Any]:
    """What v1 said of it."""
    said: dict[str, Any] = v1_says(f"store/carts/open_{name}")
    return said


def compare_cart(shop: Shop, v1: dict[str, Any]) -> Iterator[str]:
    """Whose it is, what is in it, what it costs before v2 works anything out anew."""
    v2 = shop.web.get(f"/store/carts/{v1['id']}")["cart"]
    currency = v1["region"]["currency_code"]
    smallest = unit(currency)
    yield from differences(
        {
            "email": v1["email"],
            "customer": v1["customer_id"],
            "region": v1["region_id"],
            "currency": currency,
            "country": (v1["shipping_address"] or {}).get("country_code"),
            "items": sorted((i["variant_id"], i["quantity"], major(i["unit_price"], currency)) for i in v1["items"]),
            "shipping": sorted(method["shipping_option_id"] for method in v1["shipping_methods"]),
        },
        {
            "email": v2["email"],
            "customer": v2["customer_id"],
            "region": v2["region_id"],
            "currency": v2["currency_code"],
            "country": (v2["shipping_address"] or {}).get("country_code"),
            "items": sorted((i["variant_id"], i["quantity"], dec(i["unit_price"])) for i in v2["items"]),
            "shipping": sorted(method["shipping_option_id"] for method in v2["shipping_methods"]),
        },
    )
    # v2 keeps gift cards out of the cart until they are entered again.
    expected = major(v1["total"] + v1["gift_card_total"] + v1["gift_card_tax_total"], currency)
    if not near(expected, v2["total"], smallest):
        yield f"total: v1 {expected}, v2 {v2['total']}"


def completed(shop: Shop, v1: dict[str, Any]) -> Iterator[str]:
    """Nothing is entered again but what v1's shopper had not chosen yet, and gift cards."""
    region = region_name(v1["region_id"])
    currency = v1["region"]["currency_code"]
    cart = with_taxes(shop.web, region, shop.web.get(f"/store/carts/{v1['id']}")["cart"])
    expected = major(v1["total"], currency)
    if not regions()[region]["automatic_taxes"]:
        expected = taxed(region, v1)
    if not cart["shipping_methods"]:
        cart = add_shipping(shop.web, region, cart, named("ship", STANDARD[region]))
        expected += standard_shipping(region)
    for card in v1["gift_cards"]:
        cart = redeem(shop.web, cart, card)
    order = pay(shop.web, cart)
    if not near(expected, order["total"], unit(currency) / 2):
        yield f"total: v1 {expected}, v2 {order['total']}"
    if order["display_id"] <= last_number():
        yield f"number {order['display_id']} is not after v1's last order {last_number()}"
    yield from differences(
        {"email": v1["email"], "items": sorted((i["variant_id"], i["quantity"]) for i in v1["items"])},
        {"email": order["email"], "items": sorted((i["variant_id"], i["quantity"]) for i in order["items"])},
    )


def taxed(region: str, v1: dict[str, Any]) -> Decimal:
    """What v1 asked at completion in a region that shows no taxes before."""
    items = (
        i["unit_price"] * i["quantity"] * (1 + v1_rules.tax_rate(i["variant"]["product_id"], region))
        for i in v1["items"]
    )
    methods = (
        m["price"] * (1 + v1_rules.shipping_rate(m["shipping_option_id"], region)) for m in v1["shipping_methods"]
    )
    return major(sum((*items, *methods), Decimal(0)), v1["region"]["currency_code"])
