"""What a shopper pays: every variant, region, customer group and quantity tier."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from migrator.fixtures import v1_says
from tests.e2e import v1_rules
from tests.e2e.api import ApiError, Client
from tests.e2e.scoreboard import Scoreboard
from tests.e2e.shop import ADDRESSES, CATALOGUES, Shop, dec, major, named, near, regions, unit
from tests.e2e.shop import variant as named_variant
from tests.e2e.v1_rules import Price

DOMAIN = "prices"
# One shopper per combination of customer groups: nobody, VIP and wholesale, VIP, wholesale, employees.
SHOPPERS = (None, "anna.jensen@mail.example", "grace.hopper@navy.example", "sam@mail.example", "nils@mail.example")


def run(shop: Shop, board: Scoreboard) -> None:
    """Listing prices for everybody, then tiers through carts."""
    board.each(
        DOMAIN, "v1's rules as this test knows them, against v1", list(v1_listings()), lambda case: case[0], rules_hold
    )
    for shopper in SHOPPERS:
        cases = []
        for region in regions():
            listed = listing(shop, region, shopper)
            cases += [(region, variant, listed.get(variant)) for variant in visible_variants()]
        row = board.each(
            DOMAIN,
            f"listed for {shopper or 'a guest'}: regions x variants",
            cases,
            label,
            partial(compare_listed, shopper),
        )
        board.excuse(row, "as for a guest", "this version finds no price list for one of a customer's several groups")
    late = groups_come_late(shop)
    if late:
        board.cannot(
            DOMAIN,
            "group prices in a customer's new cart",
            "this version prices a new cart as a guest's; compared in carts that a guest filled before logging in",
        )
    lines = [
        (region, variant, quantity, shopper, line)
        for region in regions()
        for shopper in SHOPPERS
        for key, basket in baskets(region)
        for variant, quantity, line in shop.cart_lines(
            region, basket, client(shop, shopper, key), handed_over=late and shopper is not None, **channel(key)
        )
    ]
    row = board.each(DOMAIN, "quantity tiers in carts", lines, label, compare_tier)
    board.excuse(row, "as for", "this version prices every piece in a cart like a single one, and finds lists as above")


def groups_come_late(shop: Shop) -> bool:
    """Is a wholesaler's new cart priced like a guest's?"""
    tee, quantity, wholesaler = named_variant("tee"), 5, SHOPPERS[1]
    guest, own = (v1_rules.price(tee, "EU", who, quantity) for who in (None, wholesaler))
    assert guest and own and guest.amount != own.amount
    line = shop.cart("EU", [(tee, quantity)], client(shop, wholesaler, "web"))["items"][0]
    return near(line["unit_price"], guest.amount)


def baskets(region: str) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    """Carts that together hold every tiered variant at every quantity that matters, by storefront."""
    web = set(v1_says("store/product_ids_by_key_web"))
    for key in ("web", "b2b"):
        steps = {
            variant: [
                quantity
                for quantity in v1_rules.tiers(variant, region)
                if has_stock(variant, quantity) and v1_rules.price(variant, region, None, quantity)
            ]
            for variant in visible_variants()
            if (v1_rules.variants()[variant]["product_id"] in web) == (key == "web")
        }
        for position in range(max(map(len, steps.values()))):
            yield (
                key,
                [(variant, found[position]) for variant, found in steps.items() if position < len(found)],
            )


def channel(key: str) -> dict[str, str]:
    """The B2B portal's key has two sales channels; v2 wants to know which."""
    return {"sales_channel_id": named("channels", "b2b")} if key == "b2b" else {}


def client(shop: Shop, shopper: str | None, key: str = "b2b") -> Client:
    """A shopper of a storefront; the B2B portal shows the products of the web shop and its own."""
    return (shop.customer(shopper) if shopper else shop.web).with_key(named("keys", key))


def visible_variants() -> list[str]:
    """Variants a shopper of the B2B portal may see."""
    ids = set(v1_says("store/product_ids_by_key_b2b"))
    return [variant["id"] for variant in v1_rules.variants().values() if variant["product_id"] in ids]


def has_stock(variant: str, quantity: int) -> bool:
    """v2 refuses cart lines beyond the stock, as v1 did."""
    found = v1_rules.variants()[variant]
    return not found["manage_inventory"] or found["allow_backorder"] or bool(found["inventory_quantity"] >= quantity)


