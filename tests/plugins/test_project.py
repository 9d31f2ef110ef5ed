"""The v2 project that a v1 store needs: right ids, right versions, no secrets, the same bytes every time."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from migrator import plugins, settings
from migrator.errors import MigrationError
from migrator.plugins import Found, Plan, Provider, catalog, v1_config, write
from migrator.plugins.env_template import env_template
from migrator.plugins.medusa_config import medusa_config
from migrator.plugins.notes import notes
from migrator.settings import PROJECT_DIR
from tests.conftest import Stores

CONFIGS = PROJECT_DIR / "fixtures/v1/configs"
TARGETS = ("2.0.7", "2.4.0", "2.13.6", "2.21.2")
# Every text of the example configurations that must stay there.
SECRETS = (
    "db-Passw0rd", "supersecret-jwt", "WH-1AB23456CD789012E", "shop-files", "6f1c2d3e4b5a", "0123456789abcdef",
    "d-0123456789", "shop@store.example", "erp-token-value", "sk_live_broken", "localhost:6379", "fra1",
)  # fmt: skip


def found(*providers: tuple[str, str]) -> Found:
    """Facts of a store whose rows name these providers."""
    ids = [catalog.v2_provider(kind, v1_id, settings.variables())[0] for kind, v1_id in providers]
    return Found(tuple(Provider(kind, v1_id, v2_id, 1) for (kind, v1_id), v2_id in zip(providers, ids, strict=True)))


def draft(config: str = "", *providers: tuple[str, str], version: str = "2.21.2") -> Plan:
    """The plan of a configuration of the fixtures and some providers."""
    read = v1_config.read(CONFIGS / config) if config else None
    return plugins.draft(found(*providers), read, version, settings.variables())


def test_every_seeded_provider_is_in_the_catalogue() -> None:
    for (kind, _), v2_id in catalog.provider_map().items():
        registration = catalog.provider_registration(kind, v2_id)
        assert registration is None or "Not known here" not in registration.note, v2_id


def test_provided_ids_are_what_v2_builds() -> None:
    patterns = {"payment": r"pp_[a-z0-9-]+_{}", "fulfillment": r"[a-z0-9-]+_{}", "notification": r"[a-z.-]+"}
    for registration in catalog.registrations().values():
        for v2_id in registration.provides:
            assert re.fullmatch(patterns[registration.module].format(registration.id), v2_id)


def test_no_id_is_provided_twice() -> None:
    ids = [(one.module, v2_id) for one in catalog.registrations().values() for v2_id in one.provides]
    assert len(ids) == len(set(ids))


def test_every_plugin_is_explained() -> None:
    for name, plugin in catalog.plugins().items():
        assert plugin.note or any(catalog.registrations()[key].note for key in plugin.registers), name


def test_same_rule_as_the_load(migrated: Stores) -> None:
    loaded = {
        (kind, v1): v2
        for kind, v1, v2 in migrated.query("select kind, v1_id, v2_id from medusa_migration.map_provider")
    }
    plan = plugins.plan(migrated.settings())
    assert loaded == {(one.kind, one.v1_id): one.v2_id for one in plan.found.providers}


def test_what_v1s_database_says(stores: Stores) -> None:
    stores.change("v1", "create table restock_notification (variant_id text)",
                  "insert into restock_notification values ('v')")  # fmt: skip
    rewrites = 'url_rewrites=[{from: "https://cdn.store.example/img/", to: "/a/"}, {from: "https://cdn", to: "/b"}]'
    seen = plugins.plan(stores.settings(rewrites)).found
    assert seen.own_tables == (("restock_notification", 1),)
    (origin, files), *_ = seen.file_origins
    assert origin == "https://cdn.store.example/"
    assert sum(count for _, _, count in seen.rewrites) == files
    assert ("payment", "manual", "pp_system_default") in {(one.kind, one.v1_id, one.v2_id) for one in seen.providers}


def test_settings_win_over_the_table(stores: Stores) -> None:
    seen = plugins.plan(stores.settings("payment_provider_map={manual: pp_cash_till}"))
    assert {one.v2_id for one in seen.found.providers if one.v1_id == "manual" and one.kind == "payment"} == {
        "pp_cash_till"
    }
    assert [(stub.module, stub.id) for stub in seen.stubs if stub.module == "payment"] == [("payment", "till")]


def test_stack_of_the_full_example() -> None:
    plan = draft("full.js", ("payment", "stripe"), ("payment", "paypal"), ("fulfillment", "manual"))
    config = medusa_config(plan)
    for part in ('id: "stripe"', 'id: "paypal"', 'id: "s3"', 'region: "auto"', 'id: "customerio"', 'id: "manual"', 'id: "local"',
                 "capture: true", 'isSandbox: process.env.PAYPAL_SANDBOX === "true"', "...(process.env.REDIS_URL ? ["):  # fmt: skip
        assert part in config, part
    assert set(write.files(plan)) == {
        "medusa-config.ts", "package.json", ".env.template", "NOTES.md", "tsconfig.json", "instrumentation.ts",
        "src/modules/customerio/index.ts", "src/modules/customerio/service.ts", "src/subscribers/algolia.ts",
    }  # fmt: skip
    assert "# v1: R2_SECRET_KEY\nS3_SECRET_ACCESS_KEY=\n" in env_template(plan)


def test_every_variable_of_the_code_is_in_the_template() -> None:
    for config in ("full.js", "conditional.js", "typescript.ts"):
        plan = draft(config)
        texts = write.files(plan)
        template = set(re.findall(r"^(\w+)=$", texts[".env.template"], re.MULTILINE))
        read = set(
            re.findall(r"process\.env\.(\w+)", "".join(text for name, text in texts.items() if name.endswith(".ts")))
        )
        assert read - {"NODE_ENV", "DISABLE_MEDUSA_ADMIN"} <= template


def test_unknown_provider_is_a_comment_and_a_note() -> None:
    plan = draft(
        "", ("payment", "bank-of-x"), ("fulfillment", "pigeon"), ("tax", "avalara"), ("notification", "mailer")
    )
    config, remarks = medusa_config(plan), notes(plan)
    for v2_id, stub in (("pp_bank-of-x_bank-of-x", "bank-of-x"), ("pigeon_pigeon", "pigeon"), ("tp_avalara_avalara", "avalara"),
                        ("mailer", "mailer")):  # fmt: skip
        assert f'// {{ resolve: "./src/modules/{stub}", id: "{stub}", options: {{}} }},' in config
        assert f"**{v2_id}**" in remarks


def test_notification_provider_keeps_the_spelling_of_its_rows() -> None:
    assert 'id: "customer-io"' in medusa_config(draft("full.js", ("notification", "customer-io")))


@pytest.mark.parametrize("config", ["full.js", "conditional.js", "typescript.ts", "broken.js"])
@pytest.mark.parametrize("version", TARGETS)
def test_no_value_of_v1s_configuration_is_written(config: str, version: str) -> None:
    everything = "".join(write.files(draft(config, version=version)).values())
    assert [secret for secret in SECRETS if secret in everything] == []


@pytest.mark.parametrize("version", TARGETS)
def test_official_packages_have_the_targets_version(version: str) -> None:
    package = json.loads(write.package_json(draft("full.js", ("payment", "paypal"), version=version)))
    assert {package["dependencies"][f"@medusajs/{name}"] for name in ("medusa", "framework", "cli")} == {version}
    assert package["dependencies"]["@alphabite/medusa-paypal"] == ("0.2.6" if version in TARGETS[2:] else "0.2.5")
    assert package["dependencies"].get("@mikro-orm/core") == {"2.0.7": "5.9.7", "2.4.0": "6.4.3"}.get(version)


def test_older_targets_get_what_they_know() -> None:
    config = medusa_config(draft("full.js", version="2.6.0"))
    assert "search" not in config and "caching" not in config and "cache-redis" in config and "redis: {" in config


def test_same_plan_same_bytes(tmp_path: Path) -> None:
    first, second = (write.files(draft("full.js", ("payment", "stripe"))) for _ in range(2))
    assert first == second
    write.write(draft("full.js"), tmp_path)
    assert write.write(draft("full.js"), tmp_path)


def test_somebody_elses_project_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "medusa-config.ts").write_text("module.exports = {}")
    with pytest.raises(MigrationError, match="was not made by this command"):
        write.write(draft(), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["medusa-config.ts"]


def test_gift_cards_with_money_bring_the_loyalty_plugin(stores: Stores) -> None:
    with_plugin = plugins.plan(stores.settings("gift_card_mode=auto"))
    assert "@medusajs/loyalty-plugin" in medusa_config(with_plugin)
    assert json.loads(write.package_json(with_plugin))["dependencies"]["@medusajs/loyalty-plugin"] == "~2.21.0"
    assert "loyalty" not in medusa_config(plugins.plan(stores.settings("gift_card_mode=archive")))


def test_old_versions_and_typing_errors(stores: Stores) -> None:
    with pytest.raises(MigrationError, match="not a version"):
        plugins.plan(stores.settings(), version="latest")
