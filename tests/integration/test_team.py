"""Teams over HTTP, on the whole product: roles, invitations, joining, and handing contacts over."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.rigs.cast import Cast, assemble
from tests.rigs.invitations import invited, verified
from tests.rigs.people import PASSWORD, TERMS, Person, Said, member, newcomer
from tests.rigs.product import Product


@pytest.fixture(scope="module")
def assembled(product: Product) -> Cast:
    return assemble(product)


@pytest.fixture
def cast(assembled: Cast) -> Cast:
    """A business with its owner, admin, advisor and key, each in their role."""
    assembled.restore()
    assembled.product.admin("delete from contacts where business_id = %s", (assembled.business,))
    return assembled


def change(cast: Cast, who: str, whom: str, **new: Any) -> Said:
    return cast.people[who].call("PATCH", f"/v1/team/members/{cast.ids[whom]}", new)


def remove(cast: Cast, who: str, whom: str) -> Said:
    return cast.people[who].call("DELETE", f"/v1/team/members/{cast.ids[whom]}")


def join(person: Person, token: str, **more: str) -> Said:
    new = {"token": token, "name": "Luis", "password": PASSWORD, "terms_version": TERMS} | more
    said = person.post("auth/accept-invitation", **new)
    if said.status == 200:
        person.access = said.body["access_token"]
    return said


def refusal(said: Said) -> tuple[int, str]:
    return said.status, said.body.get("code", "")


def audited(cast: Cast, action: str) -> dict[str, Any]:
    """The newest line of this action."""
    query = "select * from audit where business_id = %s and action = %s order by at desc limit 1"
    (row,) = cast.product.admin(query, (cast.business, action))
    return row


def contact(cast: Cast, whose: str | None) -> UUID:
    made = uuid4()
    statement = "insert into contacts (id, business_id, assigned_to) values (%s, %s, %s)"
    cast.product.admin(statement, (made, cast.business, cast.ids[whose] if whose else None))
    return made


def holder(cast: Cast, contact_id: UUID) -> UUID | None:
    (row,) = cast.product.admin("select assigned_to from contacts where id = %s", (contact_id,))
    found: UUID | None = row["assigned_to"]
    return found


# Members


def test_the_team_is_listed_page_by_page_to_everybody_in_it(cast: Cast) -> None:
    for who in ("OWNER", "ADMIN", "ADVISOR", "key"):
        listed, cursor = [], ""
        while True:
            said = cast.people[who].call("GET", f"/v1/team/members?limit=2{cursor}")
            assert 1 <= len(said.body["items"]) <= 2
            listed += said.body["items"]
            if said.body["next"] is None:
                break
            cursor = f"&cursor={said.body['next']}"
        assert {(each["user_id"], each["role"]) for each in listed} >= {
            (str(cast.ids[role]), role) for role in ("OWNER", "ADMIN", "ADVISOR")
        }
        assert len({each["user_id"] for each in listed}) == len(listed)
    ours = next(each for each in listed if each["role"] == "OWNER")
    assert (ours["name"], ours["email"]) == ("Ana", cast.people["OWNER"].email)


@pytest.mark.parametrize(
    ("who", "whom", "role", "answer"),
    [
        ("OWNER", "ADVISOR", "OWNER", (200, "")),
        ("OWNER", "OWNER", "ADMIN", (409, "last_owner")),
        ("ADMIN", "ADVISOR", "ADMIN", (200, "")),
        ("ADMIN", "ADVISOR", "OWNER", (403, "forbidden")),
        ("ADMIN", "ADMIN", "OWNER", (403, "forbidden")),
        ("ADMIN", "OWNER", "ADVISOR", (403, "forbidden")),
        ("ADVISOR", "ADVISOR", "ADMIN", (403, "forbidden")),
        ("key", "ADVISOR", "ADMIN", (200, "")),
        ("key", "ADVISOR", "OWNER", (403, "forbidden")),
        ("stranger", "ADVISOR", "ADMIN", (404, "not_found")),
    ],
)
def test_who_may_give_whom_which_role(cast: Cast, who: str, whom: str, role: str, answer: tuple[int, str]) -> None:
    assert refusal(change(cast, who, whom, role=role)) == answer
    query = "select role from memberships where business_id = %s and user_id = %s"
    (row,) = cast.product.admin(query, (cast.business, cast.ids[whom]))
    assert row["role"] == (role if answer[0] == 200 else whom)


@pytest.mark.parametrize(
    ("who", "whom", "answer"),
    [
        ("OWNER", "ADMIN", (204, "")),
        ("OWNER", "OWNER", (409, "last_owner")),
        ("ADMIN", "ADVISOR", (204, "")),
        ("ADMIN", "OWNER", (403, "forbidden")),
        ("ADVISOR", "ADMIN", (403, "forbidden")),
        ("stranger", "ADVISOR", (404, "not_found")),
    ],
)
def test_who_may_remove_whom(cast: Cast, who: str, whom: str, answer: tuple[int, str]) -> None:
    assert refusal(remove(cast, who, whom)) == answer


def test_a_second_owner_lets_the_first_step_down_or_leave(cast: Cast) -> None:
    assert change(cast, "OWNER", "ADMIN", role="OWNER").status == 200
    assert audited(cast, "member.role_changed")["before"] == {"role": "ADMIN"}
    assert refusal(cast.people["OWNER"].post("team/leave")) == (204, "")
    assert refusal(cast.people["ADMIN"].post("team/leave")) == (409, "last_owner")


def test_a_removed_members_contacts_are_nobodys_and_their_requests_are_refused_at_once(cast: Cast) -> None:
    theirs, advisor = contact(cast, "ADVISOR"), cast.people["ADVISOR"]
    assert advisor.call("GET", "/v1/team/members").status == 200
    assert remove(cast, "ADMIN", "ADVISOR").status == 204
    assert refusal(advisor.call("GET", "/v1/team/members")) == (403, "forbidden")
    assert holder(cast, theirs) is None
    row = audited(cast, "member.removed")
    assert (row["actor_id"], row["thing_id"]) == (cast.ids["ADMIN"], cast.ids["ADVISOR"])
    assert refusal(remove(cast, "ADMIN", "ADVISOR")) == (404, "not_found")


def test_leaving_needs_a_person_and_takes_them_out(cast: Cast) -> None:
    assert cast.people["key"].post("team/leave").status == 403
    assert cast.people["ADVISOR"].post("team/leave").status == 204
    assert cast.people["ADVISOR"].call("GET", "/v1/team/members").status == 403


def test_everybody_sets_their_own_absence_and_admins_the_turns_of_all(cast: Cast) -> None:
    advisor = cast.people["ADVISOR"]
    assert advisor.call("PATCH", "/v1/team/me", {"away": True}).body["away"] is True
    assert change(cast, "ADVISOR", "ADVISOR", away=False).status == 403
    said = change(cast, "ADMIN", "ADVISOR", away=False, takes_turns=True)
    assert (said.body["away"], said.body["takes_turns"], said.body["role"]) == (False, True, "ADVISOR")
    assert audited(cast, "member.updated")["after"] == {"away": False, "takes_turns": True}
    assert change(cast, "ADMIN", "OWNER", takes_turns=False).status == 200


# Invitations


def test_a_stranger_joins_with_a_new_account_and_founds_no_business(cast: Cast) -> None:
    person, said = invited(cast, "ADMIN")
    expires = datetime.fromisoformat(said.body["expires_at"])
    assert timedelta(days=6, hours=23) < expires - datetime.now(UTC) <= timedelta(days=7)
    assert join(person, person.link("join")).body["business_id"] == str(cast.business)
    me = person.call("GET", "/v1/me").body
    assert (me["email"], me["email_verified"], me["business_id"]) == (person.email, True, str(cast.business))
    assert [(each["id"], each["role"]) for each in me["businesses"]] == [(str(cast.business), "ADMIN")]
    assert person.log_in().status == 200
    assert audited(cast, "member.joined")["actor_id"] == UUID(me["id"])
    said = cast.people["OWNER"].post("team/invitations", email=person.email, role="ADVISOR")
    assert refusal(said) == (409, "already_member")


def test_somebody_with_an_account_accepts_and_switches_to_the_business(cast: Cast) -> None:
    ana = verified(cast.product)
    person, _ = invited(cast, email=ana.email)
    said = ana.post("invitations/accept", token=person.link("accept-invitation"))
    assert said.body == {"business_id": str(cast.business), "role": "ADVISOR"}
    ana.access = ana.post("me/business", business_id=str(cast.business)).body["access_token"]
    assert ana.call("GET", "/v1/team/members").status == 200


def test_a_link_works_once(cast: Cast) -> None:
    person, _ = invited(cast)
    token = person.link("join")
    assert join(person, token).status == 200
    assert refusal(join(newcomer(cast.product), token)) == (400, "invitation_used")
    assert refusal(person.post("invitations/accept", token=token)) == (400, "invitation_used")


def test_a_link_past_its_week_is_refused_until_it_is_sent_again(cast: Cast) -> None:
    person, said = invited(cast)
    old = person.link("join")
    cast.product.admin("update invitations set expires_at = now() - interval '1 second'")
    assert refusal(join(person, old)) == (400, "invitation_expired")
    again = cast.people["OWNER"].post(f"team/invitations/{said.body['id']}/resend")
    assert datetime.fromisoformat(again.body["expires_at"]) > datetime.now(UTC) + timedelta(days=6)
    assert refusal(join(person, old)) == (400, "link_invalid"), "only the newest link works"
    assert join(person, person.link("join")).status == 200


def test_a_revoked_link_is_refused_and_no_longer_listed(cast: Cast) -> None:
    person, said = invited(cast)
    owner, path = cast.people["OWNER"], f"/v1/team/invitations/{said.body['id']}"
    assert said.body["id"] in {each["id"] for each in owner.call("GET", "/v1/team/invitations").body["items"]}
    assert owner.call("DELETE", path).status == 204
    assert said.body["id"] not in {each["id"] for each in owner.call("GET", "/v1/team/invitations").body["items"]}
    assert refusal(join(person, person.link("join"))) == (400, "invitation_revoked")
    assert refusal(owner.call("DELETE", path)) == (404, "not_found")
    assert refusal(owner.post(f"team/invitations/{said.body['id']}/resend")) == (404, "not_found")


def test_an_open_invitation_is_not_doubled_and_an_expired_one_makes_way(cast: Cast) -> None:
    person, _ = invited(cast)
    again = {"email": person.email.upper(), "role": "ADMIN"}
    assert refusal(cast.people["OWNER"].post("team/invitations", **again)) == (409, "already_invited")
    cast.product.admin("update invitations set expires_at = now() - interval '1 second'")
    assert cast.people["OWNER"].post("team/invitations", **again).status == 201


def test_only_whoever_reads_the_invited_address_may_join(cast: Cast) -> None:
    person, _ = invited(cast)
    token = person.link("join")
    assert refusal(verified(cast.product).post("invitations/accept", token=token)) == (403, "invitation_for_another")
    assert person.sign_up().status == 202
    assert person.log_in().status == 200
    assert refusal(person.post("invitations/accept", token=token)) == (403, "email_not_verified")
    assert refusal(join(person, token)) == (409, "account_exists")
    cast.product.admin("update users set email_verified_at = now() where email = %s", (person.email,))
    assert person.post("invitations/accept", token=token).status == 200


def test_a_bad_password_does_not_use_the_link_up(cast: Cast) -> None:
    person, _ = invited(cast)
    assert join(person, person.link("join"), password="short").status == 400
    assert join(person, person.link("join")).status == 200


def test_the_answer_to_an_invitation_does_not_tell_whether_the_address_has_an_account(cast: Cast) -> None:
    known, stranger = member(cast.product), newcomer(cast.product)
    answers = [invited(cast, email=each.email)[1] for each in (known, stranger)]
    assert [(said.status, list(said.body)) for said in answers] == [(201, list(answers[0].body))] * 2
    assert known.link("accept-invitation")
    assert stranger.link("join")
    assert "equipo" in stranger.mails()[-1]["text"]


@pytest.mark.parametrize(("who", "status"), [("ADMIN", 403), ("ADVISOR", 403), ("key", 403), ("OWNER", 201)])
def test_only_an_owner_invites_an_owner(cast: Cast, who: str, status: int) -> None:
    email = newcomer(cast.product).email
    assert cast.people[who].post("team/invitations", email=email, role="OWNER").status == status


def test_an_admin_does_not_touch_an_owners_invitation(cast: Cast) -> None:
    _, said = invited(cast, "OWNER")
    admin, path = cast.people["ADMIN"], f"team/invitations/{said.body['id']}"
    assert admin.post(f"{path}/resend").status == 403
    assert admin.call("DELETE", f"/v1/{path}").status == 403


def test_a_business_invites_fifty_times_an_hour_and_no_more(cast: Cast) -> None:
    invited(cast)
    cast.product.admin("update attempts set tries = tries + 49")
    said = cast.people["OWNER"].post("team/invitations", email=newcomer(cast.product).email, role="ADVISOR")
    assert refusal(said) == (429, "too_many_requests")


def test_invitations_of_one_business_are_unknown_to_another(cast: Cast) -> None:
    _, said = invited(cast)
    stranger = cast.people["stranger"]
    assert stranger.call("GET", "/v1/team/invitations").body["items"] == []
    assert stranger.call("DELETE", f"/v1/team/invitations/{said.body['id']}").status == 404
    assert stranger.post(f"team/invitations/{said.body['id']}/resend").status == 404


# Handing contacts over


def assign(cast: Cast, who: str, contact_id: UUID, whom: str | None) -> Said:
    user = str(cast.ids[whom]) if whom else None
    return cast.people[who].post(f"contacts/{contact_id}/assignee", user_id=user)


def test_admins_assign_reassign_and_unassign_and_that_is_written_down(cast: Cast) -> None:
    theirs = contact(cast, None)
    for whom in ("ADVISOR", "ADMIN", None):
        assert assign(cast, "ADMIN", theirs, whom).status == 204
        assert holder(cast, theirs) == (cast.ids[whom] if whom else None)
    row = audited(cast, "contact.unassigned")
    assert (row["before"], row["after"]) == ({"assigned_to": str(cast.ids["ADMIN"])}, {"assigned_to": None})
    events = cast.product.admin("select type from events where data ->> 'contact_id' = %s", (str(theirs),))
    assert sorted(each["type"] for each in events) == ["contact.assigned", "contact.assigned", "contact.unassigned"]


def test_an_advisor_hands_over_their_own_contact_and_no_other(cast: Cast) -> None:
    own, others = contact(cast, "ADVISOR"), contact(cast, "ADMIN")
    assert refusal(assign(cast, "ADVISOR", others, "ADVISOR")) == (404, "not_found")
    assert assign(cast, "ADVISOR", own, "ADMIN").status == 204
    assert refusal(assign(cast, "ADVISOR", own, "ADVISOR")) == (404, "not_found"), "it is not theirs any more"


def test_where_advisors_see_everything_they_still_take_no_contact(cast: Cast) -> None:
    others = contact(cast, "ADMIN")
    see = "update businesses set advisors_see_all = %s where id = %s"
    cast.product.admin(see, (True, cast.business))
    try:
        assert refusal(assign(cast, "ADVISOR", others, "ADVISOR")) == (403, "forbidden")
    finally:
        cast.product.admin(see, (False, cast.business))


def test_contacts_go_to_members_only_and_are_unknown_to_other_businesses(cast: Cast) -> None:
    theirs = contact(cast, None)
    assert refusal(assign(cast, "ADMIN", theirs, "stranger")) == (400, "invalid")
    assert refusal(assign(cast, "stranger", theirs, "stranger")) == (404, "not_found")
    assert refusal(assign(cast, "key without scopes", theirs, "ADMIN")) == (403, "forbidden")
    assert holder(cast, theirs) is None


def test_a_new_customers_first_message_gives_the_contact_to_whose_turn_it_is(cast: Cast) -> None:
    line = cast.product.line(bot=False)
    advisor = cast.ids["ADVISOR"]
    cast.product.admin(
        "insert into memberships (business_id, user_id, role, takes_turns) values (%s, %s, 'ADVISOR', true)",
        (line.business_id, advisor),
    )
    line.message(line.say(cast.product.customer()))
    assert line.rows("select assigned_to from contacts") == [{"assigned_to": advisor}]
