"""What was compared and what differs: one row per subject, every failure with its name."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from rich.console import Console
from rich.table import Table

from migrator.matrix import BOOTED
from tests.e2e.api import ApiError

T = TypeVar("T")
WORKERS = 6
SHOWN = 5
# What reading an answer of another shape than expected raises.
UNEXPECTED = (AttributeError, LookupError, StopIteration, TypeError, ValueError)


@dataclass
class Row:
    """One subject of one domain: how many were compared, which differ and how."""

    domain: str
    subject: str
    total: int
    failures: dict[str, list[str]]
    seconds: float
    cannot: str = ""  # why this version of Medusa has nothing to compare

    @property
    def passed(self) -> int:
        """How many are equal."""
        return self.total - len(self.failures)


@dataclass
class Scoreboard:
    """The result of a run."""

    version: str
    rows: list[Row] = field(default_factory=list)
    timings: dict[str, float] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """True when something was compared and nothing differs."""
        return bool(self.rows) and not any(row.failures for row in self.rows)

    def each(
        self,
        domain: str,
        subject: str,
        items: Iterable[T],
        name: Callable[[T], object],
        check: Callable[[T], Iterable[str]],
        workers: int = WORKERS,
    ) -> Row:
        """Check every item in parallel; `check` yields one line per difference."""

        def differences(item: T) -> list[str]:
            try:
                return list(check(item))
            except ApiError as error:
                return [str(error)]
            except UNEXPECTED as error:
                return [f"unexpected answer: {type(error).__name__} {error}"]

        started = time.monotonic()
        listed = list(items)
        with ThreadPoolExecutor(workers) as pool:
            results = list(pool.map(differences, listed))
        failures = {str(name(item)): found for item, found in zip(listed, results, strict=True) if found}
        row = Row(domain, subject, len(listed), failures, time.monotonic() - started)
        self.rows.append(row)
        return row

    def one(self, domain: str, subject: str, check: Callable[[], Iterable[str]]) -> Row:
        """A single check."""
        return self.each(domain, subject, [subject], str, lambda _: check())

    def cannot(self, domain: str, subject: str, why: str) -> None:
        """What this version of Medusa has no endpoint or field for: named, not skipped."""
        self.rows.append(Row(domain, subject, 0, {}, 0, why))

    def excuse(self, row: Row, sign: str, why: str) -> None:
        """Failures whose every line bears the sign of something this version cannot do: named as that instead."""
        signed = [name for name, lines in row.failures.items() if all(re.search(sign, line) for line in lines)]
        for name in signed:
            del row.failures[name]
        row.total -= len(signed)
        if signed:
            listed = ", ".join(signed[:SHOWN]) + (f" and {len(signed) - SHOWN} more" if len(signed) > SHOWN else "")
            self.cannot(row.domain, row.subject, f"{why} ({listed})")

    def guarded(self, domain: str, compare: Callable[[], None]) -> None:
        """Run a whole domain; what stops it counts as a failure and leaves the other domains alone."""
        try:
            compare()
        except (ApiError, *UNEXPECTED) as error:
            self.rows.append(Row(domain, "ran to its end", 1, {domain: [f"{type(error).__name__}: {error}"]}, 0))

    def show(self, console: Console) -> None:
        """Print the table, then the failures by name."""
        table = Table(title=f"Medusa v1 store, migrated, on Medusa {self.version}")
        for heading, justify in (
            ("domain", "left"),
            ("what", "left"),
            ("equal", "right"),
            ("of", "right"),
            ("s", "right"),
        ):
            table.add_column(heading, justify=justify)  # type: ignore[arg-type]
        for row in self.rows:
            table.add_row(
                row.domain,
                row.subject,
                "-" if row.cannot else str(row.passed),
                "-" if row.cannot else str(row.total),
                f"{row.seconds:.1f}",
                style="red" if row.failures else "yellow" if row.cannot else None,
            )
        console.print(table)
        for row in self.rows:
            for count, (name, lines) in enumerate(row.failures.items()):
                if count == SHOWN:
                    console.print(f"[red]{row.domain}: {row.subject}[/red]: … and {len(row.failures) - SHOWN} more")
                    break
                for line in lines[:SHOWN]:
                    console.print(
                        f"[red]{row.domain}: {row.subject}[/red]: {name}: {line}", markup=True, highlight=False
                    )
        for row in self.rows:
            if row.cannot:
                console.print(f"[yellow]{row.domain}: {row.subject}[/yellow]: {row.cannot}", highlight=False)
        console.print("  ".join(f"{step} {seconds:.0f} s" for step, seconds in self.timings.items()))

    def record(self, what: str) -> None:
        """Remember the result of all facts, or of all pages of the dashboard, for docs/versions.md."""
        known = json.loads(BOOTED.read_text(encoding="utf-8"))
        known.setdefault(self.version, {})[what] = {
            "equal": sum(row.passed for row in self.rows),
            "of": sum(row.total for row in self.rows),
            "day": datetime.now(UTC).date().isoformat(),
            "cannot": [f"{row.subject}: {row.cannot}" for row in self.rows if row.cannot],
        }
        BOOTED.write_text(json.dumps(known, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")

    def write(self, path: Path) -> None:
        """The same as JSON, for CI."""
        path.write_text(
            json.dumps(
                {
                    "version": self.version,
                    "ok": self.ok,
                    "timings": {step: round(seconds, 1) for step, seconds in self.timings.items()},
                    "rows": [
                        {
                            "domain": row.domain,
                            "subject": row.subject,
                            "passed": row.passed,
                            "total": row.total,
                            "seconds": round(row.seconds, 1),
                            "failures": row.failures,
                            "cannot": row.cannot,
                        }
                        for row in self.rows
                    ],
                },
                indent=2,
                ensure_ascii=False,
            )
            + "\n",
            encoding="utf-8",
        )


def differences(expected: dict[str, Any], actual: dict[str, Any]) -> Iterator[str]:
    """One line per key of `expected` whose value differs in `actual`."""
    for key, value in expected.items():
        if actual.get(key) != value:
            yield f"{key}: v1 {value!r}, v2 {actual.get(key)!r}"
