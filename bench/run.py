"""`invoke bench`: how long a migration takes, measured against plain COPY of the same rows, in one run."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from rich.console import Console

from bench.generate import generate
from migrator import embedded, fdw, fixtures, run, settings, unchanged, undo
from migrator.settings import PROJECT_DIR

RESULTS = PROJECT_DIR / "bench/results"
DECISIONS = ("gift_card_mode=archive",)
SLOWEST = 12
SETTLED_AFTER = 300  # seconds; longer is not waited for
# 1 % of the orders, as a shop changes them: a note on the order, a line corrected, a payment captured later.
CHANGES = (
    'update "order" set metadata = \'{"changed": true}\', updated_at = now() where display_id % 100 = 0',
    "update line_item set metadata = '{\"changed\": true}', updated_at = now() "
    'where order_id in (select id from "order" where display_id % 100 = 0)',
    "update payment set captured_at = now() "
    'where captured_at is null and order_id in (select id from "order" where display_id % 100 = 0)',
)


def bench(orders: int, console: Console, in_order: bool = False) -> dict[str, Any]:
    """Generate (in_order: bench/generate.py), migrate, migrate again, change 1 %, migrate again, load the same rows by COPY."""
    given = os.environ.get("MEDUSA_E2E_SERVER")
    if given:
        return measure(given, orders, console, in_order)
    with embedded.server(PROJECT_DIR / ".cache/bench", shared_buffers=quarter_of_memory()) as url:
        return measure(url, orders, console, in_order)


def quarter_of_memory() -> str:
    """What PostgreSQL's documentation recommends for `shared_buffers` of a server that has a machine to itself."""
    return f"{os.sysconf('SC_PHYS_PAGES') * os.sysconf('SC_PAGE_SIZE') // 4 // 1024**2}MB"


def measure(server: str, orders: int, console: Console, in_order: bool = False) -> dict[str, Any]:
    """All steps on one server; the figures are also written to bench/results."""
    seconds: dict[str, float] = {}
    cpu: dict[str, dict[str, float]] = {}
    nodes: dict[str, dict[str, Any]] = {}
    figures: dict[str, Any] = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "cores": os.cpu_count(),
        "in_order": in_order,
        "shared_buffers": setting(server, "shared_buffers"),
        "load_before": round(os.getloadavg()[0], 1),
        "seconds": seconds,
        "cpu_seconds": cpu,
        "nodes": nodes,
    }

    @contextmanager
    def timed(step: str) -> Iterator[None]:
        started, python, postgres = time.monotonic(), time.process_time(), server_cpu(server)
        yield
        seconds[step] = round(time.monotonic() - started, 1)
        cpu[step] = {
            "python": round(time.process_time() - python, 1),
            "postgres": round(server_cpu(server) - postgres, 1),
        }
        console.print(f"  {step}: {seconds[step]} s, of CPU {cpu[step]}", highlight=False)

    with timed("reading the project, as `make install` does"):
        subprocess.run(
            [sys.executable, "-c", "from migrator import dbt; dbt.read_project()"], cwd=PROJECT_DIR, check=True
        )
    with timed("generate"):
        v1 = generate(server, "bench_v1", orders, in_order)
    v2, floor = (fixtures.create_database(server, name) for name in ("bench_v2", "bench_floor"))
    for url in (v2, floor):
        fixtures.load(url, fixtures.v2_empty("2.21.2"))
    os.environ["MEDUSA_V1_URL"], os.environ["MEDUSA_V2_URL"] = v1, v2
    decided = settings.load(DECISIONS)
    quiet = Console(quiet=True)
    before, wal_before = size(v2), wal(v2)
    settle(server)
    with timed("first run: fingerprint and snapshot"):
        fdw.setup(decided)
        now = unchanged.fingerprint(decided)
        run.prepare(decided, quiet, now)
    with timed("first run: reshape and tests"):
        nodes["reshape and tests"] = shares(run.reshape(decided, quiet, basis=now.basis))
    with timed("first run: load"):
        nodes["load"] = shares(run.load(decided, quiet, basis=now.basis))
    unchanged.remember(decided, now)
    figures["bytes"] = {"database": size(v2) - before, "wal": wal(v2) - wal_before} | schema_sizes(v2)
    with timed("verify"):
        nodes["verify"] = shares(run.verify(decided, quiet, basis=now.basis))
    settle(server)
    with timed("run after no change"):
        run.migrate(decided, quiet)
    with psycopg.connect(v1) as shop:
        figures["orders"] = scalar(shop, 'select count(*) from "order"')
        figures["order_lines"] = scalar(shop, "select count(*) from line_item")
        figures["customers"] = scalar(shop, "select count(*) from customer")
        for change in CHANGES:
            shop.execute(change)
    settle(server)
    with timed("run after 1 % of the orders changed"):
        run.migrate(decided, quiet)
    parts = [step for step in seconds if step.startswith("first run")]
    first = sum(seconds[step] for step in parts)
    whole = first + seconds["verify"]  # what the later runs do, too
    figures |= {
        "orders_per_second": round(figures["orders"] / first),
        "second_run_share": round(seconds["run after no change"] / whole, 3),
        "delta_share": round(seconds["run after 1 % of the orders changed"] / whole, 3),
    }
    save(figures)  # the floor takes as long again
    settle(server)
    with timed("floor, with writing and reading the files"):
        figures["rows"], seconds["floor"], cpu["floor"], figures["bytes"]["floor_wal"] = copy_floor(v2, floor)
    first_cpu = sum(sum(cpu[step].values()) for step in parts)
    figures |= {
        "ratio": round(first / seconds["floor"], 2),
        "cpu_ratio": round(first_cpu / max(sum(cpu["floor"].values()), 0.1), 2),
    }
    fixtures.drop_database(server, "bench_floor")
    save(figures)
    return figures


