"""The live tables as they were when they were compared with v1, and found right: has anybody written to them since?"""

from __future__ import annotations

import json
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

import psycopg

from migrator import counters, fdw, unchanged
from migrator.settings import SCHEMA, Settings


@dataclass(frozen=True)
class Live:
    """state: of every live table that we write; counted: what the server had counted when it was."""

    state: list[Any]
    counted: counters.Counters

    def as_json(self) -> str:
        """To be kept with a run."""
        return json.dumps({"state": self.state, "counted": self.counted.as_json()})


def look(settings: Settings, moved: dict[str, tuple[int, int]] | None = None) -> Live:
    """The state of every live table that we write. Of those that were not written to since they were last verified, it is known.

    moved: this run began with live tables that were as last verified; what it did to them is known for these tables (rows
    more, hashes of xmin more), of the others only those it wrote to are looked at again. What somebody else wrote meanwhile
    is then missing, and the next run sees it.
    """
    with settings.v2.connect() as v2:
        names = {
            row[0]
            for row in v2.execute(
                "select substr(relname, 9)::text from pg_class "
                "where relnamespace = to_regnamespace(%s) and relname like 'written\\_%%' and relkind = 'r'",
                (SCHEMA,),
            )
        }
        verified = last(v2)
        now = counters.read(v2, settings.v2)
        if moved is None:
            same = now.untouched_since(verified.counted)
            known = [row for row in verified.state[1] if row[0] in same]
            counted = now
        else:
            known, counted = after_part(v2, verified, moved, now)
        looked = unchanged.states(v2, settings.v2, sorted(names - {name for name, *_ in known}))
        rows = sorted([*known, *looked], key=itemgetter(0))
        return Live(unchanged.plain([unchanged.identity(v2, settings.v2), rows]), counted)


def after_part(
    v2: psycopg.Connection[Any], verified: Live, moved: dict[str, tuple[int, int]], now: counters.Counters
) -> tuple[list[Any], counters.Counters]:
    """The states of live tables after a part, as far as they are known by what it did, and what is counted if nobody else did anything."""
    written = wrote(v2)
    known: list[Any] = []
    counts = dict(now.tables)
    for name, file, rows, hashes in verified.state[1]:
        if name in moved:
            known.append([name, file, rows + moved[name][0], str(int(hashes) + moved[name][1])])
        elif name not in written:
            known.append([name, file, rows, hashes])
        else:
            continue
        before, did = verified.counted.tables.get(name), written.get(name, (0, 0, 0))
        if before is None or counts.get(name) != [before[0], *map(sum, zip(before[1:], did, strict=True))]:
            counts.pop(name, None)
    return known, counters.Counters(now.since if now.since == verified.counted.since else None, counts)


def wrote(v2: psycopg.Connection[Any]) -> dict[str, tuple[int, int, int]]:
    """The live tables that the last run wrote to -> rows inserted, updated, deleted."""
    found = v2.execute(
        "select live_table, sum(inserted)::bigint, sum(merged + updated)::bigint, sum(deleted)::bigint "
        f"from {SCHEMA}.load_log where run_id = (select max(run_id) from {SCHEMA}.run) "
        "group by live_table having sum(inserted + merged + updated + deleted) > 0"
    )
    return {name: (inserted, updated, deleted) for name, inserted, updated, deleted in found}


def last(v2: psycopg.Connection[Any]) -> Live:
    """What the live tables were when they were last verified, and found right."""
    kept = fdw.scalar(v2, f"select verified from {SCHEMA}.run where verified like '{{%%' order by run_id desc limit 1")
    live = json.loads(kept) if kept else {"state": [None, []], "counted": None}
    return Live(live["state"], counters.of_json(live["counted"]))


def is_as_verified(settings: Settings) -> bool:
    """True when the live tables are as they were when they were last verified, and found right."""
    with settings.v2.connect() as v2:
        verified = last(v2)
    live = look(settings)
    if live.state != verified.state:
        return False
    if live.counted != verified.counted:  # the server may count anew since, or know of rows that it did not then
        remember(settings, live, "where verified is not null")
    return True


def remember(settings: Settings, live: Live, only: str = "") -> None:
    """Keep with the last run (only: of some) what the live tables were when they were compared and found right."""
    with settings.v2.connect() as v2:
        v2.execute(
            f"update {SCHEMA}.run set verified = %s where run_id = (select max(run_id) from {SCHEMA}.run {only})",
            (live.as_json(),),
        )
