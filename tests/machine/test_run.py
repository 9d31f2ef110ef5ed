"""The machine as a whole: repeatable, gated, careful with what is not ours, reversible."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from io import StringIO

import pytest
from rich.console import Console

from migrator import lock, run, unchanged, undo
from migrator.errors import MigrationError
from migrator.settings import PROJECT_DIR
from tests.conftest import DECISIONS, QUIET, Stores, dump, live_rows
from tests.machine.test_money import DAMAGES


def test_second_run_writes_nothing(migrated: Stores) -> None:
    before = live_rows(migrated)
    migrated.migrate()
    assert migrated.written() == 0
    assert live_rows(migrated) == before


def test_unchanged_v1_is_not_reshaped_again(migrated: Stores) -> None:
    migrated.migrate()  # this copy's v1 has a name of its own, its rows are the same
    started = migrated.query("select count(*) from medusa_migration.load_log")
    for words in ("there is nothing to write", "there is nothing to compare again"):
        assert words in said(migrated)
    assert migrated.query("select count(*) from medusa_migration.load_log") == started
    assert migrated.written() == 0
    migrated.change("v1", "update store set name = 'Renamed'")
    run.migrate(migrated.settings(), QUIET)
    assert migrated.written() == 1


def test_a_copy_of_v1_is_another_v1(new_stores: Callable[[], Stores]) -> None:
    """Copied file by file, rows carry the same transactions; what changes in one later may look alike in the other."""
    first, second = new_stores(), new_stores()
    known = unchanged.fingerprint(first.settings())
    assert unchanged.fingerprint(first.settings()) == known
    assert unchanged.fingerprint(second.settings()) != known
    first.change("v1", "update store set name = name")
    assert unchanged.fingerprint(first.settings()) != known


def test_unchanged_v2_is_verified_once_and_a_changed_one_again(migrated: Stores) -> None:
    migrated.migrate()
    assert "nothing to compare" in said(migrated)
    migrated.change("v2", 'update "order" set email = email where display_id = 2')  # any write makes it look again
    assert "nothing to compare" not in said(migrated)
    assert "nothing to compare" in said(migrated)
    migrated.change("v2", DAMAGES["a price"])
    for _ in range(2):
        with pytest.raises(MigrationError, match="order_"):
            said(migrated)


def said(stores: Stores) -> str:
    """What `invoke migrate` prints."""
    screen = StringIO()
    run.migrate(stores.settings(), Console(file=screen, width=160))
    return screen.getvalue()


def test_undo_gives_back_the_same_dump(stores: Stores) -> None:
    before = dump(stores.v2)
    stores.migrate()
    assert dump(stores.v2) != before
    undo.undo(stores.settings())
    assert dump(stores.v2) == before


def test_change_in_v1_arrives_and_nothing_else(migrated: Stores) -> None:
    migrated.change(
        "v1",
        "update product set title = 'Renamed' where id = (select min(id) from product)",
        "update sales_channel set description = 'New text' where id = (select min(id) from sales_channel)",
    )
    migrated.migrate()
    updated = migrated.query(
        "select live_table, inserted, updated from medusa_migration.rpt_loads where inserted + updated > 0"
    )
    assert ("sales_channel", 0, 1) in updated
    assert ("product", 0, 1) in updated
    assert sum(row[1] for row in updated) == 0


def test_row_edited_in_v2_is_left_alone_and_reported(migrated: Stores) -> None:
    migrated.change(
        "v2",
        "update sales_channel set name = 'Edited in v2' where id = (select min(id) from medusa_migration.v2_sales_channel)",
    )
    migrated.change(
        "v1", "update sales_channel set name = 'Edited in v1' where id = (select min(id) from sales_channel)"
    )
    migrated.migrate()
    names = [row[0] for row in migrated.query("select name from sales_channel")]
    assert "Edited in v2" in names
    assert "Edited in v1" not in names
    assert migrated.query("select live_table, reason from medusa_migration.unwritten") == [
        ("sales_channel", "edited_in_v2")
    ]


def test_row_gone_from_v1_is_removed_unless_edited(migrated: Stores) -> None:
    migrated.change("v1", "delete from product_tags where ctid = (select min(ctid) from product_tags)")
    before = migrated.query("select count(*) from product_tags")[0][0]
    migrated.migrate()
    assert migrated.query("select count(*) from product_tags")[0][0] == before - 1


def test_rows_of_a_table_that_v1_emptied_are_removed(migrated: Stores) -> None:
    assert migrated.query("select count(*) from product_tags")[0][0] > 0
    migrated.change("v1", "delete from product_tags")
    migrated.migrate()
    assert migrated.query("select count(*) from product_tags")[0][0] == 0


def test_undo_refuses_when_v2_rows_depend_on_ours(migrated: Stores) -> None:
    migrated.change("v2", "insert into customer_address (id, customer_id) select 'cuaddr_new', min(id) from customer")
    before = live_rows(migrated)
    with pytest.raises(MigrationError, match="customer_address"):
        undo.undo(migrated.settings())
    assert live_rows(migrated) == before


def test_nothing_is_written_when_one_test_fails(stores: Stores) -> None:
    before = live_rows(stores)
    # A constraint of the target that the rows of this store cannot meet.
    stores.change("v2", "create unique index one_only on product (status) where deleted_at is null")
    before = live_rows(stores)
    with pytest.raises(MigrationError, match=r"other_rows_fit_live_tables.*product.*not unique: status"):
        stores.migrate()
    assert live_rows(stores) == before


def test_two_runs_at_once_are_refused(stores: Stores) -> None:
    with lock.only_run(stores.settings()), pytest.raises(MigrationError, match="another migration is running"):
        stores.migrate()


@pytest.mark.parametrize("seed", range(int(os.environ.get("MEDUSA_KILLS", "2"))))
def test_killed_run_converges(new_stores: Callable[[], Stores], migrated_template: Stores, seed: int) -> None:
    stores = new_stores()
    stores.settings()
    process = subprocess.Popen(
        [sys.executable, "-m", "invoke", "migrate", *(f"--set={d}" for d in DECISIONS)],
        cwd=PROJECT_DIR,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    time.sleep(random.Random(seed).uniform(2, float(os.environ.get("MEDUSA_KILL_WITHIN", "45"))))
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    run.migrate(stores.settings(), QUIET)
    assert live_rows(stores) == live_rows(migrated_template)
