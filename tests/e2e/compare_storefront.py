"""A storefront on Medusa's own js-sdk, as docs/storefront.md tells to write it, with v1's keys and passwords."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from migrator.fixtures import passwords, v1_says
from tests.e2e import medusa
from tests.e2e.compare_orders import expected_total, orders
from tests.e2e.compare_people import live_accounts, shown_total, slack
from tests.e2e.compare_prices import compare_listed
from tests.e2e.scoreboard import Scoreboard, differences
from tests.e2e.shop import ADDRESSES, Shop, named, near, regions

DOMAIN = "storefront"
SCRIPT = Path(__file__).with_name("storefront.mjs")
SECONDS = 180
SAME = ("id", "handle", "title", "thumbnail")


def run(shop: Shop, board: Scoreboard) -> None:
    """Everything through the SDK, once; then the answers are compared."""
    products = visible_products()
    accounts = sorted(set(v1_says("store/customers_me")) & live_accounts() & set(passwords()["customers"]))
    seen = ask(
        medusa.install(shop.version),
        shop.base,
        named("keys", "web"),
        [product["handle"] for product in products],
        {email: passwords()["customers"][email] for email in accounts},
    )
    listed = {product["id"]: product for product in seen["products"]}
    board.one(
        DOMAIN, "regions", lambda: same_ids("regions", {r["id"] for r in regions().values()}, set(seen["regions"]))
    )
    board.one(DOMAIN, "who sees which products", lambda: same_ids("products", {p["id"] for p in products}, set(listed)))
    board.each(
        DOMAIN, "product list", products, handle, lambda product: differences(pick(product), listed[product["id"]])
    )
    board.each(
        DOMAIN, "product pages by handle", products, handle, lambda product: compare_page(product, seen["pages"])
    )
    board.each(
        DOMAIN,
        "prices per region",
        [(region, variant, price) for region in regions() for variant, price in seen["prices"][region].items()],
        lambda case: f"{case[0]} {case[1]}",
        partial(compare_listed, None),
    )
    board.each(
        DOMAIN,
        "logins and order histories",
        accounts,
        str,
        lambda email: compare_customer(shop, email, seen["customers"][email]),
    )


def ask(home: Path, base: str, key: str, handles: list[str], customers: dict[str, str]) -> dict[str, Any]:
    """What storefront.mjs answers, run with the js-sdk of the Medusa installed in `home`."""
    job = {
        "home": str(home),
        "base": base,
        "key": key,
        "regions": {
            name: {"id": region["id"], "country": ADDRESSES[name]["country_code"]} for name, region in regions().items()
        },
        "handles": handles,
        "customers": [{"email": email, "password": password} for email, password in customers.items()],
    }
    return medusa.node("the storefront", SCRIPT, job, SECONDS, f"read {SCRIPT.name}.")


def visible_products() -> list[dict[str, Any]]:
    """What v1 showed to a storefront with the web key."""
    visible = set(v1_says("store/product_ids_by_key_web"))
    return [product for product in v1_says("admin/products") if product["id"] in visible]


def handle(product: dict[str, Any]) -> object:
    """How a product is called in the scoreboard."""
    return product["handle"]


def pick(product: dict[str, Any]) -> dict[str, Any]:
    """What a list of products shows."""
    return {field: product[field] for field in SAME}


def same_ids(what: str, expected: set[str], actual: set[str]) -> Iterator[str]:
    """Two sets of ids are equal."""
    for name, ids in (("missing", expected - actual), ("too many", actual - expected)):
        if ids:
            yield f"{what} {name}: {', '.join(sorted(ids))}"


def compare_page(product: dict[str, Any], pages: dict[str, Any]) -> Iterator[str]:
    """One product behind the old address, with its variants, options and images."""
    found = pages[product["handle"]]
    if len(found) != 1:
        yield f"{len(found)} products behind this handle"
        return
    page = found[0]
    yield from differences(
        pick(product)
        | {
            "variants": sorted(variant["id"] for variant in product["variants"]),
            "options": sorted(option["title"] for option in product["options"]),
            "images": sorted({image["url"] for image in product["images"]}),
        },
        pick(page)
        | {
            "variants": sorted(variant["id"] for variant in page["variants"]),
            "options": sorted(option["title"] for option in page["options"]),
            "images": sorted({image["url"] for image in page["images"]}),
        },
    )


def compare_customer(shop: Shop, email: str, seen: dict[str, Any]) -> Iterator[str]:
    """The same person, with the same orders and totals. What lists leave out is said where people are compared."""
    v1 = v1_says("store/customers_me")[email]
    yield from differences({"id": v1["me"]["id"], "email": email.lower()}, seen)
    # Later numbers were bought in v2, by other parts of this run.
    numbers = {order["display_id"]: order for order in seen["orders"] if order["display_id"] <= len(orders())}
    yield from differences(
        {"numbers": sorted(order["display_id"] for order in v1["orders"])}, {"numbers": sorted(numbers)}
    )
    for number, order in numbers.items():
        expected = expected_total(number)
        actual, _ = shown_total(shop, email, order, expected)
        if not near(expected, actual, slack(order)):
            yield f"order {number}: total {expected}, v2 {actual}"
