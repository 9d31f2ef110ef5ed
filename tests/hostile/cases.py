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
    return f"select (totals ->> 'pending_difference')::float8 from order_summary where order_id = '{order}'"


def rules(*ids: str) -> str:
    """What the report says about v1 rows."""
    listed = ", ".join(f"'{item}'" for item in ids)
    return f"select distinct rule from medusa_migration.findings where v1_id in ({listed}) order by 1"


def says(rule: str, v1_id: str) -> str:
    return f"select count(*) from medusa_migration.findings where rule = '{rule}' and v1_id = '{v1_id}'"


def fate(v1_table: str, v1_id: str) -> str:
    return f"select distinct fate, reason from medusa_migration.ledger where v1_table = '{v1_table}' and v1_id = '{v1_id}'"
