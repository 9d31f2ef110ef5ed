"""Writes a Plan as files of a v2 project. The same plan always gives the same bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from migrator.errors import MigrationError
from migrator.plugins import Plan, Use, catalog
from migrator.plugins.catalog import Registration
from migrator.plugins.v1_config import Entry

HEADER = "// Made by `invoke plugins` (medusa-migration) for Medusa {version}. What is left to do: NOTES.md.\n"
ALWAYS = ("DATABASE_URL", "JWT_SECRET", "COOKIE_SECRET", "STORE_CORS", "ADMIN_CORS", "AUTH_CORS", "MEDUSA_BACKEND_URL")
# Where v1's configuration kept what ALWAYS names.
V1_PROJECT = {
    "DATABASE_URL": ("database_url", "databaseUrl"),
    "JWT_SECRET": ("jwt_secret", "jwtSecret"),
    "COOKIE_SECRET": ("cookie_secret", "cookieSecret"),
    "STORE_CORS": ("store_cors", "storeCors"),
    "ADMIN_CORS": ("admin_cors", "adminCors"),
    "REDIS_URL": ("redis_url", "redisUrl"),
}
PLURALS = {"payment": "payments", "fulfillment": "fulfillments", "tax": "regions", "notification": "notifications"}


@dataclass(frozen=True)
class Code:
    """A TypeScript expression, written as it is."""

    text: str


@dataclass(frozen=True)
class Comment:
    """Lines commented out, in place of a value of a list."""

    lines: tuple[str, ...]


def write(plan: Plan, folder: Path) -> list[Path]:
    """Write all files of the project; only a folder this wrote before is written over."""
    config = folder / "medusa-config.ts"
    mark = HEADER.split("`")[0]
    if config.exists() and not config.read_text(encoding="utf-8", errors="replace").startswith(mark):
        raise MigrationError(f"{config} was not made by this command.", "name another folder with --out.")
    written = []
    for name, text in sorted(files(plan).items()):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        written.append(path)
    return written


def files(plan: Plan) -> dict[str, str]:
    """Name of each file -> its text."""
    texts = {
        "medusa-config.ts": medusa_config(plan),
        "package.json": package_json(plan),
        ".env.template": env_template(plan),
        "NOTES.md": notes(plan),
    }
    for name in ["tsconfig.json", *source_files(plan)]:
        texts[name] = (catalog.HERE / "files" / name).read_text(encoding="utf-8")
    return texts


def source_files(plan: Plan) -> list[str]:
    """Sources that come with registrations and plugins."""
    names = [name for use in plan.uses for name in use.registration.files]
    names += [name for _, plugin in plan.plugins if plugin for name in plugin.files]
    return sorted(set(names))


# --- medusa-config.ts ---------------------------------------------------------------------------------


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


# --- package.json -------------------------------------------------------------------------------------


def package_json(plan: Plan) -> str:
    """Medusa at the target's version and what else the configuration needs."""
    rules: dict[str, Any] = {}
    for row in catalog.raw()["packages"]:
        if catalog.fits(row, plan.version):
            rules |= row["dependencies"]
    for registration in plan.registrations:
        rules |= {} if registration.is_stub else registration.packages
    for _, plugin in plan.plugins:
        # What the configuration does not register is named in the notes, not installed.
        rules |= plugin.packages if plugin and plugin.files else {}
    if plan.needs_loyalty:
        rules |= catalog.raw()["loyalty"]["packages"]
    content = {
        "name": "medusa-store",
        "version": "1.0.0",
        "private": True,
        "scripts": {"build": "medusa build", "dev": "medusa develop", "start": "medusa start"},
        "dependencies": {name: catalog.package_version(rules[name], plan.version) for name in sorted(rules)},
        "devDependencies": catalog.raw()["development_packages"],
        "engines": {"node": ">=20"},
    }
    return json.dumps(content, indent=2) + "\n"


# --- .env.template ------------------------------------------------------------------------------------


