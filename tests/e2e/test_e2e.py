"""The migrated fixture on a booted Medusa 2.21.2, against what v1's own API said: the whole scoreboard."""

from __future__ import annotations

import shutil

import pytest

from tests.conftest import QUIET
from tests.e2e import run


@pytest.mark.skipif(not shutil.which("npm"), reason="needs Node 20 and npm")
def test_v2_says_what_v1_said(capsys: pytest.CaptureFixture[str]) -> None:
    board = run.run(console=QUIET)
    with capsys.disabled():
        equal, total = sum(row.passed for row in board.rows), sum(row.total for row in board.rows)
        print(f"\n{equal} of {total} facts equal on Medusa {board.version}")
    assert {f"{row.domain}: {row.subject}": row.failures for row in board.rows if row.failures} == {}
    assert board.ok
    assert [row.subject for row in board.rows if row.cannot] == []
