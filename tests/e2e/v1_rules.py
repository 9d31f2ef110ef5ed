"""How v1 decides prices and taxes, from what its API says; proven against its own calculated prices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from migrator.fixtures import v1_says
from tests.e2e.shop import major, regions

NOW = "2026-11-25"  # any day between the fixture's past and future price lists


@dataclass(frozen=True)
class Price:
    """An amount in main units, and whether tax is in it."""

    amount: Decimal
    inclusive: bool

    def gross(self, rate: Decimal) -> Decimal:
        """With tax."""
        return self.amount if self.inclusive else self.amount * (1 + rate)


@cache
def products() -> dict[str, Any]:
    """v1's live products by id."""
    return {product["id"]: product for product in v1_says("admin/products")}


@cache
def variants() -> dict[str, Any]:
    """v1's live variants by id."""
    return {variant["id"]: variant for product in products().values() for variant in product["variants"]}


@cache
def tax_rate(product_id: str, region: str) -> Decimal:
    """All rates of the product and of its type add up; without any, the region's own rate counts."""
    v1_region, product = regions()[region], products()[product_id]
    rates = [
        rate["rate"] or 0
        for rate in v1_says("admin/tax_rates")
        if rate["region_id"] == v1_region["id"]
        and (
            any(linked["id"] == product_id for linked in rate["products"])
            or any(linked["id"] == product["type_id"] for linked in rate["product_types"])
        )
    ]
    return sum((Decimal(str(rate)) for rate in rates or [v1_region["tax_rate"]]), Decimal(0)) / 100


@cache
def shipping_rate(option_id: str, region: str) -> Decimal:
    """The option's own rates, else the region's."""
    rates = [
        rate["rate"] or 0
        for rate in v1_says("admin/tax_rates")
        if any(option["id"] == option_id for option in rate["shipping_options"])
    ]
    return sum((Decimal(str(rate)) for rate in rates or [regions()[region]["tax_rate"]]), Decimal(0)) / 100


@cache
def groups_of(email: str | None) -> frozenset[str]:
    """The customer groups of a person; nobody is in none."""
    return frozenset(
        group["id"]
        for group in v1_says("admin/customer_groups")
        if any(customer["email"] == email and customer["has_account"] for customer in group["customers"])
    )


@cache
def rows() -> dict[str, list[dict[str, Any]]]:
    """Every price by variant, with its list."""
    lists = {price_list["id"]: price_list for price_list in v1_says("admin/price_lists")}
    prices = {price["id"]: price for variant in v1_says("admin/variants") for price in variant["prices"]}
    prices |= {price["id"]: price for price_list in lists.values() for price in price_list["prices"]}
    found: dict[str, list[dict[str, Any]]] = {}
    for price in prices.values():
        found.setdefault(price["variant_id"], []).append(price | {"list": lists.get(price["price_list_id"])})
    return found


def price(variant_id: str, region: str, email: str | None = None, quantity: int | None = None) -> Price | None:
    """What v1 charges: the lowest of all rows that apply, compared with tax."""
    rate = tax_rate(variants()[variant_id]["product_id"], region)
    return min(
        candidates(variant_id, region, groups_of(email), quantity), key=lambda found: found.gross(rate), default=None
    )


def candidates(variant_id: str, region: str, groups: frozenset[str], quantity: int | None) -> Iterator[Price]:
    """The rows that apply."""
    v1_region = regions()[region]
    currency = v1_region["currency"]
    for row in rows().get(variant_id, []):
        low, high = row["min_quantity"] or 0, row["max_quantity"] or 0
        in_quantity = not low if quantity is None else low <= quantity and (not high or high >= quantity)
        if in_quantity and in_region(row, region) and (row["list"] is None or list_applies(row["list"], groups)):
            row_region = next((one for one in regions().values() if one["id"] == row["region_id"]), None)
            inclusive = (
                currency["includes_tax"]
                or bool(row_region and row_region["includes_tax"])
                or bool(row["list"] and row["list"]["includes_tax"])
            )
            if inclusive and not v1_region["automatic_taxes"] and not currency["includes_tax"]:
                continue  # v1 compares with tax, knows no rate in such a region, and so never finds this row cheaper
            yield Price(major(row["amount"], currency["code"]), inclusive)


def list_applies(price_list: dict[str, Any], groups: frozenset[str]) -> bool:
    """Active, within its dates, and for everybody or for one of the groups."""
    only = {group["id"] for group in price_list["customer_groups"]}
    return (
        price_list["status"] == "active"
        and (price_list["starts_at"] or "") <= NOW
        and (price_list["ends_at"] or "9999") > NOW
        and (not only or bool(only & groups))
    )


def tier_starts(variant_id: str, region: str) -> set[int]:
    """The quantities at which rows of the region begin."""
    return {row["min_quantity"] for row in rows().get(variant_id, []) if row["min_quantity"] and in_region(row, region)}


def in_region(row: dict[str, Any], region: str) -> bool:
    """A row counts in its region, and wherever its currency is used."""
    v1_region = regions()[region]
    return bool(row["region_id"] == v1_region["id"] or row["currency_code"] == v1_region["currency_code"])


def tiers(variant_id: str, region: str) -> list[int]:
    """The quantities at which the price may change, and those beside them; empty without tiers."""
    bounds = {
        edge
        for row in rows().get(variant_id, [])
        if in_region(row, region)
        for bound in (row["min_quantity"], row["max_quantity"])
        if bound
        for edge in (bound - 1, bound, bound + 1)
    }
    return sorted(bounds - {0} | {1}) if bounds else []
