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


def test_what_a_column_refuses_is_found_before_the_first_write(stores: Stores) -> None:
    stores.change(
        "v2",
        "create type fewer_statuses as enum ('pending', 'completed')",
        'alter table "order" alter column status drop default, '
        "alter column status type fewer_statuses using status::text::fewer_statuses",
        "alter table product_type add check (length(value) < 3)",
        "alter table product_tag alter column value type varchar(2)",
    )
    before = live_rows(stores)
    with pytest.raises(MigrationError) as refused:
        stores.migrate()
    for words in (
        "status is one of pending, completed",
        "not allowed: (length(value) < 3)",
        "value has up to 2 characters",
    ):
        assert words in refused.value.what
    assert live_rows(stores) == before
