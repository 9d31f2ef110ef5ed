"""NOTES.md of a Plan: what was found, what is registered, what is left to do by hand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from migrator.plugins import Plan, catalog
from migrator.plugins.v1_config import Entry

PLURALS = {"payment": "payments", "fulfillment": "fulfillments", "tax": "regions", "notification": "notifications"}


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
