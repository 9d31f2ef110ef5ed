"""The parts of a run (`migrator/run.py`) are together what plain `dbt build` does."""

from __future__ import annotations

import json
from pathlib import Path

from dbt.cli.main import dbtRunner

from migrator import dbt
from migrator.run import PHASES


def nodes(profiles: Path, *selection: str) -> list[str]:
    """The nodes that `dbt build` would run with this selection."""
    (profiles / "profiles.yml").write_text(json.dumps(dbt.NOWHERE), encoding="utf-8")
    found = dbtRunner(dbt.read_project()).invoke(
        ["ls", "--resource-types", "model seed test", *selection, *dbt.options({}, profiles)]
    )
    assert found.success, found.exception
    return [str(name) for name in found.result]


def test_every_node_belongs_to_one_phase(tmp_path: Path) -> None:
    parts = [name for selection in PHASES.values() for name in nodes(tmp_path, *selection)]
    assert sorted(parts) == sorted(nodes(tmp_path))
