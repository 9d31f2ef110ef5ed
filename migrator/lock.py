"""One run at a time: an advisory lock in the target, gone with the process that held it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from migrator.errors import MigrationError
from migrator.settings import Settings

LOCK = 0x6D656475  # any number does, as long as everybody uses the same


@contextmanager
def only_run(settings: Settings) -> Iterator[None]:
    """Hold the run lock of the target for the duration."""
    with settings.v2.connect(autocommit=True) as v2:
        row = v2.execute("select pg_try_advisory_lock(%s)", (LOCK,)).fetchone()
        if not row or not row[0]:
            raise MigrationError(
                f"another migration is running against {settings.v2.label}.",
                "wait for it, or end its process; a run that died holds no lock.",
            )
        yield
