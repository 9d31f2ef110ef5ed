"""The parts of a run (`migrator/run.py`) are together what plain `dbt build` does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from dbt.cli.main import dbtRunner

from migrator import dbt
from migrator.part import live
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


def test_what_the_proof_looks_at_is_read_ahead() -> None:
    project: Any = dbt.read_project()
    read = {
        source.rpartition(".")[2]
        for node in project.nodes.values()
        if node.path.startswith("report/")
        for source in node.depends_on.nodes
        if source.startswith("source.") and ".medusa_v2." in source
    }
    assert read == set(live.PROVEN)
