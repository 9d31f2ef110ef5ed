"""Stock per item and location, and what shoppers see as available."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial
from typing import Any

from migrator.fixtures import v1_says
from tests.e2e.compare_orders import additions, orders
from tests.e2e.scoreboard import Scoreboard, differences
from tests.e2e.shop import Shop, dec, named

DOMAIN = "stock"
SAME = ("sku", "hs_code", "origin_country", "mid_code", "material")


def run(shop: Shop, board: Scoreboard) -> None:
    """Compare items, levels, reservations, locations, and availability per storefront."""
    items = {
        item["id"]: item
        for item in shop.admin.pages("/admin/inventory-items", "inventory_items", fields="*location_levels,*variants")
    }
    board.each(
        DOMAIN,
        "stock of items per location",
        v1_says("admin/inventory_items"),
        lambda item: item["sku"] or item["id"],
        lambda item: compare_item(item, items[item["id"]]),
    )
    locations = {
        row["id"]: row for row in shop.admin.pages("/admin/stock-locations", "stock_locations", fields="*address")
    }
    board.each(
        DOMAIN,
        "stock locations",
        v1_says("admin/stock_locations"),
        lambda row: row["name"],
        lambda row: compare_location(row, locations[row["id"]]),
    )
    reservations = {row["id"]: row for row in shop.admin.pages("/admin/reservations", "reservations")}
    board.each(
        DOMAIN,
        "reservations",
        kept_reservations(),
        lambda row: row["id"],
        lambda row: compare_reservation(row, reservations[row["id"]]),
    )
    for key in ("web", "jp"):
        available = {
            variant["id"]: variant
            for product in shop.with_key(key).pages(
                "/store/products", "products", fields="id,*variants,+variants.inventory_quantity"
            )
            for variant in product["variants"]
        }
        board.each(
            DOMAIN,
            f"available to the {key} storefront",
            visible(key),
            lambda case: case[0]["sku"] or case[0]["id"],
            partial(compare_available, available),
        )


def compare_item(v1: dict[str, Any], v2: dict[str, Any]) -> Iterator[str]:
    """What lies where, what is promised, and whose it is."""
    yield from differences({field: v1[field] for field in SAME}, v2)
    if v1["title"] is not None:
        yield from differences({"title": v1["title"]}, v2)
    for kind in ("stocked_quantity", "incoming_quantity"):
        yield from differences(
            {f"{kind} at {level['location_id']}": dec(level[kind]) for level in v1["location_levels"]},
            {f"{kind} at {level['location_id']}": dec(level[kind]) for level in v2["location_levels"]},
        )
    yield from differences(
        {"variants": sorted(variant["id"] for variant in v1["variants"] if variant and not variant["deleted_at"])},
        {"variants": sorted(variant["id"] for variant in v2["variants"])},
    )


def compare_available(available: dict[str, Any], case: tuple[dict[str, Any], int | None]) -> Iterator[str]:
    """What a shopper can buy."""
    yield from differences({"inventory_quantity": case[1]}, available[case[0]["id"]])


def compare_location(v1: dict[str, Any], v2: dict[str, Any]) -> Iterator[str]:
    """Name and address."""
    yield from differences({"name": v1["name"]}, v2)
    if v1.get("address"):
        fields = ("address_1", "address_2", "city", "company", "country_code", "phone", "postal_code", "province")
        yield from differences(
            {field: v1["address"][field] for field in fields},
            (v2["address"] or {}) | {"country_code": ((v2["address"] or {}).get("country_code") or "").lower()},
        )


@cache
def open_lines() -> dict[str, int]:
    """Lines that wait to be packed, with the pieces: of orders, and what swaps and claims added."""
    return {
        item["id"]: item["quantity"] - (item["fulfilled_quantity"] or 0)
        for order in orders().values()
        if order["status"] != "canceled"
        for item in [*order["items"], *additions(order)]
        if item["quantity"] > (item["fulfilled_quantity"] or 0)
    }


def kept_reservations() -> list[dict[str, Any]]:
    """v1's reservations that still mean something: by hand, or for a line that waits; of items that still exist."""
    items = {item["id"] for item in v1_says("admin/inventory_items")}
    return [
        row
        for row in v1_says("admin/reservations")
        if row["inventory_item_id"] in items and (row["line_item_id"] is None or row["line_item_id"] in open_lines())
    ]


def unreserved(variant_id: str) -> int:
    """How much less v2 offers than v1: v2 cannot pack a line without a reservation, so lines that v1 had left without
    get one; reservations that v1 forgot to release are gone."""
    reserved = {row["line_item_id"] for row in v1_says("admin/reservations")}
    waiting = sum(
        open_lines().get(item["id"], 0)
        for order in orders().values()
        for item in [*order["items"], *additions(order)]
        if item["variant_id"] == variant_id and item["id"] not in reserved
    )
    kept = {row["id"] for row in kept_reservations()}
    mine = {
        item["id"]
        for item in v1_says("admin/inventory_items")
        if any(variant and variant["id"] == variant_id for variant in item["variants"])
    }
    forgotten = sum(
        row["quantity"]
        for row in v1_says("admin/reservations")
        if row["inventory_item_id"] in mine and row["id"] not in kept
    )
    return int(waiting - forgotten)


def compare_reservation(v1: dict[str, Any], v2: dict[str, Any]) -> Iterator[str]:
    """Which line holds how much of what, where."""
    fields = ("line_item_id", "inventory_item_id", "location_id", "description")
    yield from differences(
        {field: v1[field] for field in fields} | {"quantity": dec(v1["quantity"])},
        v2 | {"quantity": dec(v2["quantity"])},
    )


def visible(key: str) -> Iterator[tuple[dict[str, Any], int | None]]:
    """(variant, what a shopper can buy): v1's levels at the channel's locations, less what is promised."""
    channels = {"web": "default", "jp": "jp"}
    locations = {
        location["location_id"]
        for channel in v1_says("admin/sales_channels")
        if channel["id"] == named("channels", channels[key])
        for location in channel["locations"]
    }
    levels: dict[str, list[dict[str, int]]] = {
        variant["id"]: [] for product in v1_says("admin/products") for variant in product["variants"]
    }
    for item in v1_says("admin/inventory_items"):
        for variant in item["variants"]:
            if variant and variant["id"] in levels:
                levels[variant["id"]] += [
                    level for level in item["location_levels"] if level["location_id"] in locations
                ]
    for product in v1_says("admin/products"):
        if product["id"] in v1_says(f"store/product_ids_by_key_{key}"):
            for variant in product["variants"]:
                if variant["manage_inventory"]:
                    needed = next((link["required_quantity"] for link in variant.get("inventory_items") or []), 1)
                    stock = sum(
                        level["stocked_quantity"] - level["reserved_quantity"] for level in levels[variant["id"]]
                    )
                    yield variant, (stock - needed * unreserved(variant["id"])) // needed
