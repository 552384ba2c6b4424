"""What a stranger may try at another's account, over HTTP, on the whole product."""

from collections import Counter
from uuid import UUID

import pyotp
import pytest

from recado.accounts import sessions
from recado.accounts.model import LOGIN_BY_ACCOUNT_ANYWHERE, WrongCredentials
from recado.kernel.errors import TooMany
from tests.rigs.authenticators import SECOND_FACTOR, switched_on
from tests.rigs.people import PASSWORD, TERMS, Person, Said, member, newcomer, verified
from tests.rigs.product import Product

ANOTHER = "another long password"


def refused(said: Said, status: int, code: str) -> None:
    assert (said.status, said.body.get("code")) == (status, code), said


def elsewhere(person: Person) -> Person:
    """The same person, signed out, at an address nobody has used."""
    return Person(person.product, person.email)


# Accounts opened on another's address


def test_an_account_with_an_unverified_address_gets_no_second_factor(product: Product) -> None:
    mallory = member(product)
    refused(mallory.post(SECOND_FACTOR, password=PASSWORD), 403, "email_not_verified")
    product.admin("update users set email_verified_at = now() where email = %s", (mallory.email,))
    secret = mallory.post(SECOND_FACTOR, password=PASSWORD).body["secret"]
    product.admin("update users set email_verified_at = null where email = %s", (mallory.email,))
    code = pyotp.TOTP(secret).now()
    refused(mallory.post(f"{SECOND_FACTOR}/confirm", code=code), 403, "email_not_verified")


@pytest.mark.parametrize("by", ["reset", "verify"])
def test_whoever_reads_the_address_gets_in_whatever_was_set_before(product: Product, by: str) -> None:
    mallory = member(product)
    verify = mallory.link("verify-email")
    phone = switched_on(mallory)
    product.admin("update users set email_verified_at = null where email = %s", (mallory.email,))
    victim = elsewhere(mallory)
    if by == "reset":
        assert victim.post("auth/request-reset", email=victim.email).status == 202
        token = victim.link("reset-password")
        assert victim.post("auth/reset-password", token=token, password=ANOTHER).status == 204
        assert victim.log_in(ANOTHER).status == 200
        refused(mallory.call("GET", "/v1/me"), 401, "session_ended")
    else:
        assert victim.post("auth/verify-email", token=verify).status == 204
        assert victim.log_in().status == 200
    assert victim.access, "no second factor is asked for"
    assert victim.call("GET", f"/v1/{SECOND_FACTOR}").body == {"enabled": False, "recovery_codes_left": 0}
    assert phone.recovery_codes


def test_verifying_again_leaves_a_second_factor_on(product: Product) -> None:
    ana = verified(product)
    switched_on(ana)
    ana.post("auth/request-reset", email=ana.email)
    assert ana.post("auth/reset-password", token=ana.link("reset-password"), password=ANOTHER).status == 204
    assert elsewhere(ana).log_in(ANOTHER).body["second_factor"] == "required"


# Guessing


def test_guesses_from_many_networks_count_together_and_do_not_lock_the_owner_out_at_home(product: Product) -> None:
    ana = member(product)
    answers: Counter[str] = Counter()
    for host in range(1, 13):
        for _ in range(9):
            try:
                sessions.log_in(ana.email, "wrong password", f"203.0.113.{host}")
            except (WrongCredentials, TooMany) as error:
                answers[error.code] += 1
    assert answers == {"wrong_credentials": LOGIN_BY_ACCOUNT_ANYWHERE.tries, "too_many_requests": 8}
    refused(elsewhere(ana).log_in(), 429, "too_many_requests")
    assert ana.log_in().status == 200, "a network they have logged in from"
    ana.post("auth/request-reset", email=ana.email)
    assert ana.post("auth/reset-password", token=ana.link("reset-password"), password=ANOTHER).status == 204
    assert elsewhere(ana).log_in(ANOTHER).status == 200, "who reads the mails gets in from anywhere"


def test_right_passwords_from_many_networks_are_not_held_against_anybody(product: Product) -> None:
    ana = member(product)
    product.admin(
        "update attempts set tries = 99 where key = sha256(convert_to('login:account:anywhere:' || %s, 'UTF8'))",
        (ana.email,),
    )
    assert [elsewhere(ana).log_in().status for _ in range(3)] == [200] * 3
    assert elsewhere(ana).log_in("wrong password").status == 401
    refused(elsewhere(ana).log_in(), 429, "too_many_requests")


