"""The preflight: everything that would go wrong later, found before anything is written."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from csv import DictReader
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psycopg
from rich.console import Console

from migrator import fdw
from migrator.errors import MigrationError
from migrator.fdw import scalar
from migrator.lock import LOCK
from migrator.settings import PROJECT_DIR, SCHEMA, Settings

# Tables whose rows mean that a shop already lives in the target.
BUSINESS_TABLES = ("product", "order", "customer", "region", "promotion", "price_list")
V1_TABLES = (
    "store",
    "order",
    "line_item",
    "money_amount",
    "product",
    "product_variant",
    "customer",
    "region",
    "payment",
    "discount",
    "shipping_option",
    "sales_channel",
    "payment_collection",
)
V2_TABLES = (
    "store",
    "order",
    "order_item",
    "order_summary",
    "price",
    "price_set",
    "product",
    "customer",
    "region",
    "provider_identity",
    "payment_collection",
    "inventory_level",
    "promotion",
)


@dataclass(frozen=True)
class Finding:
    """One thing the operator should know. severity: blocker (nothing may be written), warning, info."""

    severity: str
    code: str
    what: str
    remedy: str


def blocker(code: str, what: str, remedy: str) -> Finding:
    return Finding("blocker", code, what, remedy)


def warning(code: str, what: str, remedy: str) -> Finding:
    return Finding("warning", code, what, remedy)


def info(code: str, what: str, remedy: str = "nothing to do.") -> Finding:
    return Finding("info", code, what, remedy)


Connection = psycopg.Connection[Any]


def run(settings: Settings, allow_existing: bool = False, locked: bool = False) -> list[Finding]:
    """All findings, worst first. Reads both databases, writes nothing."""
    with settings.v1.connect() as v1, settings.v2.connect() as v2:
        v1.read_only = v2.read_only = True
        findings: list[Finding] = []
        # Each stage needs what the one before it found in order.
        for stage in STAGES:
            for step in stage:
                findings += step(v1, v2, settings.vars)
            if any(finding.severity == "blocker" for finding in findings):
                break
        else:
            if not allow_existing:
                findings += emptiness(v2)
            if not locked:
                findings += other_runs(v2)
    order = {"blocker": 0, "warning": 1, "info": 2}
    return sorted(findings, key=lambda finding: order[finding.severity])


TABLES = (
    "select relname::text from pg_class "
    "where relnamespace = to_regnamespace(quote_ident(current_schema())) and relkind in ('r', 'p')"
)


def tables(connection: Connection) -> set[str]:
    """Names of the tables in the schema of Medusa's tables."""
    return {row[0] for row in connection.execute(TABLES)}


def denied_tables(connection: Connection, *rights: str) -> list[str]:
    """Those of them on which the role lacks one of the rights, in order.

    One call per right: for a list of rights PostgreSQL says whether *any* of them is held.
    """
    query = f"{TABLES} and not (select bool_and(has_table_privilege(oid, asked)) from unnest(%s::text[]) as asked) order by 1"
    return [row[0] for row in connection.execute(query, (list(rights),))]


