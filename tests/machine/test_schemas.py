"""Medusa's tables in schemas of other names, as both versions can be told to keep them."""

from __future__ import annotations

import pytest

from migrator import check, run, undo
from migrator.errors import MigrationError
from tests.conftest import QUIET, Stores, dump

ELSEWHERE = ("v1_schema=Old Shop", "live_schema=new_shop")


def test_migration_between_schemas_of_other_names(stores: Stores, migrated: Stores) -> None:
    stores.change("v1", 'alter schema public rename to "Old Shop"')
    stores.change("v2", 'alter schema public rename to "new_shop"')
    before = dump(stores.v2)

    (missing, *_) = check.run(stores.settings())
    assert missing.code == "v1_not_medusa" and "v1_schema" in missing.remedy

    run.migrate(stores.settings(*ELSEWHERE), QUIET)
    loaded = "select live_table, inserted, updated, merged from medusa_migration.rpt_loads order by 1"
    assert stores.query(loaded) == migrated.query(loaded)

    run.migrate(stores.settings(*ELSEWHERE), QUIET)
    assert stores.written() == 0
    undo.undo(stores.settings(*ELSEWHERE))
    assert dump(stores.v2) == before


def test_a_schema_whose_name_needs_quotes_is_refused(stores: Stores) -> None:
    stores.change("v2", 'alter schema public rename to "new-shop"')
    with pytest.raises(MigrationError, match="'new-shop' has a name that SQL wants in quotes"):
        run.migrate(stores.settings("live_schema=new-shop"), QUIET)
    assert not stores.query("select from pg_namespace where nspname = 'medusa_v1_archive'")
