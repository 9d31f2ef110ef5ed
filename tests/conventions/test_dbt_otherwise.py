"""What `migrator/dbt_otherwise.py` replaces is still what dbt calls."""

from __future__ import annotations

from importlib import import_module
from inspect import getsource
from types import SimpleNamespace
from typing import Any

import pytest
from dbt.adapters.base.connections import BaseConnectionManager
from dbt.adapters.base.impl import BaseAdapter
from dbt.adapters.factory import FACTORY
from dbt.adapters.postgres.connections import PostgresConnectionManager
from dbt.adapters.sql import SQLConnectionManager
from dbt.artifacts.schemas.results import BaseResult
from dbt.compilation import Compiler
from dbt.graph import selector
from dbt.task.build import BuildTask
from dbt.task.runnable import GraphRunnableTask
from dbt_common.events.base_types import EventLevel
from dbt_common.events.event_manager import EventManager
from dbt_common.events.functions import fire_event
from dbt_common.events.types import Note

from migrator import dbt_otherwise
from migrator.dbt_otherwise import LongestChainFirst, execute, install, release


def test_the_longest_chain_is_handed_out_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FACTORY, "lookup_adapter", lambda _: SimpleNamespace(config=SimpleNamespace(threads=1)))
    graph = import_module("networkx").DiGraph([("order", "line"), ("line", "item")])
    graph.add_nodes_from(["a", "b"])
    queue = LongestChainFirst(graph, SimpleNamespace(expect=lambda name: name), set(graph))
    assert [queue.get(), queue.get()] == ["order", "a"]
    queue.mark_done("order")
    assert queue.get() == "line"  # dbt would have handed out b before


def test_dbt_still_calls_what_is_replaced() -> None:
    assert "release" in vars(BaseConnectionManager)
    assert "execute" in vars(SQLConnectionManager)
    assert "self.connections.execute(" in getsource(BaseAdapter.execute)
    assert "GraphQueue(" in getsource(selector.NodeSelector.get_graph_queue)
    assert "compiler.compile(" in getsource(BuildTask.compile_manifest)
    assert ".fire_event(" in getsource(fire_event)
    assert ".to_msg_dict()" in getsource(GraphRunnableTask.run)
    install()
    assert PostgresConnectionManager.release is release
    assert PostgresConnectionManager.execute is execute
    assert selector.GraphQueue is LongestChainFirst
    assert Compiler.compile is dbt_otherwise.compile_once
    assert EventManager.fire_event is dbt_otherwise.fire_if_heard
    assert BaseResult.to_msg_dict(None) == {}


def test_debug_events_are_heard_by_nobody() -> None:
    heard: list[str] = []
    manager = EventManager()

    def hear(event: Any) -> None:
        heard.append(event.info.msg)

    manager.add_callback(hear)
    manager.fire_event(Note(msg="a statement"), EventLevel.DEBUG)
    manager.fire_event(Note(msg="a failure"))
    assert heard == ["a failure"]


def test_a_statement_that_fails_is_told() -> None:
    """logs/dbt.log names it, though it does not name those that do not fail."""
    told: list[str] = []

    def refuse(*_: object) -> None:
        raise RuntimeError("refused")

    manager = SimpleNamespace(
        get_thread_connection=lambda: SimpleNamespace(name="model"),
        add_query=refuse,
        _add_query_comment=lambda sql: sql,
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dbt_otherwise, "fire_event", lambda event: told.append(event.msg))
        with pytest.raises(RuntimeError, match="refused"):
            execute(manager, "select 1 / 0")
    assert told == ["this statement failed: select 1 / 0"]
