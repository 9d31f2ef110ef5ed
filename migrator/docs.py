"""Text in README.md and docs/ that is made from the code, so that it cannot drift.

A generated part stands between `<!-- generated: name -->` and `<!-- end -->`; `invoke sync` rewrites it,
a test fails when it is out of date.
"""

from __future__ import annotations

import csv
import importlib.util
import json
import re
from collections.abc import Callable
from pathlib import Path

from migrator import matrix, registry
from migrator.settings import PROJECT_DIR

PART = re.compile(r"(<!-- generated: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def commands() -> str:
    """One line per Invoke task, from its docstring."""
    spec = importlib.util.spec_from_file_location("tasks", PROJECT_DIR / "tasks.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    tasks = {
        name.replace("_", "-"): (item.body.__doc__ or "").splitlines()[0]
        for name, item in vars(module).items()
        if type(item).__name__ == "Task"
    }
    return table(("command", "what it does"), [(f"`invoke {name}`", text) for name, text in tasks.items()])


def settings() -> str:
    """The vars of dbt_project.yml with their defaults and comments."""
    text = (PROJECT_DIR / "dbt_project.yml").read_text(encoding="utf-8").partition("\nvars:\n")[2]
    rows = re.findall(r"^  (\w+): (.*?) *(?:# (.*))?$", text, re.MULTILINE)
    return table(("setting", "default", "meaning"), [(f"`{n}`", f"`{d}`", m.replace("|", "\\|")) for n, d, m in rows])


def reasons() -> str:
    """Every reason and rule, with its remedy."""
    with (PROJECT_DIR / "seeds/reasons.csv").open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: (row["kind"], row["code"]))
    return table(
        ("kind", "code", "what it means", "what to do"),
        [(row["kind"], f"`{row['code']}`", row["explanation"], row["remedy"]) for row in rows],
    )


def tables() -> str:
    """Where the rows of each v1 table go, and the reasons for those that get no row of their own."""
    rows = []
    for name, facts in registry.v1_tables().items():
        homes = ", ".join(f"`{home}`" for home in facts["homes"]) or "—"
        otherwise = ", ".join(f"`{code}`" for code in reasons_of(name)) or "—"
        rows.append((str(facts["domain"]), f"`{name}`", homes, otherwise))
    return table(("domain", "v1 table", "v2 table", "rows without one of their own"), sorted(rows))


def reasons_of(v1_table: str) -> list[str]:
    """The reasons that fate_<table> gives; where it only passes them on, those of the models it reads."""
    models = {path.stem: path for path in (PROJECT_DIR / "models/reshape").rglob("*.sql")}
    fate = models.get(f"fate_{v1_table}")
    if fate is None:
        return []
    with (PROJECT_DIR / "seeds/reasons.csv").open(encoding="utf-8", newline="") as file:
        codes = {row["code"] for row in csv.DictReader(file) if row["kind"] in ("merged", "left", "quarantined")}
    text = fate.read_text(encoding="utf-8")
    for source in (
        text,
        *(models[name].read_text(encoding="utf-8") for name in re.findall(r"ref\('(int_\w+)'\)", text)),
    ):
        if found := sorted(codes & set(re.findall(r"'(\w+)'", source))):
            return found
    return []


def versions() -> str:
    """Which pairs of versions were migrated whole, and when."""
    return matrix.proofs()


def booted() -> str:
    """Which versions of Medusa were booted on the migrated store, and what their APIs and dashboards said."""
    known = json.loads(matrix.BOOTED.read_text(encoding="utf-8"))
    versions = sorted(known, key=lambda version: [int(part) for part in version.split(".")])

    def result(version: str, what: str) -> str:
        found = known[version].get(what)
        return f"{found['equal']:,} of {found['of']:,}, {found['day']}" if found else ""

    lines = table(
        ("booted", "facts equal", "pages of the dashboard"),
        [(version, result(version, "facts"), result(version, "pages")) for version in versions],
    )
    for version in versions:
        cannot = known[version].get("facts", {}).get("cannot", [])
        lines += f"\nWhat differs on {version}, and why:\n\n" * bool(cannot)
        lines += "".join(f"- {line}\n" for line in cannot)
    return lines


def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """A Markdown table."""
    lines = ["| " + " | ".join(cells) + " |" for cells in (head, ("---",) * len(head), *rows)]
    return "\n".join(lines) + "\n"


PARTS: dict[str, Callable[[], str]] = {
    "commands": commands,
    "settings": settings,
    "reasons": reasons,
    "tables": tables,
    "versions": versions,
    "booted": booted,
}


def render(text: str) -> str:
    """The text with its generated parts made anew."""
    return PART.sub(lambda match: match[1] + PARTS[match[2]]() + match[3], text)


def pages() -> list[Path]:
    """The files that hold generated parts."""
    return [PROJECT_DIR / "README.md", *sorted((PROJECT_DIR / "docs").glob("*.md"))]


def stale() -> list[Path]:
    """Pages whose generated parts are out of date."""
    return [page for page in pages() if render(text := page.read_text(encoding="utf-8")) != text]


def sync() -> bool:
    """Rewrite the generated parts; true if something changed."""
    changed = stale()
    for page in changed:
        page.write_text(render(page.read_text(encoding="utf-8")), encoding="utf-8")
    return bool(changed)
