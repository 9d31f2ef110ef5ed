"""Corrupted stores, migrated and served by a real Medusa: every list page answers; on demand: MEDUSA_E2E=1.

MEDUSA_SERVED names the seeds, e.g. 0-499: some seconds each, as the migration is replayed (test_corrupted_stores.py says
that this is the same), and as one running Medusa is given one database after the other.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import psycopg
import pytest
from psycopg import sql

from migrator import fixtures
from tests.conftest import Stores
from tests.e2e import medusa
from tests.e2e.api import ApiError, Client
from tests.e2e.shop import ADMIN
from tests.hostile import replay
from tests.hostile.damage import corrupt

VERSION = "2.21.2"
SERVED = "v2_served"
ADMIN_LISTS = (
    "orders", "draft-orders", "returns", "exchanges", "claims", "payments", "products", "product-variants", "product-categories",
    "collections", "product-types", "product-tags", "inventory-items", "reservations", "stock-locations", "customers",
    "customer-groups", "promotions", "campaigns", "price-lists", "price-preferences", "regions", "sales-channels", "shipping-options",
    "shipping-profiles", "return-reasons", "tax-rates", "tax-regions", "users", "invites", "api-keys", "currencies", "stores",
)  # fmt: skip
STORE_LISTS = (
    "product-categories",
    "collections",
    "regions",
    "currencies",
    "product-types",
    "product-tags",
    "return-reasons",
)

LISTED_AS = {"product-variants": "variants"}  # all others are listed under their own name

FIRST, _, LAST = os.environ.get("MEDUSA_SERVED", "0-2").partition("-")
pytestmark = pytest.mark.skipif(os.environ.get("MEDUSA_E2E") != "1", reason="MEDUSA_E2E=1 asks for it")


@pytest.fixture(scope="module")
def staffed(server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Name of an empty v2 with an admin."""
    url = fixtures.create_database(server, "v2_staffed", "v2_template")
    log = tmp_path_factory.mktemp("medusa") / "medusa.log"
    medusa.Medusa(medusa.install(VERSION), url, log).create_admin(*ADMIN)
    yield "v2_staffed"
    fixtures.drop_database(server, "v2_staffed")


@pytest.fixture(scope="module")
def base(server: str, staffed: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Base URL of a Medusa that serves the database SERVED."""
    url = fixtures.create_database(server, SERVED, staffed)
    log = tmp_path_factory.mktemp("served") / "medusa.log"
    with medusa.Medusa(medusa.install(VERSION), url, log).served() as base:
        yield base
    fixtures.drop_database(server, SERVED)


@pytest.mark.parametrize("seed", range(int(FIRST), int(LAST or FIRST) + 1))
def test_list_pages_answer(
    server: str, new_stores: Callable[[], Stores], staffed: str, base: str, recording: replay.Recording, seed: int
) -> None:
    stores = new_stores()
    fixtures.create_database(server, stores.v2.rpartition("/")[2], staffed)
    damage = corrupt(stores.v1, seed)
    assert recording.play(stores) == []
    served = put_in_place(server, stores)
    assert refused(base, served) == [], "\n".join(damage)


def put_in_place(server: str, stores: Stores) -> Stores:
    """Make the migrated database the served one: Medusa finds its connections cut and connects anew."""
    fixtures.drop_database(server, SERVED)
    migrated = stores.v2.rpartition("/")[2]
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(
            sql.SQL("alter database {} rename to {}").format(sql.Identifier(migrated), sql.Identifier(SERVED))
        )
    return Stores(stores.v1, stores.v2.removesuffix(migrated) + SERVED)


def refused(base: str, stores: Stores) -> list[str]:
    """What was not answered with 200, page by page."""
    admin = Client(base).login("user", *ADMIN)
    found = [answer for name in ADMIN_LISTS if (answer := ask(admin, f"/admin/{name}", name))]
    keys = stores.query(
        "select api_key.token from api_key inner join publishable_api_key_sales_channel as link on link.publishable_key_id = api_key.id "
        "inner join sales_channel on sales_channel.id = link.sales_channel_id where api_key.type = 'publishable' and revoked_at is null "
        "and coalesce(api_key.deleted_at, link.deleted_at, sales_channel.deleted_at) is null order by 1 limit 1"
    )
    if not keys:
        return found
    shopper = Client(base, key=keys[0][0])
    found += [answer for name in STORE_LISTS if (answer := ask(shopper, f"/store/{name}", name))]
    for (region,) in stores.query("select id from region where deleted_at is null order by 1"):
        answer = ask(shopper, "/store/products", "products", region_id=region, fields="*variants.calculated_price")
        found += [answer] if answer else []
    return found


def ask(client: Client, path: str, name: str, **query: str) -> str:
    """Read a whole list; what went wrong, or nothing."""
    try:
        list(client.pages(path, LISTED_AS.get(name, name.replace("-", "_")), **query))
    except ApiError as error:
        return str(error)
    return ""