def identity(v1: Connection, v2: Connection, settings: dict[str, Any]) -> Iterator[Finding]:
    """Are these two databases, and the right ones, the right way round?"""
    same = "select concat_ws('/', pg_postmaster_start_time(), current_database(), inet_server_port())"
    if scalar(v1, same) == scalar(v2, same):
        yield blocker(
            "same_database",
            "MEDUSA_V1_URL and MEDUSA_V2_URL are the same database.",
            "point MEDUSA_V2_URL at the new store's database.",
        )
        return
    v1_tables, v2_tables = tables(v1), tables(v2)
    if "mikro_orm_migrations" in v1_tables and "money_amount" not in v1_tables:
        yield blocker(
            "v1_is_v2",
            "the database of MEDUSA_V1_URL is a Medusa v2 store.",
            "the URLs may be mixed up: MEDUSA_V1_URL is the old store, MEDUSA_V2_URL the new one.",
        )
    elif missing := [name for name in V1_TABLES if name not in v1_tables]:
        yield blocker(
            "v1_not_medusa",
            f"the database of MEDUSA_V1_URL is not a Medusa v1 store of 1.12 or newer (no table {', '.join(missing[:4])} "
            f"in schema {settings['v1_schema']}).",
            "check the URL, and v1_schema if its tables are in another schema; a store older than 1.12 must first run its own upgrade to 1.20 (`medusa migrations run`).",
        )
    if "money_amount" in v2_tables:
        yield blocker(
            "v2_is_v1",
            "the database of MEDUSA_V2_URL is a Medusa v1 store.",
            "the URLs may be mixed up: MEDUSA_V1_URL is the old store, MEDUSA_V2_URL the new one.",
        )
    elif missing := [name for name in V2_TABLES if name not in v2_tables]:
        yield blocker(
            "v2_not_medusa",
            f"the database of MEDUSA_V2_URL is not a migrated Medusa v2 store (no table {', '.join(missing[:4])} "
            f"in schema {settings['live_schema']}).",
            "run `npx medusa db:migrate` in the new project first, and set live_schema if its tables are in another schema.",
        )
    version = int(scalar(v2, "show server_version_num"))
    if version < 140000:
        yield blocker(
            "postgres_too_old",
            f"the v2 server runs PostgreSQL {version // 10000}.",
            "PostgreSQL 14 or newer is needed.",
        )
    if scalar(v2, "show server_encoding") != "UTF8":
        yield blocker("v2_encoding", "the v2 database is not in UTF8.", "create it with `encoding UTF8`.")
    if scalar(v1, "show server_encoding") not in ("UTF8", "SQL_ASCII"):
        yield info("v1_encoding", f"v1 is stored in {scalar(v1, 'show server_encoding')}; text is converted to UTF8.")
    if "price_set" in v1_tables and scalar(v1, "select exists (select from price_set)"):
        yield blocker(
            "v1_pricing_module",
            "v1 used its experimental pricing module: money_amount is not the truth there.",
            "this store's prices cannot be read; turn the isolated_pricing_domain flag off in v1 and re-save prices.",
        )


def v1_rights(v1: Connection, _v2: Connection, settings: dict[str, Any]) -> Iterator[Finding]:
    """May the v1 role read every table?"""
    denied = denied_tables(v1, "select")
    if denied:
        yield blocker(
            "v1_rights",
            f"the v1 role may not read {len(denied)} tables ({', '.join(denied[:5])}).",
            f"grant select on all tables in schema {settings['v1_schema']} to that role.",
        )


def v2_rights(_v1: Connection, v2: Connection, _settings: dict[str, Any]) -> Iterator[Finding]:
    """May the v2 role do what the load does?"""
    if not scalar(v2, "select has_database_privilege(current_database(), 'create')"):
        yield blocker(
            "v2_rights_schema",
            "the v2 role may not create schemas in its database.",
            "grant create on database … to that role.",
        )
    denied = denied_tables(v2, "select", "insert", "update", "delete")
    if denied:
        yield blocker(
            "v2_rights_tables",
            f"the v2 role may not write {len(denied)} tables ({', '.join(denied[:5])}).",
            "use the role that Medusa itself uses, or grant it their rights.",
        )
    installed = scalar(v2, "select exists (select from pg_extension where extname = 'postgres_fdw')")
    if not installed and not scalar(
        v2, "select exists (select from pg_available_extensions where name = 'postgres_fdw')"
    ):
        yield blocker(
            "fdw_missing",
            "the v2 server has no postgres_fdw extension.",
            "install PostgreSQL's contrib package on that server.",
        )
    elif not installed and not scalar(v2, "select rolsuper from pg_roles where rolname = current_user"):
        yield warning(
            "fdw_rights",
            "postgres_fdw is not installed yet and the v2 role is no superuser.",
            "let an administrator run: create extension postgres_fdw; grant usage on foreign data wrapper postgres_fdw to the role.",
        )
    elif installed and not scalar(v2, "select has_foreign_data_wrapper_privilege('postgres_fdw', 'usage')"):
        yield blocker(
            "fdw_usage",
            "the v2 role may not use postgres_fdw.",
            "let an administrator run: grant usage on foreign data wrapper postgres_fdw to the role.",
        )


