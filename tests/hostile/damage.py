"""Random damage to a v1 store, of every kind that restores, hand edits, scripts and old versions leave behind."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql

# v1's own history and the reference data that Medusa itself reads from a file.
UNTOUCHED = {"migrations", "currency", "country"}
ODD: dict[str, list[str]] = {
    "text": [
        "", "   ", "missing_1", "ÄÖÜ 日本 🔐", "A" * 5000, "O'Brien; drop table x --", "UPPER.Case@MAIL.example",
        "a\u0301\u200b\u202eb", "line\nbreak\ttab\\", "\u0001\u001f", "İstanbul ß ŉ", '{"json": [1]}', "%_{}$1", "null", "0", "-1", "eur", "JPY",
    ],
    "jsonb": [
        "[]", '"text"', "null", "{}", '{"medusa_v1": 1}', "[1, 2, {}]", "17", "1e300", '{"": null}', '{"a": {"b": [[[]]]}}', "true",
        '{"medusa_v1": {"type": "x"}, "id": {}}', '{"ÄÖ 🔐": "\\u0001"}', '{"value": "7", "amount": -1, "quantity": "x"}',
    ],
    "integer": ["-1", "0", "1", "7", "2147483647", "-2147483648"],
    "numeric": ["-1", "0", "0.1", "101", "1e30", "-1e30", "'NaN'", "'Infinity'"],
    "boolean": ["true", "false"],
    "timestamp": ["1970-01-01", "2199-12-31", "2021-02-28 12:00+05", "infinity", "-infinity", "0044-03-15 BC", "9999-12-31"],
}  # fmt: skip
FAMILIES = {
    "integer": "integer", "bigint": "integer", "smallint": "integer", "numeric": "numeric", "real": "numeric",
    "double": "numeric", "jsonb": "jsonb", "boolean": "boolean", "timestamp": "timestamp", "text": "text", "character": "text",
}  # fmt: skip

COLUMNS = """
    select
        class.relname::text, attribute.attname::text, format_type(attribute.atttypid, -1),
        coalesce(attribute.attnum = any(key.conkey), false), array_length(key.conkey, 1) = 1,
        array(select enumlabel::text from pg_enum where enumtypid = attribute.atttypid order by 1)
    from pg_attribute as attribute
    inner join pg_class as class on attribute.attrelid = class.oid
    left join pg_constraint as key on key.conrelid = class.oid and key.contype = 'p'
    where
        class.relnamespace = 'public'::regnamespace and class.relkind = 'r' and attribute.attnum > 0
        and not attribute.attisdropped and attribute.attgenerated = ''
    order by 1, attribute.attnum
"""
REFERENCES = """
    select conrelid::regclass::text, attname::text, confrelid::regclass::text
    from pg_constraint inner join pg_attribute on attrelid = conrelid and attnum = conkey[1]
    where contype = 'f' and connamespace = 'public'::regnamespace and array_length(conkey, 1) = 1 order by 1, 2, 3
"""
# What keeps a store whole. Primary keys stay: without them v1 itself does not start.
SAFEGUARDS = """
    select format('alter table %s drop constraint if exists %I', conrelid::regclass, conname)
    from pg_constraint where connamespace = 'public'::regnamespace and contype in ('f', 'c', 'u')
    union all
    select format('drop index if exists %s', indexrelid::regclass) from pg_index
    inner join pg_class on indrelid = pg_class.oid
    where relnamespace = 'public'::regnamespace and indisunique and not indisprimary
        and not exists (select from pg_constraint where conindid = indexrelid and contype = 'u')
    union all
    select format('alter table %s alter %I drop not null', attrelid::regclass, attname) from pg_attribute
    inner join pg_class on attrelid = pg_class.oid
    where relnamespace = 'public'::regnamespace and relkind = 'r' and attnum > 0 and not attisdropped and attnotnull
        and not exists (select from pg_constraint where conrelid = attrelid and contype = 'p' and attnum = any(conkey))
