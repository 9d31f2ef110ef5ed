"""Foreign keys and indexes of live tables that are dropped for the time of a load: always as they were afterwards."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
import pytest

from migrator import check, undo
from migrator.errors import MigrationError
from tests.conftest import Stores, dump, live_rows

KEYS = """
    select conrelid::regclass::text, conname::text, pg_get_constraintdef(oid) from pg_constraint
    where connamespace = 'public'::regnamespace
    union all
    select tablename::text, indexname::text, indexdef from pg_indexes where schemaname = 'public'
    order by 1, 2, 3
"""
# What a run that was killed while it filled order_item leaves behind.
DEATH = (
    "insert into medusa_migration.set_aside select 'order_item', attname, confrelid::regclass::text, conname, "
    "format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) "
    "from pg_constraint inner join pg_attribute on attrelid = conrelid and attnum = conkey[1] where conrelid = 'order_item'::regclass and contype = 'f'",
    "alter table order_item drop constraint order_item_order_id_foreign, drop constraint order_item_item_id_foreign",
)


def test_a_reader_and_an_index_that_refuses_rows(stores: Stores, migrated_template: Stores) -> None:
    stores.change("v2", "create unique index one_a_town on customer_address (md5(city)) where city is not null")
    before = stores.query(KEYS)
    with psycopg.connect(stores.v2) as reader:
        reader.execute("select from customer")  # a session that is idle in its transaction
        stores.migrate()
    assert stores.query(KEYS) == before
    assert stores.query("select count(*) from medusa_migration.set_aside") == [(0,)]
    ours, all_of_it = live_rows(stores), live_rows(migrated_template)
    assert ours["customer"] == all_of_it["customer"]
    towns = migrated_template.query(
        "select count(distinct city) + count(*) filter (where city is null) from customer_address"
    )
    assert stores.query("select count(*) from customer_address") == towns


def test_a_load_that_fails_leaves_all_keys(stores: Stores, migrated_template: Stores) -> None:
    before = stores.query(KEYS)
    stores.change(
        "v2",
        "create function refuse() returns trigger language plpgsql as 'begin raise exception ''not today''; end'",
        "create trigger refuse before insert on order_item execute function refuse()",
    )
    with pytest.raises(MigrationError, match="not today"):
        stores.migrate()
    assert stores.query("select count(*) from order_item") == [(0,)]
    assert stores.query(KEYS) == before
    stores.change("v2", "drop trigger refuse on order_item", "drop function refuse")
    stores.migrate()
    assert stores.query(KEYS) == before
    assert live_rows(stores) == live_rows(migrated_template)


def test_a_dead_runs_keys_come_back(migrated: Stores) -> None:
    before = migrated.query(KEYS)
    migrated.change("v2", *DEATH)
    assert migrated.query(KEYS) != before
    assert "keys_set_aside" in {finding.code for finding in check.run(migrated.settings())}
    migrated.migrate()
    assert migrated.query(KEYS) == before


def test_undo_puts_them_back_too(migrated: Stores, new_stores: Callable[[], Stores]) -> None:
    before = migrated.query(KEYS)
    migrated.change("v2", *DEATH)
    undo.undo(migrated.settings())
    assert migrated.query(KEYS) == before
    assert dump(migrated.v2) == dump(new_stores().v2)