def label(case: tuple[Any, ...]) -> str:
    """region, SKU, and what else makes the case."""
    region, variant, *rest = case
    sku = v1_rules.variants()[variant]["sku"] or variant
    return " ".join([region, sku, *(str(part) for part in rest if isinstance(part, int | str))])


def v1_listings() -> Iterator[tuple[str, str, str | None, Any]]:
    """Every variant in every listing that v1's API gave."""
    for region, name in CATALOGUES.items():
        for shopper in (None, "anna.jensen@mail.example") if region in ("EU", "JP") else (None,):
            suffix = f"_as_{shopper.replace('@', '_at_')}" if shopper else ""
            for product in v1_says(f"store/{name}{suffix}"):
                for variant in product["variants"]:
                    yield f"{region} {variant['sku']} {shopper or ''}", region, shopper, variant


def rules_hold(case: tuple[str, str, str | None, Any]) -> Iterator[str]:
    """Our v1 rules give what v1 said."""
    _, region, shopper, variant = case
    price = v1_rules.price(variant["id"], region, shopper)
    said = variant.get("calculated_price")
    if said is None:
        if price:
            yield f"v1 has no price, rules say {price.amount}"
    elif not price or price.amount != major(said, regions()[region]["currency_code"]):
        yield f"v1 says {said}, rules say {price and price.amount}"
    elif regions()[region]["automatic_taxes"] and price.inclusive != variant["calculated_price_includes_tax"]:
        yield f"tax inclusive: v1 says {variant['calculated_price_includes_tax']}, rules say {price.inclusive}"


def listing(shop: Shop, region: str, shopper: str | None) -> dict[str, Any]:
    """calculated_price by variant."""
    return {
        variant["id"]: variant["calculated_price"]
        for product in client(shop, shopper).pages(
            "/store/products",
            "products",
            region_id=regions()[region]["id"],
            country_code=ADDRESSES[region]["country_code"],
            fields="id,variants.id,*variants.calculated_price",
        )
        for variant in product["variants"]
    }


def compare_listed(shopper: str | None, case: tuple[str, str, Any]) -> Iterator[str]:
    """The price beside the product."""
    region, variant, calculated = case
    amount = (calculated or {}).get("calculated_amount")
    actual = None if amount is None else Price(dec(amount), bool(calculated.get("is_calculated_price_tax_inclusive")))
    # v1 leaves rows that start at one piece out of its listings, though it charges them; v2 lists what it charges
    first = 1 if 1 in v1_rules.tier_starts(variant, region) else None
    for line in same_price(v1_rules.price(variant, region, shopper, first), actual, variant, region):
        guest = same_price(v1_rules.price(variant, region, None, first), actual, variant, region)
        yield line if any(guest) else f"{line}, as for a guest"


def compare_tier(case: tuple[str, str, int, str | None, Any]) -> Iterator[str]:
    """The price of a cart line."""
    region, variant, quantity, shopper, line = case
    if isinstance(line, ApiError):
        raise line
    actual = Price(dec(line["unit_price"]), bool(line["is_tax_inclusive"]))
    for found in same_price(v1_rules.price(variant, region, shopper, quantity), actual, variant, region):
        single = (
            f"{found}, as for one piece{' of a guest' if who is None else ''}"
            for who in (shopper, None)
            if not any(same_price(v1_rules.price(variant, region, who, 1), actual, variant, region))
        )
        yield next(single, found)


def same_price(v1: Price | None, v2: Price | None, variant: str, region: str) -> Iterator[str]:
    """Equal amounts; where only one of the two includes tax, equal with tax up to half the smallest unit."""
    if v1 is None or v2 is None:
        if v1 != v2:
            yield f"v1 {v1 and v1.amount}, v2 {v2 and v2.amount}"
        return
    rate = v1_rules.tax_rate(v1_rules.variants()[variant]["product_id"], region)
    same = (
        near(v1.amount, v2.amount)
        if v1.inclusive == v2.inclusive
        else near(v1.gross(rate), v2.gross(rate), unit(regions()[region]["currency_code"]) / 2)
    )
    if not same:
        yield f"v1 {v1.amount}{' incl.' * v1.inclusive}, v2 {v2.amount}{' incl.' * v2.inclusive}"
