"""What is kept about people is declared, column by column: a new column fails here until somebody says what it is."""

import re
from typing import Any

import yaml

from infra.sql import schema
from recado.runtime import composition

KINDS = ("subject", "content", "secret", "none")
WHOSE = ("customer", "customer and user", "user", "business", "nobody")


def declared() -> dict[str, dict[str, Any]]:
    return dict(yaml.safe_load(schema.FILE.with_name("personal.yaml").read_text()))


def columns() -> dict[str, list[str]]:
    """Tables and their columns from schema.sql, which a test holds against the database."""
    tables: dict[str, list[str]] = {}
    for block in re.split("CREATE (?:UNLOGGED )?TABLE ", schema.FILE.read_text())[1:]:
        name, _, body = block.split("\n)", 1)[0].partition(" (\n")
        names = [line.strip().split(" ", 1)[0].strip('"') for line in body.split("\n")]
        tables[name] = [each for each in names if each != "CONSTRAINT"]
    return tables


def test_every_table_is_declared_and_none_that_is_gone() -> None:
    assert declared().keys() == columns().keys()


def test_every_column_is_declared_once() -> None:
    for table, names in columns().items():
        given = [name for kind in KINDS for name in declared()[table].get(kind, [])]
        assert sorted(given) == sorted(names), table


def test_what_is_of_a_person_says_how_it_goes() -> None:
    for table, entry in declared().items():
        assert entry["about"] in WHOSE, table
        if entry["about"] != "nobody":
            assert entry["erase"], table
        assert set(entry) <= {"about", "export", "erase", *KINDS}, table


def test_a_customers_data_hang_on_a_part_that_exports_or_erases_them_or_expire() -> None:
    parts = {part.NAME: set(part.TABLES) for part in composition.CONTACT_DATA}
    owned = set().union(*parts.values())
    for table, entry in declared().items():
        if entry["export"] != "none":
            assert table in parts[entry["export"]], table
        if entry["about"] == "customer" and (entry.get("subject") or entry.get("content")) and table not in owned:
            assert "expiry" in entry["erase"] or "with its" in entry["erase"] or "sweep" in entry["erase"], table


def test_what_opens_something_is_sealed_or_a_digest() -> None:
    for table, entry in declared().items():
        for name in entry.get("secret", []):
            assert name.endswith(("_sealed", "digest", "_hash")) or (table, name) in {
                ("idempotency", "key"),
                ("idempotency", "request"),
                ("meta_apps", "route"),
            }, f"{table}.{name}"
