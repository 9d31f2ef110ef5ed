"""The one error a user may see: what is wrong, where, and what to do."""

from __future__ import annotations


class MigrationError(Exception):
    """A condition that stops a command before anything is half-written.

    what: the finding in plain words (never contains a password); remedy: what to do about it.
    """

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.what}\n  -> {self.remedy}"
