"""`make demo`: the bundled real v1 store, migrated on an embedded PostgreSQL in front of your eyes."""

from __future__ import annotations

import os

from rich.console import Console

from migrator import embedded, fixtures, run, settings

VERSION = "2.21.2"
# The bundled target has no loyalty plugin, so the four usable gift cards of the store stay in the archive.
DECISIONS = ("gift_card_mode=archive",)


def demo(console: Console) -> None:
    """Make both databases, run `invoke migrate` on them, and say how to look at the result."""
    cache = settings.PROJECT_DIR / ".cache/demo"
    with embedded.server(cache) as server:
        console.print("[bold]1[/] a PostgreSQL of our own is running")
        os.environ["MEDUSA_V1_URL"] = fixtures.create_database(server, "demo_v1")
        fixtures.load(os.environ["MEDUSA_V1_URL"], fixtures.V1_STORE)
        console.print(
            "[bold]2[/] a real Medusa v1.20.11 store is in it: 169 orders, 60 products, 53 customers, 6 currencies"
        )
        os.environ["MEDUSA_V2_URL"] = fixtures.create_database(server, "demo_v2")
        fixtures.load(os.environ["MEDUSA_V2_URL"], fixtures.v2_empty(VERSION))
        console.print(f"[bold]3[/] an empty Medusa v{VERSION} database is beside it; migrating\n")
        run.migrate(settings.load(DECISIONS), console)
        console.print("\nNow the same with your store, a copy of it first: README, `Your own store`.")
