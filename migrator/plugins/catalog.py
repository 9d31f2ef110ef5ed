"""The plugin table (catalog.yml), typed, as one version of Medusa sees it."""

from __future__ import annotations

from csv import DictReader
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from migrator.settings import PROJECT_DIR

HERE = Path(__file__).parent
KINDS = ("payment", "fulfillment", "tax", "notification")
# How v2 builds a provider's id of an identifier and an id of the configuration that are both v1's.
PATTERNS = {"payment": "pp_{0}_{0}", "fulfillment": "{0}_{0}", "tax": "tp_{0}_{0}", "notification": "{0}"}
Packages = dict[str, Any]


@dataclass(frozen=True)
class Registration:
    """A provider that medusa-config.ts registers; a stub only names one that has to be written or chosen."""

    module: str
    id: str
    resolve: str
    provides: tuple[str, ...] = ()
    options: dict[str, Any] = field(default_factory=dict)
    plugin: str = ""
    plugin_options: dict[str, Any] = field(default_factory=dict)
    packages: Packages = field(default_factory=dict)
    peer: str = ""
    files: tuple[str, ...] = ()
    hints: dict[str, str] = field(default_factory=dict)
    note: str = ""
    is_stub: bool = False
    is_default: bool = False
    since: str = "0"


@dataclass(frozen=True)
class Plugin:
    """A v1 plugin or module, and what takes its place."""

    v1: tuple[str, ...]
    registers: tuple[str, ...] = ()
    packages: Packages = field(default_factory=dict)
    peer: str = ""
    files: tuple[str, ...] = ()
    env: dict[str, list[str]] = field(default_factory=dict)
    tables: tuple[str, ...] = ()
    needs_redis: bool = False
    note: str = ""


@cache
def raw() -> dict[str, Any]:
    """catalog.yml."""
    return dict(yaml.safe_load((HERE / "catalog.yml").read_text(encoding="utf-8")))


@cache
def registrations() -> dict[str, Registration]:
    """module/name -> registration."""
    found = {}
    for key, row in raw()["registrations"].items():
        module, name = key.split("/")
        defaults = {"module": module, "id": name, "resolve": f"./src/modules/{name}"}
        found[key] = Registration(**defaults | tuples(row))
    return found


@cache
def plugins() -> dict[str, Plugin]:
    """Name of a v1 package -> what takes its place."""
    rows = [Plugin(**tuples(row)) for row in raw()["plugins"]]
    return {name: plugin for plugin in rows for name in plugin.v1}


def tuples(row: dict[str, Any]) -> dict[str, Any]:
    """Lists of names as tuples, so that rows can be frozen."""
    return {
        key: tuple(value) if isinstance(value, list) else " ".join(value.split()) if key == "note" else value
        for key, value in row.items()
    }


def order(version: str) -> tuple[int, ...]:
    """A version as numbers, to compare."""
    return tuple(int(part) for part in version.split("-")[0].split("."))


def fits(row: dict[str, Any], version: str) -> bool:
    """Does a row with `since` and `before` apply to this version?"""
    return order(row.get("since", "0")) <= order(version) and (
        "before" not in row or order(version) < order(row["before"])
    )


def package_version(rule: Any, version: str) -> str:
    """The version of a package that goes with this Medusa."""
    if rule == "target":
        return version
    if rule == "minor":
        return f"~{'.'.join(version.split('.')[:2])}.0"
    if isinstance(rule, list):
        return str(next(row["version"] for row in rule if fits(row, version)))
    return str(rule)


@cache
def provider_map() -> dict[tuple[str, str], str]:
    """(kind, v1 id) -> v2 id, as the load has it."""
    with (PROJECT_DIR / "seeds/provider_map.csv").open(encoding="utf-8", newline="") as file:
        return {(row["kind"], row["v1_id"]): row["v2_id"] for row in DictReader(file)}


def v2_provider(kind: str, v1_id: str, variables: dict[str, Any]) -> tuple[str, bool]:
    """The v2 id of a v1 provider, and whether it is only a guess; the same rule as the model map_provider."""
    known = variables[f"{kind}_provider_map"].get(v1_id) or provider_map().get((kind, v1_id))
    return (known, False) if known else (PATTERNS[kind].format(v1_id), True)


def provider_registration(kind: str, v2_id: str) -> Registration | None:
    """What registers a provider under that id: None if Medusa itself does, a stub if nobody is known to."""
    if v2_id in raw()["built_in"][kind]:
        return None
    for registration in registrations().values():
        if registration.module == kind and v2_id in registration.provides:
            # A notification provider's id is the whole of its configured id: the rows' spelling counts.
            return replace(registration, id=v2_id) if kind == "notification" else registration
    name = v2_id if kind == "notification" else v2_id.rpartition("_")[2]
    return Registration(
        kind,
        name,
        f"./src/modules/{name}",
        (v2_id,),
        is_stub=True,
        note="Not known here. Write or install a provider, and register it so that v2 knows it as "
        f"{v2_id}; or map it to another with {kind}_provider_map.",
    )
