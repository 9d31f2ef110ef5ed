"""Pieces of work for the server, several at a time."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from migrator.parallel import Job, do_all
from tests.conftest import Stores


def test_what_most_others_wait_for_is_done_first_and_each_piece_is_committed(stores: Stores) -> None:
    done: list[str] = []

    def note(name: str, after: tuple[str, ...] = ()) -> Job:
        def do(v2: psycopg.Connection[Any]) -> None:
            v2.execute("create table if not exists noted (name text)") if name == "table" else None
            v2.execute("insert into noted values (%s)", (name,))

        return Job(do, after)

    jobs = {
        "leaf": note("leaf", ("table",)),
        "root": note("root", ("table",)),
        "table": note("table"),
        "end": note("end", ("root",)),
    }
    do_all(stores.settings().v2, jobs, done.append)
    assert done[0] == "table"
    assert done.index("root") < done.index("end")
    assert {name for (name,) in stores.query("select name from noted")} == set(jobs)


def test_after_an_error_nothing_that_waits_for_it_begins(stores: Stores) -> None:
    begun: list[str] = []

    def fail(v2: psycopg.Connection[Any]) -> None:
        v2.execute("create table half (name text)")
        v2.execute("select 1 / 0")

    jobs = {"wrong": Job(fail), "later": Job(lambda v2: begun.append("later"), ("wrong",))}
    with pytest.raises(psycopg.errors.DivisionByZero):
        do_all(stores.settings().v2, jobs)
    assert begun == []
    assert stores.query("select to_regclass('half')") == [(None,)]
