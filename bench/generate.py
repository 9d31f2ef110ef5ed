"""A v1 store of any size: the bundled store's customers and orders, with all that hangs off them, many times over.

Every copy keeps every state of the original (captures, refunds, returns, swaps, claims, edits, gift cards), so the mix is that
of a real shop. Pure SQL, one INSERT … SELECT per table: all of the first copy, then all of the second; a copy's ids are the
original's with `_<number>` appended, so that ids of neighbours lie apart in every index. in_order: the number comes after the prefix
instead, and ids sort in the order in which rows came to be, as v1's do.
"""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg import sql

from migrator import fixtures

ORDERS = 169  # in the bundled store
COPIED = (
    "customer", "address", "customer_group_customers", "cart", "order", "line_item", "line_item_adjustment",
    "line_item_tax_line", "shipping_method", "shipping_method_tax_line", "payment", "payment_session", "payment_collection",
    "payment_collection_payments", "payment_collection_sessions", "refund", "fulfillment", "fulfillment_item",
    "tracking_link", "return", "return_item", "swap", "claim_order", "claim_item", "claim_image", "order_edit",
    "order_item_change", "draft_order", "order_discounts", "order_gift_cards", "gift_card", "gift_card_transaction",
    "cart_discounts", "cart_gift_cards", "custom_shipping_option", "reservation_item",
)  # fmt: skip
# References that v1 has without a foreign key.
LOOSE = {("reservation_item", "line_item_id"), ("line_item", "original_item_id"), ("payment", "cart_id"),
         ("order", "draft_order_id"), ("swap", "cart_id"), ("payment_collection", "order_id")}  # fmt: skip
# Values that must differ between copies; {0} is the column, n the copy's number.
DISTINCT = {("customer", "email"): "n || '.' || {0}", ("gift_card", "code"): "{0} || '-' || n",
            ("order", "display_id"): "{0} + n * 169", ("draft_order", "display_id"): "{0} + n * 10",
            ("order", "idempotency_key"): "null", ("cart", "idempotency_key"): "null", ("payment", "idempotency_key"): "null",
            ("refund", "idempotency_key"): "null", ("fulfillment", "idempotency_key"): "null", ("return", "idempotency_key"): "null",
            ("swap", "idempotency_key"): "null", ("claim_order", "idempotency_key"): "null", ("draft_order", "idempotency_key"): "null"}  # fmt: skip
COPIES = (
    "with originals as materialized (select * from {table} where {id} like %(originals)s) "
    "insert into {table} ({names}) select {values} from generate_series(%(first)s::integer, %(last)s::integer) as n "
    "cross join lateral (select * from originals where n > 0 offset 0) as original"
)
COPY_ID = "{0} || '_' || n"
# The number after the id's prefix; before an id that has none.
COPY_ID_IN_ORDER = (
    "substr({0}, 1, strpos({0}, '_')) || lpad(n::text, 7, '0') || '_' || substr({0}, strpos({0}, '_') + 1)"
)


def generate(server: str, name: str, orders: int, in_order: bool = False) -> str:
    """Make the database `name` with about `orders` orders; returns its URL."""
    url = fixtures.create_database(server, name)
    fixtures.load(url, fixtures.V1_STORE)
    copies = max(orders // ORDERS - 1, 0)
    with psycopg.connect(url) as v1:
        v1.execute("set session_replication_role = replica")  # the copies are consistent by construction
        for table in COPIED:
            v1.execute(copy_of(v1, table, in_order), {"first": 1, "last": copies, "originals": "%"})
    with psycopg.connect(url, autocommit=True) as v1:
        v1.execute("vacuum analyze")
    return url


def copy_of(v1: psycopg.Connection[Any], table: str, in_order: bool = False) -> sql.Composed:
    """INSERT … SELECT of the copies first to last of the rows of one table whose ids are like originals."""
    columns = v1.execute(
        "select attribute.attname::text, exists (select from pg_constraint as fk where fk.conrelid = attribute.attrelid "
        "and fk.contype = 'f' and attribute.attnum = any(fk.conkey) and fk.confrelid::regclass::text = any(%s)) "
        "from pg_attribute as attribute where attrelid = %s::regclass and attnum > 0 and not attisdropped",
        ([f'"{name}"' for name in COPIED] + list(COPIED), f'public."{table}"'),
    ).fetchall()

    def value(column: str, is_reference: bool) -> sql.Composable:
        if (table, column) in DISTINCT:
            return sql.SQL(DISTINCT[table, column].format(f'"{column}"'))
        if is_reference or column == "id" or (table, column) in LOOSE:
            return sql.SQL(COPY_ID_IN_ORDER if in_order else COPY_ID).format(sql.Identifier(column))
        return sql.Identifier(column)

    names = sql.SQL(", ").join(sql.Identifier(column) for column, _ in columns)
    values = sql.SQL(", ").join(value(column, reference) for column, reference in columns)
    ids = {column for column, _ in columns} & {"id"} or {columns[0][0]}
    return sql.SQL(COPIES).format(
        table=sql.Identifier("public", table), names=names, values=values, id=sql.Identifier(*ids)
    )
