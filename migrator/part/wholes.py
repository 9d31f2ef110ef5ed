"""Which rows of v1 are one whole, and what else a run that reads a part of v1 must know of its tables (migrator/part)."""

from __future__ import annotations

from dataclasses import dataclass

from migrator.settings import SCHEMA


@dataclass(frozen=True)
class Table:
    """A table of v1 of which a run may read a part.

    key: what tells its rows apart. nodes: the columns whose ids say what a row belongs to. of_customer: the column that
    names a customer; a changed customer brings the row along, an unchanged one does not. also: a query of the keys of
    rows that are always in the part, because what `homes` holds of them is made anew as a whole.
    """

    nodes: tuple[str, ...]
    key: tuple[str, ...] = ("id",)
    of_customer: str | None = None
    also: str | None = None
    homes: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All columns by which a row is reached: it may name nothing but itself."""
        return self.nodes if self.key[0] in self.nodes else (self.key[0], *self.nodes)

    def kinds(self, name: str, column: str) -> tuple[str, ...]:
        """The tables whose ids the column holds; `name` is this one."""
        if column == "id":
            return (name,)
        return NAMED_OTHERWISE.get((name, column)) or NAMED_OTHERWISE.get(("", column)) or (column.removesuffix("_id"),)


# Columns that are not called <table>_id, of one table or of all ("").
NAMED_OTHERWISE: dict[tuple[str, str], tuple[str, ...]] = {
    ("", "billing_address_id"): ("address",),
    ("", "item_id"): ("line_item",),
    ("", "original_item_id"): ("line_item",),
    ("", "original_line_item_id"): ("line_item",),
    ("", "resource_id"): ("claim_order", "order", "return", "swap"),
    ("", "shipping_address_id"): ("address",),
    ("claim_item_tags", "item_id"): ("claim_item",),
}

TABLES = {
    "order": Table(
        ("id", "cart_id", "draft_order_id", "shipping_address_id", "billing_address_id"), of_customer="customer_id"
    ),
    "cart": Table(("id", "payment_id", "shipping_address_id", "billing_address_id"), of_customer="customer_id"),
    "draft_order": Table(("id", "cart_id", "order_id")),
    "swap": Table(("id", "order_id", "cart_id", "shipping_address_id")),
    "claim_order": Table(("id", "order_id", "shipping_address_id")),
    "return": Table(("id", "order_id", "swap_id", "claim_order_id")),
    "order_edit": Table(("id", "order_id", "payment_collection_id")),
    "line_item": Table(("id", "cart_id", "order_id", "swap_id", "claim_order_id", "original_item_id", "order_edit_id")),
    "payment": Table(("id", "cart_id", "order_id", "swap_id")),
    "payment_session": Table(("id", "cart_id")),
    "payment_collection": Table(("id",)),
    "payment_collection_payments": Table(
        ("payment_collection_id", "payment_id"), key=("payment_collection_id", "payment_id")
    ),
    "payment_collection_sessions": Table(
        ("payment_collection_id", "payment_session_id"), key=("payment_collection_id", "payment_session_id")
    ),
    "refund": Table(("order_id", "payment_id")),
    "fulfillment": Table(("id", "order_id", "swap_id", "claim_order_id")),
    "fulfillment_item": Table(("fulfillment_id", "item_id"), key=("fulfillment_id", "item_id")),
    "tracking_link": Table(("fulfillment_id",)),
    "return_item": Table(("return_id", "item_id"), key=("return_id", "item_id")),
    "claim_item": Table(("id", "claim_order_id", "item_id")),
    "claim_item_tags": Table(("item_id",), key=("item_id", "tag_id")),
    "claim_image": Table(("claim_item_id",)),
    "order_item_change": Table(("order_edit_id", "line_item_id", "original_line_item_id")),
    "shipping_method": Table(("id", "cart_id", "order_id", "swap_id", "claim_order_id", "return_id")),
    "shipping_method_tax_line": Table(("shipping_method_id",)),
    "custom_shipping_option": Table(("cart_id",)),
    "line_item_adjustment": Table(("item_id",)),
    "line_item_tax_line": Table(("item_id",)),
    "order_discounts": Table(("order_id",), key=("order_id", "discount_id")),
    "cart_discounts": Table(("cart_id",), key=("cart_id", "discount_id")),
    "gift_card": Table(("id", "order_id")),
    "gift_card_transaction": Table(("gift_card_id", "order_id")),
    "order_gift_cards": Table(("order_id", "gift_card_id"), key=("order_id", "gift_card_id")),
    "cart_gift_cards": Table(("cart_id", "gift_card_id"), key=("cart_id", "gift_card_id")),
    "reservation_item": Table(("line_item_id",)),
    "address": Table(
        ("id",), of_customer="customer_id",
        also=f"select v1_id from {SCHEMA}.v2_customer_address", homes=("v2_customer_address",),
    ),
    "note": Table(("resource_id",), also="select id from {rest}.note where lower(trim(resource_type)) in ('customer', 'product')", homes=("fate_note",)),
}  # fmt: skip

# Tables that are read whole. What v1 writes here when it sells, and new rows, say nothing about orders it sold before;
# any other change does, or may (None: no change does).
STOCK = ("updated_at", "inventory_quantity", "stocked_quantity", "reserved_quantity", "incoming_quantity")
UNRELATED: dict[str, tuple[str, ...] | None] = dict.fromkeys(
    ("analytics_config", "batch_job", "customer_group", "customer_group_customers", "discount_rule_products",
     "idempotency_key", "image", "invite", "migrations", "money_amount", "notification", "oauth", "price_list",
     "price_list_customer_groups", "product_category", "product_category_product", "product_images", "product_sales_channel",
     "product_tags", "product_variant_money_amount", "publishable_api_key", "publishable_api_key_sales_channel", "staged_job",
     "store_currencies"),
) | {
    "claim_tag": ("updated_at",),
    "discount": ("updated_at", "usage_count"),
    "inventory_item": ("updated_at",),
    "inventory_level": STOCK,
    "product": ("updated_at",),
    "product_option": ("updated_at",),
    "product_option_value": ("updated_at",),
    "product_variant": STOCK,
    "product_variant_inventory_item": ("updated_at",),
}  # fmt: skip
CUSTOMER = "customer"
# What a run reports row by row: the column that names the row, and its table in v1.
REPORTS = {
    "rpt_gift_card_balances": ("gift_card_id", "gift_card"),
    "rpt_order_money": ("order_id", "order"),
    "rpt_order_money_v1": ("order_id", "order"),
    "rpt_order_money_v2": ("order_id", "order"),
}
# What the models need of the reshaped rows that the part leaves out (source migration.rest_row).
SUMMED = {
    "v2_order_claim_item": "select jsonb_build_object('id', id) from {rest_rows}",
    "v2_reservation_item": "select jsonb_build_object('inventory_item_id', inventory_item_id, 'location_id', location_id, "
    "'v1_table', v1_table, 'quantity', sum(quantity)) from {rest_rows} where deleted_at is null "
    "group by inventory_item_id, location_id, v1_table",
}
