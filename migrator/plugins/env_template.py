""".env.template of a Plan: what to fill in, and where v1 had it. No value is copied."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from migrator.plugins import Plan, catalog
from migrator.plugins.v1_config import Entry

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
