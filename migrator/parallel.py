"""Work for the server, several pieces at a time, each in a transaction of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from functools import cache
from typing import Any

import psycopg
import yaml

from migrator.settings import PROJECT_DIR, Database


@dataclass(frozen=True)
class Job:
    """One piece: what it does with a connection, and the names of those it waits for."""

    do: Callable[[psycopg.Connection[Any]], object]
    waits_for: Iterable[str] = ()


def do_all(database: Database, jobs: dict[str, Job], done: Callable[[str], object] = lambda name: None) -> None:
    """Do all jobs, what most others wait for first, else in the order given; raise the first error, and begin no other job."""
    dependents: dict[str, list[str]] = {name: [] for name in jobs}
    waiting = {name: 0 for name in jobs}
    for name, job in jobs.items():
        for other in job.waits_for:
            dependents[other].append(name)
            waiting[name] += 1
    chain = longest_chain(dependents.__getitem__)
    place = {name: place for place, name in enumerate(jobs)}
    own = threading.local()
    opened: list[psycopg.Connection[Any]] = []

    def work(job: Job) -> None:
        if not hasattr(own, "connection"):
            own.connection = database.connect()
            opened.append(own.connection)
        job.do(own.connection)
        own.connection.commit()

    at_once = threads()
    ready = [name for name, count in waiting.items() if not count]
    running: dict[Future[None], str] = {}
    try:
        with ThreadPoolExecutor(at_once) as pool:
            while ready or running:
                ready.sort(key=lambda name: (-chain(name), place[name]))
                while ready and len(running) < at_once:
                    name = ready.pop(0)
                    running[pool.submit(work, jobs[name])] = name
                for future in finished(running, opened):
                    name = running.pop(future)
                    future.result()
                    done(name)
                    for child in dependents[name]:
                        waiting[child] -= 1
                        if not waiting[child]:
                            ready.append(child)
    finally:
        for connection in opened:
            connection.close()


def finished(running: dict[Future[None], str], opened: list[psycopg.Connection[Any]]) -> set[Future[None]]:
    """Wait for one or more of them to end; who interrupts that (Ctrl-C) ends all of them."""
    try:
        return wait(running, return_when=FIRST_COMPLETED).done
    except BaseException:
        for connection in opened:
            connection.cancel_safe()
        raise


def longest_chain(children: Callable[[str], Iterable[str]]) -> Callable[[str], int]:
    """A function that says of a node how many wait for it, one after the other."""

    @cache
    def chain(name: str) -> int:
        return max((chain(child) + 1 for child in children(name)), default=0)

    return chain


def threads() -> int:
    """How many pieces at a time, as for dbt: threads in profiles.yml."""
    own, example = (PROJECT_DIR / name for name in ("profiles.yml", "profiles.example.yml"))
    profile = yaml.safe_load((own if own.is_file() else example).read_text(encoding="utf-8"))["medusa_migration"]
    asked = str(profile["outputs"][profile["target"]].get("threads"))
    return int(asked) if asked.isdigit() else 4
