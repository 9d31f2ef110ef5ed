"""Gift cards with Medusa's loyalty plugin: v1's balances are there, and are money."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from migrator.fixtures import v1_says
from tests.e2e.api import ApiError, Client
from tests.e2e.compare_checkout import STANDARD, add_shipping, pay
from tests.e2e.scoreboard import Scoreboard, differences
from tests.e2e.shop import Shop, dec, major, named, near, own, region_name, variant

DOMAIN = "gift cards"
FIELDS = "*,*store_credit_account"
CLAIMANT = "anna.jensen@mail.example"


def run(shop: Shop, board: Scoreboard) -> None:
    """Compare every card; then pay with those that v1 would have taken, and try the others."""
    cards = v1_says("admin/gift_cards")
    live = {card["id"]: card for card in shop.admin.pages("/admin/gift-cards", "gift_cards", fields=FIELDS)}
    board.each(DOMAIN, "cards", cards, by_id, lambda card: compare_card(card, live[card["id"]]))
    board.one(DOMAIN, "no other cards", lambda: differences({"ids": sorted(map(by_id, cards))}, {"ids": sorted(live)}))
    board.one(DOMAIN, "balances per currency", lambda: differences(v1_balances(cards), v2_balances(live.values())))
    board.each(DOMAIN, "what a shopper asks by code", usable(cards), by_id, lambda card: compare_asked(shop, card))
    board.each(
        DOMAIN,
        "cards that v1 refused",
        [card for card in cards if card not in usable(cards)],
        by_id,
        lambda card: refused(shop, card),
    )
    # One is in an open cart: compare_carts pays with that.
    promised = {card["id"] for card in v1_says("store/carts/open_giftcard")["gift_cards"]}
    free = [card for card in usable(cards) if card["id"] not in promised]
    board.each(DOMAIN, "paid with, to a placed order", free, by_id, lambda card: paid(shop, card), workers=1)
    board.each(
        DOMAIN,
        "the rest becomes a customer's credit and pays an order",
        [max(free, key=lambda card: int(card["balance"]))],
        by_id,
        lambda card: claimed(shop, card),
    )


def by_id(card: dict[str, Any]) -> str:
    """The name of a card in messages; never its code."""
    return str(card["id"])


def currency(card: dict[str, Any]) -> str:
    """v1's card has its region's currency."""
    return str(card["region"]["currency_code"])


def usable(cards: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those that v1 takes at its checkout."""
    return [card for card in cards if card["balance"] > 0 and not card["is_disabled"] and not card["ends_at"]]


def v1_balances(cards: list[dict[str, Any]]) -> dict[str, Decimal]:
    """What v1's API says in all."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for card in cards:
        sums[currency(card)] += major(card["balance"], currency(card))
    return sums


def v2_balances(cards: Any) -> dict[str, Decimal]:
    """What the plugin's API says in all."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for card in cards:
        sums[card["currency_code"]] += dec(card["store_credit_account"]["balance"])
    return sums


def compare_card(v1: dict[str, Any], v2: dict[str, Any]) -> Iterator[str]:
    """Code, money, whether it can be used, where it comes from."""
    account = v2["store_credit_account"]
    yield from differences(
        {
            "code": v1["code"],
            "currency": currency(v1),
            "value": major(v1["value"], currency(v1)),
            "balance": major(v1["balance"], currency(v1)),
            "is closed": v1["is_disabled"] or bool(v1["ends_at"]),
            "order": (v1["order"] or {}).get("id"),
            "metadata": own(v1["metadata"]),
        },
        {
            "code": v2["code"],
            "currency": v2["currency_code"],
            "value": dec(v2["value"]),
            "balance": dec(account["balance"]),
            "is closed": bool(v2["expires_at"]),
            "order": v2["reference_id"],
            "metadata": own(v2["metadata"]),
        },
    )
    if not account["code"]:
        yield "its account has no code, so nobody can claim it"


def asked(shop: Shop, card: dict[str, Any]) -> Decimal:
    """The balance a shopper is told who knows the code."""
    path = f"/store/gift-cards/{card['code']}"
    return dec(shop.web.get(path, fields=FIELDS)["gift_card"]["store_credit_account"]["balance"])


def compare_asked(shop: Shop, card: dict[str, Any]) -> Iterator[str]:
    """v1 told the same."""
    told = v1_says("store/gift_cards_by_code")[card["code"]]["gift_card"]["balance"]
    if asked(shop, card) != major(told, currency(card)):
        yield f"v1 {told}, v2 {asked(shop, card)}"


def redeem(client: Client, cart: Any, card: dict[str, Any]) -> Any:
    """The cart after the shopper entered the code."""
    return client.post(f"/store/carts/{cart['id']}/gift-cards", {"code": card["code"]})["cart"]


def refused(shop: Shop, card: dict[str, Any]) -> Iterator[str]:
    """Empty, disabled and ended cards buy nothing."""
    cart = shop.cart(region_name(card["region_id"]), [(variant("mug"), 1)])
    try:
        redeem(shop.web, cart, card)
        yield "v2 takes it"
    except ApiError as error:
        if error.status != 400:
            yield str(error)


def paid(shop: Shop, card: dict[str, Any]) -> Iterator[str]:
    """A mug, as far as the card goes; what is paid is gone from the balance, the rest is paid otherwise."""
    region = region_name(card["region_id"])
    balance = asked(shop, card)
    cart = shop.cart(region, [(variant("mug"), 1)])
    cart = add_shipping(shop.web, region, cart, named("ship", STANDARD[region]))
    cost = dec(cart["total"])
    rest = dec(redeem(shop.web, cart, card)["total"])
    taken = min(balance, cost)
    if not near(cost - taken, rest):
        yield f"{cost}, less {taken}, is {rest}"
    order = pay(shop.web, cart)
    if not near(rest, order["total"]):
        yield f"the cart asked {rest}, the order {order['total']}"
    if not near(balance - taken, asked(shop, card)):
        yield f"balance {balance}, less {taken}, is {asked(shop, card)}"


def claimed(shop: Shop, card: dict[str, Any]) -> Iterator[str]:
    """The account's code moves the balance to a customer, who buys with it."""
    region = region_name(card["region_id"])
    balance = asked(shop, card)
    live = shop.admin.get(f"/admin/gift-cards/{card['id']}", fields=FIELDS)["gift_card"]
    client = shop.customer(CLAIMANT)
    client.post("/store/store-credit-accounts/claim", {"code": live["store_credit_account"]["code"]})
    accounts = client.get("/store/store-credit-accounts", currency_code=currency(card))["store_credit_accounts"]
    yield from differences(
        {"customer": balance, "card": Decimal(0)},
        {"customer": sum(dec(account["balance"]) for account in accounts), "card": asked(shop, card)},
    )
    cart = shop.cart(region, [(variant("mug"), 1)], client)
    cart = add_shipping(client, region, cart, named("ship", STANDARD[region]))
    credited = client.post(f"/store/carts/{cart['id']}/store-credits")["cart"]
    if not near(dec(cart["total"]) - min(balance, dec(cart["total"])), credited["total"]):
        yield f"{cart['total']} with a credit of {balance} is {credited['total']}"
    pay(client, cart)
