"""`invoke bench`: how long a migration takes, measured against plain COPY of the same rows, in one run."""

from __future__ import annotations

import json
import os
import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from rich.console import Console

from bench.generate import generate
from migrator import embedded, fdw, fixtures, run, settings, undo
from migrator.settings import PROJECT_DIR

RESULTS = PROJECT_DIR / "bench/results"
DECISIONS = ("gift_card_mode=archive",)


def bench(orders: int, console: Console) -> dict[str, Any]:
    """Generate, migrate, load the same rows by COPY, migrate again, change 1 %, migrate again. Seconds per step."""
    given = os.environ.get("MEDUSA_E2E_SERVER")
    if given:
        return measure(given, orders, console)
    with embedded.server(PROJECT_DIR / ".cache/bench") as url:
        return measure(url, orders, console)


def measure(server: str, orders: int, console: Console) -> dict[str, Any]:
    """All steps on one server; the result is also written to bench/results."""
    figures: dict[str, Any] = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "seconds": {}}

    @contextmanager
    def timed(step: str) -> Iterator[None]:
        started = time.monotonic()
        yield
        figures["seconds"][step] = round(time.monotonic() - started, 1)
        console.print(f"  {step}: {figures['seconds'][step]} s", highlight=False)

    with timed("generate"):
        v1 = generate(server, "bench_v1", orders)
    v2, floor = (fixtures.create_database(server, name) for name in ("bench_v2", "bench_floor"))
    for url in (v2, floor):
        fixtures.load(url, fixtures.v2_empty("2.21.2"))
    os.environ["MEDUSA_V1_URL"], os.environ["MEDUSA_V2_URL"] = v1, v2
    decided = settings.load(DECISIONS)
    quiet = Console(quiet=True)
    empty = size(v2)
    fdw.setup(decided)
    with timed("reshape and tests"):
        run.reshape(decided, quiet)
    with timed("load"):
        run.load(decided, quiet)
    figures["bytes"] = size(v2) - empty
    with timed("verify"):
        run.verify(decided, quiet)
    with timed("floor: COPY of the same rows"):
        figures["rows"] = copy_floor(v2, floor, decided, figures)
    with timed("second run"):
        run.migrate(decided, quiet)
    with psycopg.connect(v1) as shop:
        shop.execute(
            'update "order" set metadata = \'{"changed": true}\', updated_at = now() where display_id % 100 = 0'
        )
        figures["orders"] = scalar(shop, 'select count(*) from "order"')
    with timed("run after 1 % of the orders changed"):
        run.migrate(decided, quiet)
    seconds = figures["seconds"]
    first = seconds["reshape and tests"] + seconds["load"]
    figures |= {
        "ratio": round(first / figures["floor_seconds"], 2),
        "orders_per_second": round(figures["orders"] / first),
        "peak_python_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "second_run_share": round(seconds["second run"] / first, 2),
        "delta_share": round(seconds["run after 1 % of the orders changed"] / first, 2),
    }
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / f"{figures['orders']}.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return figures


def copy_floor(v2: str, floor: str, decided: settings.Settings, figures: dict[str, Any]) -> int:
    """COPY every row we wrote into the other empty database, parents first; only the loading side is timed."""
    rows, spent = 0, 0.0
    with psycopg.connect(v2) as source, psycopg.connect(floor) as target, tempfile.TemporaryDirectory() as folder:
        target.execute("delete from shipping_profile")  # Medusa's own has the name of v1's
        written = undo.written_tables(source)
        for table in reversed(undo.children_first(source, "public", written)):
            columns = sql.SQL(", ").join(
                sql.Identifier(name)
                for (name,) in source.execute(
                    "select attname::text from pg_attribute where attrelid = %s::regclass and attnum > 0 and not attisdropped",
                    (f'public."{table}"',),
                )
            )
            ours = sql.SQL("select {} from {} as live where exists (select from {} as ours where ours.was is null and {})").format(
                columns, sql.Identifier("public", table), sql.Identifier("medusa_migration", f"written_{table}"),
                undo.same_key(written[table], "live", "ours"),
            )  # fmt: skip
            dump = Path(folder) / "rows"
            with dump.open("wb") as file, source.cursor().copy(sql.SQL("copy ({}) to stdout").format(ours)) as out:
                for block in out:
                    file.write(block)
            started = time.monotonic()
            cursor = target.cursor()
            with (
                dump.open("rb") as file,
                cursor.copy(
                    sql.SQL("copy {} ({}) from stdin").format(sql.Identifier("public", table), columns)
                ) as into,
            ):
                while block := file.read(1 << 20):
                    into.write(block)
            spent += time.monotonic() - started
            rows += cursor.rowcount
        started = time.monotonic()
        target.commit()
        spent += time.monotonic() - started
    figures["floor_seconds"] = round(spent, 1)
    return rows


def size(url: str) -> int:
    """Bytes of the database."""
    with psycopg.connect(url) as connection:
        return int(scalar(connection, "select pg_database_size(current_database())"))


def scalar(connection: psycopg.Connection[Any], query: str) -> Any:
    """The first column of the first row."""
    row = connection.execute(query).fetchone()
    return row[0] if row else None
