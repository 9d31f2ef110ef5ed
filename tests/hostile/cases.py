"""Every edge case of the two specifications, each as damage to v1, a question to the migrated store, and the rule's answer.

All of them are in one store, so that no case may hide another. Orders, products and people are copies of whole ones of
the bundled store, named after their case, with the one thing changed that the case is about.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

# Copies of an order of 2 x 45.01 + 5.90 shipping, 20 % tax: 115.10 EUR, captured; of a product, a customer, a code.
TOOLS = """
    create function pg_temp.copy(name text, old text, changes jsonb) returns void language plpgsql as $$
    begin
        execute format('insert into %1$I select (jsonb_populate_record(original, $1)).* from %1$I as original where id = $2', name)
        using changes, old;
    end $$;
    create function pg_temp.an_order(
        name text, changes jsonb default '{}', line jsonb default '{}', payment jsonb default '{}', method jsonb default '{}'
    ) returns void language sql as $$
        select pg_temp.copy('order', 'order_01M829AVF4PVPB1K5XJGVXWS3D', jsonb_build_object(
            'id', name, 'cart_id', null, 'draft_order_id', null, 'display_id', 5000 + (select count(*) from "order")) || changes);
        select pg_temp.copy('line_item', 'item_01M829AV6FG5YVRJ1ZWDHBA5RB',
            jsonb_build_object('id', 'item_' || name, 'order_id', name, 'cart_id', null) || line);
        select pg_temp.copy('line_item_tax_line', 'litl_01M829AVCTTGMN2YAYSBB5AA0Z',
            jsonb_build_object('id', 'litl_' || name, 'item_id', 'item_' || name));
        select pg_temp.copy('shipping_method', 'sm_01M829AV9KKJ7R91WJ0Z8H1T9R',
            jsonb_build_object('id', 'sm_' || name, 'order_id', name, 'cart_id', null) || method);
        select pg_temp.copy('shipping_method_tax_line', 'smtl_01M829AVCTQ16PZ1RRXWMKW44B',
            jsonb_build_object('id', 'smtl_' || name, 'shipping_method_id', 'sm_' || name));
        select pg_temp.copy('payment', 'pay_01M829AVDM36SPX01XXWKJ4GVE',
            jsonb_build_object('id', 'pay_' || name, 'order_id', name, 'cart_id', null, 'idempotency_key', null) || payment);
    $$;
    create function pg_temp.a_fulfillment(name text, changes jsonb default '{}', quantity integer default 2) returns void language sql as $$
        select pg_temp.copy('fulfillment', 'ful_01M829AVK135P89JZFGMXXFNTV',
            jsonb_build_object('id', 'ful_' || name, 'order_id', name, 'idempotency_key', null) || changes);
        insert into fulfillment_item (fulfillment_id, item_id, quantity) values ('ful_' || name, 'item_' || name, quantity);
    $$;
    create function pg_temp.a_return(name text, changes jsonb default '{}', quantity integer default 1) returns void language sql as $$
        insert into return select (jsonb_populate_record(null::return, jsonb_build_object('id', 'ret_' || name, 'status', 'requested',
            'order_id', name, 'refund_amount', 0, 'created_at', '2024-01-01', 'updated_at', '2024-01-01') || changes)).*;
        insert into return_item (return_id, item_id, quantity, is_requested, received_quantity)
        select 'ret_' || name, 'item_' || name, quantity, true, case when changes ->> 'status' = 'received' then quantity end
        where quantity > 0;
    $$;
    create function pg_temp.a_product(name text, changes jsonb default '{}', variant jsonb default '{}') returns void language sql as $$
        select pg_temp.copy('product', 'prod_01M8297A2GA83DTKHT96JD5V5V',
            jsonb_build_object('id', name, 'handle', name, 'title', name, 'external_id', null) || changes);
        select pg_temp.copy('product_variant', id, jsonb_build_object('id', 'variant_' || name, 'product_id', name, 'sku', name,
            'barcode', null, 'ean', null, 'upc', null) || variant)
        from product_variant where product_id = 'prod_01M8297A2GA83DTKHT96JD5V5V';
        insert into money_amount (id, currency_code, amount) values ('ma_' || name, 'eur', 1000);
        insert into product_variant_money_amount (id, money_amount_id, variant_id) values ('pvma_' || name, 'ma_' || name, 'variant_' || name);
        insert into product_option (id, title, product_id) values ('opt_' || name, 'Size', name);
        insert into product_option_value (id, value, option_id, variant_id) values ('optval_' || name, 'M', 'opt_' || name, 'variant_' || name);
    $$;
    create function pg_temp.a_price(name text, variant text, changes jsonb) returns void language sql as $$
        insert into money_amount select (jsonb_populate_record(null::money_amount, jsonb_build_object('id', 'ma_' || name,
            'currency_code', 'eur', 'amount', 1000, 'created_at', '2024-01-01', 'updated_at', '2024-01-01') || changes)).*;
        insert into product_variant_money_amount (id, money_amount_id, variant_id) values ('pvma_' || name, 'ma_' || name, 'variant_' || variant);
    $$;
    create function pg_temp.a_customer(name text, changes jsonb default '{}') returns void language sql as $$
        insert into customer select (jsonb_populate_record(null::customer, jsonb_build_object('id', name, 'email', name || '@mail.example',
            'has_account', false, 'created_at', '2024-01-01', 'updated_at', '2024-01-01') || changes)).*;
    $$;
    create function pg_temp.a_discount(name text, changes jsonb default '{}', rule jsonb default '{}') returns void language sql as $$
        insert into discount_rule select (jsonb_populate_record(null::discount_rule, jsonb_build_object('id', 'dru_' || name,
            'type', 'percentage', 'value', 10, 'allocation', 'total', 'created_at', '2024-01-01', 'updated_at', '2024-01-01') || rule)).*;
        insert into discount select (jsonb_populate_record(null::discount, jsonb_build_object('id', 'disc_' || name, 'code', upper(name),
            'is_dynamic', false, 'is_disabled', false, 'rule_id', 'dru_' || name, 'starts_at', '2024-01-01', 'usage_count', 0,
            'created_at', '2024-01-01', 'updated_at', '2024-01-01') || changes)).*;
        insert into discount_regions (discount_id, region_id) values ('disc_' || name, 'reg_01M82971T7W695YAVK9W1MS884');
    $$;
