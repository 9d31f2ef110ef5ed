"""The shop under test, seen from both sides: v2 over HTTP, v1 through what its API said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import count
from typing import Any

from migrator.fixtures import passwords, v1_says
from tests.e2e.api import ApiError, Client

DIGITS = {"jpy": 0, "kwd": 3}  # of the currencies this store uses; all others have two
ADMIN = ("end-to-end@store.example", "end-to-end")
ADDRESSES = {
    "EU": {"country_code": "de", "city": "Berlin", "postal_code": "10117", "address_1": "Unter den Linden 1"},
    "US": {
        "country_code": "us",
        "city": "New York",
        "postal_code": "10001",
        "address_1": "1 Broadway",
        "province": "NY",
    },
    "UK": {"country_code": "gb", "city": "London", "postal_code": "SW1A 1AA", "address_1": "10 Downing Street"},
    "JP": {"country_code": "jp", "city": "東京", "postal_code": "100-0001", "address_1": "千代田1-1"},
    "KW": {"country_code": "kw", "city": "Kuwait City", "postal_code": "13001", "address_1": "Gulf Road 1"},
}
SHOPPERS = count(1)  # v2 makes a guest per e-mail; two carts at once with one e-mail collide
CATALOGUES = {
    "EU": "products_eur_eu",
    "US": "products_usd_united",
    "UK": "products_gbp_united",
    "JP": "products_jpy_japan",
    "KW": "products_kwd_kuwait",
}


@dataclass(frozen=True)
class Shop:
    """One running v2 on one migrated database."""

    base: str
    version: str

    @property
    def admin(self) -> Client:
        """The admin who was there before the migration."""
        return login(self.base, "user", *ADMIN)

    @property
    def web(self) -> Client:
        """A shopper of the web storefront, with the publishable key that v1's storefront sends."""
        return self.with_key("web")

    def with_key(self, name: str) -> Client:
        """A shopper of another storefront."""
        return Client(self.base, key=named("keys", name))

    def customer(self, email: str) -> Client:
        """A shopper who logged in with the v1 password."""
        return login(self.base, "customer", email, passwords()["customers"][email]).with_key(named("keys", "web"))

    def cart(
        self,
        region: str,
        items: list[tuple[str, int]],
        client: Client | None = None,
        handed_over: bool = False,
        **more: Any,
    ) -> Any:
        """A cart in the region with the variants and quantities, and an address there.

        handed_over: filled by a guest, who logs in then.
        """
        client = client or self.web
        address = {"first_name": "Eva", "last_name": "End", **ADDRESSES[region]}
        cart = (replace(client, token=None) if handed_over else client).post(
            "/store/carts",
            {
                "region_id": named("regions", region),
                "email": f"shopper.{next(SHOPPERS)}@guests.example",
                "shipping_address": address,
                "billing_address": address,
                "items": [{"variant_id": variant, "quantity": quantity} for variant, quantity in items],
                **more,
            },
        )["cart"]
        if handed_over:
            cart = client.post(f"/store/carts/{cart['id']}/customer")["cart"]
        return with_taxes(client, region, cart)

    def cart_lines(
        self, region: str, items: list[tuple[str, int]], client: Client, **more: Any
    ) -> Iterator[tuple[str, int, Any]]:
        """(variant, quantity, cart line) of each item; a refused cart is halved until the culprit is alone, whose line
        is then the error."""
        try:
            lines = {line["variant_id"]: line for line in self.cart(region, items, client, **more)["items"]}
            yield from ((variant, quantity, lines[variant]) for variant, quantity in items)
        except ApiError as error:
            if len(items) == 1:
                yield (*items[0], error)
                return
            middle = len(items) // 2
            yield from self.cart_lines(region, items[:middle], client, **more)
            yield from self.cart_lines(region, items[middle:], client, **more)


def with_taxes(client: Client, region: str, cart: Any) -> Any:
    """A region without automatic taxes shows them only when asked, in v1 as in v2."""
    return cart if regions()[region]["automatic_taxes"] else client.post(f"/store/carts/{cart['id']}/taxes")["cart"]


@cache
def login(base: str, actor: str, email: str, password: str) -> Client:
    """A logged-in client; one login per person and run."""
    return Client(base).login(actor, email, password)


def named(kind: str, name: str) -> str:
    """The id of something by the name the fixture gives it, e.g. ("regions", "EU")."""
    value = v1_says("scenario_names")[kind][name]
    return str(value if isinstance(value, str) else value["id"])


def variant(name: str, position: int = 0) -> str:
    """The id of a product's variant by the fixture's product name."""
    return str(v1_says("scenario_names")["variants"][name][position]["id"])


def region_name(region_id: str) -> str:
    """EU, US, … of a region id."""
    return next(str(name) for name, value in v1_says("scenario_names")["regions"].items() if value == region_id)


def regions() -> dict[str, Any]:
    """v1's live regions by name."""
    return {region_name(region["id"]): region for region in v1_says("admin/regions")}


def unit(currency: str) -> Decimal:
    """The smallest amount of a currency, in main units."""
    return Decimal(1).scaleb(-DIGITS.get(currency, 2))


def major(amount: Any, currency: str) -> Decimal:
    """v1's integer in main units, as v2 says it."""
    return Decimal(str(amount)) * unit(currency)


def dec(value: Any) -> Decimal:
    """A JSON number as a decimal; missing is 0."""
    return Decimal(str(value or 0))


def near(left: Any, right: Any, tolerance: Decimal = Decimal("0.000001")) -> bool:
    """Equal amounts, up to the tolerance."""
    return left is not None and right is not None and abs(dec(left) - dec(right)) <= tolerance


def own(metadata: dict[str, Any] | None) -> dict[str, Any]:
    """Metadata without what the migration keeps of v1."""
    return {key: value for key, value in (metadata or {}).items() if key != "medusa_v1"}


def text(value: Any) -> str | None:
    """Trimmed; empty is nothing."""
    return str(value).strip() or None if value is not None else None
