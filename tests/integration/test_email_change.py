"""Changing one's e-mail address: the new one confirms, the old one can undo, and nobody learns who has an account."""

import re
from typing import Any

import pytest

from recado.accounts import email_changes, lapsed_email_changes
from tests.rigs.authenticators import switched_on
from tests.rigs.cast import Cast, assemble
from tests.rigs.invitations import invited
from tests.rigs.people import PASSWORD, TERMS, Person, Said, member, newcomer, verified
from tests.rigs.product import Product
from tests.rigs.races import race

ANOTHER = "another password"


@pytest.fixture
def ana(product: Product) -> Person:
    return verified(product)


def requested(person: Person, email: str, **more: Any) -> Said:
    return person.post("me/email", **{"email": email, "password": PASSWORD, **more})


def refusal(said: Said) -> tuple[int, str]:
    return said.status, said.body["code"]


def opened(reader: Person, page: str) -> Said:
    """Somebody opens the link of the newest mail at this address, on any device."""
    return newcomer(reader.product).post(f"auth/{page}", token=reader.link(page))


def moved(person: Person) -> Person:
    """Their new address, confirmed."""
    new = newcomer(person.product)
    assert requested(person, new.email).status == 202
    assert opened(new, "confirm-email").status == 204
    return new


def subjects(person: Person) -> list[str]:
    return [mail["subject"] for mail in person.mails()]


def me(person: Person) -> dict[str, Any]:
    return person.call("GET", "/v1/me").body


def test_nothing_changes_until_the_link_at_the_new_address_is_opened(ana: Person) -> None:
    new = newcomer(ana.product)
    said = requested(ana, new.email.upper())
    assert (said.status, said.body) == (202, {"status": "mail_sent"})
    assert (me(ana)["email"], me(ana)["pending_email"]) == (ana.email, new.email)
    token = new.link("confirm-email")
    assert newcomer(ana.product).post("auth/confirm-email", token=token).status == 204
    assert (me(ana)["email"], me(ana)["email_verified"], me(ana)["pending_email"]) == (new.email, True, None)
    assert refusal(newcomer(ana.product).post("auth/confirm-email", token=token)) == (400, "link_invalid")
    assert refusal(Person(ana.product, ana.email).log_in()) == (401, "wrong_credentials")
    assert new.log_in().status == 200


def test_the_session_that_asked_stays_and_the_others_end_with_every_link_to_the_old_address(ana: Person) -> None:
    elsewhere = Person(ana.product, ana.email)
    assert elsewhere.log_in().status == 200
    assert elsewhere.post("auth/request-reset", email=ana.email).status == 202
    reset = ana.link("reset-password")
    moved(ana)
    assert ana.call("GET", "/v1/me").status == 200
    assert refusal(elsewhere.call("GET", "/v1/me")) == (401, "session_ended")
    assert refusal(elsewhere.post("auth/reset-password", token=reset, password=ANOTHER)) == (400, "link_invalid")


def test_the_password_is_asked_for_and_the_second_factor_where_it_is_on(ana: Person) -> None:
    new = newcomer(ana.product)
    assert refusal(requested(ana, new.email, password="not it at all")) == (403, "wrong_password")
    phone = switched_on(ana)
    assert refusal(requested(ana, new.email)) == (403, "code_required")
    assert refusal(requested(ana, new.email, code="000000")) == (403, "wrong_code")
    assert new.mails() == []
    assert requested(ana, new.email, code=phone.fresh()).status == 202
    assert opened(new, "confirm-email").status == 204


@pytest.mark.parametrize("bad", ["nobody", "a@b", "x" * 250 + "@example.com"])
def test_what_is_no_address_or_ones_own_is_refused(ana: Person, bad: str) -> None:
    assert requested(ana, bad).status == 400
    assert requested(ana, ana.email).body["errors"][0]["field"] == "email"


def test_an_address_that_has_an_account_answers_the_same_and_only_its_holder_is_told(ana: Person) -> None:
    bea, free = member(ana.product), newcomer(ana.product)
    taken = requested(ana, bea.email)
    assert (taken.status, taken.body) == (202, {"status": "mail_sent"})
    assert subjects(bea)[-1] == "Recado: Este correo ya tiene cuenta"
    assert re.findall("token=", bea.mails()[-1]["text"]) == []
    assert me(ana)["pending_email"] is None
    assert requested(ana, free.email).status == 202
    assert me(ana)["email"] == ana.email


def test_a_later_change_replaces_an_earlier_one_and_can_be_cancelled(ana: Person) -> None:
    first, second = newcomer(ana.product), newcomer(ana.product)
    assert requested(ana, first.email).status == requested(ana, second.email).status == 202
    assert refusal(opened(first, "confirm-email")) == (400, "link_invalid")
    assert me(ana)["pending_email"] == second.email
    assert ana.call("DELETE", "/v1/me/email").status == 204
    assert refusal(ana.call("DELETE", "/v1/me/email")) == (404, "not_found")
    assert refusal(opened(second, "confirm-email")) == (400, "link_invalid")
    assert me(ana)["email"] == ana.email


