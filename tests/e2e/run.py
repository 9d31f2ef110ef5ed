"""`invoke e2e`: make both databases, migrate, serve v2, compare domain by domain."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from rich.console import Console

from migrator import embedded, fixtures
from migrator.errors import MigrationError
from migrator.settings import PROJECT_DIR
from tests.e2e import (
    compare_carts,
    compare_catalog,
    compare_checkout,
    compare_dashboard,
    compare_gift_cards,
    compare_life,
    compare_orders,
    compare_people,
    compare_prices,
    compare_promotions,
    compare_stock,
    compare_storefront,
    medusa,
)
from tests.e2e.scoreboard import Scoreboard
from tests.e2e.shop import ADMIN, Shop

VERSION = "2.21.2"
SERVERS = 2  # at a time
# What only looks comes first; carts and orders, which change stock and numbers, come last.
Domains = dict[str, Callable[[Shop, Scoreboard], None]]
DOMAINS: Domains = {
    "catalog": compare_catalog.run,
    "stock": compare_stock.run,
    "orders": compare_orders.run,
    "people": compare_people.run,
    "prices": compare_prices.run,
    "storefront": compare_storefront.run,
    "promotions": compare_promotions.run,
    "checkout": compare_checkout.run,
}
LIFE = "life"  # on a copy of the migrated database, with a server of its own
DASHBOARD = "dashboard"  # on demand: needs a browser, and the dashboard to be built
# On a second target, which has the loyalty plugin, with v1's open carts.
WITH_LOYALTY: Domains = {"gift_cards": compare_gift_cards.run, "carts": compare_carts.run}
ALL = [*DOMAINS, LIFE, *WITH_LOYALTY, DASHBOARD]
# The one decision the fixture store needs: without the loyalty plugin, its usable gift cards go to the archive.
DECISIONS = ("gift_card_mode=archive",)
DECISIONS_WITH_LOYALTY = ("migrate_carts=open",)


def run(
    version: str = VERSION, domains: list[str] | None = None, keep: bool = False, console: Console | None = None
) -> Scoreboard:
    """Everything, from nothing. `keep` leaves the databases for a look; needs MEDUSA_E2E_SERVER then."""
    console = console or Console()
    chosen = domains or [*DOMAINS, LIFE, *WITH_LOYALTY]
    if unknown := set(chosen) - set(ALL):
        raise MigrationError(f"unknown domain {', '.join(sorted(unknown))}.", f"choose from {', '.join(ALL)}.")
    board = Scoreboard(version)
    if DASHBOARD in chosen:
        compare_dashboard.browser()  # or say at once that there is none
    with timed(board, console, "install"):
        home = medusa.install(version)
    if set(chosen) & set(WITH_LOYALTY) and not (home / "node_modules/@medusajs/loyalty-plugin").exists():
        for domain in WITH_LOYALTY:
            board.cannot(
                domain,
                f"{domain.replace('_', ' ')} with the loyalty plugin",
                "it is pinned for another version of Medusa",
            )
        chosen = [domain for domain in chosen if domain not in WITH_LOYALTY]
    with server() as url:
        logs = medusa.cache_dir() / "logs"
        logs.mkdir(parents=True, exist_ok=True)
        name = f"e2e_{version.replace('.', '_')}"
        databases = [f"{name}_{part}" for part in ("v1", "v2", "life", "loyalty")]
        try:
            with timed(board, console, "v1"):
                v1 = fixtures.create_database(url, databases[0])
                fixtures.load(v1, fixtures.V1_STORE)

            def target(database: str, decisions: tuple[str, ...], with_loyalty: bool = False) -> medusa.Medusa:
                v2_url = fixtures.create_database(url, database)
                v2 = medusa.Medusa(home, v2_url, fresh(logs / f"{database}.log"), with_loyalty=with_loyalty)
                with timed(board, console, f"make {database}"):
                    v2.migrate()
                    v2.create_admin(*ADMIN)
                with timed(board, console, f"migrate into {database}"):
                    migrate(v1, v2_url, decisions, fresh(logs / f"{database}_migration.log"))
                return v2

            served: list[tuple[medusa.Medusa, Domains]] = []
            if set(chosen) & {*DOMAINS, LIFE, DASHBOARD}:
                v2 = target(databases[1], DECISIONS)
                looked_at = {domain: DOMAINS[domain] for domain in DOMAINS if domain in chosen}
                if DASHBOARD in chosen:
                    with timed(board, console, "dashboard build"):
                        v2.build_admin()
                    v2 = replace(v2, admin=True)
                    looked_at = {DASHBOARD: compare_dashboard.run} | looked_at
                served.append((v2, looked_at))
            if LIFE in chosen:
                copy = fixtures.create_database(url, databases[2], template=databases[1])
                served.append((medusa.Medusa(home, copy, fresh(logs / f"{name}_life.log")), {LIFE: compare_life.run}))
            if set(chosen) & set(WITH_LOYALTY):
                v2 = target(databases[3], DECISIONS_WITH_LOYALTY, with_loyalty=True)
                served.append((v2, {domain: WITH_LOYALTY[domain] for domain in WITH_LOYALTY if domain in chosen}))
            with ThreadPoolExecutor(SERVERS) as pool:
                for part in pool.map(
                    lambda one: compare(version, one[0], one[1], console), [one for one in served if one[1]]
                ):
                    board.rows += part.rows
                    board.timings |= part.timings
        finally:
            if not keep:
                for database in databases:
                    fixtures.drop_database(url, database)
    return board


def compare(version: str, v2: medusa.Medusa, domains: Domains, console: Console) -> Scoreboard:
    """Serve a migrated database and compare the domains."""
    board = Scoreboard(version)
    with v2.served() as base:
        for domain, compare_domain in domains.items():
            with timed(board, console, domain):
                board.guarded(domain, partial(compare_domain, Shop(base, version), board))
    return board


@contextmanager
def server() -> Iterator[str]:
    """The server named by MEDUSA_E2E_SERVER, or an embedded one that is gone afterwards."""
    if url := os.environ.get("MEDUSA_E2E_SERVER"):
        yield url
        return
    with (
        tempfile.TemporaryDirectory(prefix="medusa-e2e-", ignore_cleanup_errors=True) as folder,
        embedded.server(Path(folder) / "data") as url,
    ):
        yield url


def migrate(v1: str, v2: str, decisions: tuple[str, ...], log: Path) -> None:
    """The documented command, as an operator runs it."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("MEDUSA_V1_", "MEDUSA_V2_"))}
    settings = [part for decision in decisions for part in ("--set", decision)]
    with log.open("wb") as file:
        done = subprocess.run(
            [sys.executable, "-m", "invoke", "migrate", *settings],
            cwd=PROJECT_DIR,
            stdout=file,
            stderr=file,
            env=environment | {"MEDUSA_V1_URL": v1, "MEDUSA_V2_URL": v2},
            check=False,
        )
    if done.returncode:
        tail = log.read_text(encoding="utf-8", errors="replace").splitlines()[-30:]
        raise MigrationError("\n".join(["`invoke migrate` failed; the end of its output:", *tail]), f"read {log}.")


def fresh(path: Path) -> Path:
    """An empty log file."""
    path.write_text("", encoding="utf-8")
    return path


@contextmanager
def timed(board: Scoreboard, console: Console, step: str) -> Iterator[None]:
    """Remember how long a step took."""
    console.print(f"[dim]{step} …[/dim]")
    started = time.monotonic()
    try:
        yield
    finally:
        board.timings[step] = time.monotonic() - started
