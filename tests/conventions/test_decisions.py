"""What `migrator/dbt.py` relies on when it reads the project once for all databases and decisions."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from migrator import dbt, settings
from migrator.settings import PROJECT_DIR

EXAMPLES: dict[type, Any] = {
    int: 1,
    dict: {"rsd": 2},
    list: [{"from": "https://old/", "to": "https://new/"}],
}


def other(name: str, value: Any) -> Any:
    """Another value of a decision than its default: the last of those its comment lists (`a | b | c`)."""
    if not isinstance(value, str):
        return not value if isinstance(value, bool) else EXAMPLES[type(value)]
    line = re.search(rf"^  {name}: .*$", (PROJECT_DIR / "dbt_project.yml").read_text(encoding="utf-8"), re.MULTILINE)
    choices = re.findall(r"(\w+) \| (\w+)(?: \| (\w+))?", line[0] if line else "")
    return [choice for choice in choices[0] if choice][-1] if choices else "another"


def test_no_decision_changes_what_depends_on_what(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    decided = {
        name: other(name, value)
        for name, value in settings.variables().items()
        if not name.endswith("_schema") and name != "snapshot"
    }
    assert decided["open_swaps"] == "skip"
    plain = dbt.read_project()
    monkeypatch.setenv("DBT_TARGET_PATH", str(tmp_path))
    changed = dbt.read_project(json.dumps(decided))
    assert plain and changed
    assert plain.nodes.keys() == changed.nodes.keys()
    for name, node in plain.nodes.items():
        needs, needs_then = (set(getattr(of.depends_on, "nodes", ())) for of in (node, changed.nodes[name]))
        assert needs == needs_then, name
        assert node.config.to_dict() == changed.nodes[name].config.to_dict(), name