"""


@dataclass(frozen=True)
class Case:
    """One edge case. The answer is what the rule says, as rows."""

    name: str
    damage: str
    question: str
    answer: list[tuple[Any, ...]]


def total(order: str) -> str:
    """What v2 asks for what was ordered."""
    return f"select round(v2_ordered_total, 2)::float8 from medusa_migration.rpt_order_money where order_id = '{order}'"


def open_amount(order: str) -> str:
    return f"select round((totals ->> 'pending_difference')::numeric, 2)::float8 from order_summary where order_id = '{order}'"


def rules(*ids: str) -> str:
    """What the report says about v1 rows."""
    listed = ", ".join(f"'{item}'" for item in ids)
    return f"select distinct rule from medusa_migration.findings where v1_id in ({listed}) order by 1"


def says(rule: str, v1_id: str) -> str:
    return f"select count(*) from medusa_migration.findings where rule = '{rule}' and v1_id = '{v1_id}'"


def fate(v1_table: str, v1_id: str) -> str:
    return (
        f"select distinct fate, reason from medusa_migration.ledger where v1_table = '{v1_table}' and v1_id = '{v1_id}'"
    )


EU = "reg_01M82971T7W695YAVK9W1MS884"
MAIN_LOCATION = "sloc_01M829723PESG0ZDM8ZCDEPXBE"
DEFAULT_CHANNEL = "sc_01M8296T4CV9MW0676R73SKF2W"

# catalog_and_config.md, section 16.
CATALOG = [
    Case("deleted product, live variant", """select pg_temp.a_product('p_gone', '{"deleted_at": "2024-02-02"}')""",
         "select deleted_at::date::text from product_variant where id = 'variant_p_gone'", [("2024-02-02",)]),
    Case("same handle, one deleted", """select pg_temp.a_product('p_twin'), pg_temp.a_product('p_twin_old', '{"handle": "p_twin", "deleted_at": "2024-01-01"}')""",
         "select id, handle from product where id like 'p_twin%' order by 1", [("p_twin", "p_twin"), ("p_twin_old", "p_twin")]),
    Case("same handle, both live", """select pg_temp.a_product('p_live'), pg_temp.a_product('p_live_2', '{"handle": "p_live", "created_at": "2030-01-01"}')""",
         "select id, handle from product where id like 'p_live%' order by 1", [("p_live", "p_live"), ("p_live_2", "p_live-2")]),
    Case("no handle", """select pg_temp.a_product('p_null', '{"handle": null, "title": "Without Handle"}')""",
         "select handle from product where id = 'p_null'", [("without-handle",)]),
    Case("handle with slash and capitals", """select pg_temp.a_product('p_slash', '{"handle": "Men/Shoes"}')""",
         "select handle, (select count(*) from medusa_migration.findings where rule = 'handle_invalid' and v1_id = product.id) from product where id = 'p_slash'",
         [("Men/Shoes", 1)]),
    Case("empty sku", """select pg_temp.a_product('p_sku_1', '{}', '{"sku": ""}'), pg_temp.a_product('p_sku_2', '{}', '{"sku": ""}')""",
         "select sku from product_variant where id like 'variant_p_sku__'", [(None,), (None,)]),
    Case("variant without option values", """select pg_temp.a_product('p_bare'); delete from product_option_value where id = 'optval_p_bare'""",
         "select value from product_option_value where option_id = 'opt_p_bare'", [("Default",)]),
    Case("product without options", """select pg_temp.a_product('p_plain');
         delete from product_option_value where id = 'optval_p_plain'; delete from product_option where id = 'opt_p_plain'""",
         "select o.title, v.value from product_variant_option l join product_option_value v on v.id = l.option_value_id join product_option o on o.id = v.option_id "
         "where l.variant_id = 'variant_p_plain'", [("Default option", "Default option value")]),
    Case("two values for one option", """select pg_temp.a_product('p_both');
         insert into product_option_value (id, value, option_id, variant_id, updated_at) values ('optval_p_both_2', 'L', 'opt_p_both', 'variant_p_both', '2099-01-01')""",
         "select v.value from product_variant_option l join product_option_value v on v.id = l.option_value_id where l.variant_id = 'variant_p_both'", [("L",)]),
    Case("one option title on every product", "", "select count(*) > 20, bool_and(is_exclusive) from product_option where title = 'Size'", [(True, True)]),
    Case("image shared by two products, thumbnail of its own", """select pg_temp.a_product('p_pic_1', '{"thumbnail": "https://cdn.example/alone.jpg"}'), pg_temp.a_product('p_pic_2');
         insert into image (id, url) values ('img_shared', 'https://cdn.example/shared.jpg');
         insert into product_images (product_id, image_id) values ('p_pic_1', 'img_shared'), ('p_pic_2', 'img_shared')""",
         "select i.product_id, i.url, p.thumbnail = 'https://cdn.example/alone.jpg' from image i join product p on p.id = i.product_id where i.product_id like 'p_pic__' order by 1",
         [("p_pic_1", "https://cdn.example/shared.jpg", True), ("p_pic_2", "https://cdn.example/shared.jpg", False)]),
    Case("tags twice and in two cases", """insert into product_tag (id, value, created_at) values ('ptag_a', 'Hostile', '2024-01-01'), ('ptag_b', 'Hostile', '2024-01-02'), ('ptag_c', 'hostile', '2024-01-03');
         select pg_temp.a_product('p_tag'); insert into product_tags (product_id, product_tag_id) values ('p_tag', 'ptag_b'), ('p_tag', 'ptag_c')""",
         "select t.id, t.value from product_tags l join product_tag t on t.id = l.product_tag_id where l.product_id = 'p_tag' order by 1",
         [("ptag_a", "Hostile"), ("ptag_c", "hostile")]),
    Case("types twice", """insert into product_type (id, value, created_at) values ('ptyp_a', 'Odd', '2024-01-01'), ('ptyp_b', 'Odd', '2024-01-02');
         select pg_temp.a_product('p_type', '{"type_id": "ptyp_b"}')""", "select type_id from product where id = 'p_type'", [("ptyp_a",)]),
    Case("category moved, mpath and ranks stale", """insert into product_category (id, name, handle, mpath, rank, parent_category_id, is_active) values
         ('pcat_root', 'Root', 'h-root', 'x.', 0, null, true), ('pcat_leaf', 'Leaf', 'h-leaf', 'nonsense.', 7, 'pcat_root', true)""",
         "select mpath, rank from product_category where id = 'pcat_leaf'", [("pcat_root.pcat_leaf", 0)]),
    Case("categories in a circle", """insert into product_category (id, name, handle, mpath, rank, parent_category_id, is_active) values
         ('pcat_c1', 'C1', 'h-c1', '', 0, 'pcat_c2', true), ('pcat_c2', 'C2', 'h-c2', '', 0, 'pcat_c1', true), ('pcat_self', 'Self', 'h-self', '', 0, 'pcat_self', true)""",
         "select id, mpath from product_category where id in ('pcat_c1', 'pcat_c2', 'pcat_self') order by 1",
         [("pcat_c1", "pcat_c1"), ("pcat_c2", "pcat_c1.pcat_c2"), ("pcat_self", "pcat_self")]),
    Case("category handle twice", """insert into product_category (id, name, handle, mpath, rank, is_active, created_at) values
         ('pcat_h1', 'H', 'h-twice', '', 0, true, '2024-01-01'), ('pcat_h2', 'H', 'h-twice', '', 0, true, '2024-01-02')""",
         "select id, handle from product_category where id like 'pcat_h_' order by 1", [("pcat_h1", "h-twice"), ("pcat_h2", "h-twice-pcat_h2")]),
    Case("category of a missing parent", """insert into product_category (id, name, handle, mpath, rank, parent_category_id, is_active) values ('pcat_orphan', 'O', 'h-orphan', '', 0, 'nowhere', true)""",
         "select mpath, parent_category_id from product_category where id = 'pcat_orphan'", [("pcat_orphan", None)]),
    Case("collection without handle", """insert into product_collection (id, title) values ('pcol_bare', 'Spring & Summer')""",
         "select handle from product_collection where id = 'pcol_bare'", [("spring-summer",)]),
    Case("product with two profiles", """select pg_temp.a_product('p_profiles');
         insert into product_shipping_profile (profile_id, product_id) values ('sp_01M8296T19W5NFZ47VK6KC1TK4', 'p_profiles'), ('sp_01M82972A5D2FTYPHN720HYN8H', 'p_profiles')""",
         "select shipping_profile_id from product_shipping_profile where product_id = 'p_profiles'", [("sp_01M82972A5D2FTYPHN720HYN8H",)]),
    Case("profile without options", """select pg_temp.a_product('p_giftish');
         insert into shipping_profile (id, name, type) values ('sp_empty', 'Empty', 'custom');
         insert into product_shipping_profile (profile_id, product_id) values ('sp_empty', 'p_giftish')""",
         "select count(*) from product_shipping_profile where product_id = 'p_giftish'", [(0,)]),
    Case("profile without options is reported", "", says("profile_without_store_option", "sp_empty"), [(1,)]),
    Case("product without profile", """select pg_temp.a_product('p_noprofile')""",
         "select shipping_profile_id from product_shipping_profile where product_id = 'p_noprofile'", [("sp_01M8296T19W5NFZ47VK6KC1TK4",)]),
    Case("metadata is no object", """select pg_temp.a_product('p_meta', '{"metadata": [1, 2]}'), pg_temp.a_product('p_meta_text', '{"metadata": "text"}')""",
         "select id, jsonb_typeof(metadata) from product where id like 'p_meta%' order by 1", [("p_meta", "object"), ("p_meta_text", "object")]),
    Case("price 0, and a tier with maximum 0", """select pg_temp.a_product('p_zero'), pg_temp.a_price('p_zero_0', 'p_zero', '{"currency_code": "usd", "amount": 0}'),
         pg_temp.a_price('p_zero_tier', 'p_zero', '{"currency_code": "gbp", "amount": 700, "min_quantity": 5, "max_quantity": 0}')""",
         "select id, amount::float8, min_quantity::int, max_quantity from price where id like 'ma_p_zero_%' order by 1",
         [("ma_p_zero_0", 0.0, None, None), ("ma_p_zero_tier", 7.0, 5, None)]),
    Case("price in a currency not in the store", """select pg_temp.a_product('p_sek'), pg_temp.a_price('p_sek_1', 'p_sek', '{"currency_code": "sek", "amount": 9900}')""",
         "select amount::float8, currency_code, (select count(*) from store_currency where currency_code = 'sek' and deleted_at is null) from price where id = 'ma_p_sek_1'", [(99.0, "sek", 0)]),
    Case("price twice", """select pg_temp.a_product('p_dear'), pg_temp.a_price('p_dear_2', 'p_dear', '{"amount": 800}')""",
         "select id, deleted_at is null from price where id like 'ma_p_dear%' order by 1", [("ma_p_dear", False), ("ma_p_dear_2", True)]),
    Case("region price below and above the currency's", f"""select pg_temp.a_product('p_low'), pg_temp.a_price('p_low_r', 'p_low', '{{"amount": 900, "region_id": "{EU}"}}'),
         pg_temp.a_product('p_high'), pg_temp.a_price('p_high_r', 'p_high', '{{"amount": 1200, "region_id": "{EU}"}}')""",
         "select id, deleted_at is null from price where id in ('ma_p_low_r', 'ma_p_high_r') order by 1", [("ma_p_high_r", False), ("ma_p_low_r", True)]),
    Case("two regions with one currency", """insert into region (id, name, currency_code, tax_rate) values ('reg_second', 'Second', 'eur', 10);
         select pg_temp.a_product('p_leak'), pg_temp.a_price('p_leak_r', 'p_leak', '{"amount": 800, "region_id": "reg_second"}')""",
         f"""select p.amount::float8 from price p join price_rule r on r.price_id = p.id join product_variant_price_set s on s.price_set_id = p.price_set_id
         where s.variant_id = 'variant_p_leak' and r.value = '{EU}' and p.deleted_at is null""", [(8.0,)]),
    Case("override, group, draft, expired and inclusive lists", """insert into price_list (id, name, description, type, status, starts_at, ends_at, includes_tax) values
         ('pl_over', 'O', '', 'override', 'active', null, null, false), ('pl_group', 'G', '', 'sale', 'active', null, null, false),
         ('pl_draft', 'D', '', 'sale', 'draft', null, null, false), ('pl_old', 'E', '', 'sale', 'active', '2020-01-01', '2020-02-01', false),
         ('pl_incl', 'I', '', 'sale', 'active', null, null, true), ('pl_dead', 'X', '', 'sale', 'active', null, null, false);
         insert into customer_group (id, name, deleted_at) values ('cgrp_dead', 'Dead', '2024-01-01'), ('cgrp_live', 'Alive', null);
         insert into price_list_customer_groups (price_list_id, customer_group_id) values ('pl_group', 'cgrp_live'), ('pl_dead', 'cgrp_dead');
         select pg_temp.a_product('p_list'), pg_temp.a_price('p_list_over', 'p_list', '{"amount": 700, "price_list_id": "pl_over"}'),
         pg_temp.a_price('p_list_group', 'p_list', '{"amount": 600, "price_list_id": "pl_group"}'), pg_temp.a_price('p_list_old', 'p_list', '{"amount": 100, "price_list_id": "pl_old"}'),
         pg_temp.a_price('p_list_draft', 'p_list', '{"amount": 100, "price_list_id": "pl_draft"}'), pg_temp.a_price('p_list_incl', 'p_list', '{"amount": 1080, "price_list_id": "pl_incl"}')""",
         "select id, type, status, rules_count, ends_at is not null from price_list where id in ('pl_over', 'pl_group', 'pl_draft', 'pl_old') order by 1",
         [("pl_draft", "sale", "draft", 0, False), ("pl_group", "sale", "active", 1, False), ("pl_old", "sale", "active", 0, True), ("pl_over", "sale", "active", 0, False)]),
    Case("list of deleted groups opens for nobody or everybody as in v1", "", says("price_list_group_deleted", "pl_dead"), [(1,)]),
    Case("jpy, kwd, huf, rsd", """select pg_temp.a_product('p_digits'), pg_temp.a_price('p_digits_jpy', 'p_digits', '{"currency_code": "jpy", "amount": 1500}'),
         pg_temp.a_price('p_digits_kwd', 'p_digits', '{"currency_code": "kwd", "amount": 1500}'), pg_temp.a_price('p_digits_huf', 'p_digits', '{"currency_code": "huf", "amount": 1500}'),
         pg_temp.a_price('p_digits_rsd', 'p_digits', '{"currency_code": "rsd", "amount": 1500}')""",
         "select currency_code, amount::float8 from price where id like 'ma_p_digits_%' order by 1", [("huf", 15.0), ("jpy", 1500.0), ("kwd", 1.5), ("rsd", 15.0)]),
    Case("region without countries and payment providers", "", "select rule from medusa_migration.findings where v1_id = 'reg_second' order by 1",
         [("region_without_country",), ("region_without_payment",)]),
    Case("deleted region", """insert into region (id, name, currency_code, tax_rate, deleted_at) values ('reg_dead', 'Dead', 'eur', 10, '2024-01-01')""",
         "select deleted_at::date::text from region where id = 'reg_dead'", [("2024-01-01",)]),
    Case("several rates on a product and its type", f"""insert into product_type (id, value) values ('ptyp_taxed', 'Taxed');
         insert into tax_rate (id, name, rate, region_id) values ('txr_a', 'A', 5, '{EU}'), ('txr_b', 'B', 1, '{EU}'), ('txr_null', 'N', null, '{EU}'), ('txr_free', 'F', 3, '{EU}'), ('txr_ship', 'S', 2, '{EU}');
         select pg_temp.a_product('p_taxed', '{{"type_id": "ptyp_taxed"}}'), pg_temp.a_product('p_norate');
         insert into product_type_tax_rate (product_type_id, rate_id) values ('ptyp_taxed', 'txr_b');
         insert into product_tax_rate (product_id, rate_id) values ('p_taxed', 'txr_a'), ('p_norate', 'txr_null');
         insert into shipping_tax_rate (shipping_option_id, rate_id) values ('so_01M82972AGE3N9M4AM67C9QWF0', 'txr_ship')""",
         "select l.reference, l.reference_id, min(r.rate), max(r.rate) from tax_rate_rule l join tax_rate r on r.id = l.tax_rate_id "
         "where l.reference_id in ('p_taxed', 'ptyp_taxed', 'p_norate') group by 1, 2 order by 2",
         [("product", "p_norate", 0.0, 0.0), ("product", "p_taxed", 6.0, 6.0), ("product_type", "ptyp_taxed", 1.0, 1.0)]),
    Case("rate that nothing is linked to", "", "select count(*) > 0, bool_or(is_default) from tax_rate where name = 'F' and rate = 3", [(True, False)]),
    Case("negative stock", f"""select pg_temp.a_product('p_minus'); insert into inventory_item (id, sku) values ('iitem_minus', 'minus');
         insert into inventory_level (id, inventory_item_id, location_id, stocked_quantity) values ('ilev_minus', 'iitem_minus', '{MAIN_LOCATION}', -7);
         insert into product_variant_inventory_item (id, inventory_item_id, variant_id) values ('pvii_minus', 'iitem_minus', 'variant_p_minus')""",
         "select stocked_quantity::int from inventory_level where id = 'ilev_minus'", [(-7,)]),
    Case("level twice", f"""insert into inventory_level (id, inventory_item_id, location_id, stocked_quantity, created_at) values ('ilev_minus_2', 'iitem_minus', '{MAIN_LOCATION}', 3, '2099-01-01')""",
         fate("inventory_level", "ilev_minus_2"), [("quarantined", "level_repeated")]),
    Case("managed variant without item", """select pg_temp.a_product('p_unstocked', '{}', '{"manage_inventory": true}')""",
         "select manage_inventory from product_variant where id = 'variant_p_unstocked'", [(False,)]),
    Case("item without level", """select pg_temp.a_product('p_nolevel'); insert into inventory_item (id, sku) values ('iitem_nolevel', 'nolevel');
         insert into product_variant_inventory_item (id, inventory_item_id, variant_id) values ('pvii_nolevel', 'iitem_nolevel', 'variant_p_nolevel')""",
         "select i.id, (select count(*) from inventory_level where inventory_item_id = i.id) from inventory_item i where id = 'iitem_nolevel'", [("iitem_nolevel", 0)]),
    Case("kit of two items", """insert into product_variant_inventory_item (id, inventory_item_id, variant_id, required_quantity) values ('pvii_kit', 'iitem_minus', 'variant_p_nolevel', 3)""",
         "select inventory_item_id, required_quantity from product_variant_inventory_item where variant_id = 'variant_p_nolevel' order by 1", [("iitem_minus", 3), ("iitem_nolevel", 1)]),
    Case("reservation of a line that is gone", f"""insert into reservation_item (id, line_item_id, inventory_item_id, location_id, quantity) values ('resitem_gone', 'item_nowhere', 'iitem_minus', '{MAIN_LOCATION}', 2)""",
         fate("reservation_item", "resitem_gone"), [("left", "reservation_without_order")]),
    Case("open order without reservation", """select pg_temp.an_order('o_open', '{"status": "pending", "fulfillment_status": "not_fulfilled"}', '{"variant_id": "variant_p_minus", "fulfilled_quantity": 0, "shipped_quantity": 0}')""",
         "select quantity::int, inventory_item_id from reservation_item where line_item_id = 'item_o_open'", [(2, "iitem_minus")]),
    Case("partly fulfilled order", """select pg_temp.an_order('o_partly', '{"status": "pending", "fulfillment_status": "partially_fulfilled"}', '{"variant_id": "variant_p_minus", "fulfilled_quantity": 1, "shipped_quantity": 0}'), pg_temp.a_fulfillment('o_partly', '{}', 1)""",
         "select r.quantity::int, i.fulfilled_quantity::int from reservation_item r join order_item i on i.item_id = r.line_item_id where r.line_item_id = 'item_o_partly'", [(1, 1)]),
    Case("channel without location", """insert into sales_channel (id, name) values ('sc_alone', 'Alone')""",
         "select stock_location_id from sales_channel_stock_location where sales_channel_id = 'sc_alone'", [(MAIN_LOCATION,)]),
    Case("channel with the second location", """insert into sales_channel (id, name) values ('sc_second', 'Second');
         insert into sales_channel_location (id, sales_channel_id, location_id) values ('scloc_2', 'sc_second', 'sloc_01M8297242XDG9GK67BAYDWD3H')""",
         "select count(*) from sales_channel_stock_location where sales_channel_id = 'sc_second' and stock_location_id = 'sloc_01M8297242XDG9GK67BAYDWD3H'", [(1,)]),
    Case("odd shipping options", """select pg_temp.copy('shipping_option', 'so_01M82972AGE3N9M4AM67C9QWF0', changes) from (values
         ('{"id": "so_return", "name": "h return", "is_return": true}'::jsonb), ('{"id": "so_admin", "name": "h admin", "admin_only": true}'),
         ('{"id": "so_calculated", "name": "h calculated", "price_type": "calculated", "amount": null}'), ('{"id": "so_null", "name": "h null", "amount": null}'),
         ('{"id": "so_free", "name": "h free", "amount": 0}')) as options (changes);
         insert into shipping_option_requirement (id, shipping_option_id, type, amount) values ('sor_free', 'so_free', 'min_subtotal', 5000)""",
         "select o.id, o.price_type, max(r.value #>> '{}') filter (where r.attribute = 'is_return'), max(r.value #>> '{}') filter (where r.attribute = 'enabled_in_store') "
         "from shipping_option o join shipping_option_rule r on r.shipping_option_id = o.id where o.id in ('so_admin', 'so_calculated', 'so_free', 'so_null', 'so_return') group by 1, 2 order by 1",
         [("so_admin", "flat", "false", "false"), ("so_calculated", "calculated", "false", "true"), ("so_free", "flat", "false", "true"), ("so_null", "flat", "false", "true"), ("so_return", "flat", "true", "true")]),
    Case("option free over 50", "", "select r.operator, r.value from shipping_option_price_set s join price p on p.price_set_id = s.price_set_id join price_rule r on r.price_id = p.id "
         "where s.shipping_option_id = 'so_free' and r.attribute = 'item_total' and p.deleted_at is null", [("gte", "50")]),
    Case("flat option without an amount", "", says("shipping_price_missing", "so_null"), [(1,)]),
    Case("odd discounts", """select pg_temp.a_discount('h_noregion'), pg_temp.a_discount('h_off', '{"is_disabled": true}'), pg_temp.a_discount('h_old', '{"ends_at": "2024-02-01"}'),
         pg_temp.a_discount('h_used', '{"usage_limit": 3, "usage_count": 3}'), pg_temp.a_discount('h_item', '{}', '{"type": "fixed", "value": 500, "allocation": "item"}'),
         pg_temp.a_discount('h_total', '{}', '{"type": "fixed", "value": 500}'), pg_temp.a_discount('h_template', '{"is_dynamic": true}'),
         pg_temp.a_discount('h_child', '{"parent_discount_id": "disc_h_template", "rule_id": "dru_h_template"}'), pg_temp.a_discount('h_notin'), pg_temp.a_discount('h_empty'),
         pg_temp.a_discount('h_free', '{}', '{"type": "free_shipping", "value": 0, "allocation": null}'), pg_temp.a_discount('h_norule', '{"rule_id": null}');
         delete from discount_regions where discount_id = 'disc_h_noregion';
         insert into discount_condition (id, type, operator, discount_rule_id) values ('discon_notin', 'products', 'not_in', 'dru_h_notin'), ('discon_empty', 'product_tags', 'in', 'dru_h_empty'),
         ('discon_free', 'products', 'in', 'dru_h_free');
         insert into discount_condition_product (product_id, condition_id) values ('p_zero', 'discon_notin'), ('p_zero', 'discon_free')""",
         "select p.code, p.status, m.type, m.target_type, m.allocation, m.value::float8 from promotion p join promotion_application_method m on m.promotion_id = p.id where p.code like 'H\\_%' and p.deleted_at is null order by 1",
         [("H_CHILD", "active", "percentage", "items", "across", 10.0), ("H_EMPTY", "active", "percentage", "items", "across", 10.0), ("H_FREE", "active", "percentage", "shipping_methods", "across", 100.0),
          ("H_ITEM", "active", "fixed", "items", "each", 5.0), ("H_NOREGION", "inactive", "percentage", "items", "across", 10.0), ("H_NOTIN", "active", "percentage", "items", "across", 10.0),
          ("H_OFF", "inactive", "percentage", "items", "across", 10.0), ("H_OLD", "active", "percentage", "items", "across", 10.0), ("H_TEMPLATE", "active", "percentage", "items", "across", 10.0),
          ("H_TOTAL", "active", "fixed", "items", "across", 5.0), ("H_USED", "active", "percentage", "items", "across", 10.0)]),
    Case("expired discount", "", "select c.ends_at::date::text from promotion p join promotion_campaign c on c.id = p.campaign_id where p.code = 'H_OLD'", [("2024-02-01",)]),
    Case("used up discount", "", """select "limit", used from promotion where code = 'H_USED'""", [(3, 3)]),
    Case("discount without rule", "", fate("discount", "disc_h_norule"), [("quarantined", "discount_without_rule")]),
    Case("condition that excludes a product", "", "select r.operator, v.value from promotion_application_method m join application_method_target_rules l on l.application_method_id = m.id "
         "join promotion_rule r on r.id = l.promotion_rule_id join promotion_rule_value v on v.promotion_rule_id = r.id where m.promotion_id = 'disc_h_notin'", [("ne", "p_zero")]),
    Case("conditions of free shipping", "", fate("discount_condition", "discon_free"), [("left", "condition_of_free_shipping")]),
    Case("gift cards: partly used, edited, disabled, expired, deleted", f"""insert into gift_card (id, code, value, balance, region_id, is_disabled, ends_at, deleted_at) values
         ('gift_part', 'H-PART', 1000, 400, '{EU}', false, null, null), ('gift_edit', 'H-EDIT', 1000, 5000, '{EU}', false, null, null), ('gift_off', 'H-OFF', 1000, 1000, '{EU}', true, null, null),
         ('gift_old', 'H-OLD', 1000, 1000, '{EU}', false, '2020-01-01', null), ('gift_del', 'H-DEL', 1000, 1000, '{EU}', false, null, '2024-01-01')""",
         "select v1_id, reason from medusa_migration.ledger where v1_table = 'gift_card' and v1_id like 'gift\\____%' and length(v1_id) = 9 order by 1",
         [("gift_edit", "gift_card_archived"), ("gift_part", "gift_card_archived")]),
    Case("gift cards without use", "", "select v1_id, reason from medusa_migration.ledger where v1_id in ('gift_off', 'gift_old', 'gift_del') order by 1",
         [("gift_del", "gift_card_spent"), ("gift_off", "gift_card_spent"), ("gift_old", "gift_card_spent")]),
    Case("second store row", """insert into store (id, name, default_currency_code, created_at) values ('store_second', 'Second', 'usd', '2099-01-01')""",
         fate("store", "store_second") , [("left", "store_not_the_oldest")]),
    Case("key without channel, revoked key", """insert into publishable_api_key (id, title, revoked_at) values ('pk_alone_000', 'Alone', null), ('pk_revoked_000', 'Revoked', '2024-01-01')""",
         "select k.token, k.revoked_at is not null, (select min(sales_channel_id) from publishable_api_key_sales_channel where publishable_key_id = k.id) from api_key k where k.id like 'pk\\_%\\_000' order by 1",
         [("pk_alone_000", False, DEFAULT_CHANNEL), ("pk_revoked_000", True, DEFAULT_CHANNEL)]),
    Case("first-boot rows of v2", "", "select (select count(*) from store), (select count(*) from sales_channel where name = 'Default Sales Channel' and deleted_at is null), "
         "(select count(*) from shipping_profile where type = 'default' and deleted_at is null)", [(1, 1, 1)]),
    Case("custom currency", """insert into currency (code, symbol, symbol_native, name) values ('xpt', 'P', 'P', 'Loyalty points');
         select pg_temp.a_product('p_points'), pg_temp.a_price('p_points_1', 'p_points', '{"currency_code": "xpt", "amount": 500}')""",
         "select c.name, p.amount::float8 from currency c join price p on p.currency_code = c.code where c.code = 'xpt'", [("Loyalty points", 500.0)]),
    Case("custom country", f"""insert into country (id, iso_2, iso_3, num_code, name, display_name, region_id) values (9999, 'xk', 'xkx', 999, 'KOSOVO', 'Kosovo', '{EU}')""",
         "select region_id from region_country where iso_2 = 'xk'", [(EU,)]),
    Case("unicode, quotes and long texts", """select pg_temp.a_product('p_text', jsonb_build_object('title', 'Ünï “quoted” ''single'' 日本 🔐' || chr(92), 'description', repeat('long ', 20000)))""",
         "select title, length(description) from product where id = 'p_text'", [("Ünï “quoted” 'single' 日本 🔐\\", 100000)]),
]  # fmt: skip

# customers_and_orders.md, section 19, in its order.
ORDERS = [
    Case("order without lines", """select pg_temp.an_order('o_empty'); delete from line_item where order_id = 'o_empty'""", total("o_empty"), [(7.08,)]),
    Case("order without lines is reported", "", says("order_without_lines", "o_empty"), [(1,)]),
    Case("quantity below one", """select pg_temp.an_order('o_zero', '{}', '{"quantity": 0}')""", fate("line_item", "item_o_zero"), [("quarantined", "impossible_quantity")]),
    Case("negative price", """select pg_temp.an_order('o_minus', '{}', '{"unit_price": -100}')""", "select unit_price::float8 from order_line_item where id = 'item_o_minus'", [(-1.0,)]),
    Case("negative price is reported", "", "select count(*) from medusa_migration.findings where rule = 'negative_price' and v1_id in ('o_minus', 'item_o_minus')", [(1,)]),
    Case("variant gone", """select pg_temp.an_order('o_novariant', '{}', '{"variant_id": "variant_nowhere"}')""",
         "select variant_id, product_handle from order_line_item where id = 'item_o_novariant'", [("variant_nowhere", None)]),
    Case("inclusive line without tax lines", """select pg_temp.an_order('o_incl', '{}', '{"includes_tax": true}'); delete from line_item_tax_line where item_id = 'item_o_incl'""",
         says("inclusive_without_tax_lines", "item_o_incl"), [(1,)]),
    Case("tax line without code", """select pg_temp.an_order('o_code'); update line_item_tax_line set code = null where id = 'litl_o_code'""",
         "select code from order_line_item_tax_line where item_id = 'item_o_code'", [("default",)]),
    Case("tax_rate 0 is none", """select pg_temp.an_order('o_rate0', '{"tax_rate": 0}')""", total("o_rate0"), [(115.1,)]),
    Case("several discounts", """select pg_temp.an_order('o_several'); insert into order_discounts (order_id, discount_id) values ('o_several', 'disc_h_item'), ('o_several', 'disc_h_total');
         insert into line_item_adjustment (id, item_id, description, discount_id, amount) values ('lia_several', 'item_o_several', 'd', 'disc_h_total', 500)""",
         total("o_several"), [(109.1,)]),
    Case("several discounts are reported", "", says("several_discounts", "o_several"), [(1,)]),
    Case("discount not linked to the order", """select pg_temp.an_order('o_unlinked'); insert into line_item_adjustment (id, item_id, description, discount_id, amount) values ('lia_unlinked', 'item_o_unlinked', 'd', 'disc_h_total', 500)""",
         total("o_unlinked"), [(115.1,)]),
    Case("its adjustment is kept", "", fate("line_item_adjustment", "lia_unlinked"), [("merged", "adjustment_not_counted")]),
    Case("discount gone", """select pg_temp.an_order('o_nodisc'); insert into order_discounts (order_id, discount_id) values ('o_nodisc', 'disc_nowhere');
         insert into line_item_adjustment (id, item_id, description, discount_id, amount) values ('lia_nodisc', 'item_o_nodisc', 'd', 'disc_nowhere', 500)""", total("o_nodisc"), [(115.1,)]),
    Case("deleted discount counts", """select pg_temp.an_order('o_deldisc'), pg_temp.a_discount('h_deleted', '{"deleted_at": "2024-02-01"}', '{"type": "fixed", "value": 500}');
         insert into order_discounts (order_id, discount_id) values ('o_deldisc', 'disc_h_deleted');
         insert into line_item_adjustment (id, item_id, description, discount_id, amount) values ('lia_deldisc', 'item_o_deldisc', 'd', 'disc_h_deleted', 500)""", total("o_deldisc"), [(109.1,)]),
    Case("currency of order, region and payment differ", """select pg_temp.an_order('o_jpy', '{"currency_code": "jpy"}')""",
         "select o.currency_code, i.unit_price::float8, p.amount::float8, p.currency_code from \"order\" o join order_line_item i on i.id = 'item_o_jpy' join payment p on p.id = 'pay_o_jpy' where o.id = 'o_jpy'",
         [("jpy", 4501.0, 115.1, "eur")]),
    Case("currency mismatch is reported", "", "select severity from medusa_migration.findings where rule = 'currency_mismatch' and v1_id in ('o_jpy', 'pay_o_jpy') order by 1", [("changed",), ("info",)]),
    Case("unknown currency", """select pg_temp.an_order('o_nocur', '{"currency_code": "???"}')""", fate("order", "o_nocur"), [("quarantined", "order_without_currency")]),
    Case("region missing", """select pg_temp.an_order('o_noreg', '{"region_id": "reg_nowhere"}')""", "select region_id from \"order\" where id = 'o_noreg'", [("reg_nowhere",)]),
    Case("region deleted", """select pg_temp.an_order('o_deadreg', '{"region_id": "reg_dead"}')""", "select r.deleted_at is not null from \"order\" o join region r on r.id = o.region_id where o.id = 'o_deadreg'", [(True,)]),
    Case("customer missing", """select pg_temp.an_order('o_nocus', '{"customer_id": "cus_nowhere", "email": "Kept@Mail.example"}')""",
         "select customer_id, email from \"order\" where id = 'o_nocus'", [(None, "kept@mail.example")]),
    Case("customer deleted", """select pg_temp.a_customer('cus_dead', '{"deleted_at": "2024-02-02"}'), pg_temp.an_order('o_deadcus', '{"customer_id": "cus_dead"}')""",
         "select customer_id from \"order\" where id = 'o_deadcus'", [("cus_dead",)]),
    Case("order without e-mail", """select pg_temp.a_customer('cus_mail'), pg_temp.an_order('o_nomail', '{"customer_id": "cus_mail", "email": ""}')""",
         "select email from \"order\" where id = 'o_nomail'", [("cus_mail@mail.example",)]),
    Case("addresses missing, or without country", """select pg_temp.an_order('o_noaddr', '{"shipping_address_id": "addr_nowhere", "billing_address_id": "addr_nocountry"}');
         insert into address (id, address_1) values ('addr_nocountry', 'Street 1')""",
         "select o.shipping_address_id, a.country_code, a.address_1 from \"order\" o join order_address a on a.id = o.billing_address_id where o.id = 'o_noaddr'", [(None, None, "Street 1")]),
    Case("shipping option gone", """select pg_temp.an_order('o_noopt', '{"status": "pending"}', '{"fulfilled_quantity": 0, "shipped_quantity": 0}', '{}', '{"shipping_option_id": "so_nowhere"}')""",
         "select m.shipping_option_id, m.name <> '' from order_shipping s join order_shipping_method m on m.id = s.shipping_method_id where s.order_id = 'o_noopt'", [(None, True)]),
    Case("shipping option gone is reported", "", "select rule from medusa_migration.findings where v1_id = 'sm_o_noopt' and rule like 'shipping_option_gone%'", [("shipping_option_gone_open_order",)]),
    Case("payment that knows its cart only", """select pg_temp.an_order('o_cartpay', '{"cart_id": "cart_hostile"}', '{}', '{"order_id": null, "cart_id": "cart_hostile"}')""",
         "select l.order_id from payment p join order_payment_collection l on l.payment_collection_id = p.payment_collection_id where p.id = 'pay_o_cartpay'", [("o_cartpay",)]),
    Case("payment of the cart of a paid order", """select pg_temp.an_order('o_paid', '{"cart_id": "cart_hostile_2"}');
         select pg_temp.copy('payment', 'pay_o_paid', '{"id": "pay_stray", "order_id": null, "cart_id": "cart_hostile_2"}')""", fate("payment", "pay_stray"), [("left", "payment_of_no_order")]),
    Case("several live payments", """select pg_temp.an_order('o_twopay', '{}', '{}', '{"amount": 10000}'); select pg_temp.copy('payment', 'pay_o_twopay', '{"id": "pay_o_twopay_2", "amount": 1510}')""",
         "select count(*), count(distinct payment_collection_id), sum(amount)::float8 from payment where id like 'pay_o_twopay%'", [(2, 1, 115.1)]),
    Case("payment canceled and captured", """select pg_temp.an_order('o_cancap', '{"status": "canceled"}', '{}', '{"canceled_at": "2024-02-02"}')""",
         "select captured_at, (select count(*) from capture where payment_id = payment.id) from payment where id = 'pay_o_cancap'", [(None, 0)]),
    Case("payment in another order's collection", """select pg_temp.an_order('o_stranger'); insert into payment_collection_payments (payment_collection_id, payment_id) values ('paycol_01M829BNTXJGZM38CN0H215XM4', 'pay_o_stranger')""",
         "select l.order_id from payment p join order_payment_collection l on l.payment_collection_id = p.payment_collection_id where p.id = 'pay_o_stranger'", [("o_stranger",)]),
    Case("collection in an unknown currency", """update payment_collection set currency_code = '???' where id = 'paycol_01M829BNTXJGZM38CN0H215XM4'""",
         "select currency_code from payment_collection where id = 'paycol_01M829BNTXJGZM38CN0H215XM4'", [("gbp",)]),
    Case("refunds exceed payments", """select pg_temp.an_order('o_over'); insert into refund (id, order_id, amount, reason, payment_id) values ('ref_over', 'o_over', 20000, 'other', 'pay_o_over')""",
         "select -sum(amount)::float8 from order_transaction where order_id = 'o_over' and reference = 'refund'", [(200.0,)]),
    Case("refunds exceeding are reported", "", "select count(*) from medusa_migration.findings where rule = 'refund_exceeds_payment' and v1_id in ('o_over', 'ref_over')", [(1,)]),
    Case("amount_refunded says something else", """select pg_temp.an_order('o_amtref', '{}', '{}', '{"amount_refunded": 99999}')""", "select count(*) from medusa_migration.findings where rule = 'refunded_amount_differs' and v1_id = 'pay_o_amtref'", [(1,)]),
    Case("refund of 0, refund below 0", """select pg_temp.an_order('o_ref0'); insert into refund (id, order_id, amount, reason, payment_id) values ('ref_zero', 'o_ref0', 0, 'other', 'pay_o_ref0'), ('ref_minus', 'o_ref0', -100, 'other', 'pay_o_ref0')""",
         "select v1_id, fate, reason from medusa_migration.ledger where v1_id in ('ref_zero', 'ref_minus') and reason is not null order by 1", [("ref_minus", "merged", "refund_negative"), ("ref_zero", "left", "refund_of_nothing")]),
    Case("order of nothing", """select pg_temp.an_order('o_free', '{}', '{"unit_price": 0}', '{"amount": 0}', '{"price": 0}')""",
         "select c.amount::float8, c.status from order_payment_collection l join payment_collection c on c.id = l.payment_collection_id where l.order_id = 'o_free'", [(0.0, "completed")]),
    Case("canceled order, live fulfillment and payment", """select pg_temp.an_order('o_canceled', '{"status": "canceled"}'), pg_temp.a_fulfillment('o_canceled')""",
         "select o.status, o.canceled_at is not null, f.canceled_at from \"order\" o join order_fulfillment l on l.order_id = o.id join fulfillment f on f.id = l.fulfillment_id where o.id = 'o_canceled'",
         [("canceled", True, None)]),
    Case("captured is not what it costs", """select pg_temp.an_order('o_cheap', '{}', '{}', '{"amount": 9000}')""", says("total_payment_mismatch", "o_cheap"), [(1,)]),
    Case("v2 shows what is open", "", open_amount("o_cheap"), [(25.1,)]),
    Case("completed order owes nothing", """select pg_temp.an_order('o_done', '{"status": "completed"}')""", open_amount("o_done"), [(0.0,)]),
    Case("redemption of one unit", """select pg_temp.an_order('o_cent', '{}', '{}', '{"amount": 11509}'); insert into gift_card_transaction (id, gift_card_id, order_id, amount, created_at) values ('gct_cent', 'gift_part', 'o_cent', 1, '2024-01-01')""",
         fate("gift_card_transaction", "gct_cent"), [("merged", "redemption_of_one_unit")]),
    Case("redemption without card", """select pg_temp.an_order('o_nocard', '{}', '{}', '{"amount": 10510}'); insert into gift_card_transaction (id, gift_card_id, order_id, amount, is_taxable, created_at) values ('gct_nocard', 'gift_nowhere', 'o_nocard', 1000, false, '2024-01-01')""",
         "select reference_id, amount::float8 from order_credit_line where order_id = 'o_nocard'", [("gct_nocard", 10.0)]),
    Case("return item of a line of another order", """select pg_temp.an_order('o_ret'), pg_temp.a_return('o_ret', '{"status": "received", "received_at": "2024-02-02"}', 0);
         insert into return_item (return_id, item_id, quantity, is_requested, received_quantity) values ('ret_o_ret', 'item_o_over', 1, true, 1)""",
         "select count(*) from return_item where return_id = 'ret_o_ret'", [(0,)]),
    Case("its line is in the report", "", fate("return_item", "ret_o_ret:item_o_over"), [("merged", "line_not_in_order")]),
    Case("return item without a line", """insert into return_item (return_id, item_id, quantity, is_requested) values ('ret_o_ret', 'item_nowhere', 1, true)""", fate("return_item", "ret_o_ret:item_nowhere"), [("merged", "line_not_in_order")]),
    Case("more returned than ordered", """select pg_temp.an_order('o_toomuch', '{}', '{"returned_quantity": 5}')""", "select return_received_quantity::int from order_item where item_id = 'item_o_toomuch'", [(2,)]),
    Case("more returned is reported", "", "select count(*) from medusa_migration.findings where rule = 'quantity_capped' and v1_id = 'item_o_toomuch'", [(1,)]),
    Case("more requested than fulfilled", """select pg_temp.an_order('o_reqmuch'), pg_temp.a_return('o_reqmuch', '{}', 9)""",
         "select i.return_requested_quantity::int, r.quantity::int from order_item i join return_item r on r.item_id = i.item_id where i.item_id = 'item_o_reqmuch'", [(2, 9)]),
    Case("requested return has a location", "", "select location_id from return where id = 'ret_o_reqmuch'", [(MAIN_LOCATION,)]),
    Case("return without items", """select pg_temp.an_order('o_retnone'), pg_temp.a_return('o_retnone', '{}', 0)""", "select status from return where id = 'ret_o_retnone'", [("requested",)]),
    Case("swap canceled, open, deleted", """select pg_temp.an_order('o_swap');
         insert into swap (id, fulfillment_status, payment_status, order_id, difference_due, confirmed_at, canceled_at, deleted_at) values
         ('swap_canceled', 'not_fulfilled', 'not_paid', 'o_swap', null, null, '2024-02-02', null), ('swap_open', 'not_fulfilled', 'not_paid', 'o_swap', 100, null, null, null),
         ('swap_deleted', 'not_fulfilled', 'not_paid', 'o_swap', null, null, null, '2024-02-02'), ('swap_null', 'not_fulfilled', 'confirmed', 'o_swap', null, '2024-02-02', null, null)""",
         "select id, canceled_at is not null, deleted_at is not null from order_exchange where order_id = 'o_swap' order by 1",
         [("swap_canceled", True, False), ("swap_deleted", False, True), ("swap_null", False, False), ("swap_open", True, False)]),
    Case("open swap is reported", "", says("swap_open", "swap_open"), [(1,)]),
    Case("swap without return and difference", "", "select return_id, (select differs_in from medusa_migration.rpt_order_money where order_id = 'o_swap') from order_exchange where id = 'swap_null'", [(None, None)]),
    Case("goods of a swap come back", """select pg_temp.copy('line_item', 'item_o_swap', '{"id": "item_of_swap", "order_id": null, "swap_id": "swap_null", "returned_quantity": 1}');
         select pg_temp.a_return('o_swap', '{"status": "received", "received_at": "2024-03-03"}', 0);
         insert into return_item (return_id, item_id, quantity, is_requested, received_quantity) values ('ret_o_swap', 'item_of_swap', 1, true, 1)""",
         "select i.order_id, r.received_quantity::int from order_item i join return_item r on r.item_id = i.item_id where i.item_id = 'item_of_swap'", [("o_swap", 1)]),
    Case("claim on a line of another order", """select pg_temp.an_order('o_claim');
         insert into claim_order (id, payment_status, fulfillment_status, type, order_id, refund_amount, deleted_at) values ('claim_alien', 'na', 'not_fulfilled', 'refund', 'o_claim', 0, null), ('claim_dead', 'na', 'not_fulfilled', 'replace', 'o_claim', null, '2024-02-02');
         insert into claim_item (id, claim_order_id, item_id, variant_id, reason, quantity) values ('citm_alien', 'claim_alien', 'item_o_over', 'variant_p_minus', 'other', 1);
         select pg_temp.copy('line_item', 'item_o_claim', '{"id": "item_claim_dead", "order_id": null, "claim_order_id": "claim_dead"}')""",
         "select (select count(*) from order_claim_item where claim_id = 'claim_alien'), metadata::text like '%item_o_over%' from order_claim where id = 'claim_alien'", [(0, True)]),
    Case("deleted claim", "", "select deleted_at is not null, (select count(*) from order_item where item_id = 'item_claim_dead') from order_claim where id = 'claim_dead'", [(True, 0)]),
    Case("edit requested only", """select pg_temp.an_order('o_edit'); insert into payment_collection (id, type, status, amount, region_id, currency_code, created_by) values ('paycol_edit', 'order_edit', 'not_paid', 500, 'reg_01M82971T7W695YAVK9W1MS884', 'eur', 'x');
         insert into order_edit (id, order_id, created_by, requested_at, payment_collection_id) values ('oe_requested', 'o_edit', 'x', '2024-02-02', 'paycol_edit')""",
         "select o.status, c.status from order_change o, payment_collection c where o.id = 'oe_requested' and c.id = 'paycol_edit'", [("canceled", "canceled")]),
    Case("lines that replace each other in a circle", """select pg_temp.an_order('o_loop'); select pg_temp.copy('line_item', 'item_o_loop', '{"id": "item_o_loop_2", "original_item_id": "item_o_loop"}');
         update line_item set original_item_id = 'item_o_loop_2' where id = 'item_o_loop'""", "select count(*) from order_item where order_id = 'o_loop'", [(2,)]),
    Case("fulfillment without location", """select pg_temp.an_order('o_noloc'), pg_temp.a_fulfillment('o_noloc', '{"location_id": null}')""", "select location_id from fulfillment where id = 'ful_o_noloc'", [(MAIN_LOCATION,)]),
    Case("fulfillment canceled", """select pg_temp.an_order('o_fulcan', '{"fulfillment_status": "canceled"}', '{"fulfilled_quantity": 0, "shipped_quantity": 0}'), pg_temp.a_fulfillment('o_fulcan', '{"canceled_at": "2024-02-02"}')""",
         "select f.canceled_at is not null, i.fulfilled_quantity::int from fulfillment f join order_item i on i.item_id = 'item_o_fulcan' where f.id = 'ful_o_fulcan'", [(True, 0)]),
    Case("fulfillments add up to another quantity", """select pg_temp.an_order('o_fuldiff', '{}', '{"fulfilled_quantity": 1, "shipped_quantity": 1}'), pg_temp.a_fulfillment('o_fuldiff')""",
         "select fulfilled_quantity::int from order_item where item_id = 'item_o_fuldiff'", [(1,)]),
    Case("other quantity is reported", "", says("fulfilled_quantity_differs", "item_o_fuldiff"), [(1,)]),
    Case("shipped without a quantity", """select pg_temp.an_order('o_shipnull', '{}', '{"shipped_quantity": null}'), pg_temp.a_fulfillment('o_shipnull', '{"shipped_at": "2024-02-02"}')""",
         "select shipped_quantity::int from order_item where item_id = 'item_o_shipnull'", [(0,)]),
    Case("shipped without a quantity is reported", "", says("shipped_quantity_differs", "item_o_shipnull"), [(1,)]),
    Case("tracking number empty", """select pg_temp.an_order('o_track'), pg_temp.a_fulfillment('o_track'); insert into tracking_link (id, tracking_number, fulfillment_id) values ('tlink_empty', '', 'ful_o_track')""",
         fate("tracking_link", "tlink_empty"), [("merged", "tracking_number_empty")]),
    Case("display_id twice", """select pg_temp.an_order('o_dis_1', '{"display_id": 77777}'), pg_temp.an_order('o_dis_2', '{"display_id": 77777}')""", "select count(*) from \"order\" where display_id = 77777", [(2,)]),
    Case("metadata of an order is an array", """select pg_temp.an_order('o_meta', '{"metadata": [1]}')""", "select jsonb_typeof(metadata) from \"order\" where id = 'o_meta'", [("object",)]),
    Case("e-mails differing by case", """select pg_temp.a_customer('cus_case_1', '{"email": "Case@mail.example"}'), pg_temp.a_customer('cus_case_2', '{"email": "case@mail.example"}')""",
         "select email from customer where id like 'cus_case__' order by id", [("Case@mail.example",), ("case@mail.example",)]),
    Case("deleted and live customer with one e-mail", """select pg_temp.a_customer('cus_del', '{"email": "both@mail.example", "deleted_at": "2024-02-02"}'), pg_temp.a_customer('cus_liv', '{"email": "both@mail.example"}')""",
         "select id, deleted_at is null from customer where email = 'both@mail.example' order by 1", [("cus_del", False), ("cus_liv", True)]),
    Case("two live customers with one e-mail", """select pg_temp.a_customer('cus_dup_1', '{"email": "dup@mail.example"}'), pg_temp.a_customer('cus_dup_2', '{"email": "dup@mail.example"}')""",
         fate("customer", "cus_dup_2"), [("quarantined", "customer_email_taken")]),
    Case("user and customer with one e-mail", """insert into "user" (id, email, password_hash) values ('usr_shared', 'shared@mail.example', 'c2NyeXB0AA8AAAAIAAAAAQ');
         select pg_temp.a_customer('cus_shared', '{"email": "shared@mail.example", "has_account": true, "password_hash": "c2NyeXB0AA8AAAAIAAAAAQ"}')""",
         "select app_metadata from auth_identity a join provider_identity p on p.auth_identity_id = a.id where p.entity_id = 'shared@mail.example'", [({"user_id": "usr_shared", "customer_id": "cus_shared"},)]),
    Case("account without a password", """select pg_temp.a_customer('cus_nopw', '{"has_account": true}')""", says("account_without_password", "cus_nopw"), [(1,)]),
    Case("two customers, one stripe_id", """select pg_temp.a_customer('cus_st_1', '{"metadata": {"stripe_id": "cus_stripe"}}'), pg_temp.a_customer('cus_st_2', '{"metadata": {"stripe_id": "cus_stripe"}}')""",
         "select count(distinct a.id), count(*) from account_holder a join customer_account_holder l on l.account_holder_id = a.id where a.external_id = 'cus_stripe'", [(1, 2)]),
    Case("timestamps missing, and in the future", """select pg_temp.an_order('o_time', '{"created_at": null, "updated_at": "2199-01-01"}')""",
         "select created_at::date::text, updated_at::date::text from \"order\" where id = 'o_time'", [("2199-01-01", "2199-01-01")]),
    Case("missing timestamp is reported", "", "select detail from medusa_migration.findings where rule = 'required_value_missing' and v1_id = 'o_time'", [("created_at",)]),
    Case("draft without cart", """insert into draft_order (id, status, cart_id) values ('dorder_bare', 'open', 'cart_nowhere')""", fate("draft_order", "dorder_bare"), [("quarantined", "draft_without_cart")]),
    Case("two drafts, one cart", """select pg_temp.copy('draft_order', 'dorder_01M829C0FKN1SXVZSX8N7XKY5P', '{"id": "dorder_twin", "created_at": "2099-01-01", "display_id": 9999}')""", fate("draft_order", "dorder_twin"), [("quarantined", "draft_cart_taken")]),
    Case("sales channel missing", """select pg_temp.an_order('o_nochan', '{"sales_channel_id": "sc_nowhere"}')""", "select sales_channel_id from \"order\" where id = 'o_nochan'", [(DEFAULT_CHANNEL,)]),
    Case("open line whose product has another profile than the order's option", """select pg_temp.a_product('p_bulky'), pg_temp.a_product('p_normal');
         insert into product_shipping_profile (profile_id, product_id) values ('sp_01M82972A5D2FTYPHN720HYN8H', 'p_bulky');
         select pg_temp.an_order('o_bulky', '{"status": "pending"}', '{"variant_id": "variant_p_bulky", "fulfilled_quantity": 0, "shipped_quantity": 0}'),
         pg_temp.an_order('o_normal', '{"status": "pending"}', '{"variant_id": "variant_p_normal", "fulfilled_quantity": 0, "shipped_quantity": 0}')""",
         "select v1_id from medusa_migration.findings where rule = 'profile_differs_open_order' and v1_id in ('item_o_bulky', 'item_o_normal')",
         [("item_o_bulky",)]),
]  # fmt: skip

# What random damage has found beyond the lists.
FOUND = [
    Case("group name twice", """insert into customer_group (id, name, created_at) values ('cgrp_t1', 'Twice', '2024-01-01'), ('cgrp_t2', 'Twice', '2024-01-02')""",
         "select id, name from customer_group where id like 'cgrp_t_' order by 1", [("cgrp_t1", "Twice"), ("cgrp_t2", "Twice (cgrp_t2)")]),
    Case("region in an unknown currency", """insert into region (id, name, currency_code, tax_rate) values ('reg_nocur', 'Nowhere', '???', 0);
         select pg_temp.copy('shipping_option', 'so_01M82972AGE3N9M4AM67C9QWF0', '{"id": "so_nocur", "region_id": "reg_nocur"}')""",
         "select r.currency_code, p.currency_code from region r, shipping_option_price_set s join price p on p.price_set_id = s.price_set_id where r.id = 'reg_nocur' and s.shipping_option_id = 'so_nocur'",
         [("eur", "eur")]),
    Case("its currency is reported", "", says("currency_unknown", "reg_nocur"), [(1,)]),
    Case("price in an unknown currency", """select pg_temp.a_product('p_nocur'), pg_temp.a_price('p_nocur_1', 'p_nocur', '{"currency_code": "???"}')""",
         fate("money_amount", "ma_p_nocur_1"), [("quarantined", "unknown_currency")]),
    Case("price without an amount", """select pg_temp.a_price('p_nocur_2', 'p_nocur', '{"amount": null}')""", fate("money_amount", "ma_p_nocur_2"), [("quarantined", "impossible_number")]),
    Case("price of two variants", """select pg_temp.a_product('p_second'); insert into product_variant_money_amount (id, money_amount_id, variant_id) values ('pvma_zz', 'ma_p_nocur', 'variant_p_second')""",
         "select s.variant_id from price p join product_variant_price_set s on s.price_set_id = p.price_set_id where p.id = 'ma_p_nocur'", [("variant_p_nocur",)]),
    Case("price list of a group that is gone", """insert into price_list (id, name, description, type, status) values ('pl_gone', 'Gone', '', 'sale', 'active');
         insert into price_list_customer_groups (price_list_id, customer_group_id) values ('pl_gone', 'cgrp_nowhere')""",
         fate("price_list_customer_groups", "pl_gone:cgrp_nowhere"), [("left", "group_of_list_is_gone")]),
    Case("payment in an unknown currency", """select pg_temp.an_order('o_paycur', '{}', '{}', '{"currency_code": "???"}')""", fate("payment", "pay_o_paycur"), [("quarantined", "unknown_currency")]),
    Case("currency of the store unknown", """insert into store_currencies (store_id, currency_code) select id, '???' from store where id <> 'store_second'""",
         "select fate, reason from medusa_migration.ledger where v1_table = 'store_currencies' and v1_id like '%???%'", [("quarantined", "unknown_currency")]),
    Case("links twice, in tables without a key", """insert into product_category_product (product_category_id, product_id) values ('pcat_root', 'p_zero'), ('pcat_root', 'p_zero');
         insert into product_shipping_profile (profile_id, product_id) values ('sp_01M82972A5D2FTYPHN720HYN8H', 'p_zero'), ('sp_01M82972A5D2FTYPHN720HYN8H', 'p_zero')""",
         "select (select count(*) from product_category_product where product_id = 'p_zero'), (select count(*) from product_shipping_profile where product_id = 'p_zero')", [(1, 1)]),
    Case("every one of them is accounted for", "", "select v1_id, reason from medusa_migration.ledger where v1_id like '%:p_zero#2' order by 1",
         [("pcat_root:p_zero#2", "duplicate_value"), ("sp_01M82972A5D2FTYPHN720HYN8H:p_zero#2", "profile_superseded")]),
    Case("link to nothing", "insert into product_shipping_profile (profile_id, product_id) values ('sp_01M82972A5D2FTYPHN720HYN8H', null)",
         fate("product_shipping_profile", "sp_01M82972A5D2FTYPHN720HYN8H:"), [("quarantined", "profile_link_broken")]),
    Case("discount of no kind", """select pg_temp.a_discount('nokind', '{}', '{"type": null}')""", "select status from promotion where code = 'NOKIND'", [("inactive",)]),
    Case("refunds of one payment exceed it", "", "select sum(amount)::float8 from refund where payment_id = 'pay_o_over'", [(200.0,)]),
    Case("refund of another order's payment", """select pg_temp.an_order('o_refmine'), pg_temp.an_order('o_refother');
         insert into refund (id, order_id, amount, reason, payment_id) values ('ref_other', 'o_refmine', 1000, 'other', 'pay_o_refother')""",
         "select p.id, t.order_id from refund r join payment p on p.id = r.payment_id join order_transaction t on t.reference_id = r.id where r.id = 'ref_other'", [("pay_o_refmine", "o_refmine")]),
    Case("it is reported", "", says("refund_of_another_order", "ref_other"), [(1,)]),
    Case("payment in a deleted collection", """select pg_temp.an_order('o_pcdel');
         insert into payment_collection (id, type, status, amount, region_id, currency_code, created_by, deleted_at) values ('paycol_del', 'order_edit', 'not_paid', 500, 'reg_01M82971T7W695YAVK9W1MS884', 'eur', 'x', '2024-02-02');
         insert into payment_collection_payments (payment_collection_id, payment_id) values ('paycol_del', 'pay_o_pcdel')""",
         "select c.deleted_at is null, c.captured_amount::float8 from payment p join payment_collection c on c.id = p.payment_collection_id where p.id = 'pay_o_pcdel'", [(True, 115.1)]),
    Case("its link says so", "", fate("payment_collection_payments", "paycol_del:pay_o_pcdel"), [("left", "payment_in_main_collection")]),
    Case("return of another order's claim", """select pg_temp.an_order('o_retclaim'), pg_temp.a_return('o_retclaim', '{"claim_order_id": "claim_alien"}')""",
         "select order_id, claim_id, metadata #>> '{medusa_v1,claim_order_id}' from return where id = 'ret_o_retclaim'", [("o_retclaim", None, "claim_alien")]),
    Case("return of a claim of no order", """insert into claim_order (id, payment_status, fulfillment_status, type, order_id) values ('claim_lost', 'na', 'not_fulfilled', 'refund', 'o_nowhere');
         select pg_temp.an_order('o_retlost'), pg_temp.a_return('o_retlost', '{"claim_order_id": "claim_lost"}')""", rules("ret_o_retlost"), [("return_stands_alone",)]),
    Case("order number at the end of its type", """select pg_temp.an_order('o_last', '{"display_id": 2147483647}')""",
         "select o.display_id, s.last_value < 100000, (select max(display_id) < 100000 from \"order\" where is_draft_order) from \"order\" o, order_display_id_seq s where o.id = 'o_last'", [(2147483647, True, True)]),
    Case("provider with a long name", """insert into region_fulfillment_providers (region_id, provider_id) values ('reg_01M82971T7W695YAVK9W1MS884', repeat('p', 300))""",
         "select count(*) > 0 from location_fulfillment_provider where fulfillment_provider_id like 'pppp%'", [(True,)]),
    Case("link with a long id", """insert into sales_channel (id, name) values ('sc_long', 'Long');
         insert into sales_channel_location (id, sales_channel_id, location_id) select repeat('l', 300), 'sc_long', id from stock_location where deleted_at is null order by id limit 1""",
         "select count(*), max(length(id)) < 256 from sales_channel_stock_location where sales_channel_id = 'sc_long'", [(1, True)]),
    Case("lowest threshold there is", """insert into shipping_option_requirement (id, shipping_option_id, type, amount) values ('sor_lowest', 'so_01M82972AGE3N9M4AM67C9QWF0', 'min_subtotal', -2147483648)""",
         "select distinct fate from medusa_migration.ledger where v1_id = 'sor_lowest'", [("migrated",)]),
    Case("more pieces than 32 bits hold", """select pg_temp.a_product('p_many'); insert into inventory_item (id, sku) values ('iitem_many', 'many');
         insert into product_variant_inventory_item (id, inventory_item_id, variant_id, required_quantity) values ('pvii_many', 'iitem_many', 'variant_p_many', 2147483647);
         select pg_temp.an_order('o_many', '{}', '{"variant_id": "variant_p_many", "fulfilled_quantity": 2}'); select pg_temp.a_fulfillment('o_many')""",
         "select quantity::float8, raw_quantity ->> 'value' from fulfillment_item where fulfillment_id = 'ful_o_many'", [(4294967294.0, "4294967294")]),
    Case("tax rate without an id", """insert into tax_rate (id, rate, code, name, region_id) values ('', 5, 'empty', 'Empty', 'reg_01M82971T7W695YAVK9W1MS884')""", "select distinct fate from medusa_migration.ledger where v1_table = 'tax_rate' and v1_id = ''", [("migrated",)]),
    Case("price beyond floating point", """select pg_temp.an_order('o_float', '{}', '{"unit_price": 2147483647, "quantity": 2147483647}')""",
         "select differs_in is null or explanation is not null from medusa_migration.rpt_order_money where order_id = 'o_float'", [(True,)]),
    Case("price list until infinity", """insert into price_list (id, name, description, type, status, ends_at) values ('pl_inf', 'Inf', '', 'sale', 'active', 'infinity');
         select pg_temp.a_price('p_inf', 'p_second', '{"amount": 500, "price_list_id": "pl_inf", "max_quantity": 2147483647, "min_quantity": -2147483648}')""",
         "select status from price_list where id = 'pl_inf'", [("active",)]),
]  # fmt: skip

# Stores that were extended: "must migrate without editing the tool".
SHOPS_OWN = [
    Case("required column of the shop's own", """alter table customer add column loyalty_tier text; update customer set loyalty_tier = 'gold'; alter table customer alter loyalty_tier set not null, alter loyalty_tier set default 'gold'""",
         "select bool_and(metadata::text like '%loyalty_tier%') from customer where metadata is not null", [(True,)]),
    Case("one more label of an enum", """alter type order_status_enum rename to old_status; create type order_status_enum as enum ('pending', 'completed', 'archived', 'canceled', 'requires_action', 'on_hold');
         alter table "order" alter status drop default, alter status type order_status_enum using status::text::order_status_enum, alter status set default 'pending';
         select pg_temp.an_order('o_hold', '{"status": "on_hold"}')""", "select status from \"order\" where id = 'o_hold'", [("pending",)]),
    Case("table of the shop's own with foreign keys", """create table product_review (id text primary key, product_id character varying references product (id), score integer not null);
         insert into product_review values ('rev_1', 'p_zero', 5)""", "select id, product_id, score from medusa_v1_archive.product_review", [("rev_1", "p_zero", 5)]),
    Case("optional tables missing", "drop table oauth cascade; drop table analytics_config cascade; drop table batch_job cascade", "select count(*) from medusa_v1_archive.analytics_config", [(0,)]),
    Case("optional table renamed", "alter table note rename to note_old", "select count(*) > 0 from medusa_v1_archive.note_old", [(True,)]),
    Case("column of an optional feature missing", "alter table product_category drop column metadata", "select count(*) > 0 from product_category", [(True,)]),
]  # fmt: skip

LINE = '{"variant_id": "variant_%s", "quantity": %s, "fulfilled_quantity": %s, "shipped_quantity": 0, "returned_quantity": 0}'
STOCK = (
    "select level.stocked_quantity::int, level.reserved_quantity::int from inventory_level as level "
    "inner join product_variant_inventory_item as link on link.inventory_item_id = level.inventory_item_id where link.variant_id = 'variant_%s'"
)
RESERVED = (
    "select quantity::int, description from reservation_item where line_item_id like 'item_%s%%' order by quantity"
)

# catalog_and_config.md, section 16 no. 19: a v1 without inventory and stock-location modules, where placing an order takes from stock.
WITHOUT_MODULES = [
    Case("open and partly fulfilled orders", f"""select pg_temp.a_product('p_seven', '{{}}', '{{"inventory_quantity": 7, "manage_inventory": true}}'),
         pg_temp.an_order('o_seven_1', '{{"status": "pending"}}', '{LINE % ("p_seven", 3, 0)}'),
         pg_temp.an_order('o_seven_2', '{{"status": "pending"}}', '{LINE % ("p_seven", 5, 2)}')""", STOCK % "p_seven", [(13, 6)]),
    Case("their reservations", "", RESERVED % "o_seven", [(3, "Migrated from Medusa v1")] * 2),
    Case("sold more than there was", f"""select pg_temp.a_product('p_over', '{{}}', '{{"inventory_quantity": -3, "manage_inventory": true, "allow_backorder": true}}'),
         pg_temp.an_order('o_over', '{{"status": "pending"}}', '{LINE % ("p_over", 5, 0)}')""", STOCK % "p_over", [(2, 5)]),
    Case("backorders stay allowed", "", "select allow_backorder from reservation_item where line_item_id = 'item_o_over'", [(True,)]),
    Case("negative stock without open orders", """select pg_temp.a_product('p_below', '{}', '{"inventory_quantity": -4, "manage_inventory": true}')""",
         STOCK % "p_below", [(-4, 0)]),
    Case("canceled orders hold nothing", f"""select pg_temp.a_product('p_free', '{{}}', '{{"inventory_quantity": 5, "manage_inventory": true}}'),
         pg_temp.an_order('o_free', '{{"status": "canceled", "canceled_at": "2024-03-03"}}', '{LINE % ("p_free", 2, 0)}')""", STOCK % "p_free", [(5, 0)]),
    Case("unmanaged variants have no stock", f"""select pg_temp.a_product('p_endless', '{{}}', '{{"inventory_quantity": 9, "manage_inventory": false}}'),
         pg_temp.an_order('o_endless', '{{"status": "pending"}}', '{LINE % ("p_endless", 2, 0)}')""", RESERVED % "o_endless", []),
    Case("one location holds everything", "", "select count(distinct location_id)::int from inventory_level", [(1,)]),
]  # fmt: skip
