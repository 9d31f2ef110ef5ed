"""A run that reads a part of v1 leaves behind what one that reads all of it would (decision 0012)."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from io import StringIO
from typing import Any

import psycopg
import pytest
from rich.console import Console

from bench.generate import COPIED, copy_of, generate
from migrator import fdw, fixtures, part, registry, replay, run, snapshot, unchanged, verified
from migrator.dbt import read_project
from migrator.errors import MigrationError
from migrator.part import differs, rest, wholes
from migrator.settings import PROJECT_DIR, Database, Settings
from tests.conftest import QUIET, Stores, live_rows

OPEN = "select id from \"order\" where fulfillment_status = 'not_fulfilled' and display_id % 7 = 0"
CAPTURED = (
    'select payment.* from payment inner join "order" on payment.order_id = "order".id '
    "where payment.captured_at is not null and display_id % 11 = 0"
)
# What happens in a shop, and what should not, between two runs.
CHANGES: dict[str, list[str]] = {
    "orders are shipped, refunded, canceled, corrected": [
        "insert into fulfillment (id, order_id, provider_id, location_id, shipped_at, data) "
        f"select 'ful_x_' || id, id, 'manual', (select min(id) from stock_location), now(), '{{}}' from ({OPEN}) as open",
        "insert into fulfillment_item (fulfillment_id, item_id, quantity) "
        f"select 'ful_x_' || order_id, id, quantity from line_item where order_id in ({OPEN})",
        f"update line_item set fulfilled_quantity = quantity where order_id in ({OPEN})",
        "update reservation_item set deleted_at = now() "
        f"where line_item_id in (select id from line_item where order_id in ({OPEN}))",
        f"update \"order\" set fulfillment_status = 'shipped', updated_at = now() where id in ({OPEN})",
        "insert into refund (id, order_id, payment_id, amount, reason) "
        f"select 'ref_x_' || id, order_id, id, 100, 'other' from ({CAPTURED}) as captured",
        "update \"order\" set status = 'canceled', canceled_at = now() where status = 'pending' and display_id % 23 = 0",
        "update \"order\" set email = 'someone.else@example.com' where display_id % 37 = 0",
        "update address set city = 'Newtown' where id in (select shipping_address_id from \"order\" where display_id % 31 = 0)",
        "update order_edit set confirmed_at = now() where id in (select id from order_edit "
        "where confirmed_at is null and declined_at is null and canceled_at is null order by id limit 2)",
        "delete from tracking_link where id in (select id from tracking_link order by id limit 3)",
        "delete from line_item_tax_line where id in (select id from line_item_tax_line order by id limit 5)",
        "delete from refund where id in (select id from refund where id not like 'ref_x%' order by id limit 3)",
        "delete from reservation_item where id in (select id from reservation_item order by id limit 2)",
        "delete from order_discounts where order_id in (select order_id from order_discounts order by 1 limit 2)",
        "update product_variant set inventory_quantity = inventory_quantity - 1, updated_at = now()",
        "update inventory_level set stocked_quantity = stocked_quantity - 1, updated_at = now()",
        "update discount set usage_count = usage_count + 1, updated_at = now()",
    ],
    "customers come, change and go; goods come back": [
        "update customer set email = 'new.' || email where id in (select id from customer order by id limit 3)",
        "insert into customer (id, email, has_account) select 'cus_twin_' || id, email, not has_account from customer as one "
        "where not exists (select from customer as other where other.email = one.email and other.has_account <> one.has_account) "
        "order by id limit 5",
        "insert into customer (id, email, has_account) select 'cus_upper_' || id, upper(email), has_account from customer "
        "where email <> upper(email) order by id desc limit 5",
        "update customer set billing_address_id = (select min(shipping_address_id) from \"order\") "
        "where id = (select max(id) from customer where billing_address_id is null)",
        "update customer set deleted_at = now() where id in (select id from customer order by id desc limit 2)",
        "insert into address (id, customer_id, first_name, country_code) "
        "select 'addr_x_' || id, id, 'A', 'dk' from customer order by id limit 5",
        "update address set address_1 = 'changed' "
        "where id in (select id from address where customer_id is not null order by id limit 4)",
        "insert into note (id, value, resource_type, resource_id) "
        "select 'note_x_' || id, 'hello', 'order', id from \"order\" where display_id % 41 = 0",
        "insert into note (id, value, resource_type, resource_id) "
        "select 'note_x_' || id, 'hello', 'customer', id from customer order by id limit 3",
        "update draft_order set canceled_at = now(), status = 'completed' "
        "where id in (select id from draft_order where order_id is null order by id limit 1)",
        "update gift_card set balance = balance / 2 where id in (select id from gift_card where balance > 0 order by id limit 3)",
        "update claim_order set canceled_at = now() where id = (select min(id) from claim_order where canceled_at is null)",
        "update swap set canceled_at = now() where id in (select id from swap where canceled_at is null order by id limit 2)",
        "update \"return\" set status = 'received', received_at = now() "
        "where id in (select id from \"return\" where status = 'requested' order by id limit 3)",
        "update payment set canceled_at = now() "
        "where id in (select id from payment where captured_at is null order by id limit 2)",
        "update shipping_method set price = price + 100 "
        "where id in (select id from shipping_method where order_id is not null order by id limit 2)",
        "insert into claim_tag (id, value) values ('ctag_x', 'brand new')",
    ],
    "rows vanish or move as no shop should let them": [
        "set session_replication_role = replica",
        "delete from \"order\" where display_id in (5, 17)",
        "delete from line_item where id in (select id from line_item order by id limit 3)",
        "delete from payment where id in (select id from payment order by id limit 2)",
        "delete from cart where id in (select cart_id from \"order\" where display_id in (9, 21))",
        "delete from \"return\" where id in (select id from \"return\" order by id limit 2)",
        "delete from customer where id in (select id from customer order by id offset 3 limit 1)",
        "update line_item set order_id = (select id from \"order\" where display_id = 30) "
        "where id = (select min(id) from line_item where order_id = (select id from \"order\" where display_id = 31))",
        "update \"order\" set display_id = 100000 where display_id = 40",
        "update \"order\" set currency_code = 'usd' where display_id = 41",
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def shop(server: str) -> Iterator[Stores]:
    """Five copies of the bundled shop, migrated."""
    names = f"v1_part_{os.getpid()}", f"v2_part_{os.getpid()}"
    stores = Stores(generate(server, names[0], 845), fixtures.create_database(server, names[1], "v2_template"))
    assert "v1 is read whole: this is the first run" in said(stores)
    yield stores
    for name in names:
        fixtures.drop_database(server, name)


def said(stores: Stores, again: bool = False) -> str:
    """What `invoke migrate` prints."""
    screen = StringIO()
    run.migrate(stores.settings(), Console(file=screen, width=200), again=again)
    return screen.getvalue()


def content(stores: Stores) -> dict[str, str]:
    """Table -> hash of its rows: live, archive, reshaped and reported."""
    tables = stores.query(
        "select relnamespace::regnamespace::text, relname::text from pg_class where relkind in ('r', 'v') and ("
        "relnamespace::regnamespace::text = 'medusa_v1_archive' "
        "or relnamespace::regnamespace::text = 'medusa_migration' "
        "and relname ~ '^(v2|fate|finding)_|^v1_count$|^rpt_(accounting|reasons|money|gift_cards|order_money|custom_data)$')"
    )
    query = "select coalesce(md5(string_agg(t::text, chr(10) order by t::text)), '') from {}.\"{}\" as t"
    return live_rows(stores) | {
        name: stores.query(query.format(schema, name))[0][0]
        for schema, name in tables
        if name != "finding_price_difference"  # says when it looked
    }


def assert_whole(stores: Stores) -> None:
    """All of v1, read again: nothing to write, and every table as the part left it."""
    found = content(stores)
    assert "v1 is read whole" in said(stores, again=True)
    assert stores.written() == 0
    whole = content(stores)
    assert {name for name in whole if whole[name] != found.get(name)} == set()


@pytest.mark.parametrize("story", CHANGES)
def test_a_part_is_as_good_as_the_whole(shop: Stores, story: str) -> None:
    shop.change("v1", *CHANGES[story])
    assert "orders with what belongs to them" in said(shop)
    assert shop.query("select sum(deleted) > 0 from medusa_migration.rpt_loads") == [(True,)]
    assert_whole(shop)


def test_new_orders_are_a_part(shop: Stores) -> None:
    with psycopg.connect(shop.v1) as v1:
        v1.execute("set session_replication_role = replica")
        for table in COPIED:
            v1.execute(copy_of(v1, table), {"first": 50, "last": 50, "originals": "%\\_3"})
    assert "orders with what belongs to them" in said(shop)
    assert_whole(shop)


def test_a_transaction_that_ended_after_others_is_noticed(shop: Stores, monkeypatch: pytest.MonkeyPatch) -> None:
    """It began before the last run looked and before others that this run saw, and had not ended."""
    change = 'update "order" set metadata = \'{{"late": true}}\' where display_id = {}'
    with psycopg.connect(shop.v1) as late:
        late.execute(change.format(61))
        shop.change("v1", change.format(62))
        assert "orders with what belongs to them" in said(shop)
    found = []
    find_recent = differs.Differs.find_recent

    def and_note(*given: Any) -> bool:
        found.append(find_recent(*given))
        return found[-1]

    monkeypatch.setattr(differs.Differs, "find_recent", and_note)
    assert "orders with what belongs to them" in said(shop)
    assert found == [True]  # the orders, and there was no need to compare all
    late_ones = "select display_id from medusa_v1_archive.\"order\" where metadata ->> 'late' = 'true' order by 1"
    assert shop.query(late_ones) == [(61,), (62,)]
    assert_whole(shop)


@pytest.mark.parametrize(
    "change",
    [
        'update "order" set metadata = \'{"b": 1}\' where display_id = 63',
        "delete from refund where id = (select max(id) from refund)",
    ],
)
def test_where_v1_writes_without_a_pause_all_rows_are_compared(
    shop: Stores, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    """No second connection sees the moment that the foreign tables show."""
    monkeypatch.setattr(snapshot, "TRIES", 0)
    shop.change("v1", change)
    assert "orders with what belongs to them" in said(shop)
    assert_whole(shop)


def test_of_a_standby_all_rows_are_compared(shop: Stores, monkeypatch: pytest.MonkeyPatch) -> None:
    """It does not say which transactions have not ended."""
    monkeypatch.setattr(unchanged, "MOMENT", unchanged.MOMENT.replace("not pg_is_in_recovery()", "pg_is_in_recovery()"))
    for number in (66, 67):
        shop.change("v1", f'update "order" set metadata = \'{{"standby": {number}}}\' where display_id = {number}')
        assert "orders with what belongs to them" in said(shop)
    assert shop.query("select moment from medusa_migration.run order by run_id desc limit 1") == [(None,)]
    assert_whole(shop)


def test_what_changes_between_two_looks_is_noticed(shop: Stores, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table in which nothing was written when the run began, and something was when it looked."""
    shop.change("v1", 'update "order" set metadata = \'{"c": 1}\' where display_id = 64')
    now = unchanged.fingerprint(shop.settings())
    shop.change("v1", "update refund set note = 'late' where id = (select max(id) from refund)")
    monkeypatch.setattr(unchanged, "fingerprint", lambda _: now)
    assert "orders with what belongs to them" in said(shop)
    monkeypatch.undo()
    assert shop.query("select count(*) from medusa_v1_archive.refund where note = 'late'") == [(1,)]
    assert_whole(shop)


