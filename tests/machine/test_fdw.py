"""v1 through postgres_fdw: complete, read-only, quiet about passwords, gone after the teardown."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from migrator import embedded, fdw, fixtures, snapshot, unchanged
from migrator.errors import MigrationError
from tests.conftest import QUIET, Stores, dump


def test_everything_of_v1_is_there_and_readable(stores: Stores) -> None:
    stores.change(
        "v1",
        "create type mood as enum ('good', 'bad')",
        "create domain short as varchar(10)",
        "create table plugin_table (id text primary key, mood mood, moods mood[], short short, tags text[])",
        "insert into plugin_table values ('1', 'good', '{good,bad}', 'x', '{a,b}')",
        'alter table "order" add column gift_note text',
        "update \"order\" set gift_note = 'hello' where display_id = 1",
    )
    counts = fdw.setup(stores.settings())
    assert (counts["tables"], counts["custom_tables"], counts["custom_columns"]) == (106, 1, 1)
    assert stores.query("select mood, moods, short, tags from medusa_v1.plugin_table") == [
        ("good", "{good,bad}", "x", ["a", "b"])
    ]
    assert stores.query('select status from medusa_v1."order" where display_id = 1') == [("pending",)]


def test_foreign_tables_cannot_be_written(stores: Stores) -> None:
    fdw.setup(stores.settings())
    with pytest.raises(psycopg.Error, match="does not allow updates"):
        stores.change("v2", "update medusa_v1.store set name = 'x'")


def test_custom_data_is_kept(stores: Stores) -> None:
    stores.change(
        "v1",
        "create table plugin_table (id text primary key, note text)",
        "insert into plugin_table values ('1', 'kept')",
        "alter table product_tag add column color text not null default 'blue'",
    )
    copy(stores)
    assert stores.query("select note from medusa_v1_archive.plugin_table") == [("kept",)]
    assert stores.query("select distinct v1_custom from medusa_v1_archive.product_tag") == [({"color": "blue"},)]


def copy(stores: Stores) -> None:
    """Connect v1 and copy it into the archive."""
    settings = stores.settings()
    fdw.setup(settings)
    snapshot.take(settings, QUIET)


def test_a_copy_that_fails_leaves_the_last_one_and_keeps_nobody_waiting(stores: Stores) -> None:
    copy(stores)
    settings = stores.settings()
    orders = 'select count(*) from medusa_v1_archive."order"'
    before = stores.query(orders)
    stores.change("v1", "alter table swap rename to swap_then")
    with pytest.raises(MigrationError, match="v1 could not be copied"):
        snapshot.take(settings, QUIET, meanwhile=lambda: stores.query(orders))
    assert stores.query(orders) == before != [(0,)]


def test_a_role_that_may_only_select_is_enough_and_its_password_is_nowhere(stores: Stores) -> None:
    password = "s3cret:/@word"
    name = f"reader_{stores.v1.rpartition('/')[2]}"
    stores.change(
        "v1",
        f"create role {name} login password '{password}'",
        f"grant select on all tables in schema public to {name}",
    )
    scheme, _, rest = stores.v1.partition("://")
    host = rest.rpartition("@")[2]
    readable = Stores(f"{scheme}://{name}:s3cret%3A%2F%40word@{host}", stores.v2)
    try:
        settings = readable.settings()
        fdw.setup(settings)
        assert stores.query("select count(*) from medusa_v1.product")[0][0] > 0
        everywhere = stores.query("select string_agg(query, ' ') from pg_stat_activity")[0][0] + dump(stores.v2)
        assert password not in everywhere
    finally:
        stores.change("v1", f"drop owned by {name}", f"drop role {name}")


def test_teardown_leaves_nothing(stores: Stores) -> None:
    state = (
        "select array(select nspname::text from pg_namespace where nspname !~ '^pg_' order by 1), array(select extname::text from pg_extension order by 1), "
        "array(select srvname::text from pg_foreign_server)"
    )
    before = stores.query(state)
    fdw.setup(stores.settings())
    fdw.setup(stores.settings())
    assert stores.query(state) != before
    fdw.teardown(stores.settings())
    assert stores.query(state) == before


def test_unreachable_v1_is_a_plain_error(stores: Stores) -> None:
    with pytest.raises(MigrationError, match="cannot connect to v1") as caught:
        fdw.setup(Stores("postgresql://nobody:hidden@127.0.0.1:1/none", stores.v2).settings())
    assert "hidden" not in str(caught.value)


def sell(stores: Stores, number: int) -> None:
    """Write an order and its line, together."""
    stores.change(
        "v1",
        'insert into "order" (id, cart_id, region_id, currency_code, customer_id, email, tax_rate, no_notification) '
        f"select 'order_live_{number}', null, region_id, currency_code, customer_id, email, null, false from \"order\" limit 1",
        "insert into line_item (id, order_id, title, unit_price, quantity, variant_id) "
        f"values ('item_live_{number}', 'order_live_{number}', 'Sold', 100, 1, null)",
    )


@contextmanager
def selling(stores: Stores, pause: float) -> Iterator[None]:
    """While open, the shop sells, with so many seconds between two sales."""
    stop = threading.Event()

    def go_on() -> None:
        number = 0
        while not stop.wait(pause):
            number += 1
            sell(stores, number)

    seller = threading.Thread(target=go_on)
    seller.start()
    try:
        yield
    finally:
        stop.set()
        seller.join()


def test_snapshot_is_one_moment_of_a_selling_shop(stores: Stores) -> None:
    """Orders and lines are written together; the copy must never hold one without the other."""
    with selling(stores, pause=0):
        for _ in range(3):
            copy(stores)
            torn = stores.query(
                'select count(*), count(lines.id) from medusa_v1_archive."order" as orders '
                "full join medusa_v1_archive.line_item as lines on lines.order_id = orders.id "
                "where coalesce(orders.id, lines.order_id) like 'order_live_%'"
            )[0]
            assert torn[0] == torn[1] > 0


@pytest.mark.parametrize(("pause", "tries", "expected"), [(0.05, 20, 4), (0.0, 0, 1)])
def test_connections_of_a_snapshot_see_one_moment(
    stores: Stores, monkeypatch: pytest.MonkeyPatch, pause: float, tries: int, expected: int
) -> None:
    """However often the shop sells; where it never pauses, one connection copies everything."""
    settings = stores.settings()
    fdw.setup(settings)
    monkeypatch.setattr(snapshot, "TRIES", tries)
    with selling(stores, pause), snapshot.one_moment(settings, 4, "order") as connections:
        assert len(connections) == expected
        before = stores.query('select count(*) from medusa_v1."order"')
        time.sleep(3 * pause + 0.2)
        assert stores.query('select count(*) from medusa_v1."order"') > before
        seen = {fdw.scalar(v2, 'select count(*) from medusa_v1."order"') for v2 in connections}
        assert len(seen) == 1


def test_a_standby_is_copied_over_one_connection(stores: Stores, monkeypatch: pytest.MonkeyPatch) -> None:
    """It names no transaction that has not ended: two equal answers would not be one moment."""
    settings = stores.settings()
    fdw.setup(settings)
    monkeypatch.setattr(unchanged, "MOMENT", unchanged.MOMENT.replace("not pg_is_in_recovery()", "pg_is_in_recovery()"))
    with snapshot.one_moment(settings, 4, "order") as connections:
        assert len(connections) == 1


def test_a_moment_that_passes_is_not_taken_for_one(stores: Stores, monkeypatch: pytest.MonkeyPatch) -> None:
    """Something is sold while the second connection begins to look: they look again."""
    settings = stores.settings()
    fdw.setup(settings)
    asked: list[object] = []

    def ask_and_sell(connection: psycopg.Connection[Any], query: str) -> object:
        asked.append(scalar(connection, query))
        if len(asked) == 1:
            sell(stores, 1)
        return asked[-1]

    scalar = fdw.scalar
    monkeypatch.setattr(fdw, "scalar", ask_and_sell)
    with snapshot.one_moment(settings, 2, "order") as connections:
        assert len(connections) == 2
        assert len(asked) == 4
        assert asked[1] != asked[0]
        assert asked[3] == asked[2]


def test_two_servers_and_a_unix_socket(stores: Stores, tmp_path: Path) -> None:
    """v1 may be on another server; a URL may name a socket directory instead of a host."""
    with embedded.server(tmp_path / "other") as other:
        elsewhere = fixtures.create_database(other, "v1_elsewhere")
        fixtures.load(elsewhere, fixtures.V1_STORE)
        assert fdw.setup(Stores(elsewhere, stores.v2).settings())["tables"] == 105
        assert stores.query('select count(*) from medusa_v1."order"') == [(169,)]
    socket = Stores(
        "postgresql://me@/shop?host=/run/postgresql", "postgresql://me@/new?host=/run/postgresql"
    ).settings()
    assert (socket.v1.params["host"], socket.v2.params["dbname"]) == ("/run/postgresql", "new")
    assert os.environ["MEDUSA_V2_HOST"] == "/run/postgresql"
