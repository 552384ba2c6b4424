"""The days on which models end: read from the vendor, told in time, and the next model answers on the day."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from recado.agent import models, retirements
from recado.platform.db import database
from recado.vendors.llm import openai
from recado.vendors.llm.model import ModelDown
from tests.rigs.product import Line, Product

TODAY = datetime.now(UTC).date()


@pytest.fixture
def line(product: Product) -> Line:
    return product.line()


@pytest.fixture(autouse=True)
def _catalogue(product: Product) -> Iterator[None]:
    before = product.admin("select model, retires_at from model_catalog")
    yield
    for row in before:
        product.admin("update model_catalog set retires_at = %s where model = %s", (row["retires_at"], row["model"]))
    product.admin("delete from events where type = 'model.retires'")


def says(monkeypatch: pytest.MonkeyPatch, dates: dict[str, str | None]) -> None:
    monkeypatch.setattr(openai, "shutdown_dates", lambda: dates)


def retires_at(product: Product, model: str) -> date | None:
    (row,) = product.admin("select retires_at from model_catalog where model = %s", (model,))
    day: date | None = row["retires_at"]
    return day


def told(product: Product) -> dict[str, dict[str, object]]:
    return {
        row["data"]["model"]: row["data"]
        for row in product.admin("select data from events where type = 'model.retires'")
    }


def test_days_are_entered_and_what_has_none_stays(product: Product, monkeypatch: pytest.MonkeyPatch) -> None:
    known = retires_at(product, "gpt-5-mini")
    says(
        monkeypatch,
        {"gpt-6-sol": "2030-01-31", "gpt-5-mini": None, "gpt-nobody-has": "2030-01-01", "gpt-6.1-sol": "soon"},
    )
    retirements.read()
    assert retires_at(product, "gpt-6-sol") == date(2030, 1, 31)
    assert retires_at(product, "gpt-5-mini") == known
    assert retires_at(product, "gpt-6.1-sol") is None


def test_a_model_in_use_that_ends_within_sixty_days_is_told_once_a_week(
    product: Product, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    line.change("update businesses set agent_model = 'gpt-6-sol'")
    soon, late = str(TODAY + timedelta(days=59)), str(TODAY + timedelta(days=61))
    says(monkeypatch, {"gpt-6-sol": soon, "gpt-6-luna": soon, "gpt-5.6-luna": soon, "gpt-5.6-terra": late})
    for _ in range(2):
        retirements.read()
    events = told(product)
    assert events["gpt-6-sol"]["businesses"] == 1
    assert events["gpt-6-luna"]["is_default"] is True
    assert "gpt-5.6-terra" not in events
    assert len(product.admin("select from events where type = 'model.retires' and data->>'model' = 'gpt-6-sol'")) == 1


def test_a_vendor_that_does_not_answer_keeps_nobody_from_being_warned(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    product.admin("update model_catalog set retires_at = %s where model = 'gpt-6-luna'", (TODAY + timedelta(days=9),))

    def down() -> dict[str, str | None]:
        raise ModelDown("the list of models could not be read")

    monkeypatch.setattr(openai, "shutdown_dates", down)
    retirements.read()
    assert "gpt-6-luna" in told(product)


def test_on_the_day_its_successor_answers(product: Product, line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    says(monkeypatch, {"gpt-5-mini": str(TODAY)})
    retirements.read()
    with database().tenant(line.business_id) as tx:
        assert models.choose(tx, "gpt-5-mini", TODAY).model == "gpt-6-luna"
        assert models.choose(tx, "gpt-5-mini", TODAY - timedelta(days=1)).model == "gpt-5-mini"
