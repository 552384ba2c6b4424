"""Teams under concurrency: eight processes at the same moment, on a real PostgreSQL."""

from typing import Any
from uuid import UUID

import pytest

from recado.activity.model import Actor
from recado.crm.service import contact_for
from recado.platform.db import database
from recado.team import joining, members
from recado.team.joining import Joiner
from recado.team.model import Change
from recado.vendors.whatsapp.model import Customer
from tests.rigs.cast import Cast, assemble
from tests.rigs.invitations import invited, verified
from tests.rigs.people import PASSWORD, TERMS
from tests.rigs.product import Product
from tests.rigs.races import race

PROCESSES = 8


@pytest.fixture
def cast(product: Product) -> Cast:
    return assemble(product)


def actor(cast: Cast, user_id: UUID) -> Actor:
    return Actor(cast.business, "user", user_id, "OWNER")


def first_message(business: UUID, phone: str) -> None:
    """A new customer's contact, made as `ingest` makes it."""
    with database().tenant(business) as tx:
        contact_for(tx, business, Customer(phone=phone))


def memberships(cast: Cast, email: str) -> int:
    (row,) = cast.product.admin(
        "select count(*) as memberships from memberships m join users u on u.id = m.user_id "
        "where m.business_id = %s and u.email = %s",
        (cast.business, email),
    )
    return int(row["memberships"])


def test_of_eight_acceptances_of_one_invitation_exactly_one_wins(cast: Cast) -> None:
    ana = verified(cast.product)
    me = ana.call("GET", "/v1/me").body["id"]
    person, _ = invited(cast, email=ana.email)
    token = person.link("accept-invitation")
    act = (joining.accept, UUID(me), token, "192.0.2.1", "r")
    answers = race([act] * PROCESSES, cast.product.stack.environment)
    assert answers.count("invitation_used") == PROCESSES - 1, answers
    assert memberships(cast, ana.email) == 1
    rows = cast.product.admin(
        "select id from audit where business_id = %s and action = 'member.joined'", (cast.business,)
    )
    assert len(rows) == 1


def test_of_eight_new_accounts_by_one_invitation_exactly_one_comes_to_be(cast: Cast) -> None:
    person, _ = invited(cast)
    act = (joining.join, person.link("join"), Joiner("Luis", PASSWORD, "es", TERMS), "192.0.2.1", "r")
    answers = race([act] * PROCESSES, cast.product.stack.environment)
    refused = [answer for answer in answers if isinstance(answer, str)]
    assert len(refused) == PROCESSES - 1, answers
    assert set(refused) <= {"invitation_used", "account_exists"}
    assert memberships(cast, person.email) == 1


@pytest.mark.parametrize("how", ["leave", "demote", "remove"])
def test_owners_who_go_at_the_same_moment_leave_one_behind(cast: Cast, how: str) -> None:
    product = cast.product
    owners = [UUID(verified(product).call("GET", "/v1/me").body["id"]) for _ in range(PROCESSES - 1)]
    for each in owners:
        product.admin(
            "insert into memberships (business_id, user_id, role) values (%s, %s, 'OWNER')", (cast.business, each)
        )
    owners.append(cast.ids["OWNER"])
    neighbours = list(zip(owners, [*owners[1:], owners[0]], strict=True))
    acts: dict[str, list[tuple[Any, ...]]] = {
        "leave": [(members.leave, actor(cast, each)) for each in owners],
        "demote": [(members.change, actor(cast, each), other, Change(role="ADMIN")) for each, other in neighbours],
        "remove": [(members.remove, actor(cast, each), other) for each, other in neighbours],
    }
    answers = race(acts[how], product.stack.environment)
    refused = [answer for answer in answers if isinstance(answer, str)]
    left = product.admin("select user_id from memberships where business_id = %s and role = 'OWNER'", (cast.business,))
    assert len(left) == len(refused) >= 1, answers
    assert set(refused) <= {"last_owner", "forbidden"}
    if how == "leave":
        assert refused == ["last_owner"]


def test_a_contact_assigned_while_its_advisor_is_removed_is_not_left_to_them(cast: Cast) -> None:
    advisor, product = cast.ids["ADVISOR"], cast.product
    product.admin("update memberships set takes_turns = true where user_id = %s", (advisor,))
    acts: list[tuple[Any, ...]] = [(first_message, cast.business, product.customer()) for _ in range(PROCESSES - 1)]
    acts.insert(3, (members.remove, actor(cast, cast.ids["OWNER"]), advisor))
    answers = race(acts, product.stack.environment)
    assert [answer for answer in answers if isinstance(answer, str)] == []
    held = product.admin("select assigned_to from contacts where business_id = %s", (cast.business,))
    assert [each["assigned_to"] for each in held] == [None] * (PROCESSES - 1)
