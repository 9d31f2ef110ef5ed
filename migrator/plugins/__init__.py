"""The v2 project a v1 store needs: found in v1's database and medusa-config.js, planned here, written by `write`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from migrator import fdw
from migrator.check import Connection
from migrator.errors import MigrationError
from migrator.plugins import catalog
from migrator.plugins.catalog import Plugin, Registration
from migrator.plugins.v1_config import Entry, V1Config
from migrator.settings import Settings

# Where v1 names its providers.
USES = {
    "payment": (
        ("payment_provider", "id"),
        ("payment", "provider_id"),
        ("payment_session", "provider_id"),
        ("region_payment_providers", "provider_id"),
    ),
    "fulfillment": (
        ("fulfillment_provider", "id"),
        ("shipping_option", "provider_id"),
        ("fulfillment", "provider_id"),
        ("region_fulfillment_providers", "provider_id"),
    ),
    "tax": (("tax_provider", "id"), ("region", "tax_provider_id")),
    "notification": (("notification_provider", "id"), ("notification", "provider_id")),
}
COUNTED = {"payment": "payment", "fulfillment": "fulfillment", "tax": "region", "notification": "notification"}
FILES = (("image", "url"), ("product", "thumbnail"), ("inventory_item", "thumbnail"))
ORIGIN = r"^([a-z]+:(//[^/]*)?/?).*$"


@dataclass(frozen=True)
class Provider:
    """A provider that v1's rows name; rows: payments, fulfillments, regions or notifications of it."""

    kind: str
    v1_id: str
    v2_id: str
    rows: int
    is_guess: bool = False


@dataclass(frozen=True)
class Use:
    """A registration, with the v1 plugin's options that say where its values come from."""

    registration: Registration
    entry: Entry | None = None


@dataclass(frozen=True)
class Found:
    """What v1's database says."""

    providers: tuple[Provider, ...] = ()
    file_origins: tuple[tuple[str, int], ...] = ()
    rewrites: tuple[tuple[str, str, int], ...] = ()
    own_tables: tuple[tuple[str, int], ...] = ()
    gift_cards: int = 0


@dataclass
class Plan:
    """Everything that `write` writes."""

    version: str
    found: Found
    config: V1Config | None
    uses: list[Use] = field(default_factory=list)
    stubs: list[Registration] = field(default_factory=list)
    plugins: list[tuple[Entry, Plugin | None]] = field(default_factory=list)
    doubles: dict[str, str] = field(default_factory=dict)
    unread_plugins: list[str] = field(default_factory=list)
    needs_redis: bool = False
    needs_loyalty: bool = False

    @property
    def registrations(self) -> list[Registration]:
        """All of them, those to be written by hand too."""
        return [use.registration for use in self.uses] + self.stubs

    def add(self, registration: Registration, entry: Entry | None = None) -> None:
        """Take a registration in once; one with the plugin's options replaces one without."""
        if catalog.order(registration.since) > catalog.order(self.version):
            return
        if registration.is_stub:
            if all((stub.module, stub.id) != (registration.module, registration.id) for stub in self.stubs):
                self.stubs.append(registration)
            return
        for index, use in enumerate(self.uses):
            if (use.registration.module, use.registration.id) == (registration.module, registration.id):
                if entry and use.entry:
                    self.doubles[entry.name] = use.entry.name
                self.uses[index] = Use(use.registration, use.entry or entry)
                return
        self.uses.append(Use(registration, entry))


def plan(settings: Settings, config: V1Config | None = None, version: str = "2.21.2") -> Plan:
    """What a Medusa of that version must have, to stand in for this v1 store."""
    if not re.fullmatch(r"2\.\d+\.\d+(-[\w.-]+)?", version):
        raise MigrationError(f"{version} is not a version of Medusa v2.", "write it like --medusa-version 2.21.2.")
    with settings.v1.connect() as v1:
        v1.read_only = True
        return draft(look(v1, settings.vars), config, version, settings.vars)


