"""The written project starts a real Medusa, with every provider it names; on demand: MEDUSA_E2E=1 (npm, some minutes)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from migrator import plugins
from migrator.fixtures import v1_says
from migrator.plugins import v1_config, write
from migrator.settings import PROJECT_DIR
from tests.conftest import Stores
from tests.e2e import compare_gift_cards, compare_storefront, medusa
from tests.e2e.api import Client
from tests.e2e.scoreboard import Scoreboard
from tests.e2e.shop import ADMIN, Shop

VERSION = "2.21.2"
CONFIG = PROJECT_DIR / "fixtures/v1/configs/full.js"
DECISIONS = ("gift_card_mode=auto",)  # v1's gift cards hold money, so the project has the loyalty plugin
# Of the right shape, known to nobody.
CREDENTIALS = {
    "STRIPE_API_KEY": "sk_test_dummy", "STRIPE_WEBHOOK_SECRET": "whsec_dummy", "PAYPAL_CLIENT_ID": "dummy",
    "PAYPAL_CLIENT_SECRET": "dummy", "PAYPAL_SANDBOX": "true", "PAYPAL_WEBHOOK_ID": "dummy", "S3_FILE_URL": "https://pub.r2.dev",
    "S3_ACCESS_KEY_ID": "dummy", "S3_SECRET_ACCESS_KEY": "dummy", "S3_BUCKET": "dummy",
    "S3_ENDPOINT": "https://dummy.r2.cloudflarestorage.com", "CUSTOMERIO_APP_API_KEY": "dummy",
    "SENTRY_DSN": "https://0123@o1.ingest.sentry.io/1", "JWT_SECRET": "dummy", "COOKIE_SECRET": "dummy", "STORE_CORS": "*",
    "ADMIN_CORS": "*", "AUTH_CORS": "*", "DISABLE_MEDUSA_ADMIN": "true",
}  # fmt: skip
PROVIDERS = {
    "pp_system_default", "pp_stripe_stripe", "pp_stripe-bancontact_stripe", "pp_stripe-blik_stripe", "pp_stripe-giropay_stripe",
    "pp_stripe-ideal_stripe", "pp_stripe-przelewy24_stripe", "pp_stripe-promptpay_stripe", "pp_stripe-oxxo_stripe",
    "pp_paypal_paypal", "manual_manual", "local", "customerio",
}  # fmt: skip


@dataclass(frozen=True)
class Built(medusa.Medusa):
    """A project as `medusa build` leaves it."""

    @property
    def _environment(self) -> dict[str, str]:
        return super()._environment | CREDENTIALS


@pytest.mark.skipif(os.environ.get("MEDUSA_E2E") != "1", reason="MEDUSA_E2E=1 asks for it")
def test_written_project_boots_and_old_payments_show_their_provider(stores: Stores) -> None:
    stores.change(
        "v1",
        "insert into payment_provider (id, is_installed) values ('stripe', true), ('paypal', true)",
        "insert into notification_provider (id, is_installed) values ('customerio', true)",
        "update payment set provider_id = case when id < (select percentile_disc(0.5) within group (order by id) from payment) "
        "then 'stripe' else 'paypal' end where provider_id = 'manual'",
    )
    project = install(stores)
    server = Built(project / ".medusa/server", stores.v2, project / "medusa.log")
    server.migrate()  # the plugins' tables
    server.create_admin(*ADMIN)
    stores.migrate(*DECISIONS)
    with server.served() as base:
        enabled = stores.query(
            "select id from payment_provider where is_enabled union select id from fulfillment_provider where is_enabled "
            "union select id from notification_provider where is_enabled"
        )
        assert {row[0] for row in enabled} == PROVIDERS
        admin = Client(base).login("user", *ADMIN)
        shown = {
            payment["provider_id"]
            for order in admin.pages("/admin/orders", "orders", fields="id,*payment_collections.payments")
            for collection in order["payment_collections"]
            for payment in collection["payments"]
        }
        assert {"pp_stripe_stripe", "pp_paypal_paypal"} <= shown
        cards = admin.pages("/admin/gift-cards", "gift_cards", fields=compare_gift_cards.FIELDS)
        assert compare_gift_cards.v2_balances(cards) == compare_gift_cards.v1_balances(v1_says("admin/gift_cards"))
        # Same rows, the generated project, a shopper's eyes; js-sdk is the one of the pinned installation.
        board = Scoreboard(VERSION)
        compare_storefront.run(Shop(base, VERSION), board)
        assert {(row.subject, name): lines for row in board.rows for name, lines in row.failures.items()} == {}
    log = server.log.read_text(encoding="utf-8")
    assert "OTEL registered" in log
    assert "[error]" not in log and '"level":"error"' not in log


def install(stores: Stores) -> Path:
    """The written project beside a copy of the pinned installation, with what it needs beyond, built."""
    base = medusa.install(VERSION)
    project = medusa.cache_dir() / f"plugins-{VERSION}"
    if not (project / "node_modules").exists():
        shutil.copytree(base / "node_modules", project / "node_modules", symlinks=True, copy_function=os.link)
        shutil.copy(base / "package-lock.json", project)
    plan = plugins.plan(stores.settings(*DECISIONS), v1_config.read(CONFIG), VERSION)
    shutil.rmtree(project / "src", ignore_errors=True)
    write.write(plan, project)
    assert (
        json.loads((project / "package.json").read_text(encoding="utf-8"))["dependencies"]["@medusajs/medusa"]
        == VERSION
    )
    command(
        project,
        "npm",
        "install",
        "--legacy-peer-deps",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    )
    command(project, "npx", "--no-install", "medusa", "build")
    # In production: npm install here. The tests' copy is the one above.
    modules = project / ".medusa/server/node_modules"
    if not modules.exists():
        modules.symlink_to(project / "node_modules", target_is_directory=True)
    return project


def command(folder: Path, *words: str) -> None:
    """Run a command of npm's; what it said comes with a failure."""
    program = shutil.which(words[0])
    assert program, f"{words[0]} was not found"
    done = subprocess.run([program, *words[1:]], cwd=folder, env=os.environ | CREDENTIALS | medusa.ENVIRONMENT | {"NODE_ENV": "development"},
                          capture_output=True, text=True, check=False, timeout=600)  # fmt: skip
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