def v2_state(_v1: Connection, v2: Connection, _settings: dict[str, Any]) -> Iterator[Finding]:
    """Has v2 been migrated to its end, and is it at rest?"""
    present = tables(v2)
    if "script_migrations" in present:
        pending = [row[0] for row in v2.execute("select script_name from script_migrations where finished_at is null")]
        if pending:
            yield blocker(
                "v2_scripts_pending",
                f"data scripts of the target did not finish: {', '.join(pending)}.",
                "run `npx medusa db:migrate` until it ends without an error.",
            )
    elif "product_shipping_profile" in present:
        yield blocker(
            "v2_scripts_pending",
            "the target's data scripts never ran; they would later change the migrated rows.",
            "run `npx medusa db:migrate` (without --skip-scripts) first.",
        )
    if "product_sales_channel" not in present:
        yield blocker(
            "v2_links_pending", "the target's link tables do not exist.", "run `npx medusa db:migrate` first."
        )
    if not scalar(v2, "select exists (select from store)"):
        yield info("v2_never_started", "the target was never started: Medusa's own default rows do not exist yet.")
    if scalar(v2, "select to_regclass(%s)", f"{SCHEMA}.set_aside") and (
        keys := scalar(v2, f"select string_agg(key_name || ' on ' || live_table, ', ') from {SCHEMA}.set_aside")
    ):
        yield warning(
            "keys_set_aside",
            f"a load that died left empty tables without these foreign keys: {keys}.",
            "run `invoke migrate` or `invoke undo`: either puts them back.",
        )
    others = scalar(
        v2,
        "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() "
        "and backend_type = 'client backend' and application_name not like 'medusa-migration%%' and application_name <> 'dbt'",
    )
    if others:
        yield warning(
            "v2_in_use",
            f"{others} other sessions are connected to v2.",
            "stop the v2 server (and its workers) while the load runs; start it again afterwards.",
        )


def emptiness(v2: Connection) -> Iterator[Finding]:
    """Rows that this tool did not write, in tables that should be empty."""
    filled = []
    for table in BUSINESS_TABLES:
        known = scalar(v2, "select to_regclass(%s)", f'{SCHEMA}."written_{table}"')
        unless = (
            f'where not exists (select from {SCHEMA}."written_{table}" as ours where ours.id = live.id)'
            if known
            else ""
        )
        count = scalar(v2, f'select count(*) from "{table}" as live {unless}')
        if count:
            filled.append(f"{table}: {count}")
    if filled:
        yield blocker(
            "v2_not_empty",
            f"v2 holds rows that this tool did not write ({', '.join(filled)}).",
            "migrate into a fresh database, or say --allow-existing: existing rows are then left alone and reported.",
        )


def other_runs(v2: Connection) -> Iterator[Finding]:
    """Is a migration running right now?"""
    held = scalar(
        v2,
        "select exists (select from pg_locks where locktype = 'advisory' and objid = %s and granted "
        "and database = (select oid from pg_database where datname = current_database()))",
        LOCK,
    )
    if held:
        yield blocker(
            "run_in_progress",
            "another migration is running against this v2 database.",
            "wait for it, or end its process.",
        )


