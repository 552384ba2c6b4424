"""A business's settings over HTTP."""

from typing import Any

import pytest

from tests.rigs.people import Person, Said, member
from tests.rigs.product import Product

PATH = "/v1/business"


@pytest.fixture
def ana(product: Product) -> Person:
    return member(product)


def change(ana: Person, **changes: Any) -> Said:
    return ana.call("PATCH", PATH, changes)


def test_the_settings_are_read_and_changed_and_the_others_stay(product: Product, ana: Person) -> None:
    before = ana.call("GET", PATH).body
    assert (before["name"], before["hours"], before["away_enabled"]) == ("La Espiga", [], False)
    wanted = {
        "name": "La Espiga Roma", "timezone": "America/Bogota", "language": "en", "currency": "COP",
        "objective": "APPOINTMENTS", "context": "Hoy es {{today}}.", "bot_enabled": False, "buffer_quiet_seconds": 2.5,
        "buffer_max_seconds": 20, "human_pause_minutes": 5, "advisors_see_all": True,
        "hours": [
            {"day": "monday", "from": "09:00", "to": "14:00"}, {"day": "saturday", "from": "22:00", "to": "02:00"},
        ],
        "away_enabled": True, "away_message": "Abrimos el lunes, {{contact_name}}.",
    }  # fmt: skip
    said = change(ana, **wanted)
    assert (said.status, said.body) == (200, before | wanted)
    assert ana.call("GET", PATH).body == before | wanted
    assert change(ana, name="Otra").body == before | wanted | {"name": "Otra"}


def test_only_what_changed_is_in_the_audit_trail(product: Product, ana: Person) -> None:
    business = change(ana, currency="EUR", language="es").body["id"]
    lines = product.admin("select action, before, after, actor_kind from audit where thing_id = %s", (business,))
    changed = {"action": "business.updated", "before": {"currency": "MXN"}, "after": {"currency": "EUR"}}
    assert lines == [changed | {"actor_kind": "user"}]
    change(ana, currency="EUR")
    assert len(product.admin("select id from audit where thing_id = %s", (business,))) == 1


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"timezone": "Europe/Atlantis"}, "invalid", "timezone"),
        ({"buffer_quiet_seconds": 40}, "invalid", "buffer_max_seconds"),
        ({"buffer_max_seconds": 1}, "invalid", "buffer_max_seconds"),
        ({"away_enabled": True}, "invalid", "away_message"),
        ({"context": "Hola {{nombre}} {{hoy}}"}, "unknown_variables", "context"),
        ({"away_message": "Hola {{nombre}}"}, "unknown_variables", "away_message"),
        (
            {
                "hours": [
                    {"day": "sunday", "from": "22:00", "to": "02:00"},
                    {"day": "monday", "from": "01:00", "to": "03:00"},
                ]
            },
            "invalid",
            "hours",
        ),
        ({"hours": [{"day": "monday", "from": "9:00", "to": "14:00"}]}, "invalid", "hours.0.from"),
        ({"human_pause_minutes": -1}, "invalid", "human_pause_minutes"),
        ({"objective": "WORLD_PEACE"}, "invalid", "objective"),
        ({"context": "nul \x00"}, "invalid", "context"),
        ({"id": "x"}, "invalid", "id"),
    ],
)
def test_what_does_not_go_together_is_named_and_nothing_changes(
    product: Product, ana: Person, changes: dict[str, Any], code: str, field: str
) -> None:
    before = ana.call("GET", PATH).body
    said = change(ana, name="Nunca", **changes)
    assert (said.status, said.body["code"]) == (400, code), said
    assert [each["field"] for each in said.body["errors"]] == [field]
    if code == "unknown_variables":
        assert said.body["variables"] == ["nombre", "hoy"][: len(said.body["variables"])]
    assert ana.call("GET", PATH).body == before
