"""Refreshing a session: each token once, and what two tabs, a lost answer and a thief get."""

from functools import partial
from typing import Any
from uuid import uuid4

from tests.rigs.cast import Cast, assemble
from tests.rigs.people import Person, Said, aged, member
from tests.rigs.product import Product
from tests.rigs.races import together


def refreshed(person: Person, token: str, **more: Any) -> Said:
    return person.post("auth/refresh", refresh_token=token, **more)


def business_of(person: Person, said: Said) -> str:
    """The business an answer's access token works in."""
    assert said.status == 200, said
    business = Person(person.product, "", access=said.body["access_token"]).call("GET", "/v1/me").body["business_id"]
    assert business == said.body["business_id"]
    return str(business)


def in_two_businesses(cast: Cast) -> tuple[Person, str, str]:
    """Somebody who is also in the cast's business, with their own and that one."""
    person = member(cast.product)
    me = person.call("GET", "/v1/me").body
    cast.product.admin(
        "insert into memberships (business_id, user_id, role) values (%s, %s, 'ADVISOR')", (cast.business, me["id"])
    )
    return person, str(me["business_id"]), str(cast.business)


def ended(person: Person) -> list[str | None]:
    """Why each session of theirs was ended; None for one that goes on."""
    rows = person.product.admin(
        "select revoked_reason from sessions s join users u on u.id = s.user_id where u.email = %s", (person.email,)
    )
    return [row["revoked_reason"] for row in rows]


def test_a_used_token_ends_the_session_when_it_comes_again_later(product: Product) -> None:
    ana = member(product)
    second = refreshed(ana, ana.refresh)
    assert second.status == 200
    ana.access = second.body["access_token"]
    assert ana.call("GET", "/v1/me").status == 200
    aged(ana)
    said = refreshed(ana, ana.refresh)
    assert (said.status, said.body["code"]) == (401, "session_ended")
    assert refreshed(ana, second.body["refresh_token"]).status == 401
    assert ended(ana) == ["reuse"]


def test_a_lost_answer_is_given_again_also_to_another_network_for_a_minute(product: Product) -> None:
    ana = member(product)
    lost = refreshed(ana, ana.refresh)
    again = refreshed(Person(product, ana.email), ana.refresh)
    assert again.body["refresh_token"] == lost.body["refresh_token"] != ana.refresh
    third = refreshed(ana, again.body["refresh_token"])
    assert third.status == 200
    late = refreshed(ana, ana.refresh)
    assert late.body["refresh_token"] == third.body["refresh_token"], "the newest that came of it"
    assert ended(ana) == [None]


def test_two_tabs_that_refresh_at_once_work_in_two_businesses(product: Product) -> None:
    ana, own, other = in_two_businesses(assemble(product))
    tabs = together([partial(refreshed, ana, ana.refresh, business_id=each) for each in (own, other)])
    assert [business_of(ana, tab) for tab in tabs] == [own, other]
    (token,) = {tab.body["refresh_token"] for tab in tabs}
    later = refreshed(ana, token, business_id=other)
    assert business_of(ana, later) == other
    assert business_of(ana, refreshed(ana, later.body["refresh_token"])) == own, "the session's own is the default"
    assert ended(ana) == [None]


def test_a_business_one_does_not_belong_to_is_refused_and_costs_nothing(product: Product) -> None:
    cast = assemble(product)
    ana, own, other = in_two_businesses(cast)
    for unknown in (str(uuid4()), member(product).call("GET", "/v1/me").body["business_id"]):
        said = refreshed(ana, ana.refresh, business_id=unknown)
        assert (said.status, said.body["code"]) == (403, "not_a_member")
    entered = refreshed(ana, ana.refresh, business_id=other)
    assert business_of(ana, entered) == other
    product.admin("delete from memberships where business_id = %s and role = 'ADVISOR'", (cast.business,))
    said = refreshed(ana, entered.body["refresh_token"], business_id=other)
    assert (said.status, said.body["code"]) == (403, "not_a_member")
    assert business_of(ana, refreshed(ana, entered.body["refresh_token"])) == own
    assert ended(ana) == [None]


def test_a_token_of_an_ended_session_gives_nothing_however_soon(product: Product) -> None:
    ana = member(product)
    second = refreshed(ana, ana.refresh)
    assert ana.post("auth/log-out", refresh_token=second.body["refresh_token"]).status == 204
    for token in (ana.refresh, second.body["refresh_token"]):
        said = refreshed(ana, token)
        assert (said.status, said.body["code"]) == (401, "session_ended")
    assert ended(ana) == ["log_out"]


def test_no_token_can_be_made_of_another_without_our_key_and_none_is_stored(product: Product) -> None:
    ana, bea = member(product), member(product)
    tokens = {ana.refresh, refreshed(ana, ana.refresh).body["refresh_token"], bea.refresh}
    tokens |= {refreshed(bea, bea.refresh).body["refresh_token"]}
    assert len(tokens) == 4
    assert all(len(each) == 43 for each in tokens)
    rows = str(product.admin("select * from refresh_tokens"))
    assert [each for each in tokens if each in rows] == []