"""


@dataclass(frozen=True)
class Column:
    """A column of v1."""

    table: str
    name: str
    type: str
    is_key: bool
    is_whole_key: bool | None
    labels: list[str]

    def __str__(self) -> str:
        return f'"{self.name}"'


class Vandal:
    """Does damage by the dice: the same seed does the same to the same store."""

    def __init__(self, v1: psycopg.Connection[Any], dice: random.Random) -> None:
        self.v1, self.dice = v1, dice
        self.columns = [Column(*row) for row in v1.execute(COLUMNS) if row[0] not in UNTOUCHED]
        names = {f'"{column.table}"': column.table for column in self.columns}
        self.references = [
            (names.get(child, child), column, names.get(parent, parent))
            for child, column, parent in v1.execute(REFERENCES)
            if names.get(child, child) not in UNTOUCHED
        ]
        for (statement,) in v1.execute(SAFEGUARDS).fetchall():
            v1.execute(statement)

    def strike(self) -> str | None:
        """One statement of damage; what it did, or None if v1's types or keys refused it."""
        kinds: list[tuple[Callable[[], str], int]] = [
            (self.odd_value, 8), (self.null, 5), (self.other_rows_value, 6), (self.deleted, 4), (self.duplicated, 3),
            (self.misdirected, 6), (self.swapped, 2), (self.wrong_case, 2), (self.cycle, 1), (self.wiped, 1),
        ]  # fmt: skip
        kind = self.dice.choices([kind for kind, _ in kinds], [weight for _, weight in kinds])[0]
        statement = kind()
        try:
            return f"{self.v1.execute(statement.encode()).rowcount} rows: {statement}"
        except psycopg.Error:
            return None

    def odd_value(self) -> str:
        column = self.column()
        if column.labels:
            value = sql.Literal(self.dice.choice(column.labels)).as_string(None)
        else:
            family = FAMILIES.get(column.type.split()[0], "text")
            value = self.dice.choice(ODD[family])
            value = value if family in ("integer", "numeric", "boolean") else sql.Literal(value).as_string(None)
        return f"{self.update(column)} {value} where {self.some(column.table)}"

    def null(self) -> str:
        column = self.column()
        return f"{self.update(column)} null where {self.some(column.table)}"

    def other_rows_value(self) -> str:
        column = self.column()
        return f"{self.update(column)} {self.any_of(column.table, column.name)} where {self.some(column.table)}"

    def deleted(self) -> str:
        table = self.dice.choice([self.column().table, self.dice.choice(self.references)[2]])
        return f'delete from "{table}" where {self.some(table)}'

    def duplicated(self) -> str:
        column = self.column(
            lambda column: column.is_key and bool(column.is_whole_key) and column.type in ("character varying", "text")
        )
        new = f"jsonb_build_object('{column.name}', original.{column} || '_copy_{self.dice.randint(1, 10**9)}')"
        return (
            f'insert into "{column.table}" select (jsonb_populate_record(original, {new})).* from "{column.table}" as original '
            f"where {self.some(column.table)}"
        )

    def misdirected(self) -> str:
        """A reference to a row that is there, but the wrong one; now and then of the wrong table."""
        child, column, parent = self.dice.choice(self.references)
        if self.dice.random() < 0.2:
            parent = self.dice.choice(self.references)[2]
        return f'update "{child}" set "{column}" = {self.any_of(parent, "id")} where {self.some(child)}'

    def swapped(self) -> str:
        """Two columns of one table hold each other's values."""
        column = self.column(lambda column: not column.is_key)
        other = self.column(lambda other: other.table == column.table and other.type == column.type)
        return f'update "{column.table}" set {column} = {other}, {other} = {column} where {self.some(column.table)}'

    def wrong_case(self) -> str:
        column = self.column(lambda column: column.type in ("character varying", "text"))
        return (
            f"{self.update(column)} {self.dice.choice(['upper', 'initcap'])}({column}) where {self.some(column.table)}"
        )

    def cycle(self) -> str:
        """A tree that bites its tail: categories, line items, addresses of their own."""
        child, column, _ = self.dice.choice(
            [reference for reference in self.references if reference[0] == reference[2]]
        )
        return f'update "{child}" set "{column}" = {self.dice.choice(["id", self.any_of(child, "id")])} where {self.some(child)}'

    def wiped(self) -> str:
        """A whole column, or a whole table, of which nothing is left."""
        column = self.column(lambda column: not column.is_key)
        return self.dice.choice([f"{self.update(column)} null", f'delete from "{column.table}"'])

    def column(self, fits: Callable[[Column], bool] = lambda _: True) -> Column:
        return self.dice.choice([column for column in self.columns if fits(column)])

    def update(self, column: Column) -> str:
        return f'update "{column.table}" set {column} ='

    def any_of(self, table: str, column: str) -> str:
        return f'(select "{column}" from "{table}" order by md5(ctid::text || {self.dice.random()}) limit 1)'

    def some(self, table: str) -> str:
        return f'ctid in (select ctid from "{table}" order by md5(ctid::text || {self.dice.random()}) limit {self.dice.randint(1, 3)})'


def corrupt(url: str, seed: int) -> list[str]:
    """Take away what keeps a store whole, then damage it; returns what was done."""
    dice = random.Random(seed)
    with psycopg.connect(url, autocommit=True) as v1:
        vandal = Vandal(v1, dice)
        return [done for _ in range(dice.randint(5, 80)) if (done := vandal.strike())]
