"""Nothing an old store contains may stop a run: random damage, then every row is still accounted for.

MEDUSA_CORRUPTED names the seeds, e.g. 0-499: each is another damaged copy of the bundled store, on which the recorded
statements of a migration are executed (some seconds; a whole migration takes dbt most of a minute). A failure names the seed.
"""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from tests.conftest import Stores, live_rows
from tests.hostile import replay
from tests.hostile.damage import corrupt

FIRST, _, LAST = os.environ.get("MEDUSA_CORRUPTED", "0-9").partition("-")
SEEDS = range(int(FIRST), int(LAST or FIRST) + 1)
WHOLE = 0

# Link tables have no foreign keys: (column, the table it names).
LINKS = """
    select links.relname::text, attribute.attname::text, parent.relname::text
    from pg_class as links
    inner join pg_constraint as key on key.conrelid = links.oid and key.contype = 'p' and array_length(key.conkey, 1) = 2
    inner join pg_attribute as attribute on attribute.attrelid = links.oid and attribute.attnum = any(key.conkey)
    inner join pg_class as parent on parent.relnamespace = links.relnamespace and parent.relkind = 'r'
        and parent.relname = case attribute.attname
            when 'variant_id' then 'product_variant' when 'publishable_key_id' then 'api_key'
            else regexp_replace(attribute.attname, '_id$', '') end
    where links.relnamespace = 'public'::regnamespace and links.relkind = 'r'
    order by 1, 2
"""


def test_a_corrupted_store_migrates_for_real_as_it_is_replayed(
    new_stores: Callable[[], Stores], recording: replay.Recording
) -> None:
    real, replayed = new_stores(), new_stores()
    assert corrupt(real.v1, WHOLE) == corrupt(replayed.v1, WHOLE)
    real.migrate()
    assert recording.play(replayed) == []
    assert live_rows(real) == live_rows(replayed)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_corrupted_store_migrates(new_stores: Callable[[], Stores], recording: replay.Recording, seed: int) -> None:
    stores = new_stores()
    damage = corrupt(stores.v1, seed)
    failed = recording.play(stores)
    assert failed == [], "\n".join([f"seed {seed}", *failed, *damage])
    assert unaccounted(stores) == []
    assert dangling(stores) == []


def unaccounted(stores: Stores) -> list[object]:
    """v1 tables whose sums do not close, and rows that were not written."""
    return [
        *stores.query(
            "select v1_table from medusa_migration.rpt_accounting where rows_read <> migrated + merged + left_out + quarantined"
        ),
        *stores.query("select * from medusa_migration.unwritten"),
    ]


def dangling(stores: Stores) -> list[object]:
    """Live rows of link tables that point at a missing row; foreign keys are PostgreSQL's business."""
    found: list[object] = []
    for link, column, parent in stores.query(LINKS):
        query = (
            f'select \'{link}\', "{column}" from "{link}" as link '
            f'where link."{column}" is not null and not exists (select from "{parent}" as there where there.id = link."{column}")'
        )
        found += stores.query(query)
    return found