def test_unknown_keys_and_tokens_are_counted_against_their_network(product: Product) -> None:
    stranger, other = newcomer(product), newcomer(product)
    stranger.access = other.access = "rk_" + "x" * 43
    refused(stranger.call("GET", "/v1/contacts"), 401, "unauthorized")
    product.admin(
        "update request_counts set requests = 100000000 where caller = sha256(convert_to('refused:' || %s, 'UTF8'))",
        (stranger.address,),
    )
    said = stranger.call("GET", "/v1/contacts")
    refused(said, 429, "too_many_requests")
    assert 0 < int(said.headers["retry-after"]) <= 60
    stranger.access = "no token at all"
    refused(stranger.call("GET", "/v1/me"), 429, "too_many_requests")
    refused(other.call("GET", "/v1/contacts"), 401, "unauthorized")
    ana = member(product)
    ana.address = stranger.address
    assert ana.call("GET", "/v1/me").status == 200, "whoever is known is not held up"


# Links and mails


def test_changing_the_password_ends_links_to_choose_one(product: Product) -> None:
    ana = member(product)
    ana.post("auth/request-reset", email=ana.email)
    token = ana.link("reset-password")
    assert ana.post("me/password", current=PASSWORD, new=ANOTHER).status == 204
    refused(ana.post("auth/reset-password", token=token, password="attackers password"), 400, "link_invalid")
    assert ana.log_in(ANOTHER).status == 200


def test_a_stranger_who_asks_for_resets_keeps_nobody_from_signing_up(product: Product) -> None:
    victim = newcomer(product)
    stranger = Person(product, "")
    answers = [stranger.post("auth/request-reset", email=victim.email).status for _ in range(6)]
    assert answers == [202] * 5 + [429]
    assert victim.post("auth/request-reset", email=victim.email).status == 202, "from another network"
    assert victim.sign_up().status == 202


def test_changes_of_password_and_second_factor_are_told_by_mail(product: Product) -> None:
    ana = verified(product)
    phone = switched_on(ana)
    ana.post(f"{SECOND_FACTOR}/recovery-codes", password=PASSWORD, code=phone.fresh())
    ana.post(f"{SECOND_FACTOR}/disable", password=PASSWORD, code=phone.fresh())
    ana.post("me/password", current=PASSWORD, new=ANOTHER)
    assert sorted(mail["subject"] for mail in ana.mails()[1:]) == [
        "Recado: Activaste la verificación en dos pasos", "Recado: Desactivaste la verificación en dos pasos",
        "Recado: Tienes códigos de recuperación nuevos", "Recado: Tu contraseña cambió",
    ]  # fmt: skip


def test_a_login_with_a_recovery_code_is_told_by_mail(product: Product) -> None:
    ana = verified(product)
    phone = switched_on(ana)
    assert phone.meet(phone.challenge(), phone.recovery_codes[0]).status == 200
    assert ana.mails()[-1]["subject"] == "Recado: Se usó un código de recuperación"


@pytest.mark.parametrize("password", ["password123", "P4ssw0rd2026", "laespiga2026"])
def test_a_common_password_is_refused_wherever_one_is_chosen(product: Product, password: str) -> None:
    ana = newcomer(product)
    refused(ana.sign_up(password=password, business_name="LaEspiga"), 400, "password_too_common")
    ana = member(product)
    product.admin("update users set name = 'LaEspiga' where email = %s", (ana.email,))
    refused(ana.post("me/password", current=PASSWORD, new=password), 400, "password_too_common")
    ana.post("auth/request-reset", email=ana.email)
    token = ana.link("reset-password")
    refused(ana.post("auth/reset-password", token=token, password=password), 400, "password_too_common")
    assert ana.post("auth/reset-password", token=token, password=ANOTHER).status == 204, "the link is not used up"


# What a removed member leaves behind


