"""Three things that dbt does otherwise in this process (decisions 0011 and 0013). Plain `dbt build` does them as dbt does, and slower."""

from __future__ import annotations

from typing import Any

from dbt.adapters.factory import FACTORY
from dbt.adapters.postgres.connections import PostgresConnectionManager
from dbt.adapters.sql import SQLConnectionManager
from dbt.graph import selector
from dbt.graph.queue import GraphQueue

from migrator.parallel import longest_chain
from migrator.replay import recorder


def install() -> None:
    """Replace them for this process. That a later dbt still calls them is tested (tests/conventions/test_dbt_otherwise.py)."""
    PostgresConnectionManager.release = release
    PostgresConnectionManager.execute = execute
    selector.GraphQueue = LongestChainFirst


def release(manager: PostgresConnectionManager) -> None:
    """Instead of dbt's own, which closes the connection after each of 630 nodes: the next one of the same thread needs it.

    A new one costs the server 10 ms, and the catalog is learnt anew. What a node left uncommitted is undone either way.
    """
    connection = manager.get_if_exists()
    if connection is None or connection.state != "open":
        return
    if connection.handle.closed:
        manager.close(connection)
    else:
        connection.handle.rollback()
        connection.transaction_open = False


def execute(
    manager: PostgresConnectionManager,
    sql: str,
    auto_begin: bool = False,
    fetch: bool = False,
    limit: int | None = None,
) -> Any:
    """dbt's own, and a note of what is sent, for a later run (migrator/replay.py)."""
    recorder.add(str(manager.get_thread_connection().name), sql, fetch)
    return SQLConnectionManager.execute(manager, sql, auto_begin, fetch, limit)


class LongestChainFirst(GraphQueue):  # type: ignore[misc]
    """What most steps wait for, one after the other, is done first.

    dbt goes by distance from the start, and hands out all that is ready at once: the chain from addresses over orders to
    their items then waits behind a hundred small tables, and ends alone, with a core idle.
    """

    def _get_scores(self, graph: Any) -> dict[str, int]:
        """The lowest is handed out first."""

        recorder.begin(graph)
        chain = longest_chain(graph.successors)
        return {node: -chain(node) for node in graph}

    def get(self, block: bool = True, timeout: float | None = None) -> Any:
        """The next node, once a thread is (all but) free for it: what is handed out cannot be overtaken any more."""
        threads = FACTORY.lookup_adapter("postgres").config.threads
        with self.lock:
            self.some_task_done.wait_for(lambda: len(self.in_progress) <= threads)
        return super().get(block, timeout)