def units(v1: Connection, _v2: Connection, settings: dict[str, Any]) -> Iterator[Finding]:
    """Currencies whose unit only the operator knows, with prices to judge by."""
    with (PROJECT_DIR / "seeds/currency_units.csv").open(encoding="utf-8", newline="") as file:
        known = {row["code"]: row for row in DictReader(file)}
    decided = {str(code).lower() for code in settings["currency_exponents"]}
    used = [
        row[0]
        for row in v1.execute(
            "select distinct lower(trim(code)) from (select currency_code as code from money_amount "
            'union all select currency_code from region union all select currency_code from "order") as used where code is not null'
        )
    ]
    of_v1 = {row[0] for row in v1.execute("select lower(trim(code)) from currency")}
    for code in sorted(used):
        facts = known.get(code)
        # What neither v1's own table nor the world knows is no currency, but damage: the rows are left out, with a reason.
        if (facts["is_disputed"] != "true" if facts else code not in of_v1) or code in decided:
            continue
        candidates = sorted(
            {facts[key] for key in ("v1_admin_digits", "v1_helper_digits", "v2_digits") if facts[key]}
            if facts
            else {"0", "2", "3"}
        )
        samples = "; ".join(sample_prices(v1, code, candidates)) or "no prices"
        yield blocker(
            "currency_unit",
            f"what one unit of {code} means is disputed. {samples}",
            f"say how many decimals v1's amounts have: currency_exponents: {{{code}: {candidates[0]}}} in dbt_project.yml.",
        )


def sample_prices(v1: Connection, code: str, candidates: list[str]) -> Iterator[str]:
    """Three products with their price under each candidate number of decimals."""
    via = (
        "money_amount.variant_id"
        if scalar(
            v1,
            "select exists (select from information_schema.columns where table_schema = current_schema() "
            "and table_name = 'money_amount' and column_name = 'variant_id')",
        )
        else (
            "(select variant_id from product_variant_money_amount as link where link.money_amount_id = money_amount.id limit 1)"
        )
    )
    rows = v1.execute(
        f"select product.title, money_amount.amount from money_amount inner join product_variant on product_variant.id = {via} "
        "inner join product on product.id = product_variant.product_id where lower(money_amount.currency_code) = %s "
        "and money_amount.deleted_at is null and product.deleted_at is null order by money_amount.amount desc limit 3",
        (code,),
    )
    for title, amount in rows:
        yield f"{title}: " + " or ".join(
            f"{amount / 10 ** int(digits):.{digits}f} ({digits} decimals)" for digits in candidates
        )


def providers(v1: Connection, v2: Connection, settings: dict[str, Any]) -> Iterator[Finding]:
    """Providers of v1 that the target does not run."""
    with (PROJECT_DIR / "seeds/provider_map.csv").open(encoding="utf-8", newline="") as file:
        seeded = {(row["kind"], row["v1_id"]): row["v2_id"] for row in DictReader(file)}
    patterns = {"payment": "pp_{0}_{0}", "fulfillment": "{0}_{0}"}
    for kind, pattern in patterns.items():
        decided = settings[f"{kind}_provider_map"]
        running = {row[0] for row in v2.execute(f"select id from {kind}_provider where is_enabled")}
        for (name,) in v1.execute(f"select id from {kind}_provider order by 1").fetchall():
            target = decided.get(name) or seeded.get((kind, name)) or pattern.format(name)
            if target not in running:
                yield warning(
                    f"{kind}_provider",
                    f"v1's {kind} provider {name} becomes {target}, which the target does not run.",
                    f"install and register it under that id (see `invoke plugins`), or map it with {kind}_provider_map; "
                    "old rows keep their data either way.",
                )


def gift_cards(v1: Connection, v2: Connection, settings: dict[str, Any]) -> Iterator[Finding]:
    """Balances are money owed to customers: they need a home."""
    row = v1.execute(
        "select count(*), coalesce(sum(balance), 0) from gift_card where balance > 0 and not is_disabled "
        "and deleted_at is null and (ends_at is null or ends_at > now())"
    ).fetchone()
    if row and row[0] and "loyalty_gift_card" not in tables(v2) and settings["gift_card_mode"] in ("auto", "loyalty"):
        yield blocker(
            "gift_card_balance",
            f"{row[0]} gift cards of v1 still hold a balance, and the target has no place for it.",
            "add @medusajs/loyalty-plugin to the v2 project and run db:migrate, or decide gift_card_mode: archive "
            "(kept in the archive, not usable) in dbt_project.yml.",
        )


