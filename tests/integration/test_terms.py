"""The terms of use people accept: when they come, and again when there are newer ones."""

import pytest

from recado.accounts import profile, terms
from recado.kernel.settings import settings
from tests.rigs.cast import assemble
from tests.rigs.invitations import invited
from tests.rigs.people import TERMS, Person, Said, member, newcomer
from tests.rigs.product import Product


def refusal(said: Said) -> tuple[int, str]:
    return said.status, said.body["code"]


def accepted(person: Person) -> list[object]:
    rows = person.product.admin(
        "select terms_version, terms_accepted_at > now() - interval '1 minute' as lately from users where email = %s",
        (person.email,),
    )
    return [tuple(row.values()) for row in rows]


def test_nobody_opens_an_account_without_the_present_terms(product: Product) -> None:
    ana = newcomer(product)
    new = {"email": ana.email, "password": "a new password", "name": "Ana", "business_name": "La Espiga"}
    assert refusal(ana.post("auth/sign-up", **new)) == (400, "invalid")
    said = ana.sign_up(terms_version="2019-01-01")
    assert refusal(said) == (409, "terms_outdated")
    assert said.body["version"] == ana.call("GET", "/v1/config").body["terms"]["version"]
    assert accepted(ana) == []
    assert ana.sign_up().status == 202
    assert accepted(ana) == [(TERMS, True)]
    ana.log_in()
    assert ana.call("GET", "/v1/me").body["terms_to_accept"] is None


def test_nor_by_an_invitation_which_is_not_used_up_by_trying(product: Product) -> None:
    person, _ = invited(assemble(product))
    new = {"token": person.link("join"), "name": "Luis", "password": "a new password"}
    assert refusal(person.post("auth/accept-invitation", **new)) == (400, "invalid")
    assert refusal(person.post("auth/accept-invitation", **new, terms_version="1")) == (409, "terms_outdated")
    assert person.post("auth/accept-invitation", **new, terms_version=TERMS).status == 200
    assert accepted(person) == [(TERMS, True)]


def test_newer_terms_wait_to_be_accepted_and_older_ones_are_not(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = member(product)
    assert ana.post("me/terms", version=TERMS).status == 204
    assert refusal(ana.post("me/terms", version="1999")) == (409, "terms_outdated")
    product.admin("update users set terms_version = '2019-01-01' where email = %s", (ana.email,))
    assert ana.call("GET", "/v1/me").body["terms_to_accept"] == TERMS
    assert ana.post("me/terms", version=TERMS).status == 204
    assert ana.call("GET", "/v1/me").body["terms_to_accept"] is None
    me = product.admin("select id from users where email = %s", (ana.email,))[0]["id"]
    monkeypatch.setenv("TERMS_VERSION", "2030-01-01")
    settings.cache_clear()
    try:
        assert profile.me(me).terms_to_accept == "2030-01-01"
        terms.accept(me, "2030-01-01")
        assert profile.me(me).terms_to_accept is None
    finally:
        settings.cache_clear()
