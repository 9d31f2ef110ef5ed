"""What all tests with damaged stores need: one recorded migration."""

from __future__ import annotations

import pytest

from migrator import fixtures
from tests.conftest import Stores
from tests.hostile import replay


@pytest.fixture(scope="session")
def recording(server: str) -> replay.Recording:
    """The statements of the bundled store's migration."""
    return replay.record(
        Stores(
            fixtures.create_database(server, "v1_recorded", "v1_template"),
            fixtures.create_database(server, "v2_recorded", "v2_template"),
        )
    )