def test_a_link_past_its_day_is_refused_and_swept(ana: Person) -> None:
    new = newcomer(ana.product)
    requested(ana, new.email)
    ana.product.admin("update email_changes set until = now() - interval '1 second' where new_email = %s", (new.email,))
    assert refusal(opened(new, "confirm-email")) == (400, "link_invalid")
    assert me(ana)["pending_email"] is None
    lapsed_email_changes.forget()
    assert ana.product.admin("select 1 from email_changes where new_email = %s", (new.email,)) == []


def test_the_old_address_takes_the_account_back_from_who_knew_the_password(ana: Person) -> None:
    thief = moved(ana)
    assert subjects(ana)[-1] == "Recado: El correo de tu cuenta cambió"
    assert thief.log_in().status == 200
    assert opened(ana, "undo-email").status == 204
    assert refusal(thief.call("GET", "/v1/me")) == (401, "session_ended")
    assert refusal(thief.log_in()) == (401, "wrong_credentials")
    assert refusal(Person(ana.product, ana.email).log_in()) == (401, "wrong_credentials"), "the thief knows it"
    back = Person(ana.product, ana.email)
    assert back.post("auth/reset-password", token=back.link("reset-password"), password=ANOTHER).status == 204
    assert back.log_in(ANOTHER).status == 200
    assert me(back)["email"] == ana.email
    assert thief.sign_up().status == 202, "the address is free again"


def test_undoing_reaches_over_later_changes_and_works_once(ana: Person) -> None:
    first = moved(ana)
    undo = ana.link("undo-email")
    ana.email, old = first.email, ana.email
    second = moved(ana)
    assert newcomer(ana.product).post("auth/undo-email", token=undo).status == 204
    assert refusal(newcomer(ana.product).post("auth/undo-email", token=undo)) == (400, "link_invalid")
    assert refusal(opened(first, "undo-email")) == (400, "link_invalid"), "it would lead to the thief's first address"
    users = "select email from users where email = any(%s)"
    assert ana.product.admin(users, ([old, first.email, second.email],)) == [{"email": old}]


def test_after_a_week_it_cannot_be_undone_and_the_old_address_is_free(ana: Person) -> None:
    moved(ana)
    squatter = Person(ana.product, ana.email)
    assert squatter.sign_up(password=ANOTHER).status == 202
    assert refusal(squatter.log_in(ANOTHER)) == (401, "wrong_credentials"), "reserved for who may return to it"
    token = next(
        re.findall(r"undo-email#token=([\w-]+)", mail["text"])[0]
        for mail in ana.mails()
        if "undo-email" in mail["text"]
    )
    ana.product.admin("update email_changes set until = now() - interval '1 second' where old_email = %s", (ana.email,))
    assert refusal(newcomer(ana.product).post("auth/undo-email", token=token)) == (400, "link_invalid")
    assert squatter.sign_up(password=ANOTHER).status == 202
    assert squatter.log_in(ANOTHER).status == 200


def test_an_address_that_was_never_verified_gets_no_power_over_the_account(product: Product) -> None:
    """Who mistyped it corrects it; the stranger who reads it learns nothing."""
    bea = member(product)
    before = len(bea.mails())
    new = moved(bea)
    assert len(bea.mails()) == before
    assert me(bea)["email"] == new.email
    assert Person(product, bea.email).sign_up(password=ANOTHER).status == 202
    assert Person(product, bea.email).log_in(ANOTHER).status == 200


def test_an_invitation_to_the_old_address_is_accepted_with_the_account(product: Product) -> None:
    cast: Cast = assemble(product)
    ana = verified(product)
    person, _ = invited(cast, email=ana.email)
    token = person.link("accept-invitation")
    moved(ana)
    preview = newcomer(product).post("invitations/preview", token=token).body
    assert (preview["email"], preview["has_account"]) == (ana.email, True)
    said = newcomer(product).post(
        "auth/accept-invitation", terms_version=TERMS, token=token, name="X", password=ANOTHER
    )
    assert refusal(said) == (409, "account_exists")
    assert ana.post("invitations/accept", token=token).body["business_id"] == str(cast.business)


def test_of_two_who_want_one_address_at_once_one_gets_it(product: Product) -> None:
    new, people, tokens = newcomer(product), [verified(product) for _ in range(4)], []
    for person in people:
        assert requested(person, new.email).status == 202
        tokens.append(new.link("confirm-email"))
    acts = [(email_changes.confirm, token, f"192.0.2.{at}") for at, token in enumerate(tokens)]
    answers = race(acts, product.stack.environment)
    assert (answers.count(None), answers.count("address_taken")) == (1, 3), answers
    winner = people[answers.index(None)]
    assert me(winner)["email"] == new.email
    assert [me(each)["email"] for each in people if each is not winner] == [p.email for p in people if p is not winner]


def test_of_eight_clicks_on_one_link_one_counts(ana: Person) -> None:
    new = newcomer(ana.product)
    requested(ana, new.email)
    token = new.link("confirm-email")
    answers = race([(email_changes.confirm, token, "192.0.2.1")] * 8, ana.product.stack.environment)
    assert (answers.count(None), answers.count("link_invalid")) == (1, 7), answers
    assert len(ana.product.admin("select 1 from email_changes where old_email = %s", (ana.email,))) == 1
