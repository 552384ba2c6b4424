"""Settings are built from their own names, and what is missing or wrong is said in a sentence."""

from dataclasses import dataclass, fields
from typing import Any

import pytest

from recado.kernel.settings import SECRETS, Settings, SettingWrong, from_environment, require


@dataclass(frozen=True, slots=True)
class Kinds:
    """One field of each kind."""

    text: str = "a"
    whole: int = 1
    number: float = 1.5
    switch: bool = True
    several: tuple[str, ...] = ("x",)


def test_each_field_is_set_by_the_variable_of_its_name() -> None:
    given = {"T_TEXT": "b", "T_WHOLE": "2", "T_NUMBER": "2", "T_SWITCH": "off", "T_SEVERAL": "y, z,", "TEXT": "other"}
    assert from_environment(Kinds, "T_", given) == Kinds("b", 2, 2.0, False, ("y", "z"))


def test_what_is_empty_or_not_there_keeps_its_default() -> None:
    assert from_environment(Kinds, "T_", {"T_TEXT": "", "T_WHOLE": ""}) == Kinds()


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("T_WHOLE", "1.5", "T_WHOLE must be a whole number"),
        ("T_NUMBER", "soon", "T_NUMBER must be a number"),
        ("T_SWITCH", "perhaps", "T_SWITCH must be on or off"),
    ],
)
def test_value_of_another_kind_is_named_and_not_repeated(name: str, text: str, sentence: str) -> None:
    with pytest.raises(SettingWrong) as wrong:
        from_environment(Kinds, "T_", {name: text})
    assert str(wrong.value) == sentence


@pytest.mark.parametrize("text", ["off", "OFF", "false", "0", "no"])
def test_prepared_statements_can_be_switched_off_in_any_spelling(text: str) -> None:
    assert not from_environment(Settings, "", {"DATABASE_PREPARE": text}).database_prepare


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"master_keys": "k"}, "ingest needs DATABASE_URL, which is not set"),
        ({}, "ingest needs DATABASE_URL and MASTER_KEYS, which are not set"),
    ],
)
def test_everything_that_is_missing_is_named_at_once(values: dict[str, str], sentence: str) -> None:
    with pytest.raises(SettingWrong) as wrong:
        require("ingest", ["database_url", "master_keys"], values)
    assert str(wrong.value) == sentence


def test_nothing_is_missing_when_all_is_there() -> None:
    require("ingest", ["database_url"], {"database_url": "d"})


def test_secrets_are_settings_too() -> None:
    assert {field.name for field in fields(Settings)} >= SECRETS


def test_every_setting_has_a_default_of_its_own_kind() -> None:
    kinds: dict[str, Any] = {field.name: type(getattr(Settings(), field.name)) for field in fields(Settings)}
    assert set(kinds.values()) <= {str, int, float, bool, tuple}
