"""What the link of an invitation shows before it is accepted."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.rigs.cast import Cast, assemble
from tests.rigs.invitations import invited, verified
from tests.rigs.people import TERMS, Person, Said, newcomer
from tests.rigs.product import Product


@pytest.fixture(scope="module")
def cast(product: Product) -> Cast:
    return assemble(product)


def preview(person: Person, token: str) -> Said:
    """Asked by somebody who is not signed in, as one is who has just opened a mail."""
    return newcomer(person.product).post("invitations/preview", token=token)


def refusal(said: Said) -> tuple[int, str]:
    return said.status, said.body["code"]


def test_the_holder_of_a_link_sees_who_invites_them_to_what_and_uses_nothing_up(cast: Cast) -> None:
    person, _ = invited(cast, "ADMIN")
    token = person.link("join")
    for _ in range(2):
        said = preview(person, token)
        assert said.status == 200
        until = datetime.fromisoformat(said.body.pop("expires_at"))
        assert timedelta(days=6) < until - datetime.now(UTC) <= timedelta(days=7)
        assert said.body == {
            "business_name": "La Espiga",
            "invited_by": "Ana",
            "role": "ADMIN",
            "email": person.email,
            "language": "es",
            "has_account": False,
        }
    assert (
        person.post(
            "auth/accept-invitation", terms_version=TERMS, token=token, name="Luis", password="a new password"
        ).status
        == 200
    )


def test_it_says_whether_one_has_an_account_to_accept_with(cast: Cast) -> None:
    person, _ = invited(cast, email=verified(cast.product).email)
    assert preview(person, person.link("accept-invitation")).body["has_account"] is True


def test_an_invitation_of_a_program_names_nobody(cast: Cast) -> None:
    person = newcomer(cast.product)
    assert cast.people["key"].post("team/invitations", email=person.email, role="ADVISOR").status == 201
    assert preview(person, person.link("join")).body["invited_by"] is None


def test_each_end_of_an_invitation_has_a_code_of_its_own(cast: Cast) -> None:
    owner = cast.people["OWNER"]
    person, _ = invited(cast)
    used = person.link("join")
    assert (
        person.post(
            "auth/accept-invitation", terms_version=TERMS, token=used, name="Luis", password="a new password"
        ).status
        == 200
    )
    assert refusal(preview(person, used)) == (400, "invitation_used")
    person, said = invited(cast)
    assert owner.call("DELETE", f"/v1/team/invitations/{said.body['id']}").status == 204
    assert refusal(preview(person, person.link("join"))) == (400, "invitation_revoked")
    person, said = invited(cast)
    cast.product.admin(
        "update invitations set expires_at = now() - interval '1 second' where id = %s", (said.body["id"],)
    )
    old = person.link("join")
    assert refusal(preview(person, old)) == (400, "invitation_expired")
    assert owner.post(f"team/invitations/{said.body['id']}/resend").status == 200
    assert refusal(preview(person, old)) == (400, "link_invalid"), "another link was sent in its place"
    assert preview(person, person.link("join")).status == 200
    assert refusal(preview(person, "x" * 43)) == (400, "link_invalid")


def test_whoever_tries_links_is_held_up(cast: Cast) -> None:
    guesser = newcomer(cast.product)
    answers = [guesser.post("invitations/preview", token=f"{each:043d}").status for each in range(51)]
    assert answers == [400] * 50 + [429]


def test_an_invitation_to_a_business_that_is_to_be_deleted_is_worth_nothing(cast: Cast) -> None:
    person, _ = invited(cast)
    token = person.link("join")
    business = (cast.business,)
    cast.product.admin("update businesses set deletion_began_at = now(), deletes_at = now() where id = %s", business)
    assert refusal(preview(person, token)) == (400, "invitation_revoked")
    assert (
        person.post(
            "auth/accept-invitation", terms_version=TERMS, token=token, name="L", password="a new password"
        ).status
        == 400
    )
    cast.product.admin("update businesses set deletion_began_at = null, deletes_at = null where id = %s", business)
    assert preview(person, token).status == 200
