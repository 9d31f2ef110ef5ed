"""What dbt does otherwise in this process (decisions 0011 and 0013). Plain `dbt build` does it as dbt does, and slower."""

from __future__ import annotations

from typing import Any

from dbt.adapters.factory import FACTORY
from dbt.adapters.postgres.connections import PostgresConnectionManager
from dbt.adapters.sql import SQLConnectionManager
from dbt.artifacts.schemas.results import BaseResult
from dbt.compilation import Compiler
from dbt.graph import selector
from dbt.graph.queue import GraphQueue
from dbt_common.clients import agate_helper
from dbt_common.events.base_types import EventLevel
from dbt_common.events.event_manager import EventManager
from dbt_common.events.functions import fire_event
from dbt_common.events.types import Note

from migrator.parallel import longest_chain
from migrator.replay import recorder

link = Compiler.compile
tell = EventManager.fire_event
NO_ROWS: Any = agate_helper.empty_table()  # type: ignore[no-untyped-call]
# Of the last manifest, which is kept, so that its id stays its own.
linked: dict[tuple[int, bool], tuple[Any, Any]] = {}


def install() -> None:
    """Replace them for this process. That a later dbt still calls them is tested (tests/conventions/test_dbt_otherwise.py)."""
    PostgresConnectionManager.release = release
    PostgresConnectionManager.execute = execute
    selector.GraphQueue = LongestChainFirst
    Compiler.compile = compile_once
    EventManager.fire_event = fire_if_heard  # type: ignore[method-assign, assignment]
    BaseResult.to_msg_dict = lambda _: {}  # events about nodes repeat them, and the last one repeats all: a second


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
    try:
        if fetch:
            return SQLConnectionManager.execute(manager, sql, auto_begin, fetch, limit)
        _, cursor = manager.add_query(manager._add_query_comment(sql), auto_begin)
        return manager.get_response(cursor), NO_ROWS  # dbt makes a table without rows anew each time, in 2 ms
    except Exception:
        fire_event(Note(msg=f"this statement failed: {sql}"))
        raise


def fire_if_heard(manager: EventManager, event: Any, level: Any = None, *details: Any, **more: Any) -> None:
    """dbt's own, but for what only logs/dbt.log would hear at the level debug: to write all statements there takes a
    tenth of dbt's time. Those that fail are in it (execute)."""
    if (level or event.level_tag()) != EventLevel.DEBUG:
        tell(manager, event, level, *details, **more)


def compile_once(compiler: Compiler, manifest: Any, write: bool = True, add_test_edges: bool = False) -> Any:
    """dbt's own, once: what depends on what is the same in every phase."""
    key = id(manifest), add_test_edges
    if key not in linked:
        linked.clear()
        linked[key] = manifest, link(compiler, manifest, write, add_test_edges)
    return linked[key][1]


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
