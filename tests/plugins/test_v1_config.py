"""A medusa-config.js is read without being run: what is named is found, what is odd is reported, no value comes along."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from migrator.plugins import v1_config
from migrator.plugins.v1_config import Entry, V1Config
from migrator.settings import PROJECT_DIR

CONFIGS = PROJECT_DIR / "fixtures/v1/configs"


def read(name: str) -> V1Config:
    """One of the example configurations."""
    return v1_config.read(CONFIGS / name)


def names(entries: tuple[Entry, ...]) -> list[str]:
    """Names of plugins."""
    return [entry.name for entry in entries]


def one_plugin(source: str) -> Entry:
    """The only plugin of a configuration."""
    (entry,) = v1_config.parse(source).plugins
    return entry


def test_starter_with_many_plugins() -> None:
    config = read("full.js")
    assert names(config.plugins) == [
        "medusa-fulfillment-manual",
        "medusa-payment-manual",
        "medusa-payment-stripe",
        "medusa-payment-paypal",
        "medusa-file-r2",
        "medusa-plugin-algolia",
        "medusa-plugin-customerio",
        "medusa-plugin-sentry",
        "@medusajs/admin",
    ]
    assert names(config.modules) == [
        "@medusajs/event-bus-redis",
        "@medusajs/cache-redis",
        "@medusajs/inventory",
        "@medusajs/stock-location",
    ]
    stripe = config.plugins[2]
    assert [(option.name, option.env, option.flag) for option in stripe.options] == [
        ("api_key", ("STRIPE_API_KEY",), None),
        ("webhook_secret", ("STRIPE_WEBHOOK_SECRET",), None),
        ("capture", (), True),
    ]
    assert config.unread == ()


def test_variables_are_followed() -> None:
    redis = read("full.js").modules[0].option("redisUrl")
    assert redis and redis.env == ("REDIS_URL",)


def test_conditions_spreads_pushes_and_destructuring() -> None:
    config = read("conditional.js")
    assert names(config.plugins) == [
        "medusa-fulfillment-webshipper",
        "medusa-payment-stripe",
        "medusa-file-spaces",
        "medusa-file-minio",
        "medusa-plugin-meilisearch",
        "medusa-plugin-sendgrid",
        "./plugins/loyalty-points",
    ]
    assert {option.name: option.env for option in config.plugins[1].options} == {
        "api_key": ("STRIPE_KEY",),
        "webhook_secret": ("STRIPE_HOOK",),
    }
    assert {option.name: option.env for option in config.plugins[5].options}["api_key"] == ("SENDGRID_KEY",)
    assert config.unread == (
        "line 15: shared.plugins comes from elsewhere",
        "line 16: what makePlugin() returns",
    )


def test_typescript_inside_an_async_function() -> None:
    config = read("typescript.ts")
    assert names(config.plugins) == ["plugins/erp-sync", "medusa-payment-adyen", "medusa-payment-klarna"]
    assert [option.env for option in config.plugins[1].options] == [("ADYEN_API_KEY",)]


def test_half_an_edit_is_said_to_be_one() -> None:
    config = read("broken.js")
    assert config.plugins == ()
    assert config.unread[-1] == "line 3: this is no JavaScript; what stands there may be missing"
    assert set(config.mentions) == {"medusa-file-s3", "medusa-payment-stripe", "medusa-plugin-segment"}


@pytest.mark.parametrize("source", [
    "module.exports = { plugins: [{ resolve: 'a', options: { key: process.env.A } }] }",
    "module.exports.plugins = [{ resolve: `a`, options: { key: process.env['A'] || 'default' } }];",
    "exports.x = 1; const plugins = []; plugins.push({ resolve: 'a', options: { key: `${process.env.A}` } })\n"
    "module.exports = { plugins }",
    "const { A } = process.env\nconst o = { key: A }\nmodule.exports = { plugins: [ { resolve: 'a', options: { ...o } } ] }",
    "module.exports = withDefaults({ plugins: [x ? { resolve: 'a', options: { key: process.env.A } } : null] })",
    "const e = process.env; export default { plugins: [{ resolve: 'a', options: { key: e.A ?? '' } }] }",
    "/* plugins: ['b'] */ module.exports = () => ({ plugins: [ // 'c',\n { resolve: 'a', options: { key: process.env.A! } }] })",
])  # fmt: skip
def test_many_ways_to_say_the_same(source: str) -> None:
    entry = one_plugin(source)
    assert entry.name == "a"
    assert [(option.name, option.env) for option in entry.options] == [("key", ("A",))]


def test_a_text_that_is_compared_is_no_plugin() -> None:
    source = "module.exports = { plugins: ['a', process.env.NODE_ENV === 'production' && 'b'] }"
    assert names(v1_config.parse(source).plugins) == ["a", "b"]


def test_values_do_not_leave_the_file() -> None:
    secret = one_plugin("module.exports = { plugins: [{ resolve: 'a', options: { key: 'sk_live_1', n: 12345 } }] }")
    assert "sk_live_1" not in repr(secret) and "12345" not in repr(secret)
    assert [(option.name, option.is_literal) for option in secret.options] == [("key", True), ("n", False)]


def test_a_text_handed_to_a_function_is_no_plugin() -> None:
    config = v1_config.parse(
        "module.exports = { plugins: [make('sk_live_1', ['sk_live_2'])], modules: { a: make('sk_live_3') } }"
    )
    assert "sk_live" not in repr(config)
    assert config.unread == ("line 1: what make() returns",)


def test_variables_that_multiply_are_not_followed_forever() -> None:
    source = "".join(f"const v{n} = [v{n + 1}, v{n + 1}, v{n + 1}]\n" for n in range(40)) + "const v40 = 'a'\n"
    assert v1_config.parse(source + "module.exports = { plugins: v0 }").unread == ()


@pytest.mark.parametrize("source", [
    "", "`", "'", "${", "[" * 5000, "{a:" * 5000, "((((" * 2000 + "}" * 99, "module.exports = module.exports",
    "const a = b; const b = a; module.exports = { plugins: a }", "module.exports = { plugins: [...plugins] }; const plugins = plugins",
    "const plugins = plugins.concat(plugins); module.exports = { plugins }", "`${`${`${", "a => b => c => { return { return",
])  # fmt: skip
def test_odd_code_is_no_error(source: str) -> None:
    v1_config.parse(source)


WORDS = st.sampled_from([
    "module.exports", "=", "{", "}", "[", "]", "(", ")", ",", ":", "...", "=>", "plugins", "resolve", "'a'", "`b${", "`", "?", "&&",
    "const", "return", "function", "process.env.X", ".", "=== 'x'", "\n", "//", "/*", "/x/", "as", "new", "async", "!", "export default",
])  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=60))
def test_any_order_of_words_is_no_error(words: list[str]) -> None:
    v1_config.parse(" ".join(words))


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 3000), st.text(max_size=5))
def test_any_damage_is_no_error(place: int, damage: str) -> None:
    source = (CONFIGS / "full.js").read_text(encoding="utf-8")
    v1_config.parse(source[:place] + damage + source[place + 7 :])
