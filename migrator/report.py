"""What the operator sees at the end: what arrived, what did not and why, what to do next."""

from __future__ import annotations

import json
from typing import Any

import psycopg
from rich.console import Console
from rich.table import Table

from migrator.settings import SCHEMA, Settings

# Reasons of each kind on the one screen; the rest is in `invoke report --json` and docs/reasons.md.
SHOWN = 4
# What the target's tables have beyond what this tool knows of them.
UNFILLED = f"""
    select live.table_name as live_table, live.column_name
    from {SCHEMA}.live_column as live
    inner join information_schema.tables as load
        on load.table_schema = '{SCHEMA}' and load.table_name = 'load_' || live.table_name
    where not exists (
        select from information_schema.columns as ours
        where ours.table_schema = '{SCHEMA}' and ours.table_name = load.table_name
            and ours.column_name = live.column_name
    )
    order by 1, 2
"""


def collect(settings: Settings) -> dict[str, Any]:
    """The figures of the last run, as plain data: accounting, money, gift cards, the shop's own data, loads, reasons, findings, no place."""
    with settings.v2.connect() as v2:
        v2.read_only = True
        return {
            "accounting": rows(v2, f"select * from {SCHEMA}.rpt_accounting order by v1_table"),
            "money": rows(v2, f"select * from {SCHEMA}.rpt_money order by currency_code")
            if exists(v2, "rpt_money")
            else [],
            "gift_cards": rows(v2, f"select * from {SCHEMA}.rpt_gift_cards order by currency_code")
            if exists(v2, "rpt_gift_cards")
            else [],
            "custom_data": rows(v2, f"select * from {SCHEMA}.rpt_custom_data order by kind, v1_table, column_name")
            if exists(v2, "rpt_custom_data")
            else [],
            "money_differences": rows(
                v2,
                f"select * from {SCHEMA}.rpt_order_money where differs_in is not null "
                "order by explanation is not null, abs(difference) desc, order_id limit 200",
            )
            if exists(v2, "rpt_order_money")
            else [],
            "loads": rows(v2, f"select * from {SCHEMA}.rpt_loads order by live_table"),
            "reasons": rows(v2, f"select * from {SCHEMA}.rpt_reasons order by kind, row_count desc"),
            "unwritten": rows(v2, f"select * from {SCHEMA}.unwritten order by live_table, key limit 200"),
            "unplaced": rows(v2, f"select * from {SCHEMA}.unplaced order by live_table, column_name nulls first"),
            "unfilled": rows(v2, UNFILLED),
        }


