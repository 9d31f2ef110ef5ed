"""What `migrator/dbt_otherwise.py` replaces is still what dbt calls."""

from __future__ import annotations

from importlib import import_module
from inspect import getsource
from types import SimpleNamespace

import pytest
from dbt.adapters.base.connections import BaseConnectionManager
from dbt.adapters.base.impl import BaseAdapter
from dbt.adapters.factory import FACTORY
from dbt.adapters.postgres.connections import PostgresConnectionManager
from dbt.adapters.sql import SQLConnectionManager
from dbt.graph import selector

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
    install()
    assert PostgresConnectionManager.release is release
    assert PostgresConnectionManager.execute is execute
    assert selector.GraphQueue is LongestChainFirst
