"""Every reshape rule has a dbt unit test beside its model; they run here, in one go."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from migrator.settings import PROJECT_DIR
from tests.conftest import Stores


def test_all_rules(migrated_template: Stores, tmp_path: Path) -> None:
    migrated_template.settings()  # the models' relations must exist; the rows come from the tests
    command = "from dbt.cli.main import cli; cli()"
    result = subprocess.run(
        [sys.executable, "-c", command, "test", "--select", "test_type:unit", "--target-path", str(tmp_path)],
        cwd=PROJECT_DIR,
        env=os.environ | {"MEDUSA_UNIT_TESTS": "yes"},
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, "\n".join(result.stdout.splitlines()[-80:])
    assert "ERROR=0" in result.stdout
