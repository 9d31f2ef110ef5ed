"""Progress of one phase of a run."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)


class Display:
    """Progress of one phase: a live bar on a terminal, a line per model elsewhere."""

    def __init__(self, console: Console, phase: str) -> None:
        self.console = console
        self.phase = phase
        self.rows = 0
        self.bar = Progress(
            SpinnerColumn(),
            TextColumn("[bold]{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rows]:,} rows"),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            TextColumn("[dim]{task.fields[current]}"),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self.task = self.bar.add_task(phase, total=None, rows=0, current="")

    def __enter__(self) -> Display:
        self.bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.bar.stop()

    def total(self, steps: int) -> None:
        """How many steps there are."""
        self.bar.update(self.task, total=steps)

    def step(self, current: str) -> None:
        """One more is done."""
        self.bar.update(self.task, advance=1, current=current)

    def on_event(self, event: Any) -> None:
        """dbt's callback: one event per node started or finished."""
        name, data = event.info.name, event.data
        if name == "LogStartLine":
            self.bar.update(self.task, total=data.total, current=short_name(data.description))
        elif name in ("LogModelResult", "LogTestResult", "LogSeedResult"):
            words = str(getattr(data, "status", "")).split()
            self.rows += int(words[-1]) if name == "LogModelResult" and words and words[-1].isdigit() else 0
            self.bar.update(self.task, completed=data.index, rows=self.rows)
            if not self.console.is_terminal and name == "LogModelResult":
                what = short_name(data.description)
                if not what.startswith("stg_"):
                    self.console.print(
                        f"  {self.phase} {what} {data.status} {data.execution_time:.1f}s", highlight=False
                    )


def short_name(description: str) -> str:
    """`sql table model medusa_migration.v2_order` -> `v2_order`."""
    return description.split()[-1].rpartition(".")[2] if description else ""
