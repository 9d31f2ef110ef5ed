"""The tree keeps its own rules: what is generated is fresh, what is named alike belongs together."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import yaml

from migrator import docs, registry, snapshot
from migrator.settings import PROJECT_DIR

MODELS = PROJECT_DIR / "models"


def test_generated_files_are_fresh() -> None:
    assert registry.TARGET.read_text(encoding="utf-8") == registry.render(), "run `invoke sync`"
    assert docs.stale() == [], "run `invoke sync`"


def test_every_reshaped_table_is_written_and_described() -> None:
    reshaped = {path.stem.removeprefix("v2_"): path for path in (MODELS / "reshape").rglob("v2_*.sql")}
    written = {path.stem.removeprefix("load_"): path for path in (MODELS / "load").rglob("load_*.sql")}
    assert reshaped.keys() == written.keys()
    described = "\n".join(path.read_text(encoding="utf-8") for path in (MODELS / "reshape").rglob("*.yml"))
    missing = [name for name in reshaped if f"name: v2_{name}\n" not in described]
    assert missing == []


def test_every_table_is_loaded_after_its_parents_and_after_the_gate() -> None:
    catalog = json.loads((PROJECT_DIR / "migrator/catalog/v2_parents.json").read_text(encoding="utf-8"))
    catalog["order_line_item"].remove("order_item")  # a cycle in Medusa's schema; totals_id stays null
    keys = json.loads((PROJECT_DIR / "migrator/catalog/v2_keys.json").read_text(encoding="utf-8"))
    # Link tables have no foreign keys: their parents are in their columns' names, as macro parent_of says.
    by_name = {"variant_id": "product_variant", "publishable_key_id": "api_key"}
    links = {
        name: [by_name.get(key, key.removesuffix("_id")) for key in columns]
        for name, columns in keys.items()
        if len(columns) == 2
    }
    wrong = []
    for path in (MODELS / "load").rglob("load_*.sql"):
        name, text = path.stem.removeprefix("load_"), path.read_text(encoding="utf-8")
        parents = {*catalog.get(name, []), *links.get(name, [])} - {name}
        needed = {"loading"} | {f"load_{parent}" for parent in parents if item_exists(f"load_{parent}")}
        present = set(re.findall(r"ref\('(\w+)'\)", text))
        wrong += [f"{path.stem} lacks {item}" for item in sorted(needed - present)]
    assert wrong == []


def item_exists(name: str) -> bool:
    """Is there such a model?"""
    return bool(list((MODELS / "load").rglob(f"{name}.sql")))


def test_a_snapshot_without_dbt_runs_the_hooks_that_dbt_runs() -> None:
    project = yaml.safe_load((PROJECT_DIR / "dbt_project.yml").read_text(encoding="utf-8"))
    hooks = re.findall(r"\w+", " ".join(project["on-run-start"]))
    assert [hook for hook in hooks if hook in snapshot.HOOKS] == list(snapshot.HOOKS)


def test_every_v1_table_has_a_place() -> None:
    tables = registry.v1_tables()
    fates = set(registry.stems("reshape", "fate_"))
    known = json.loads((PROJECT_DIR / "migrator/catalog/v1.json").read_text(encoding="utf-8"))
    assert len(known) == 105  # 1.20.11 with all modules and flags, and what older versions had
    assert known.keys() == tables.keys()
    assert [name for name, facts in tables.items() if not facts["homes"] and name not in fates] == []


def test_the_page_says_where_every_v1_table_goes() -> None:
    """A v2 table, or at least one reason that seeds/reasons.csv explains; the page itself is held fresh above."""
    page = (PROJECT_DIR / "docs/tables.md").read_text(encoding="utf-8")
    silent = [
        name
        for name, facts in registry.v1_tables().items()
        if f"| `{name}` |" not in page or not (facts["homes"] or docs.reasons_of(name))
    ]
    assert silent == []


def test_reasons_are_sorted_and_explained_once() -> None:
    with (PROJECT_DIR / "seeds/reasons.csv").open(encoding="utf-8", newline="") as file:
        keys = [(row["code"], row["kind"]) for row in csv.DictReader(file)]
    assert keys == sorted(set(keys))


def test_models_do_not_look_at_the_database() -> None:
    """Introspection belongs to the writer's macros: models must lint and unit-test without a database."""
    forbidden = re.compile(r"adapter\.|run_query|statement\(|information_schema|pg_catalog")
    assert [path.name for path in MODELS.rglob("*.sql") if forbidden.search(path.read_text(encoding="utf-8"))] == []


def test_no_model_uses_a_random_or_moving_value() -> None:
    moving = re.compile(r"\b(random|gen_random_uuid|clock_timestamp|now)\(\)")
    reshape = [path for path in (MODELS / "reshape").rglob("*.sql") if moving.search(without_comments(path))]
    assert [path.name for path in reshape] == []


def without_comments(path: Path) -> str:
    """The file without its SQL and Jinja comments."""
    text = re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    return re.sub(r"--.*", "", text)


def test_every_bug_of_the_blog_post_has_a_test_that_exists() -> None:
    """The only public guide is wrong in these places; each must be caught by something that runs."""
    unit_tests = {
        f"{test['model']}::{test['name']}"
        for path in (MODELS / "reshape").rglob("*.yml")
        for test in (yaml.safe_load(path.read_text(encoding="utf-8")) or {}).get("unit_tests", [])
    }
    with (PROJECT_DIR / "docs/blog_post_bugs.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 27
    missing = []
    for row in rows:
        place, _, name = row["test that catches it"].partition("::")
        exists = (PROJECT_DIR / place).is_file() and name in (PROJECT_DIR / place).read_text(encoding="utf-8")
        if not exists and row["test that catches it"] not in unit_tests:
            missing.append(row["test that catches it"])
    assert missing == []


def test_lock_files_name_no_address() -> None:
    locks = [*PROJECT_DIR.glob("*.lock"), *(PROJECT_DIR / "tests").rglob("package-lock.json")]
    assert len(locks) > 1
    assert [str(path) for path in locks if "://" in path.read_text(encoding="utf-8")] == []