def save(figures: dict[str, Any]) -> None:
    """Write what was measured."""
    figures["peak_python_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    RESULTS.mkdir(parents=True, exist_ok=True)
    name = f"{figures['orders']}{'_in_order' if figures['in_order'] else ''}.json"
    (RESULTS / name).write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def settle(server: str) -> None:
    """Let the server end what the step before left it to do (dirty pages, autovacuum), or it would be billed to the next."""
    with psycopg.connect(server, autocommit=True) as connection:
        deadline = time.monotonic() + SETTLED_AFTER
        while time.monotonic() < deadline and scalar(
            connection, "select count(*) from pg_stat_activity where backend_type = 'autovacuum worker'"
        ):
            time.sleep(1)
        connection.execute("checkpoint")
    os.sync()


def shares(results: list[Any]) -> dict[str, Any]:
    """Seconds per kind of node (they overlap: dbt works on several at a time), and the slowest nodes."""
    kinds: dict[str, float] = defaultdict(float)
    for result in results:
        node = result.node
        kinds[node.path.split("/")[0] if node.resource_type == "model" else node.resource_type] += result.execution_time
    slowest = sorted(results, key=lambda result: -result.execution_time)[:SLOWEST]
    return {
        "count": len(results),
        "kinds": {kind: round(spent, 1) for kind, spent in sorted(kinds.items())},
        "slowest": {result.node.name: round(result.execution_time, 1) for result in slowest},
    }


def copy_floor(v2: str, floor: str) -> tuple[int, float, dict[str, float], int]:
    """COPY every row we wrote into the other empty database, parents first: (rows, seconds, CPU seconds, bytes of WAL).

    Only the loading side is timed: rows come from a file, over one connection, in one transaction.
    """
    rows, spent, python, wal_before = 0, 0.0, 0.0, wal(floor)
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
            started, started_cpu = time.monotonic(), time.process_time()
            cursor = target.cursor()
            into = sql.SQL("copy {} ({}) from stdin").format(sql.Identifier("public", table), columns)
            with dump.open("rb") as file, cursor.copy(into) as copy:
                while block := file.read(1 << 20):
                    copy.write(block)
            spent += time.monotonic() - started
            python += time.process_time() - started_cpu
            rows += cursor.rowcount
        started = time.monotonic()
        target.commit()
        spent += time.monotonic() - started
        cpu = {"python": round(python, 1), "postgres": round(process_cpu(target.info.backend_pid), 1)}
    return rows, round(spent, 1), cpu, wal(floor) - wal_before


def server_cpu(url: str) -> float:
    """CPU seconds of all connections to the server that have ended (0 where it is not on this Linux machine).

    Wall time says little on a machine that others use too; this does.
    """
    with psycopg.connect(url) as connection:
        postmaster = proc_stat(connection.info.backend_pid)[1]
    return sum(map(int, proc_stat(int(postmaster))[13:15])) / os.sysconf("SC_CLK_TCK")


def process_cpu(pid: int) -> float:
    """CPU seconds of one process of this machine."""
    return sum(map(int, proc_stat(pid)[11:13])) / os.sysconf("SC_CLK_TCK")


def proc_stat(pid: int) -> list[str]:
    """/proc/<pid>/stat after the command's name: state, parent, …; zeros where there is no such process."""
    path = Path(f"/proc/{pid}/stat")
    return path.read_text(encoding="ascii").rpartition(")")[2].split() if path.is_file() else ["0"] * 50


def size(url: str) -> int:
    """Bytes of the database."""
    with psycopg.connect(url) as connection:
        return int(scalar(connection, "select pg_database_size(current_database())"))


def wal(url: str) -> int:
    """Bytes of write-ahead log the server has written so far (for all of its databases)."""
    with psycopg.connect(url) as connection:
        return int(scalar(connection, "select pg_current_wal_lsn() - '0/0'"))


def schema_sizes(url: str) -> dict[str, int]:
    """Bytes per schema, with indexes."""
    with psycopg.connect(url) as connection:
        return dict(
            connection.execute(
                "select relnamespace::regnamespace::text, sum(pg_total_relation_size(oid))::bigint from pg_class "
                "where relkind = 'r' and relnamespace::regnamespace::text in ('public', 'medusa_migration', 'medusa_v1_archive') "
                "group by relnamespace"
            ).fetchall()
        )


def setting(url: str, name: str) -> str:
    """A setting of the server, with its unit."""
    with psycopg.connect(url) as connection:
        return str(scalar(connection, f"select current_setting('{name}')"))


def scalar(connection: psycopg.Connection[Any], query: str) -> Any:
    """The first column of the first row."""
    row = connection.execute(query).fetchone()
    return row[0] if row else None
