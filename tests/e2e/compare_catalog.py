"""Products, variants, options, images, categories, and who sees which products."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from migrator.fixtures import v1_says
from tests.e2e.api import ApiError
from tests.e2e.scoreboard import Scoreboard, differences
from tests.e2e.shop import Shop, dec, own, text

DOMAIN = "catalog"
SAME = (
    "title",
    "subtitle",
    "description",
    "handle",
    "status",
    "thumbnail",
    "origin_country",
    "hs_code",
    "mid_code",
    "material",
    "discountable",
    "external_id",
    "is_giftcard",
    "collection_id",
)
SAME_VARIANT = (
    "title",
    "allow_backorder",
    "manage_inventory",
    "hs_code",
    "origin_country",
    "mid_code",
    "material",
    "variant_rank",
    "product_id",
)
CODES = ("sku", "barcode", "ean", "upc")
SIZES = ("weight", "length", "height", "width")
FIELDS = (
    "*variants,*variants.options,*variants.options.option,*options,*options.values,*images,*tags,*type,*categories,"
    "*sales_channels"
)


def run(shop: Shop, board: Scoreboard) -> None:
    """Compare the whole catalogue, as the admin and as a shopper sees it."""
    products = {product["id"]: product for product in shop.admin.pages("/admin/products", "products", fields=FIELDS)}
    variants = {variant["id"]: variant for product in products.values() for variant in product["variants"]}
    v1_products = v1_says("admin/products")
    v1_variants = [variant | {"product": product} for product in v1_products for variant in product["variants"]]
    board.each(
        DOMAIN, "products", v1_products, by_handle, lambda product: compare_product(product, products[product["id"]])
    )
    board.each(
        DOMAIN,
        "variants",
        v1_variants,
        lambda variant: variant["sku"] or variant["id"],
        lambda variant: compare_variant(variant, variants[variant["id"]]),
    )
    board.one(DOMAIN, "nothing but v1's products", lambda: same_ids(v1_products, products))

    v1_categories = {category["id"]: category for category in v1_says("admin/product_categories")}
    board.each(
        DOMAIN,
        "categories with ancestors",
        v1_categories.values(),
        by_handle,
        lambda category: compare_category(category, v1_categories, get_category(shop, category["id"])),
    )
    board.one(
        DOMAIN,
        "categories a shopper sees",
        lambda: same_ids(
            v1_says("store/product_categories"), shop.web.pages("/store/product-categories", "product_categories")
        ),
    )

    collections = {row["id"]: row for row in shop.admin.pages("/admin/collections", "collections")}
    board.each(
        DOMAIN,
        "collections",
        v1_says("admin/collections"),
        by_handle,
        lambda row: differences(
            {"title": row["title"], "handle": row["handle"], "metadata": own(row["metadata"])},
            {**collections[row["id"]], "metadata": own(collections[row["id"]]["metadata"])},
        ),
    )
    board.each(
        DOMAIN,
        "types and tags",
        ("product_types", "product_tags"),
        str,
        lambda name: same_values(v1_says(f"admin/{name}"), shop.admin.pages(f"/admin/{name.replace('_', '-')}", name)),
    )
    board.each(
        DOMAIN,
        "products per publishable key",
        ("web", "b2b", "jp"),
        str,
        lambda key: same_ids(
            v1_says(f"store/product_ids_by_key_{key}"),
            shop.with_key(key).pages("/store/products", "products", fields="id"),
        ),
    )
    board.one(DOMAIN, "revoked key is refused", lambda: refused_key(shop))


def by_handle(row: dict[str, Any]) -> str:
    """The name of a row in messages."""
    return str(row["handle"])


def compare_product(v1: dict[str, Any], v2: dict[str, Any]) -> Iterator[str]:
    """Everything a product has of its own."""
    yield from differences({field: v1[field] for field in SAME}, v2)
    yield from sizes(v1, v2)
    yield from differences(
        {
            "metadata": own(v1["metadata"]),
            "type": text((v1["type"] or {}).get("value")),
            "tags": sorted({tag["value"].strip() for tag in v1["tags"]}),
            "images": sorted(image["url"] for image in v1["images"]),
            "options": sorted(option["title"].strip() for option in v1["options"]),
            "option values": sorted(
                {
                    (option["title"].strip(), value["value"].strip())
                    for option in v1["options"]
                    for value in option["values"]
                }
            ),
            "categories": sorted(category["id"] for category in v1["categories"]),
            "sales channels": sorted(channel["id"] for channel in v1["sales_channels"]),
        },
        {
            "metadata": own(v2["metadata"]),
            "type": (v2["type"] or {}).get("value"),
            "tags": sorted(tag["value"] for tag in v2["tags"]),
            "images": sorted(image["url"] for image in v2["images"]),
            "options": sorted(option["title"] for option in v2["options"]),
            "option values": sorted(
                {(option["title"], value["value"]) for option in v2["options"] for value in option["values"]}
                - fillers(v1)
            ),
            "categories": sorted(category["id"] for category in v2["categories"]),
            "sales channels": sorted(channel["id"] for channel in v2["sales_channels"]),
        },
    )


def fillers(v1: dict[str, Any]) -> set[tuple[str, str]]:
    """v2 wants a value of every option on every variant; the migration fills gaps with `Default`."""
    return {
        (option["title"].strip(), "Default")
        for option in v1["options"]
        if len({value["variant_id"] for value in option["values"]}) < len(v1["variants"])
    }


def compare_variant(v1: dict[str, Any], v2: dict[str, Any]) -> Iterator[str]:
    """A variant, and its value of each option of the product."""
    titles = {option["id"]: option["title"].strip() for option in v1["product"]["options"]}
    values = {titles[value["option_id"]]: value["value"].strip() for value in v1["options"]}
    yield from differences({field: v1[field] for field in SAME_VARIANT}, v2)
    yield from differences({field: text(v1[field]) for field in CODES}, v2)
    yield from sizes(v1, v2)
    yield from differences(
        {
            "metadata": own(v1["metadata"]),
            "options": {title: values.get(title, "Default") for title in titles.values()},
        },
        {
            "metadata": own(v2["metadata"]),
            "options": {value["option"]["title"]: value["value"] for value in v2["options"]},
        },
    )


def sizes(v1: dict[str, Any], v2: dict[str, Any]) -> Iterator[str]:
    """Weight and measures are text or numbers, by the version of v2."""
    for field in SIZES:
        if (v1[field] is None) != (v2[field] is None) or dec(v1[field]) != dec(v2[field]):
            yield f"{field}: v1 {v1[field]!r}, v2 {v2[field]!r}"


def get_category(shop: Shop, category_id: str) -> dict[str, Any]:
    """One category with its ancestors; alone, because only then v2 needs the stored path."""
    path = f"/admin/product-categories/{category_id}"
    found: dict[str, Any] = shop.admin.get(path, include_ancestors_tree="true")["product_category"]
    return found


def compare_category(v1: dict[str, Any], all_v1: dict[str, Any], v2: dict[str, Any]) -> Iterator[str]:
    """A category and the path to its root."""
    yield from differences(
        {
            field: v1[field]
            for field in ("name", "handle", "description", "is_active", "is_internal", "parent_category_id")
        },
        v2,
    )
    yield from differences(
        {"metadata": own(v1["metadata"]), "ancestors": ancestors(v1, all_v1)},
        {"metadata": own(v2["metadata"]), "ancestors": chain(v2)},
    )


def ancestors(category: dict[str, Any], all_v1: dict[str, Any]) -> list[str]:
    """v1's path to the root."""
    parent = all_v1.get(category["parent_category_id"])
    return [parent["id"], *ancestors(parent, all_v1)] if parent else []


def chain(category: dict[str, Any]) -> list[str]:
    """v2's path to the root, from include_ancestors_tree."""
    parent = category.get("parent_category")
    return [parent["id"], *chain(parent)] if parent else []


def same_ids(v1: Any, v2: Any) -> Iterator[str]:
    """The same rows, whatever their order."""
    ids = [{row if isinstance(row, str) else row["id"] for row in rows} for rows in (v1, v2)]
    for problem, missing in (("missing in v2", ids[0] - ids[1]), ("only in v2", ids[1] - ids[0])):
        if missing:
            yield f"{problem}: {', '.join(sorted(missing))}"


def same_values(v1: Any, v2: Any) -> Iterator[str]:
    """The same distinct texts; v1 allows duplicates, v2 does not."""
    yield from differences(
        {"values": sorted({row["value"].strip() for row in v1})}, {"values": sorted(row["value"] for row in v2)}
    )


def refused_key(shop: Shop) -> Iterator[str]:
    """v1 still served revoked keys, v2 must not."""
    try:
        shop.with_key("revoked").get("/store/products")
        yield "v2 serves a revoked publishable key"
    except ApiError as error:
        if error.status not in (400, 401):
            yield str(error)
