"""Invoke tasks: `invoke --list`. Each task calls one function of the migrator package."""

from __future__ import annotations

from typing import Any

from invoke import task

from migrator import fdw, settings


@task
def fdw_setup(context: Any) -> None:
    """Connect v1 to the v2 database: foreign tables for everything v1 has, read-only."""
    counts = fdw.setup(settings.load())
    print("v1 is connected: {tables} tables, {columns} columns ({custom_tables} tables and {custom_columns} columns are the shop's own).".format(**counts))


@task
def fdw_teardown(context: Any) -> None:
    """Remove the foreign tables, server, user mapping and what else fdw-setup made."""
    fdw.teardown(settings.load())
    print("v1 is disconnected.")