def env_template(plan: Plan) -> str:
    """Names to fill in; where v1's configuration read the same, its name is said."""
    lines = ["# Fill in and save as .env. Nothing here was copied from v1: take values from your own secrets."]
    for name, (hint, origins) in variables(plan).items():
        remarks = [hint] if hint else []
        remarks += [f"v1: {', '.join(origins)}"] if origins else []
        lines += ["", *(f"# {remark}" for remark in remarks), f"{name}="]
    return "\n".join(lines) + "\n"


def variables(plan: Plan) -> dict[str, tuple[str, list[str]]]:
    """Environment variable -> a hint, and the places where v1 had it."""
    hints: dict[str, str] = catalog.raw()["env"]
    found: dict[str, tuple[str, list[str]]] = {}
    for name in (*ALWAYS, *(("REDIS_URL",) if plan.needs_redis else ())):
        known = V1_PROJECT.get(name, ())
        named = [option for option in plan.config.project if option.name in known] if plan.config else []
        found[name] = (hints.get(name, ""), [one for option in named for one in option.env])
    for use in plan.uses:
        for name, keys in names_of(use.registration.options):
            found[name] = (use.registration.hints.get(name, ""), origins(use.entry, keys))
    for entry, plugin in plan.plugins:
        for name, keys in plugin.env.items() if plugin else ():
            found[name] = ("", origins(entry, keys))
    return found


