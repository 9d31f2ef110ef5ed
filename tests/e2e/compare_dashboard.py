"""The dashboard in a real browser: an admin of v1 logs in with the old password and looks at the migrated shop."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from migrator.errors import MigrationError
from migrator.fixtures import passwords, v1_says
from migrator.settings import PROJECT_DIR
from tests.e2e import medusa
from tests.e2e.compare_orders import expected_total, number, orders
from tests.e2e.scoreboard import Scoreboard
from tests.e2e.shop import DIGITS, Shop, text

DOMAIN = "dashboard"
SCRIPT = Path(__file__).with_name("dashboard.mjs")
SCREENSHOTS = PROJECT_DIR / "target/dashboard"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
SECONDS = 600
EACH = 2  # orders of each kind
LISTED = 20  # orders on the first page of the list
# What the dashboard shows instead of a page that broke.
BROKEN = ("An error occurred", "An unexpected error occurred", "There is no page at this address", "Bad request")

Order = dict[str, Any]
KINDS: dict[str, Callable[[Order], bool]] = {
    "plain": lambda order: not any(order[name] for name in ("discounts", "refunds", "returns", "swaps", "claims", "edits")),
    "discounted": lambda order: bool(order["discounts"]),
    "refunded": lambda order: bool(order["refunds"] and not order["returns"]),
    "returned": lambda order: bool(order["returns"]),
    "exchanged": lambda order: bool(order["swaps"]),
    "claimed": lambda order: bool(order["claims"]),
    "edited": lambda order: bool(order["edits"]),
    "canceled": lambda order: order["status"] == "canceled",
}  # fmt: skip


@dataclass(frozen=True)
class Page:
    """One page, and what must be read on it."""

    subject: str
    name: str
    path: str
    shows: tuple[str, ...]  # regular expressions; spaces stand for any white space


def run(shop: Shop, board: Scoreboard) -> None:
    """Open every page once, then compare what was read there."""
    seen = look(shop, pages := list(all_pages()))
    board.one(DOMAIN, "an admin of v1 logs in", lambda: seen["log in"]["troubles"])
    for subject in dict.fromkeys(page.subject for page in pages):
        board.each(
            DOMAIN,
            subject,
            [page for page in pages if page.subject == subject],
            lambda page: page.name,
            lambda page: compare(page, seen[page.name]),
        )


def browser() -> str:
    """Where Chromium is."""
    if found := next(filter(None, map(shutil.which, BROWSERS)), None):
        return found
    raise MigrationError(
        f"no browser was found (looked for {', '.join(BROWSERS)}).", "install Chromium, e.g. apt-get install chromium."
    )


def look(shop: Shop, pages: list[Page]) -> dict[str, Any]:
    """What dashboard.mjs read on each page, and which requests failed meanwhile."""
    email, password = next(iter(passwords()["admin_users"].items()))
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    job = {
        "home": str(medusa.install(shop.version)),
        "executable": browser(),
        "base": shop.base,
        "email": email,
        "password": password,
        "screenshots": str(SCREENSHOTS),
        "pages": {page.name: page.path for page in pages},
    }
    return medusa.node("the browser", SCRIPT, job, SECONDS, f"look at the last picture in {SCREENSHOTS}.")


def compare(page: Page, seen: dict[str, Any]) -> Iterator[str]:
    """The page opened, nothing it asked for failed, and it shows what v1 said."""
    yield from seen["troubles"]
    if seen["path"] != f"/app{page.path}":
        yield f"led to {seen['path']}"
    yield from (f"shows {words!r}" for words in BROKEN if words in seen["text"])
    said = " ".join(seen["text"].split())
    yield from (f"does not show {words!r}" for words in page.shows if not re.search(" ".join(words.split()), said))


def all_pages() -> Iterator[Page]:
    """The lists, then orders of every kind, then one of everything else."""
    newest = sorted(orders().values(), key=lambda order: order["display_id"])[-LISTED:]
    yield Page(
        "lists", "orders", "/orders", tuple(rf"#{order['display_id']} [^#]* {total(order)} " for order in newest)
    )
    for path in (
        "products", "categories", "collections", "inventory", "reservations", "customers", "customer-groups", "promotions",
        "price-lists", "draft-orders", "settings/regions", "settings/tax-regions", "settings/locations",
        "settings/sales-channels", "settings/users",
    ):  # fmt: skip
        yield Page("lists", path, f"/{path}", ())
    for kind, belongs in KINDS.items():
        for order in islice(filter(belongs, orders().values()), EACH):
            yield order_page(f"{kind} orders", order)
    for draft in islice((row for row in v1_says("admin/draft_orders") if row["status"] == "open"), EACH):
        cart = draft["cart"]
        shows = exactly(cart["email"], *(item["title"] for item in cart["items"]))
        yield Page("draft orders", f"draft {draft['display_id']}", f"/draft-orders/{draft['id']}", shows)
    yield from things()


def order_page(subject: str, order: Order) -> Page:
    """An order: who, what, and the total."""
    return Page(
        subject,
        f"order {number(order)}",
        f"/orders/{order['id']}",
        (
            rf"Total (After Discount )?\D{{0,5}}{total(order)} ",
            *exactly(f"#{order['display_id']}", order["email"], *(item["title"] for item in order["items"])),
        ),
    )


def things() -> Iterator[Page]:
    """A product, a customer, stock, a promotion, a price list."""
    for product in islice(v1_says("admin/products"), EACH):
        skus = (text(variant["sku"]) for variant in product["variants"][:10])
        shows = exactly(product["title"], *filter(None, skus))
        yield Page("products", product["handle"], f"/products/{product['id']}", shows)
    customers = (row for row in v1_says("admin/customers") if row["has_account"])
    for customer in islice(customers, EACH):
        name = f"{customer['first_name'] or ''} {customer['last_name'] or ''}"
        yield Page("customers", customer["email"], f"/customers/{customer['id']}", exactly(customer["email"], name))
    for item in islice(v1_says("admin/inventory_items"), EACH):
        yield Page("inventory", item["sku"], f"/inventory/{item['id']}", exactly(item["sku"]))
    for discount in islice(v1_says("admin/discounts"), EACH):
        yield Page("promotions", discount["code"], f"/promotions/{discount['id']}", exactly(discount["code"]))
    for price_list in islice(v1_says("admin/price_lists"), EACH):
        yield Page("price lists", price_list["name"], f"/price-lists/{price_list['id']}", exactly(price_list["name"]))


def exactly(*words: str) -> tuple[str, ...]:
    """Texts as regular expressions."""
    return tuple(re.escape(word).replace(r"\ ", " ") for word in words)


def total(order: Order) -> str:
    """The total that v1 told, as the dashboard writes it in English."""
    digits = DIGITS.get(order["currency_code"], 2)
    return re.escape(f"{expected_total(order['display_id']):,.{digits}f}")
