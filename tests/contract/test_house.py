"""The house as it is planned: the tiers of pyproject.toml are the folders there are, and files stay small."""

import ast
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PRODUCT = [
    file for folder in ("layers", "functions", "sessions_host", "infra") for file in (ROOT / folder).rglob("*.py")
]
MOST_LINES, MOST_FUNCTION_LINES = 400, 50
# What a business module may be made of beside its model, stores and use cases; these stand outside the pattern.
FOUNDATION = {"kernel", "platform", "vendors", "runtime"}


def ladder() -> list[str]:
    """The modules of the contract "Tiers", from top to bottom; siblings stand on one line there, parted by |."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (tiers,) = [each for each in contracts if each["name"].startswith("Tiers")]
    return [name.strip().removeprefix("recado.") for tier in tiers["layers"] for name in tier.split("|")]


def test_every_module_of_the_product_has_its_tier_and_every_tier_is_there() -> None:
    folders = {path.parent.name for path in (ROOT / "layers" / "recado").glob("*/__init__.py")}
    assert sorted(ladder()) == sorted(folders)


def test_tiers_stand_in_the_order_the_plan_gives_them() -> None:
    """Of the plan's ladder, what exists; others take their place in it when they come."""
    plan = [
        "runtime", "followups", "agent", "billing", "inbox", "reports", "orders", "appointments", "broadcasts",
        "receiving", "alerts", "sending", "messaging", "catalog", "knowledge", "templates", "integrations", "instances",
        "team", "crm", "accounts", "plans", "businesses", "activity", "vendors", "platform", "kernel",
    ]  # fmt: skip
    assert ladder() == [name for name in plan if name in ladder()]


@pytest.mark.parametrize("name", sorted(set(ladder()) - FOUNDATION))
def test_a_business_module_keeps_its_sql_in_stores(name: str) -> None:
    """Only `store.py` and `<thing>_store.py` speak to a transaction's tables."""
    for file in (ROOT / "layers" / "recado" / name).glob("*.py"):
        if file.stem == "store" or file.stem.endswith("_store"):
            continue
        calls = {
            node.func.attr
            for node in ast.walk(ast.parse(file.read_text()))
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "tx"
        }
        assert calls <= {"give_up_after", "hurry", "before_commit"}, f"{file.name} has SQL of its own: {calls}"


def test_no_file_and_no_function_is_longer_than_one_can_read() -> None:
    long: list[str] = []
    for file in PRODUCT:
        source = file.read_text()
        if source.count("\n") > MOST_LINES:
            long.append(f"{file.relative_to(ROOT)}: {source.count(chr(10))} lines")
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                size = (node.end_lineno or 0) - node.lineno + 1
                if size > MOST_FUNCTION_LINES:
                    long.append(f"{file.relative_to(ROOT)}:{node.lineno} {node.name}: {size} lines")
    assert long == []


def test_every_module_opens_with_what_lives_here() -> None:
    silent = [str(file.relative_to(ROOT)) for file in PRODUCT if not ast.get_docstring(ast.parse(file.read_text()))]
    assert silent == []
