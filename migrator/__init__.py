"""Orchestration around the dbt project: connections, foreign tables, checks, runs, undo, reports."""
