"""Targets the tool does not know: it takes what it can, names what it cannot, and never guesses."""

from __future__ import annotations

import re
from io import StringIO

import pytest
from rich.console import Console

from migrator import report
from migrator.errors import MigrationError
from tests.conftest import Stores, live_rows


def test_new_required_column_is_refused_by_name(stores: Stores) -> None:
    stores.change("v2", "alter table product_type add column shelf text not null")
    before = live_rows(stores)
    with pytest.raises(MigrationError, match="'product_type' requires the column 'shelf'"):
        stores.migrate()
    assert live_rows(stores) == before


def test_new_optional_column_and_dropped_column_are_reported(stores: Stores) -> None:
    stores.change("v2", "alter table product_type add column shelf text", "alter table product drop column hs_code")
    stores.migrate()
    assert stores.query("select count(*) > 0, count(shelf) from product_type") == [(True, 0)]
    report.show(stores.settings(), Console(file=(said := StringIO())))
    assert re.search(r"columns this tool does not know, left to their defaults: product_type\.shelf\n", said.getvalue())
    assert re.search(r"no place for product\.hs_code \(\d+\)\n", said.getvalue())
