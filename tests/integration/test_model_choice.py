"""Which model answers: the platform's or the business's own, from the next message on."""

from collections.abc import Iterator
from uuid import UUID

import pytest

from tests.rigs.authenticators import given_by_hand
from tests.rigs.cli import recado
from tests.rigs.desk import Desk, hired
from tests.rigs.people import Person, member
from tests.rigs.product import Line, Product


@pytest.fixture
def root(product: Product) -> Iterator[Person]:
    """A super admin; what they changed is put back."""
    person = member(product)
    assert recado("admin", "grant", person.email).returncode == 0
    given_by_hand(product, UUID(person.call("GET", "/v1/me").body["id"]))
    (before,) = product.admin("select agent_model, agent_effort from platform_settings")
    yield person
    values = (before["agent_model"], before["agent_effort"])
    product.admin("update platform_settings set agent_model = %s, agent_effort = %s", values)


@pytest.fixture
def desk(product: Product) -> Desk:
    """The owner of a business that chose no model."""
    line = product.line()
    line.change("update businesses set agent_model = null")
    return hired(product, line)


def asked(line: Line) -> list[str]:
    """Models that answered this business, in order."""
    return [str(row["model"]) for row in line.rows("select model from usage order by created_at")]


def test_the_super_admin_changes_the_default_and_the_next_message_uses_it(desk: Desk, root: Person) -> None:
    desk.line.say("5215550000201", "¿A qué hora abren?")
    desk.line.settled(1)
    said = root.call("PUT", "/v1/admin/models/default", {"model": "gpt-6-sol", "effort": "high"})
    assert said.status == 200
    assert (said.body["items"][0]["model"], said.body["items"][0]["default_effort"]) == ("gpt-6-sol", "high")
    desk.line.say("5215550000202", "¿A qué hora abren?")
    desk.line.settled(2)
    assert asked(desk.line) == ["gpt-6-luna", "gpt-6-sol"]
    again = {"Idempotency-Key": "default-of-november"}
    same = [root.call("PUT", "/v1/admin/models/default", {"model": "gpt-6-luna"}, **again).status for _ in range(2)]
    assert same == [200, 200]
    (event,) = desk.line.product.admin(
        "select data from events where type = 'model.default_changed' order by created_at desc limit 1"
    )
    assert (event["data"]["before"], event["data"]["model"]) == ("gpt-6-sol", "gpt-6-luna"), "the same request, once"


def test_a_business_chooses_its_own_model_and_goes_back(desk: Desk) -> None:
    owner = desk.person
    said = owner.call("PATCH", "/v1/business", {"agent_model": "gpt-6-sol", "agent_effort": "none"})
    assert (said.body["agent_model"], said.body["agent_effort"]) == ("gpt-6-sol", "none")
    desk.line.say("5215550000203", "¿A qué hora abren?")
    desk.line.settled(1)
    said = owner.call("PATCH", "/v1/business", {"agent_model": "", "agent_effort": "default"})
    assert (said.body["agent_model"], said.body["agent_effort"]) == (None, None)
    desk.line.say("5215550000204", "¿A qué hora abren?")
    desk.line.settled(2)
    assert asked(desk.line) == ["gpt-6-sol", "gpt-6-luna"]


def test_models_are_listed_with_prices_and_without_those_that_are_gone(desk: Desk) -> None:
    items = desk.get("models")["items"]
    assert (items[0]["model"], items[0]["is_default"]) == ("gpt-6-luna", True)
    names = [each["model"] for each in items]
    assert "gpt-4" not in names, "it was shut down in October"
    assert "text-embedding-3-small" not in names
    sol = next(each for each in items if each["model"] == "gpt-6-sol")
    assert (sol["input_micros"], sol["output_micros"], sol["retires_at"]) == (2_000_000, 10_000_000, None)


def test_only_a_super_admin_changes_the_default_and_only_who_may_write_the_business_its_own(desk: Desk) -> None:
    assert desk.person.call("PUT", "/v1/admin/models/default", {"model": "gpt-6-sol"}).status == 403
    advisor = hired(desk.line.product, desk.line, "ADVISOR")
    assert advisor.person.call("PATCH", "/v1/business", {"agent_model": "gpt-6-sol"}).status == 403
    assert desk.person.call("PATCH", "/v1/business", {"agent_model": "a b"}).status == 400
    assert desk.person.call("PATCH", "/v1/business", {"agent_effort": "huge"}).status == 400
