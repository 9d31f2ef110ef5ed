"""A shop that built on v1: own columns, own enum values, own tables, tables that are not there. It migrates, and all is listed."""

from __future__ import annotations

from io import StringIO

from rich.console import Console

from migrator import check, dbt, fdw, report
from tests.conftest import QUIET, Stores

# Enum values cannot be used in the transaction that adds them.
ENUMS = (
    "alter type order_status_enum add value 'on_hold'",
    "alter type product_status_enum add value 'hidden'",
    "alter type return_status_enum add value 'lost_in_post'",
)
OWN = (
    "update \"order\" set status = 'on_hold' where display_id = 3",
    "update product set status = 'hidden' where handle = (select min(handle) from product where deleted_at is null)",
    "update return set status = 'lost_in_post' where id = (select min(id) from return)",
    # Columns that must be filled, of types of the shop's own, with capitals and blanks in their names.
    "create type tier as enum ('gold', 'silver')",
    "create domain erp_number as text check (value ~ '^E')",
    "alter table customer add column \"Loyalty Tier\" tier not null default 'silver'",
    "alter table \"order\" add column erp_no erp_number not null default 'E1', add column flags text[]",
    "alter table product add column rating integer not null default 5, add column vendor_id uuid",
    "update product set vendor_id = '11111111-1111-1111-1111-111111111111' "
    "where handle = (select max(handle) from product where deleted_at is null)",
    "alter table money_amount add column cost numeric not null default 1.5",
    'alter table region add column metadata_of_shop jsonb not null default \'{"a": [1], "b": null}\'',
    # Names that the models use themselves, and more columns than a function takes arguments.
    "alter table product add column kept integer not null default 1, add column v1_id text not null default 'mine'",
    "alter table gift_card add column factor numeric not null default 7, add column mode tier not null default 'gold'",
    "alter table product_tag " + ", ".join(f"add column own_{number} integer default {number}" for number in range(60)),
    # Tables of the shop's own, hanging on Medusa's and on each other, one of them partitioned.
    "create table vendor (id uuid primary key, name text not null)",
    "insert into vendor values ('11111111-1111-1111-1111-111111111111', 'Acme')",
    "alter table product add foreign key (vendor_id) references vendor",
    'create table "Wish List" (id serial primary key, customer_id varchar not null references customer on delete cascade)',
    'insert into "Wish List" (customer_id) select id from customer',
    'create table wish (list_id integer not null references "Wish List", variant_id varchar references product_variant, mood tier)',
    "insert into wish select min(id), null, 'gold' from \"Wish List\"",
    "create table visit (at date not null, customer_id varchar) partition by range (at)",
    "create table visit_2021 partition of visit for values from ('2021-01-01') to ('2022-01-01')",
    "insert into visit values ('2021-05-01', 'nobody')",
    "create view best_products as select id from product",
    # Optional tables that are gone, or go by another name.
    "drop table analytics_config, batch_job, idempotency_key, oauth, staged_job, note cascade",
    "alter table claim_image rename to claim_picture",
    "alter table product_shipping_profile rename to old_profiles",
)


def test_a_shop_of_its_own_migrates_and_everything_own_is_listed(stores: Stores) -> None:
    for statement in ENUMS:
        stores.change("v1", statement)
    stores.change("v1", *OWN)
    customers, prices, products, regions, orders, cards, tags = (
        count(stores, table)
        for table in ("customer", "money_amount", "product", "region", '"order"', "gift_card", "product_tag")
    )
    pictures = count(stores, "claim_picture")

    told = {finding.code: finding.what for finding in check.run(stores.settings())}
    for listed in (f"product.rating ({products} rows)", "product.vendor_id (1 rows)", "order.flags (0 rows)"):
        assert listed in told["custom_columns"]
    for listed in (f"Wish List ({customers} rows)", "wish (1 rows)", f"claim_picture ({pictures} rows)"):
        assert listed in told["custom_tables"]

    stores.migrate()
    rows = stores.query("select v1_table, column_name, row_count, in_metadata from medusa_migration.rpt_custom_data")
    own = {(table, column): (found, carried) for table, column, found, carried in rows}
    in_v2 = count_in_v2(stores)
    expected: dict[tuple[str, str | None], tuple[int, int]] = {
        ("customer", "Loyalty Tier"): (customers, in_v2["customer"]),
        ("gift_card", "factor"): (cards, 0),
        ("gift_card", "mode"): (cards, 0),
        ("money_amount", "cost"): (prices, 0),
        ("order", "erp_no"): (orders, in_v2["order"]),
        ("order", "flags"): (0, 0),
        ("product", "kept"): (products, in_v2["product"]),
        ("product", "v1_id"): (products, in_v2["product"]),
        **{("product_tag", f"own_{number}"): (tags, in_v2["product_tag"]) for number in range(60)},
        ("product", "rating"): (products, in_v2["product"]),
        ("product", "vendor_id"): (1, 1),
        ("region", "metadata_of_shop"): (regions, in_v2["region"]),
        ("Wish List", None): (customers, 0),
        ("claim_picture", None): (pictures, 0),
        ("old_profiles", None): (count(stores, "old_profiles"), 0),
        ("vendor", None): (1, 0),
        ("visit", None): (1, 0),
        ("wish", None): (1, 0),
    }
    assert own == expected
    assert stores.query("select name from medusa_v1_archive.vendor") == [("Acme",)]
    assert stores.query("select mood from medusa_v1_archive.wish") == [("gold",)]
    shops = "select distinct metadata #> '{medusa_v1,metadata_of_shop}' from region"
    assert stores.query(shops) == [({"a": [1], "b": None},)]
    unclosed = "rows_read <> migrated + merged + left_out + quarantined"
    assert stores.query(f"select v1_table from medusa_migration.rpt_accounting where {unclosed}") == []
    assert stores.query("select * from medusa_migration.unwritten") == []
    screen = StringIO()
    report.show(stores.settings(), Console(file=screen, width=160))
    assert f"product.rating ({in_v2['product']} of {products})" in screen.getvalue()
    assert "vendor (1)" in screen.getvalue()

    # The setting: nothing of it in metadata.
    archive = stores.settings("custom_columns=archive")
    dbt.invoke(["run", "--select", "v2_product", "rpt_custom_data"], archive, QUIET, "reshape", snapshot="keep")
    carried = "select column_name, in_metadata from medusa_migration.rpt_custom_data where v1_table = 'product'"
    assert set(stores.query(carried)) == {("kept", 0), ("rating", 0), ("v1_id", 0), ("vendor_id", 0)}


def count(stores: Stores, table: str) -> int:
    """Rows of a v1 table."""
    with stores.settings().v1.connect() as v1:
        return int(fdw.scalar(v1, f"select count(*) from public.{table}"))


def count_in_v2(stores: Stores) -> dict[str, int]:
    """Rows of v1 tables that are rows of v2."""
    return dict(stores.query("select v1_table, migrated from medusa_migration.rpt_accounting"))