@pytest.fixture
def admin(product: Product) -> tuple[Person, Person, UUID]:
    """An owner, an admin of their business, and the admin's id."""
    owner, admin = verified(product), verified(product)
    business, user = (who.call("GET", "/v1/me").body[name] for who, name in ((owner, "business_id"), (admin, "id")))
    product.admin("delete from memberships where user_id = %s", (user,))
    product.admin("insert into memberships (business_id, user_id, role) values (%s, %s, 'ADMIN')", (business, user))
    assert admin.log_in().status == 200
    return owner, admin, UUID(user)


@pytest.mark.parametrize("goes", ["removed", "leaves", "demoted"])
def test_keys_and_invitations_of_who_no_longer_administrates_are_revoked(
    product: Product, admin: tuple[Person, Person, UUID], goes: str
) -> None:
    owner, bea, user = admin
    secret = bea.post("api-keys", name="k", scopes=["team:write", "team:read"]).body["secret"]
    key = Person(product, "", access=secret)
    by_bea, by_key, by_owner = (newcomer(product) for _ in range(3))
    for inviter, person in ((bea, by_bea), (key, by_key), (owner, by_owner)):
        assert inviter.post("team/invitations", email=person.email, role="ADMIN").status == 201
    if goes == "removed":
        assert owner.call("DELETE", f"/v1/team/members/{user}").status == 204
    elif goes == "leaves":
        assert bea.post("team/leave").status == 204
    else:
        assert owner.call("PATCH", f"/v1/team/members/{user}", {"role": "ADVISOR"}).status == 200
    refused(key.call("GET", "/v1/team/members"), 401, "unauthorized")
    open_ones = [each["email"] for each in owner.call("GET", "/v1/team/invitations").body["items"]]
    assert open_ones == [by_owner.email]
    for person in (by_bea, by_key):
        said = person.post(
            "auth/accept-invitation", terms_version=TERMS, token=person.link("join"), name="X", password=ANOTHER
        )
        refused(said, 400, "invitation_revoked")
    token = by_owner.link("join")
    assert (
        by_owner.post("auth/accept-invitation", terms_version=TERMS, token=token, name="X", password=ANOTHER).status
        == 200
    )
    actions = [each["action"] for each in owner.call("GET", "/v1/audit").body["items"]]
    assert (actions.count("key.revoked"), actions.count("invitation.revoked")) == (1, 2)


def test_an_admin_who_was_owner_leaves_no_invitation_of_owners(
    product: Product, admin: tuple[Person, Person, UUID]
) -> None:
    owner, bea, user = admin
    assert owner.call("PATCH", f"/v1/team/members/{user}", {"role": "OWNER"}).status == 200
    as_owner, as_admin = newcomer(product), newcomer(product)
    assert bea.post("team/invitations", email=as_owner.email, role="OWNER").status == 201
    assert bea.post("team/invitations", email=as_admin.email, role="ADMIN").status == 201
    assert owner.call("PATCH", f"/v1/team/members/{user}", {"role": "ADMIN"}).status == 200
    open_ones = [each["email"] for each in owner.call("GET", "/v1/team/invitations").body["items"]]
    assert open_ones == [as_admin.email]


def test_an_invitation_falls_with_its_maker_even_where_nobody_revoked_it(
    product: Product, admin: tuple[Person, Person, UUID]
) -> None:
    """As when the removal and the invitation met: the row is open, and its link is worth nothing."""
    _, bea, user = admin
    guest = newcomer(product)
    assert bea.post("team/invitations", email=guest.email, role="ADVISOR").status == 201
    product.admin("delete from memberships where user_id = %s", (user,))
    said = guest.post(
        "auth/accept-invitation", terms_version=TERMS, token=guest.link("join"), name="X", password=ANOTHER
    )
    refused(said, 400, "invitation_revoked")


def test_mails_of_one_business_do_not_keep_another_from_inviting(product: Product) -> None:
    first, second, guest = verified(product), verified(product), newcomer(product)
    product.admin(
        "insert into attempts select sha256(convert_to('invitation:account:' || %s || ' ' || %s, 'UTF8')), 10, "
        "now() + interval '1 hour'",
        (first.call("GET", "/v1/me").body["business_id"], guest.email),
    )
    refused(first.post("team/invitations", email=guest.email, role="ADVISOR"), 429, "too_many_requests")
    assert second.post("team/invitations", email=guest.email, role="ADVISOR").status == 201