def names_of(rules: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """The environment variables of a registration's options, with v1's names of those options."""
    for rule in rules.values():
        if name := rule.get("env") or rule.get("is_true"):
            yield name, rule.get("v1", [])


def origins(entry: Entry | None, keys: Iterable[str]) -> list[str]:
    """Where v1 had a value: names of variables, or that it stood in the file."""
    found = []
    for option in (entry.option(key) for key in keys) if entry else ():
        if option and entry:
            found += list(option.env) or ([f"in the file, {option.name} of {entry.name}"] if option.is_literal else [])
    return list(dict.fromkeys(found))


# --- NOTES.md -----------------------------------------------------------------------------------------


def notes(plan: Plan) -> str:
    """What was found, what is registered, what is left to do by hand."""
    parts = [
        f"# Configuration for Medusa {plan.version}",
        "`npm install` (with `--legacy-peer-deps` where a package below asks for another version of Medusa), "
        "fill in `.env`, `npx medusa db:migrate`, `npx medusa develop` (in production: `medusa build`, then `medusa start` in "
        ".medusa/server). Start it once before `invoke migrate`: the check then finds every provider registered.",
        *providers_table(plan),
        *todo(plan),
        *file_addresses(plan),
        *own_tables(plan),
        *unread(plan),
    ]
    return "\n\n".join(parts) + "\n"


def providers_table(plan: Plan) -> Iterator[str]:
    """v1's providers and the ids that loaded rows carry."""
    yield "## Providers"
    if not plan.found.providers:
        yield "v1's rows name no provider."
        return
    rows = ["| kind | v1 | v2 | rows | registered by |", "|---|---|---|---|---|"]
    for one in plan.found.providers:
        registration = catalog.provider_registration(one.kind, one.v2_id)
        by = (
            "Medusa itself"
            if registration is None
            else f"**nobody yet: {one.v2_id}**"
            if registration.is_stub
            else (f"`{registration.resolve}`, id `{registration.id}`")
        )
        guess = " (a guess)" if one.is_guess else ""
        rows.append(f"| {one.kind} | `{one.v1_id}` | `{one.v2_id}`{guess} | {one.rows} {PLURALS[one.kind]} | {by} |")
    yield "\n".join(rows)


def todo(plan: Plan) -> Iterator[str]:
    """What each registration and plugin asks for."""
    items = []
    for registration in plan.registrations:
        if registration.note:
            title = registration.provides[0] if registration.is_stub else f"{registration.module} {registration.id}"
            items.append(f"- **{title}**: {registration.note}{peer(registration.packages, registration.peer, plan)}")
    for entry, plugin in plan.plugins:
        if plugin is None:
            items.append(f"- **{entry.name}**: {unknown(entry)}")
        elif entry.name in plan.doubles:
            items.append(
                f"- **{entry.name}**: v1 chose between it and {plan.doubles[entry.name]}; the configuration holds "
                "the latter."
            )
        elif plugin.note:
            items.append(f"- **{entry.name}**: {plugin.note}{peer(plugin.packages, plugin.peer, plan)}")
    if plan.needs_loyalty:
        loyalty = catalog.raw()["loyalty"]
        items.append(
            f"- **{loyalty['plugin']}** ({plan.found.gift_cards} gift cards): {' '.join(loyalty['note'].split())}"
        )
    literal = sorted(
        f"{option.name} of {entry.name}" for entry, _ in plan.plugins for option in entry.options if option.is_literal
    )
    if literal:
        items.append(
            f"- **Texts that stand in v1's medusa-config.js** (not copied, some may be secrets): {', '.join(literal)}."
        )
    if items:
        yield "## To do"
        yield "\n".join(items)
    if plan.config is None:
        yield (
            "v1's `medusa-config.js` was not given: files, search, mail, monitoring and other plugins that leave no "
            "provider in the database are not covered. Run again with `--v1-config`."
        )


def unknown(entry: Entry) -> str:
    """What to say of a plugin that the catalogue does not know."""
    if entry.name.startswith((".", "/")) or entry.name.startswith("plugins/") or "medusa" not in entry.name:
        return "the shop's own code. v1 services and subscribers become modules, workflows and subscribers."
    return "not known here. Look for a v2 release of it; its tables and metadata are kept (see below)."


def peer(packages: dict[str, Any], wanted: str, plan: Plan) -> str:
    """The version of a community package, and what it was made for."""
    if not wanted:
        return ""
    name, rule = next(iter(packages.items()))
    return f" ({name} {catalog.package_version(rule, plan.version)}, made for Medusa {wanted}.)"


def file_addresses(plan: Plan) -> Iterator[str]:
    """Where v1's images are, and what url_rewrites does to them."""
    if not plan.found.file_origins:
        return
    yield "## Addresses of files"
    yield "\n".join(
        ["| begins with | images and thumbnails |", "|---|---|"]
        + [f"| {origin} | {count} |" for origin, count in plan.found.file_origins]
    )
    if plan.found.rewrites:
        yield "Rewritten by `url_rewrites`:"
        yield "\n".join(
            ["| from | to | images and thumbnails |", "|---|---|---|"]
            + [f"| {old} | {new} | {count} |" for old, new, count in plan.found.rewrites]
        )
    else:
        origin = plan.found.file_origins[0][0]
        yield (
            "They stay as they are. When the files move, rewrite their beginnings: "
            f'`url_rewrites: [{{from: "{origin}", to: "https://new.example/"}}]` in dbt_project.yml.'
        )


def own_tables(plan: Plan) -> Iterator[str]:
    """Tables that are not Medusa's."""
    if not plan.found.own_tables:
        return
    owners = {table: name for name, plugin in catalog.plugins().items() for table in plugin.tables}
    yield "## Tables of the shop's own"
    yield "All are copied into the schema `medusa_v1_archive`; v2 has no place for them."
    yield "\n".join(
        ["| table | rows | made by |", "|---|---|---|"]
        + [f"| {table} | {rows} | {owners.get(table, '')} |" for table, rows in plan.found.own_tables]
    )


def unread(plan: Plan) -> Iterator[str]:
    """What of v1's configuration was not understood."""
    lines = [
        *(plan.config.unread if plan.config else ()),
        *(f"{name} is named in the file, but not where plugins are listed" for name in plan.unread_plugins),
    ]
    if lines:
        yield "## Not read"
        yield "The file was read without running it. Look at these places yourself:"
        yield "\n".join(f"- {line}" for line in lines)
