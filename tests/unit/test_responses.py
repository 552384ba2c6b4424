"""Answers are made of the attributes of what they show."""

from dataclasses import dataclass

import pytest
from pydantic import Field, ValidationError

from recado.runtime.responses import ResponseModel


@dataclass(frozen=True, slots=True)
class Shop:
    name: str
    city_name: str


@dataclass(frozen=True, slots=True)
class Chain:
    shops: list[Shop]
    secret: str = "s"


class ShopAnswer(ResponseModel):
    name: str
    city: str = Field(validation_alias="city_name")


class ChainAnswer(ResponseModel):
    shops: list[ShopAnswer]


class ShopWithHours(ShopAnswer):
    hours: int


LUNA = Shop("Luna", "Puebla")


def test_a_field_is_the_attribute_of_its_name_or_alias_and_nothing_else_is_shown() -> None:
    assert ChainAnswer.of(Chain([LUNA])).model_dump() == {"shops": [{"name": "Luna", "city": "Puebla"}]}


def test_what_has_no_attribute_is_given_and_goes_before_one() -> None:
    answer = ShopWithHours.of(LUNA, hours=9, name="Sol")
    assert answer.model_dump() == {"name": "Sol", "city": "Puebla", "hours": 9}


@pytest.mark.parametrize("parts", [{}, {"name": "Sol"}])
def test_a_field_that_nothing_gives_is_an_error_of_ours(parts: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        ShopWithHours.of(LUNA, **parts)
