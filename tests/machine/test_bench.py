"""The benchmark: the store it makes, and the floor it measures against."""

from __future__ import annotations

from itertools import pairwise

import psycopg
import pytest

from bench.generate import COPIED, ORDERS, generate
from bench.run import copy_floor
from migrator import fixtures
from tests.conftest import Stores, live_rows

COPIES = 9
# Rows whose foreign key points nowhere; the generator switches the checks off.
ORPHANS = """
    select format(
        'select %L, count(*) from %s as child where child.%I is not null and not exists (select from %s as parent where parent.%I = child.%I)',
        fk.conname, fk.conrelid::regclass, child.attname, fk.confrelid::regclass, parent.attname, child.attname
    )
    from pg_constraint as fk
    inner join pg_attribute as child on fk.conrelid = child.attrelid and fk.conkey = array[child.attnum]
    inner join pg_attribute as parent on fk.confrelid = parent.attrelid and fk.confkey = array[parent.attnum]
    where fk.contype = 'f'
"""


@pytest.mark.parametrize("in_order", [False, True])
def test_generated_store_is_the_bundled_one_many_times(server: str, in_order: bool) -> None:
    name = "bench_generated"
    with psycopg.connect(fixtures.create_database(server, "bench_original", "v1_template")) as v1:
        original = {table: v1.execute(f'select count(*) from "{table}"').fetchone() for table in COPIED}
    with psycopg.connect(generate(server, name, ORDERS * (COPIES + 1), in_order)) as v1:
        rows = {table: v1.execute(f'select count(*) from "{table}"').fetchone() for table in COPIED}
        orphans = [v1.execute(query).fetchone() for (query,) in v1.execute(ORPHANS).fetchall()]
        copies, by_id = (
            [copy_number(row[0]) for row in v1.execute("select id from line_item order by " + order)]
            for order in ("ctid", 'id collate "C"')
        )
        numbers = v1.execute('select count(distinct display_id), count(distinct id) from "order"').fetchone()
    assert {table: count[0] for table, count in rows.items() if count} == {
        table: count[0] * (COPIES + 1) for table, count in original.items() if count
    }
    assert set(copies) == set(range(COPIES + 1))
    assert steps_back(copies) < len(copies) / 50  # some rows find room on an earlier page
    assert (steps_back(by_id) <= 1) == in_order  # the originals come last
    assert numbers == (ORDERS * (COPIES + 1),) * 2
    assert orphans and [orphan for orphan in orphans if orphan and orphan[1]] == []
    orders, lines, customers = (rows[table][0] for table in ("order", "line_item", "customer"))  # type: ignore[index]
    assert 2.2 < lines / orders < 2.6
    assert 0.25 < customers / orders < 0.35
    for made in (name, "bench_original"):
        fixtures.drop_database(server, made)


def copy_number(name: str) -> int:
    """Of which copy an id is; 0 for the original's."""
    return next((int(part) for part in name.split("_") if part.isdigit()), 0)


def steps_back(numbers: list[int]) -> int:
    """How often a number is less than the one before."""
    return sum(later < earlier for earlier, later in pairwise(numbers))


def test_floor_holds_the_rows_the_migration_wrote(migrated: Stores, server: str) -> None:
    floor = Stores(migrated.v1, fixtures.create_database(server, "bench_floor", "v2_template"))
    rows, _, _, _ = copy_floor(migrated.v2, floor.v2)
    assert rows == migrated.query("select sum(inserted) from medusa_migration.load_log")[0][0]
    ours, theirs = live_rows(migrated), live_rows(floor)
    merged = {table for (table,) in migrated.query("select live_table from medusa_migration.load_log where merged > 0")}
    assert {table for table in ours if ours[table] != theirs[table]} <= merged | {"shipping_profile"}
    fixtures.drop_database(server, "bench_floor")