def test_v2_that_changed_since_it_was_compared_is_read_whole(shop: Stores) -> None:
    shop.change("v1", 'update "order" set metadata = \'{"d": 1}\' where display_id = 65')
    shop.change("v2", "update customer set first_name = first_name where id = (select min(id) from customer)")
    assert "v1 is read whole: v2 changed since it was last compared" in said(shop)
    assert_whole(shop)


def test_v2_that_changes_while_it_is_compared_is_read_whole(shop: Stores, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a table that the part wrote to, whose state is known by what the part did to it."""
    do = run.phase

    def meddle(name: str, *given: Any) -> list[Any]:
        if name == "verify":
            shop.change("v2", 'update "order" set status = status where display_id = 67')
        return do(name, *given)

    monkeypatch.setattr(run, "phase", meddle)
    shop.change("v1", 'update "order" set metadata = \'{"d": 2}\' where display_id = 66')
    assert "orders with what belongs to them" in said(shop)
    monkeypatch.undo()
    shop.change("v1", 'update "order" set metadata = \'{"d": 3}\' where display_id = 66')
    assert "v1 is read whole: v2 changed since it was last compared" in said(shop)


def test_what_is_too_long_ago_is_not_told_by_a_transactions_number() -> None:
    assert differs.oldest_since("100:120:100", "130:140:") == 100
    assert differs.oldest_since("100:120:100", f"{2**31}:{2**31 + 100}:") is None


def test_what_may_matter_to_any_order_is_read_whole(shop: Stores) -> None:
    shop.change("v1", "update product set title = 'Renamed' where id = (select min(id) from product)")
    assert "v1 is read whole: what changed in product may matter to any order" in said(shop)
    shop.change("v1", 'update "order" set metadata = \'{"all": true}\'')
    assert "v1 is read whole: most orders changed" in said(shop)


@pytest.mark.parametrize("step", ["set_aside_reports", None])
def test_a_part_that_died_is_read_whole(shop: Stores, step: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """After it was set aside, and amid that, some tables being set aside and others not."""

    def die(*_: object) -> None:
        raise psycopg.errors.AdminShutdown("the server went away")

    shop.change("v1", f'update "order" set metadata = \'{{"a": "{step}"}}\' where display_id % 50 = 0')
    fdw.setup(shop.settings())
    now = unchanged.fingerprint(shop.settings())
    if step:
        monkeypatch.setattr(rest, step, die)
        with pytest.raises(MigrationError, match="the server went away"):
            part.take(shop.settings(), QUIET, now)
        monkeypatch.undo()
    else:
        assert part.take(shop.settings(), QUIET, now) is None
    assert "v1 is read whole: the last run did not finish" in said(shop)
    assert_whole(shop)


def test_a_part_that_died_in_the_end_is_put_together_by_the_next(shop: Stores, monkeypatch: pytest.MonkeyPatch) -> None:
    """All is written and proven, the tables have what became another, and are still set aside."""
    put_back = snapshot.run_hook

    def die(settings: Settings, hook: str) -> None:
        if hook == "put_back_rest" and shop.query("select to_regnamespace('medusa_migration_rest') is not null") == [
            (True,)
        ]:
            raise psycopg.errors.AdminShutdown("the server went away")
        put_back(settings, hook)

    shop.change("v1", 'update "order" set metadata = \'{"e": 1}\' where display_id % 50 = 0')
    monkeypatch.setattr(snapshot, "run_hook", die)
    with pytest.raises(MigrationError, match="a server failed, or went away, amid the run: the server went away"):
        said(shop)
    monkeypatch.undo()
    shop.change("v1", 'update "order" set metadata = \'{"e": 2}\' where display_id % 50 = 1')
    assert "orders with what belongs to them" in said(shop)
    assert_whole(shop)


def test_what_a_part_did_to_live_tables_is_known(shop: Stores, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows changed, added and removed: no table that the part wrote to is looked through to know its state, which is as if it was."""
    looked: list[list[str]] = []
    states = unchanged.states

    def noted(v2: psycopg.Connection[Any], database: Database, names: list[str]) -> list[Any]:
        looked.append(names)
        return states(v2, database, names)

    shop.change(
        "v1",
        'update "order" set metadata = \'{"f": 1}\' where display_id % 50 = 0',
        "update payment set captured_at = now() where id in (select id from payment where captured_at is null order by id limit 3)",
        "delete from refund where id in (select max(id) from refund)",
    )
    monkeypatch.setattr(unchanged, "states", noted)
    assert "orders with what belongs to them" in said(shop)
    wrote = "select live_table, inserted, updated, deleted from medusa_migration.load_log where run_id = (select max(run_id) from medusa_migration.run)"
    inserted, updated, deleted = ({name for name, *counts in shop.query(wrote) if counts[kind]} for kind in range(3))
    assert inserted >= {"capture"} and updated >= {"order"} and deleted >= {"refund"}
    assert not (inserted | updated | deleted).intersection(looked[-1])
    assert verified.is_as_verified(shop.settings())


def test_a_part_finds_its_rows_by_index(shop: Stores) -> None:
    """Both kinds of index are there in this shop already, and are what is asked for; no two tables of v1 share a number."""
    indexes = "select tablename::text from pg_indexes where schemaname = '{}' and indexdef like '%{}%'"
    reshaped = {name for (name,) in shop.query(indexes.format("medusa_migration", "hashtext(v1_table)"))}
    assert reshaped >= {"v2_order_item", "v2_order_line_item", "v2_order_summary", "v2_payment", "fate_address"}
    archived = {name for (name,) in shop.query(indexes.format("medusa_v1_archive", "part_key_"))}
    assert archived >= {"address", "line_item", "line_item_tax_line"}
    with psycopg.connect(shop.v2) as v2:
        v2.execute("set enable_seqscan = off")
        key = rest.row_key().as_string()
        plan = v2.execute(
            f"explain select from medusa_migration.v2_order_item where {key} = any(array(select 1::bigint))".encode()
        ).fetchall()
    assert "v2_order_item_expr_idx" in str(plan)
    tables = list(registry.v1_tables())
    assert shop.query("select count(distinct hashtext(name)) from unnest(%s::text[]) as name", tables) == [
        (len(tables),)
    ]


def test_a_part_writes_what_became_another_only(shop: Stores) -> None:
    """Rows of the part that are copied, or made anew as they were, stay where they lie."""
    noted = 'select id from "order" where display_id % 50 = 0'
    tables = (
        "medusa_v1_archive.line_item",
        *(f"medusa_migration.v2_{name}" for name in ("order_item", "payment", "order")),
    )

    def places() -> dict[str, dict[str, str]]:
        return {table: dict(shop.query(f"select id, ctid::text from {table}")) for table in tables}

    before = places()
    shop.change("v1", f'update "order" set metadata = \'{{"a": 4}}\' where id in ({noted})')
    assert "orders with what belongs to them" in said(shop)
    after = places()
    *others, orders = tables
    assert [after[table] for table in others] == [before[table] for table in others]
    moved = {id for id, place in after[orders].items() if before[orders].get(id) != place}
    with psycopg.connect(shop.v1) as v1:
        assert moved == {id for (id,) in v1.execute(noted)}
    assert after[orders].keys() == before[orders].keys()


def test_statements_that_no_longer_work_are_written_anew(shop: Stores) -> None:
    shop.change("v1", 'update "order" set metadata = \'{"a": 2}\' where display_id % 50 = 0')
    shop.change(
        "v2", "update medusa_migration.statement set statements = array['select 1/0'] where node like '%.v2_order_item'"
    )
    assert "orders with what belongs to them" in said(shop)
    assert_whole(shop)


def test_statements_say_the_same_whatever_the_rows(shop: Stores) -> None:
    """dbt writes for a part what it writes for the whole: else neither could be repeated for the other.

    Nor does it matter that the first load made the indexes of the live tables anew.
    """
    kept = "select node, statements from medusa_migration.statement"
    whole = dict(shop.query(kept))
    [(index, definition)] = shop.query(
        "select indexrelid::regclass::text, pg_get_indexdef(indexrelid) from pg_index as one "
        "inner join pg_class on indrelid = pg_class.oid "
        "where indisunique and not indisprimary and to_regclass('medusa_migration.written_' || relname) is not null "
        "and exists (select from pg_index as other where other.indrelid = one.indrelid and other.indisunique "
        "and other.indexrelid > one.indexrelid) order by indexrelid limit 1"
    )
    shop.change("v2", "drop table medusa_migration.statement", f"drop index {index}", definition)
    shop.change("v1", 'update "order" set metadata = \'{"a": 3}\' where display_id % 50 = 0')
    assert "orders with what belongs to them" in said(shop)
    part = dict(shop.query(kept))
    assert part.keys() == whole.keys()
    assert [node for node in whole if part[node] != whole[node]] == []
    assert all(whole.values())


def test_what_is_called_unrelated_is() -> None:
    """No model reads orders and one of these tables, but for the report of missing values, and customers, who are read whole."""
    manifest = read_project()
    assert manifest
    parents = {name: set(getattr(node.depends_on, "nodes", [])) for name, node in manifest.nodes.items()}

    def sources(name: str) -> set[str]:
        found: set[str] = set()
        for parent in parents.get(name, ()):
            found |= (
                {parent.rpartition(".")[2]}
                if parent.startswith("source.medusa_migration.medusa_v1.")
                else sources(parent)
            )
        return found

    free = {table for table, columns in wholes.UNRELATED.items() if columns is None}
    read = {
        name.rpartition(".")[2]: sources(name)
        for name in parents
        if name.startswith("model.") and "/reshape/" in manifest.nodes[name].original_file_path
    }
    both = {name for name, tables in read.items() if tables & free and "line_item" in tables}
    assert both == {"finding_required_value"}


def test_every_reference_between_orders_is_followed() -> None:
    catalog = json.loads((PROJECT_DIR / "migrator/catalog/v1.json").read_text(encoding="utf-8"))
    columns = {name: catalog[name]["columns"].keys() for name in wholes.TABLES}
    assert wholes.TABLES.keys() <= registry.v1_tables().keys()
    for name, table in wholes.TABLES.items():
        assert set(table.nodes) | set(table.key) <= columns[name]
        references = {column for column in columns[name] if column.endswith("_id") and column[:-3] in wholes.TABLES}
        assert references <= set(table.nodes), name


def test_the_recorder_keeps_what_a_node_does_and_a_test_asks() -> None:
    recorder = replay.Recorder()
    graph = type("Graph", (list,), {"predecessors": lambda self, name: ["model.a"] if name == "test.b" else []})

    def phase() -> list[str]:
        recorder.begin(graph(["model.a", "test.b"]))
        for name in ("model.a", "test.b", "master"):
            recorder.add(name, "asked", True)
            recorder.add(name, "done", False)
        recorder.add("test.b", "verdict", True)
        return ["result"]

    results, nodes = recorder.record(phase)
    assert results == ["result"]
    assert nodes == {"model.a": replay.Node([], ["done"]), "test.b": replay.Node(["model.a"], ["verdict"])}
    recorder.add("model.a", "later", False)
    assert nodes["model.a"].statements == ["done"]
