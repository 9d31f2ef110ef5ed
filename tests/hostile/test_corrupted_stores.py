"""Nothing an old store contains may stop a run: random damage, then every row is still accounted for."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from psycopg import sql

from tests.conftest import Stores

# Damage per store; each touches up to three rows.
STROKES = 40
UNTOUCHED = {"migrations", "currency", "country"}
ODD = {
    "text": ["", "   ", "missing_1", "ÄÖÜ 日本 🔐", "A" * 5000, "O'Brien; drop table x --", "UPPER.Case@MAIL.example"],
    "jsonb": ["[]", '"text"', "null", "{}", '{"medusa_v1": 1}', "[1, 2, {}]", "17"],
    "number": ["-1", "0", "2147483647", "-2147483648"],
    "boolean": ["true", "false"],
    "timestamp": ["1970-01-01", "2199-12-31", "2021-02-28 12:00+05"],
}


@pytest.mark.parametrize("seed", range(int(os.environ.get("MEDUSA_CORRUPTED", "1"))))
def test_a_corrupted_store_migrates(new_stores: Callable[[], Stores], seed: int) -> None:
    stores = new_stores()
    damage = corrupt(stores.v1, random.Random(seed))
    try:
        stores.migrate()
    except Exception as error:
        raise AssertionError(f"seed {seed}: {error}\n" + "\n".join(damage)) from error
    assert (
        stores.query(
            "select v1_table from medusa_migration.rpt_accounting where rows_read <> migrated + merged + left_out + quarantined"
        )
        == []
    )
    assert stores.query("select * from medusa_migration.unwritten") == []
    assert dangling_links(stores) == []


def corrupt(url: str, dice: random.Random) -> list[str]:
    """Take away what keeps a store whole, then damage it; returns what was done."""
    done = []
    with psycopg.connect(url, autocommit=True) as v1:
        for table, name in v1.execute(
            "select conrelid::regclass::text, conname from pg_constraint where connamespace = 'public'::regnamespace and contype in ('f', 'c')"
        ).fetchall():
            v1.execute(f'alter table {table} drop constraint if exists "{name}"')
        columns = v1.execute(
            "select relname::text, attname::text, format_type(atttypid, -1), attnotnull from pg_attribute join pg_class on attrelid = pg_class.oid "
            "where relnamespace = 'public'::regnamespace and relkind = 'r' and attnum > 0 and not attisdropped order by 1, attnum"
        ).fetchall()
        usable = [column for column in columns if column[0] not in UNTOUCHED]
        for _ in range(STROKES):
            statement = stroke(dice, *dice.choice(usable))
            try:
                done.append(f"{v1.execute(statement).rowcount} rows: {statement}")
            except psycopg.Error:
                continue  # v1's own types and keys still refuse some damage
    return done


def stroke(dice: random.Random, table: str, column: str, kind: str, required: bool) -> str:
    """One statement that damages up to three rows."""
    rows = f'ctid in (select ctid from public."{table}" order by md5(ctid::text || {dice.random()}) limit {dice.randint(1, 3)})'
    if dice.random() < 0.15:
        return f'delete from public."{table}" where {rows}'
    if not required and dice.random() < 0.4:
        return f'update public."{table}" set "{column}" = null where {rows}'
    family = next((name for name in ("jsonb", "boolean", "timestamp") if kind.startswith(name)), None)
    family = family or ("number" if kind in ("integer", "bigint", "numeric", "real") else "text")
    value = sql.Literal(dice.choice(ODD[family])).as_string(None)
    return f'update public."{table}" set "{column}" = {value} where {rows}'


def dangling_links(stores: Stores) -> list[tuple[Any, ...]]:
    """Live link rows that point at a missing row, for the links that take a whole list down."""
    links = {
        "order_fulfillment": ("order", "fulfillment"),
        "order_payment_collection": ("order", "payment_collection"),
        "shipping_option_price_set": ("shipping_option", "price_set"),
    }
    found: list[tuple[Any, ...]] = []
    for link, ends in links.items():
        for end in ends:
            found += stores.query(
                f'select \'{link}\', {end}_id from "{link}" as link where not exists (select from "{end}" as there where there.id = link.{end}_id)'
            )
    return found + stores.query(
        "select variant_id, price_set_id from product_variant_price_set as link where not exists (select from product_variant as v "
        "where v.id = link.variant_id) or not exists (select from price_set as p where p.id = link.price_set_id)"
    )