def draft(found: Found, config: V1Config | None, version: str, variables: dict[str, Any]) -> Plan:
    """The plan, from facts alone."""
    made = Plan(version, found, config)
    for provider in found.providers:
        if registration := catalog.provider_registration(provider.kind, provider.v2_id):
            made.add(registration)
    for entry in config.entries if config else ():
        plugin = catalog.plugins().get(entry.name)
        made.plugins.append((entry, plugin))
        if plugin:
            made.needs_redis |= plugin.needs_redis
            for key in plugin.registers:
                made.add(spelled(catalog.registrations()[key], found), entry)
    if config:
        named = {entry.name for entry in config.entries}
        made.unread_plugins = [name for name in config.mentions if name in catalog.plugins() and name not in named]
        made.needs_redis |= any(option.name == "redis_url" for option in config.project)
    elif not any(use.registration.module == "file" for use in made.uses):
        for host in catalog.raw()["file_hosts"]:
            if any(host["matches"] in origin for origin, _ in found.file_origins):
                made.add(catalog.registrations()[host["registers"]])
    loyalty = catalog.raw()["loyalty"]
    made.needs_loyalty = (
        found.gift_cards > 0 and variables["gift_card_mode"] in ("auto", "loyalty") and catalog.fits(loyalty, version)
    )
    made.uses.sort(key=lambda use: (use.registration.module, use.registration.id))
    made.stubs.sort(key=lambda stub: (stub.module, stub.id))
    return made


def spelled(registration: Registration, found: Found) -> Registration:
    """The registration under the id that loaded rows use, where the spelling is the shop's (notifications)."""
    if registration.module != "notification":
        return registration
    used = {provider.v2_id for provider in found.providers if provider.kind == "notification"}
    spelling = next((name for name in registration.provides if name in used), registration.id)
    return replace(registration, id=spelling)


def look(v1: Connection, variables: dict[str, Any]) -> Found:
    """Ask v1's database for its providers, its file addresses and its own tables."""
    columns = fdw.live_columns(v1)
    present = {(column.table, column.name) for column in columns}
    own = sorted({column.table for column in columns} - {table for table, _ in fdw.known_columns()})
    rewrites = [(str(rule["from"]), str(rule["to"])) for rule in variables["url_rewrites"]]
    urls = " union all ".join(
        f'select "{column}" as url from "{table}"' for table, column in FILES if (table, column) in present
    )
    return Found(
        tuple(providers(v1, present, variables)),
        tuple(
            ask(
                v1,
                f"select coalesce(substring(url from '{ORIGIN}'), '(relative)'), count(*) from ({urls}) as files "
                "where url <> '' group by 1 order by 2 desc, 1",
            )
        ),
        tuple(rewritten(v1, urls, rewrites)),
        tuple((table, int(ask(v1, f'select count(*) from "{table}"')[0][0])) for table in own),
        int(
            ask(
                v1,
                "select count(*) from gift_card where balance > 0 and not is_disabled and deleted_at is null "
                "and (ends_at is null or ends_at > now())",
            )[0][0]
        ),
    )


def rewritten(v1: Connection, urls: str, rewrites: list[tuple[str, str]]) -> Iterator[tuple[str, str, int]]:
    """How many addresses each of the operator's url_rewrites changes; the first that fits wins, as in the load."""
    earlier: list[str] = []
    for old, new in rewrites:
        others = "".join(" and not starts_with(url, %s)" for _ in earlier)
        count = ask(v1, f"select count(*) from ({urls}) as files where starts_with(url, %s){others}", old, *earlier)
        yield old, new, int(count[0][0])
        earlier.append(old)


def providers(v1: Connection, present: set[tuple[str, str]], variables: dict[str, Any]) -> Iterator[Provider]:
    """Every provider that a row of v1 names."""
    for kind, places in USES.items():
        known = [(table, column) for table, column in places if (table, column) in present]
        if not known:
            continue
        union = " union all ".join(
            f'select "{column}" as id, {int(table == COUNTED[kind])} as counts from "{table}"'
            for table, column in known
        )
        for v1_id, rows in ask(
            v1, f"select id, sum(counts) from ({union}) as uses where id is not null group by 1 order by 1"
        ):
            v2_id, is_guess = catalog.v2_provider(kind, v1_id, variables)
            yield Provider(kind, v1_id, v2_id, int(rows), is_guess)


def ask(v1: Connection, query: str, *params: Any) -> list[tuple[Any, ...]]:
    """Rows of a query."""
    return v1.execute(query, params or None).fetchall()