def custom_data(v1: Connection, _v2: Connection, settings: dict[str, Any]) -> Iterator[Finding]:
    """The shop's own columns and tables: where they go, with counts."""
    known = fdw.known_columns()
    known_tables = {table for table, _ in known}
    columns = fdw.live_columns(v1)
    own_columns = [c for c in columns if c.table in known_tables and (c.table, c.name) not in known]
    if own_columns:
        place = (
            "metadata.medusa_v1 of the v2 row where it has metadata, and in the archive"
            if settings["custom_columns"] == "metadata"
            else "the archive"
        )
        filled = [scalar(v1, f'select count("{c.name}") from "{c.table}"') for c in own_columns]
        listed = ", ".join(f"{c.table}.{c.name} ({n} rows)" for c, n in zip(own_columns, filled, strict=True))
        yield info("custom_columns", f"{len(own_columns)} columns of the shop's own are kept in {place}: {listed}.")
    own_tables = sorted({c.table for c in columns} - known_tables)
    if own_tables:
        counts = {name: scalar(v1, f'select count(*) from "{name}"') for name in own_tables}
        listed = ", ".join(f"{name} ({count} rows)" for name, count in counts.items())
        yield info("custom_tables", f"{len(own_tables)} tables of the shop's own are kept in the archive: {listed}.")


def disk(v1: Connection, v2: Connection, _settings: dict[str, Any]) -> Iterator[Finding]:
    """Room for the archive, the reshaped rows and the live rows, less what earlier runs have filled already."""
    size = "select pg_database_size(current_database())"
    v1_size, v2_size = int(scalar(v1, size)), int(scalar(v2, size))
    needed = max(4 * v1_size - v2_size, v1_size)
    try:
        directory = Path(scalar(v2, "select setting from pg_settings where name = 'data_directory'") or "/nowhere")
        free = shutil.disk_usage(directory).free
    except OSError:
        yield info(
            "disk", f"the v2 server needs about {needed / 1e9:.1f} GB free; it is elsewhere, so this was not measured."
        )
        return
    if free < needed:
        yield blocker(
            "disk",
            f"the v2 server has {free / 1e9:.1f} GB free and needs about {needed / 1e9:.1f} GB.",
            "make room, or move the database to a larger disk.",
        )


Check = Callable[[Connection, Connection, dict[str, Any]], Iterable[Finding]]
STAGES: tuple[tuple[Check, ...], ...] = (
    (identity,),
    (v1_rights, v2_rights),
    (v2_state, units, providers, gift_cards, custom_data, disk),
)


def show(findings: list[Finding], console: Console, as_json: bool = False) -> None:
    """Print the findings, worst first."""
    if as_json:
        print(json.dumps([asdict(finding) for finding in findings], indent=2, ensure_ascii=False))
        return
    colors = {"blocker": "red", "warning": "yellow", "info": "cyan"}
    for finding in findings:
        console.print(f"[{colors[finding.severity]}]{finding.severity:8}[/] {finding.code}: ", end="")
        console.print(f"{finding.what}\n         -> {finding.remedy}", markup=False, highlight=False, soft_wrap=True)
    if not any(finding.severity != "info" for finding in findings):
        console.print("[green]check    nothing stands in the way.[/]")


def stop_on_blockers(findings: list[Finding]) -> None:
    """Raise when something must be decided or mended first."""
    codes = [finding.code for finding in findings if finding.severity == "blocker"]
    if codes:
        raise MigrationError(
            f"{len(codes)} things must be settled first: {', '.join(codes)}.",
            "each is explained above; nothing was written.",
        )
