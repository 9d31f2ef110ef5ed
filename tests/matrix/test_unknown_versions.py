"""Targets the tool does not know: it takes what it can, names what it cannot, and never guesses."""

from __future__ import annotations

import pytest

from migrator.errors import MigrationError
from tests.conftest import Stores, live_rows


def test_new_required_column_is_refused_by_name(stores: Stores) -> None:
    stores.change("v2", "alter table product_type add column shelf text not null")
    before = live_rows(stores)
    with pytest.raises(MigrationError, match="'product_type' requires the column 'shelf'"):
        stores.migrate()
    assert live_rows(stores) == before


def test_new_optional_column_and_dropped_column(stores: Stores) -> None:
    stores.change("v2", "alter table product_type add column shelf text", "alter table product drop column hs_code")
    stores.migrate()
    assert stores.query("select count(*) from product_type")[0][0] > 0
    assert stores.query("select live_table, column_name, row_count > 0 from medusa_migration.unplaced") == [
        ("product", "hs_code", True)
    ]
