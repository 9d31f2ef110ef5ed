"""The live rows that become others with the part: what they are before the load, and after it, so as to know what it did."""

from __future__ import annotations

from functools import partial
from itertools import compress
from typing import Any

import psycopg
from psycopg import sql

from migrator import registry, unchanged, verified
from migrator.parallel import Job, do_all
from migrator.part.statements import REST, Statements
from migrator.settings import Settings

# What the proof looks at (models/report).
PROVEN = (
    "capture", "currency", "loyalty_gift_card", "loyalty_gift_card_store_credit_store_credit_account", "order", "order_claim_item",
    "order_credit_line", "order_exchange_item", "order_item", "order_line_item", "order_line_item_adjustment",
    "order_line_item_tax_line", "order_payment_collection", "order_shipping", "order_shipping_method",
    "order_shipping_method_adjustment", "order_shipping_method_tax_line", "order_transaction", "payment",
    "promotion_application_method", "refund", "store_credit_account_transaction",
)  # fmt: skip
# All at once, in the order in which they lie: looked up one by one, each row waits for the disk.
IN_A_ROW = "set local enable_seqscan = off; set local enable_indexscan = off; "
ROWS = """
    from {schema}.{table} as t where t.{first} = any(array(select {first} from ({keys}) as keys)) and ({key}) in ({keys})
"""
READ = IN_A_ROW + "select count(*)" + ROWS
NOTE = (
    IN_A_ROW + "insert into {rest}.live_rows select {name}, {sign} * count(*), {sign} * coalesce(sum({hash}), 0)" + ROWS
)
WAS = "select {key} from {rest}.{was}"
OTHERS = "select {key} from {rest}.{gone} union select {key} from {rest}.{come}"


def read_ahead(settings: Settings) -> None:
    """Have the server read what the proof will look up, and much of what the load will, while the part is reshaped."""
    with settings.v2.connect() as connection:
        found = Statements(connection, settings).run(
            "select name from unnest({names}::text[]) as name where to_regclass(format('{rest}.%I', 'was_v2_' || name)) is not null "
            "and to_regclass(format('{ours}.%I', 'written_' || name)) is not null",
            names=sql.Literal(list(PROVEN)),
        )
        names = [name for (name,) in found]
    look(settings, READ, WAS, names)


def before(settings: Settings) -> None:
    """Note what the live rows are that the load may write."""
    with settings.v2.connect() as connection:
        v2 = Statements(connection, settings)
        v2.run("create unlogged table {rest}.live_rows (table_name text, row_count bigint, hashes numeric)")
        names = others(v2)
    look(settings, NOTE, OTHERS, names, sign=sql.Literal(-1))


def moved(settings: Settings) -> dict[str, tuple[int, int]]:
    """What the load did: live table that it wrote to -> rows more, and how much more the hashes of their `xmin` add up to."""
    with settings.v2.connect() as connection:
        wrote = verified.wrote(connection)
        names = [name for name in others(Statements(connection, settings)) if name in wrote]
    look(settings, NOTE, OTHERS, names, sign=sql.Literal(1))
    with settings.v2.connect() as connection:
        found = Statements(connection, settings).run(
            "select table_name, sum(row_count), sum(hashes) from {rest}.live_rows where table_name = any({names}) group by table_name",
            names=sql.Literal(names),
        )
        return {name: (int(rows), int(hashes)) for name, rows, hashes in found}


def others(v2: Statements) -> list[str]:
    """The live tables of whose rows the part made others, the largest first."""
    found = [
        name
        for (name,) in v2.run(
            "select substr(relname, 9)::text from pg_class where relnamespace = to_regnamespace({rest_name}) and relname like 'come\\_v2\\_%' "
            "and to_regclass(format('{ours}.%I', 'written_' || substr(relname, 9))) is not null order by relpages desc",
            rest_name=sql.Literal(REST),
        )
    ]
    has_some = sql.SQL(", ").join(
        v2.sql("exists (select from {rest}.{come}) or exists (select from {rest}.{gone})", come=f"come_v2_{name}", gone=f"gone_v2_{name}")
        for name in found
    )  # fmt: skip
    return list(compress(found, v2.scalar("select array[{has_some}]::boolean[]", has_some=has_some)))


def look(settings: Settings, statement: str, keys: str, names: list[str], **given: sql.Composable) -> None:
    """Do the same with the rows of each of these live tables that have such keys."""

    def job(name: str, connection: psycopg.Connection[Any]) -> None:
        v2 = Statements(connection, settings)
        columns = [sql.Identifier(column) for column in registry.live_tables()[name]]
        key = sql.SQL(", ").join(columns)
        v2.run(
            statement, name=sql.Literal(name), hash=sql.SQL(unchanged.XMIN_HASH), schema=settings.v2.schema, table=name, first=columns[0], key=key,
            keys=v2.sql(keys, key=key, was=f"was_v2_{name}", gone=f"gone_v2_{name}", come=f"come_v2_{name}"), **given,
        )  # fmt: skip

    do_all(settings.v2, {name: Job(partial(job, name)) for name in names})
