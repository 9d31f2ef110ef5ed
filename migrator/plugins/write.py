"""Writes a Plan as files of a v2 project. The same plan always gives the same bytes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from migrator.errors import MigrationError
from migrator.plugins import Plan, catalog
from migrator.plugins.env_template import env_template
from migrator.plugins.medusa_config import HEADER, medusa_config
from migrator.plugins.notes import notes


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
