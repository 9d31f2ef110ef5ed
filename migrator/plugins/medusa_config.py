"""medusa-config.ts of a Plan."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from migrator.plugins import Plan, Use, catalog
from migrator.plugins.catalog import Registration
from migrator.plugins.v1_config import Entry

HEADER = "// Made by `invoke plugins` (medusa-migration) for Medusa {version}. What is left to do: NOTES.md.\n"


@dataclass(frozen=True)
class Code:
    """A TypeScript expression, written as it is."""

    text: str


@dataclass(frozen=True)
class Comment:
    """Lines commented out, in place of a value of a list."""

    lines: tuple[str, ...]


def medusa_config(plan: Plan) -> str:
    """defineConfig with every provider under the id that loaded rows use."""
    config: dict[str, Any] = {
        "projectConfig": {
            "databaseUrl": env("DATABASE_URL"),
            **({"redisUrl": env("REDIS_URL")} if plan.needs_redis else {}),
            "http": {
                "storeCors": env("STORE_CORS", "!"),
                "adminCors": env("ADMIN_CORS", "!"),
                "authCors": env("AUTH_CORS", "!"),
                "jwtSecret": env("JWT_SECRET"),
                "cookieSecret": env("COOKIE_SECRET"),
            },
        },
        "admin": {"disable": Code('process.env.DISABLE_MEDUSA_ADMIN === "true"')},
        "modules": modules(plan),
    }
    if plugins := config_plugins(plan):
        config["plugins"] = plugins
    return (
        HEADER.format(version=plan.version)
        + 'import { defineConfig, loadEnv } from "@medusajs/framework/utils"\n\n'
        + 'loadEnv(process.env.NODE_ENV || "development", process.cwd())\n\n'
        + f"module.exports = defineConfig({typescript(config)})\n"
    )


def modules(plan: Plan) -> list[Any]:
    """Each module with its providers, Medusa's default provider repeated; then what Redis replaces."""
    listed: dict[str, list[Any]] = {}
    for use in plan.uses:
        listed.setdefault(use.registration.module, []).append(provider(use))
    for stub in plan.stubs:
        listed.setdefault(stub.module, []).append(stub_comment(stub))
    for module, defaults in catalog.raw()["defaults"].items():
        if module in listed:
            present = {one.get("id") for one in listed[module] if isinstance(one, dict)}
            listed[module] = [one for one in defaults if one["id"] not in present] + listed[module]
    found: list[Any] = [
        {"resolve": f"@medusajs/medusa/{module}", "options": {"providers": listed[module]}} for module in sorted(listed)
    ]
    if plan.needs_redis:
        found.append(Code(f"...(process.env.REDIS_URL ? {typescript(redis_modules(plan), 2)} : [])"))
    return found


def redis_modules(plan: Plan) -> list[Any]:
    """Event bus, workflow engine, locks and cache on Redis."""
    found: list[Any] = [
        {"resolve": row["resolve"], "options": redis_options(row["options"])}
        for row in catalog.raw()["redis_modules"]
        if catalog.fits(row, plan.version)
    ]
    for key in catalog.raw()["redis_providers"]:
        registration = catalog.registrations()[key]
        if catalog.order(registration.since) <= catalog.order(plan.version):
            found.append(
                {
                    "resolve": f"@medusajs/medusa/{registration.module}",
                    "options": {"providers": [provider(Use(registration))]},
                }
            )
    return found


def redis_options(options: dict[str, Any]) -> dict[str, Any]:
    """Options whose leaves are names of environment variables."""
    return {key: redis_options(value) if isinstance(value, dict) else env(value) for key, value in options.items()}


def provider(use: Use) -> dict[str, Any]:
    """One entry of a `providers` list."""
    registration = use.registration
    entry: dict[str, Any] = {"resolve": registration.resolve, "id": registration.id}
    if registration.is_default:
        entry["is_default"] = True
    if registration.options:
        entry["options"] = options(registration.options, use.entry)
    return entry


def options(rules: dict[str, Any], entry: Entry | None) -> dict[str, Any]:
    """Options as the catalogue describes them; true/false of v1's plugin is kept."""
    found: dict[str, Any] = {}
    for name, rule in rules.items():
        if "env" in rule:
            found[name] = env(rule["env"])
        elif "is_true" in rule:
            found[name] = Code(f'process.env.{rule["is_true"]} === "true"')
        else:
            old = next((o for key in rule.get("v1", ()) if entry and (o := entry.option(key))), None)
            if old and old.env:
                found[name] = Code(f'process.env.{old.env[0]} === "true"')
            else:
                found[name] = old.flag if old and old.flag is not None else rule["value"]
    return found


def stub_comment(stub: Registration) -> Comment:
    """A provider that somebody has to choose or write."""
    return Comment(
        (
            f"{', '.join(stub.provides[:1])} is not registered: see NOTES.md.",
            f"{{ resolve: {json.dumps(stub.resolve)}, id: {json.dumps(stub.id)}, options: {{}} }},",
        )
    )


def config_plugins(plan: Plan) -> list[Any]:
    """Plugins of v2."""
    found: list[Any] = [
        {"resolve": use.registration.plugin, "options": options(use.registration.plugin_options, use.entry)}
        for use in plan.uses
        if use.registration.plugin
    ]
    if plan.needs_loyalty:
        found.append({"resolve": catalog.raw()["loyalty"]["plugin"], "options": {}})
    return found


def env(name: str, suffix: str = "") -> Code:
    """process.env.NAME."""
    return Code(f"process.env.{name}{suffix}")


def typescript(value: Any, depth: int = 0) -> str:
    """A value as TypeScript, without semicolons, one member a line."""
    inner, outer = "  " * (depth + 1), "  " * depth
    if isinstance(value, Code):
        return value.text
    if isinstance(value, dict):
        if not value:
            return "{}"
        keys = (key if re.fullmatch(r"[A-Za-z_$][\w$]*", key) else json.dumps(key) for key in value)
        lines = (
            f"{inner}{key}: {typescript(one, depth + 1)},\n" for key, one in zip(keys, value.values(), strict=True)
        )
        return "{\n" + "".join(lines) + outer + "}"
    if isinstance(value, list | tuple):
        if not value:
            return "[]"
        if all(isinstance(one, str) for one in value):
            return json.dumps(list(value), ensure_ascii=False)
        return "[\n" + "".join(member(one, depth + 1) for one in value) + outer + "]"
    return json.dumps(value, ensure_ascii=False)


def member(value: Any, depth: int) -> str:
    """One value of a list, on lines of its own."""
    indent = "  " * depth
    if isinstance(value, Comment):
        return "".join(f"{indent}// {line}\n" for line in value.lines)
    return f"{indent}{typescript(value, depth)},\n"
