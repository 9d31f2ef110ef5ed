"""Customers and admin users: logins with v1's passwords, profiles, addresses, groups, own orders."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from migrator.fixtures import passwords, v1_says
from tests.e2e.api import ApiError, Client
from tests.e2e.compare_orders import expected_total, ignored_credit, in_v2, orders
from tests.e2e.scoreboard import Scoreboard, differences
from tests.e2e.shop import Shop, dec, near, own, unit

DOMAIN = "people"
PERSON = ("email", "first_name", "last_name", "phone", "has_account")
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


def run(shop: Shop, board: Scoreboard) -> None:
    """Log everybody in, and compare what they see with what v1 showed them."""
    people = {row["id"]: row for row in shop.admin.pages("/admin/customers", "customers", fields="*addresses,*groups")}
    board.each(
        DOMAIN,
        "customers",
        v1_says("admin/customers"),
        lambda row: row["email"],
        lambda row: compare_customer(row, people[row["id"]]),
    )
    groups = {
        row["id"]: row for row in shop.admin.pages("/admin/customer-groups", "customer_groups", fields="*customers")
    }
    board.each(
        DOMAIN,
        "customer groups",
        v1_says("admin/customer_groups"),
        lambda row: row["name"],
        lambda row: differences(
            {
                "name": row["name"],
                "metadata": own(row["metadata"]),
                "members": sorted(one["id"] for one in row["customers"]),
            },
            {
                "name": groups[row["id"]]["name"],
                "metadata": own(groups[row["id"]]["metadata"]),
                "members": sorted(one["id"] for one in groups[row["id"]]["customers"]),
            },
        ),
    )
    accounts = [email for email in v1_says("store/customers_me") if email in live_accounts()]
    board.each(
        DOMAIN,
        "logins with the v1 password, own profile and addresses",
        accounts,
        str,
        lambda email: profile(shop, email),
    )
    board.each(
        DOMAIN, "wrong passwords are refused", accounts, str, lambda email: refused(shop, "customer", email, "wrong")
    )
    board.each(
        DOMAIN,
        "deleted accounts are refused",
        sorted(set(passwords()["customers"]) - set(accounts)),
        str,
        lambda email: refused(shop, "customer", email, passwords()["customers"][email]),
    )
    pages_differ: set[int] = set()
    board.each(
        DOMAIN,
        "own orders with numbers and totals",
        accounts,
        str,
        lambda email: own_orders(shop, email, pages_differ),
    )
    if pages_differ:
        board.cannot(
            DOMAIN,
            "totals in a customer's list of orders",
            f"this version's list leaves parts out ({len(pages_differ)} orders); compared on the order's own page",
        )
    board.each(
        DOMAIN,
        "admin users log in",
        passwords()["admin_users"].items(),
        lambda user: user[0],
        lambda user: admin_login(shop, *user),
    )
    board.each(
        DOMAIN,
        "admins' wrong passwords are refused",
        passwords()["admin_users"],
        str,
        lambda email: refused(shop, "user", email, "wrong"),
    )


def live_accounts() -> set[str]:
    """E-mails of accounts that were not deleted."""
    return {row["email"] for row in v1_says("admin/customers") if row["has_account"]}


def compare_customer(v1: dict[str, Any], v2: dict[str, Any]) -> Iterator[str]:
    """A customer, as the admin sees it; v2 keeps e-mails in lower case."""
    yield from differences(
        {field: v1[field] for field in PERSON}
        | {
            "email": v1["email"].lower(),
            "metadata": own(v1["metadata"]),
            "groups": sorted(one["id"] for one in v1["groups"]),
        },
        v2 | {"metadata": own(v2["metadata"]), "groups": sorted(one["id"] for one in v2["groups"])},
    )
    yield from addresses(v1, v2)


def addresses(v1: dict[str, Any], v2: dict[str, Any]) -> Iterator[str]:
    """The address book, and the billing address, which in v1 stands beside it."""
    found = {address["id"]: address for address in v2["addresses"]}
    for address in v1["shipping_addresses"]:
        if address["id"] not in found:
            yield f"address {address['id']} is missing"
            continue
        yield from differences({field: address[field] for field in ADDRESS}, found[address["id"]])
    billing = v1["billing_address"]
    if billing:
        default: dict[str, Any] = next((address for address in found.values() if address["is_default_billing"]), {})
        yield from differences({field: billing[field] for field in ADDRESS}, default)


def profile(shop: Shop, email: str) -> Iterator[str]:
    """The customer's own view."""
    v1 = v1_says("store/customers_me")[email]["me"]
    v2 = shop.customer(email).get("/store/customers/me")["customer"]
    yield from differences(
        {"id": v1["id"], "metadata": own(v1["metadata"])} | {field: v1[field] for field in PERSON},
        v2 | {"metadata": own(v2["metadata"])},
    )
    yield from addresses(v1, v2)


def own_orders(shop: Shop, email: str, pages_differ: set[int]) -> Iterator[str]:
    """The order history: every number, and its total."""
    v1 = {order["display_id"]: order for order in v1_says("store/customers_me")[email]["orders"]}
    v2 = {order["display_id"]: order for order in shop.customer(email).pages("/store/orders", "orders")}
    numbers = {
        number: order for number, order in v2.items() if number <= len(orders())
    }  # later ones were bought by this run
    yield from differences({"numbers": sorted(v1)}, {"numbers": sorted(numbers)})
    for number in v1.keys() & v2.keys():
        expected = expected_total(number)
        actual, is_from_page = shown_total(shop, email, v2[number], expected)
        if is_from_page:
            pages_differ.add(number)
        if not near(expected, actual, slack(v2[number])):
            yield f"order {number}: total {expected}, v2 {actual}"
        if v1[number]["currency_code"] != v2[number]["currency_code"]:
            yield f"order {number}: currency {v2[number]['currency_code']}"


def shown_total(shop: Shop, email: str, listed: dict[str, Any], expected: Decimal) -> tuple[Decimal, bool]:
    """An order's total in the customer's list, as if this Medusa counted credit lines below zero.

    Where the list leaves parts of the order out, the total of the order's own page, and True.
    """
    ignored = ignored_credit(in_v2(shop, listed["id"]))
    actual = dec(listed["total"]) - ignored
    if near(expected, actual, slack(listed)):
        return actual, False
    page = shop.customer(email).get(f"/store/orders/{listed['id']}", fields="*credit_lines")["order"]
    return dec(page["total"]) - ignored, page["total"] != listed["total"]


def slack(order: dict[str, Any]) -> Decimal:
    """How far totals may be apart: one minor unit."""
    return unit(order["currency_code"]) * Decimal("1.01")


def admin_login(shop: Shop, email: str, password: str) -> Iterator[str]:
    """An admin user of v1 logs in and reads the orders."""
    admin = Client(shop.base).login("user", email, password)
    user = admin.get("/admin/users/me")["user"]
    v1 = next(row for row in v1_says("admin/users") if row["email"] == email)
    yield from differences({field: v1[field] for field in ("id", "email", "first_name", "last_name")}, user)
    admin.get("/admin/orders", limit=1)


def refused(shop: Shop, actor: str, email: str, password: str) -> Iterator[str]:
    """401, and nothing else."""
    try:
        Client(shop.base).login(actor, email, password)
        yield "was let in"
    except ApiError as error:
        if error.status != 401:
            yield str(error)
