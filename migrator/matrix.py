"""The version matrix: whole migrations between databases of every supported v1 and v2 version."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import psycopg
from rich.console import Console
from rich.table import Table

from migrator import catalog_db, embedded, fixtures, run, settings
from migrator.errors import MigrationError
from migrator.settings import PROJECT_DIR, SCHEMA

# No catalog has the loyalty plugin, so gift cards that can still be used stay in the archive.
DECISIONS = ("gift_card_mode=archive",)
PROVEN = PROJECT_DIR / "migrator/catalog/proven.json"
# Written by `invoke e2e`: version -> what its API, booted, said of the migrated store.
BOOTED = PROJECT_DIR / "migrator/catalog/booted.json"
# How many versions of the other side each version meets.
PARTNERS = 3
recording = threading.Lock()


@dataclass(frozen=True)
class Pair:
    """A source version (`-default-flags`: no flags, no modules) and a target version."""

    source: str
    target: str


@dataclass(frozen=True)
class Outcome:
    """What a pair came to; `problem` is empty when it is proven."""

    pair: Pair
    seconds: float
    rows: int
    problem: str


def chosen(every: bool = False, missing: bool = False, names: list[str] | None = None) -> list[Pair]:
    """The pairs to run: those named `source:target`, every one, or three partners for each version.

    missing: only what is not proven yet.
    """
    sources, targets = catalog_db.versions("v1"), catalog_db.versions("v2")
    done = {Pair(source, target) for target, days in (proven() if missing else {}).items() for source in days}
    if names:
        return [Pair(*name.split(":")) for name in names]
    if every:
        return [pair for target in targets for source in sources if (pair := Pair(source, target)) not in done]
    met = Counter(version for pair in done for version in (pair.source, pair.target))
    wanted: list[Pair] = []

    def add(candidates: list[Pair], version: str) -> None:
        """Take candidates, those whose versions met fewest others first, until the version has met enough."""
        while met[version] < PARTNERS:
            pair = min(
                (pair for pair in candidates if pair not in done), key=lambda pair: met[pair.source] + met[pair.target]
            )
            done.add(pair)
            wanted.append(pair)
            met.update((pair.source, pair.target))

    for target in targets:
        add([Pair(source, target) for source in sources], target)
    for source in sources:
        add([Pair(source, target) for target in targets], source)
    return wanted


def prove(pairs: list[Pair], console: Console, processes: int = 2) -> list[Outcome]:
    """Run the pairs, a few at a time, and record what is proven."""
    started = time.monotonic()
    with server() as url, ThreadPoolExecutor(processes) as pool:
        stores = dict(zip(sources := sorted({pair.source for pair in pairs}), make_stores(url, sources), strict=True))
        slots: queue.SimpleQueue[int] = queue.SimpleQueue()
        for slot in range(processes):
            slots.put(slot)

        def one(pair: Pair) -> Outcome:
            slot = slots.get()
            try:
                outcome = prove_one(pair, url, stores[pair.source], slot)
            finally:
                slots.put(slot)
            console.print(
                f"{pair.source:>23} -> {pair.target:18} "
                + (
                    f"[red]{outcome.problem}[/]"
                    if outcome.problem
                    else f"[green]proven[/] {outcome.rows:,} rows, {outcome.seconds:.0f} s"
                ),
                highlight=False,
                soft_wrap=True,
            )
            record(outcome)
            return outcome

        outcomes = list(pool.map(one, pairs))
        for pair in {outcome.pair.source for outcome in outcomes}:
            fixtures.drop_database(url, database_name("v1", pair))
    show(outcomes, console, time.monotonic() - started)
    return outcomes


@contextmanager
def server() -> Iterator[str]:
    """The server of MEDUSA_E2E_SERVER, or one of our own."""
    given = os.environ.get("MEDUSA_E2E_SERVER")
    if given:
        yield given
        return
    with embedded.server(PROJECT_DIR / ".cache/matrix") as url:
        yield url


def database_name(*parts: str) -> str:
    """A database name for a version or a pair."""
    return "_".join(("matrix", *parts)).translate(str.maketrans(".-", "__"))


def make_stores(url: str, sources: list[str]) -> list[str]:
    """One v1 database per source version. No migration ever writes to v1, so pairs share them."""
    original = fixtures.create_database(url, database_name("v1"))
    fixtures.load(original, fixtures.V1_STORE)
    made = []
    for source in sources:
        made.append(fixtures.create_database(url, database_name("v1", source)))
        catalog_db.create_v1(made[-1], source, original)
    fixtures.drop_database(url, database_name("v1"))
    return made


def prove_one(pair: Pair, url: str, store: str, slot: int) -> Outcome:
    """Migrate twice in a process of its own, because dbt keeps state per process."""
    started = time.monotonic()
    name = database_name("v2", pair.source, "to", pair.target)
    target = fixtures.create_database(url, name)
    catalog_db.create_v2(target, pair.target)
    work = PROJECT_DIR / os.environ.get("DBT_TARGET_PATH", "target") / f"matrix_{slot}"
    finished = subprocess.run(
        [sys.executable, "-m", "migrator.matrix"],
        cwd=PROJECT_DIR,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ
        | {"MEDUSA_V1_URL": store, "MEDUSA_V2_URL": target, "DBT_TARGET_PATH": str(work), "DBT_LOG_PATH": str(work)},
    )
    if finished.returncode:
        return Outcome(pair, time.monotonic() - started, 0, finished.stderr.strip() or "the process died")
    fixtures.drop_database(url, name)
    return Outcome(pair, time.monotonic() - started, int(finished.stdout.split()[-1]), "")


def migrate_twice() -> int:
    """Migrate the databases of the environment; a second run must find nothing to do. Returns the rows written."""
    quiet = Console(quiet=True)
    chosen_settings = settings.load(DECISIONS)
    run.migrate(chosen_settings, quiet)
    written = last_run(chosen_settings)
    run.migrate(chosen_settings, quiet, again=True)
    again = last_run(chosen_settings)
    if again:
        raise MigrationError(f"the second run wrote {again} rows.", "a model makes other rows each time.")
    with chosen_settings.v2.connect() as v2:
        left = v2.execute(f"select live_table, reason, count(*) from {SCHEMA}.unwritten group by 1, 2").fetchall()
        open_sums = v2.execute(
            f"select v1_table from {SCHEMA}.rpt_accounting where rows_read <> migrated + merged + left_out + quarantined"
        ).fetchall()
    if left or open_sums:
        raise MigrationError(
            f"unwritten rows: {left}; v1 tables not accounted for: {open_sums}.", "see the tables unwritten and ledger."
        )
    return written


def last_run(chosen_settings: settings.Settings) -> int:
    """Rows that the last run wrote or removed."""
    with chosen_settings.v2.connect() as v2:
        row = v2.execute(
            f"select coalesce(sum(inserted + updated + merged + deleted), 0) from {SCHEMA}.load_log "
            f"where run_id = (select max(run_id) from {SCHEMA}.run)"
        ).fetchone()
    return int(row[0]) if row else 0


def record(outcome: Outcome) -> None:
    """Remember that a pair is proven, or forget that it was."""
    with recording:
        known = proven()
        days = known.setdefault(outcome.pair.target, {})
        days.pop(outcome.pair.source, None)
        if not outcome.problem:
            days[outcome.pair.source] = datetime.now(UTC).date().isoformat()
        PROVEN.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def proven() -> dict[str, dict[str, str]]:
    """Target -> source -> day of the last proof."""
    known: dict[str, dict[str, str]] = json.loads(PROVEN.read_text(encoding="utf-8"))
    return known


def proofs() -> str:
    """The table of docs/versions.md."""
    known, sources = proven(), catalog_db.versions("v1")
    head = [source.replace(catalog_db.DEFAULT_FLAGS, " plain") for source in sources]
    lines = [["v2 \\ v1", *head], ["---"] * (len(sources) + 1)]
    lines += [
        [target, *(known.get(target, {}).get(source, "") for source in sources)] for target in catalog_db.versions("v2")
    ]
    return "".join("| " + " | ".join(cells) + " |\n" for cells in lines)


def show(outcomes: list[Outcome], console: Console, seconds: float) -> None:
    """Print the table of one run."""
    table = Table(header_style="bold", box=None)
    for name in ("v1", "v2", "rows", "s", ""):
        table.add_column(name, justify="right" if name in ("rows", "s") else "left")
    for outcome in outcomes:
        table.add_row(
            outcome.pair.source,
            outcome.pair.target,
            f"{outcome.rows:,}",
            f"{outcome.seconds:.0f}",
            f"[red]{outcome.problem.splitlines()[-1][:100]}[/]" if outcome.problem else "[green]proven[/]",
        )
    console.print(table)
    proven = sum(not outcome.problem for outcome in outcomes)
    took = timedelta(seconds=round(seconds))
    console.print(f"{proven} of {len(outcomes)} pairs proven in {took} (h:mm:ss)", highlight=False)


if __name__ == "__main__":
    try:
        print(migrate_twice())
    except (MigrationError, psycopg.Error) as error:
        sys.exit(getattr(error, "what", str(error)))