def rows(connection: psycopg.Connection[Any], query: str) -> list[dict[str, Any]]:
    """The rows of a query as dictionaries."""
    cursor = connection.execute(query)
    names = [column.name for column in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def exists(connection: psycopg.Connection[Any], relation: str) -> bool:
    """Is there such a relation in the working schema?"""
    row = connection.execute("select to_regclass(%s) is not null", (f"{SCHEMA}.{relation}",)).fetchone()
    return bool(row and row[0])


def show(settings: Settings, console: Console, seconds: float | None = None, as_json: bool = False) -> None:
    """Print the one-screen summary (or everything, as JSON)."""
    data = collect(settings)
    if as_json:
        print(json.dumps(data, indent=2, ensure_ascii=False, default=str))
        return
    table = Table(title="What became of v1", title_justify="left", header_style="bold", box=None)
    for name in ("domain", "v1 rows", "migrated", "merged", "left", "quarantined"):
        table.add_column(name, justify="left" if name == "domain" else "right")
    totals: dict[str, list[int]] = {}
    for row in data["accounting"]:
        sums = totals.setdefault(row["domain"], [0] * 5)
        for position, key in enumerate(("rows_read", "migrated", "merged", "left_out", "quarantined")):
            sums[position] += row[key]
    for domain, sums in sorted(totals.items()):
        table.add_row(domain, *(f"{number:,}" for number in sums))
    read, *placed = (sum(sums[position] for sums in totals.values()) for position in range(5))
    table.add_row("[bold]all", *(f"[bold]{number:,}" for number in (read, *placed)))
    console.print(table)
    show_money(data, console)
    show_gift_cards(data, console)
    for title, kinds in (
        ("Left or quarantined, and why", ("left", "quarantined")),
        ("Different from v1", ("changed", "lost")),
    ):
        listed = [row for row in data["reasons"] if row["kind"] in kinds]
        listed.sort(key=lambda row: row["remedy"].startswith("Nothing to do"))  # what asks for something comes first
        if listed:
            console.print(f"\n[bold]{title}[/]")
        for row in listed[:SHOWN]:
            console.print(
                f"  {row['row_count']:>6,}  {row['code']}: {row['explanation']}\n          -> {row['remedy']}",
                markup=False,
                highlight=False,
                soft_wrap=True,
            )
        if len(listed) > SHOWN:
            console.print(f"  … and {len(listed) - SHOWN} more: invoke report --json")
    written = sum(row["inserted"] + row["updated"] + row["merged"] for row in data["loads"])
    console.print(
        f"\nwritten to v2 in this run: {written:,} rows in {len(data['loads'])} tables"
        + (f", {seconds:.0f} s" if seconds else ""),
        highlight=False,
    )
    if data["unwritten"]:
        console.print(
            f"[yellow]left alone in v2: {len(data['unwritten'])} rows, made or edited there: invoke report --json[/]"
        )
    if data["unplaced"]:
        missing = ", ".join(
            ".".join(filter(None, (row["live_table"], row["column_name"]))) + f" ({row['row_count']:,})"
            for row in data["unplaced"]
        )
        console.print(f"[yellow]this Medusa version has no place for[/] {missing}", highlight=False, soft_wrap=True)
    if data["unfilled"]:
        unknown = ", ".join(f"{row['live_table']}.{row['column_name']}" for row in data["unfilled"])
        console.print(
            f"[yellow]this Medusa version has columns this tool does not know, left to their defaults:[/] {unknown}",
            highlight=False,
            soft_wrap=True,
        )
    show_custom_data(data, console)
    accounted = sum(placed)
    color = "green" if read == accounted else "red"
    console.print(f"[{color}]v1 rows read {read:,} = accounted for {accounted:,}[/]", highlight=False)


def show_money(data: dict[str, Any], console: Console) -> None:
    """What v1 charged and what the live rows of v2 come to, per currency, and the orders that differ by name."""
    if not data["money"]:
        return
    table = Table(
        title="\nMoney: v1's rows against the live rows of v2", title_justify="left", header_style="bold", box=None
    )
    for name in ("currency", "orders", "v1 total", "v2 total", "difference"):
        table.add_column(name, justify="left" if name == "currency" else "right")
    for row in data["money"]:
        color = "green" if row["difference"] == 0 and row["unexplained_orders"] == 0 else "red"
        table.add_row(
            row["currency_code"],
            f"{row['orders']:,}",
            f"{row['v1_total']:,}",
            f"{row['v2_total']:,}",
            f"[{color}]{row['difference']:,}",
        )
    console.print(table)
    for row in data["money_differences"][:12]:
        console.print(
            f"  order {row['display_id']} ({row['order_id']}): {row['differs_in']}, {row['difference']} "
            f"{row['currency_code']}: {row['explanation'] or 'not explained, look at it'}",
            style=None if row["explanation"] else "red",
            markup=False,
            highlight=False,
            soft_wrap=True,
        )
    differing = sum(row["differing_orders"] for row in data["money"])
    if differing > 12:
        console.print(
            f"  … and {differing - 12} more: select * from {SCHEMA}.rpt_order_money where differs_in is not null"
        )


def show_gift_cards(data: dict[str, Any], console: Console) -> None:
    """What customers may still spend: the balances of v1's gift cards, and where they are, per currency."""
    if not data["gift_cards"]:
        return
    table = Table(title="\nGift card balances", title_justify="left", header_style="bold", box=None)
    columns = ("currency", "cards", "v1 balance", "v2 balance", "booked since", "archived", "difference")
    for name in columns:
        table.add_column(name, justify="left" if name == "currency" else "right")
    for row in data["gift_cards"]:
        color = "green" if row["difference"] == 0 else "red"
        amounts = (row[key] for key in ("v1_balance", "v2_balance", "booked_in_v2_since", "archived_balance"))
        table.add_row(
            row["currency_code"],
            f"{row['cards']:,}",
            *(f"{amount:,}" for amount in amounts),
            f"[{color}]{row['difference']:,}",
        )
    console.print(table)


def show_custom_data(data: dict[str, Any], console: Console) -> None:
    """The shop's own columns and tables: all in the archive, what has a v2 row with metadata there too."""
    columns = [
        f"{row['v1_table']}.{row['column_name']} ({row['in_metadata']:,} of {row['row_count']:,})"
        for row in data["custom_data"]
        if row["kind"] == "column"
    ]
    tables = [f"{row['v1_table']} ({row['row_count']:,})" for row in data["custom_data"] if row["kind"] == "table"]
    for title, listed in (
        ("own columns, all in the archive, rows in metadata.medusa_v1", columns),
        ("own tables, in the archive", tables),
    ):
        if listed:
            console.print(f"{title}: {', '.join(listed)}", markup=False, highlight=False, soft_wrap=True)
