"""Accounts and sessions over HTTP, on the whole product."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from argon2 import _password_hasher as argon2_door

from infra.local.seed import post
from recado.accounts import resets, sessions, signup
from recado.accounts.model import WrongCredentials
from recado.accounts.signup import Newcomer
from recado.businesses.store import NewBusiness
from recado.platform import passwords
from tests.rigs.people import PASSWORD, TERMS, Person, Said, member, newcomer
from tests.rigs.product import Product
from tests.rigs.waiting import eventually

PARAMETERS = b"$argon2id$v=19$m=19456,t=2,p=1$"  # what a stored hash begins with, and its cost


def problem(said: Said, status: int, code: str) -> None:
    """The answer is this refusal, dressed as RFC 9457 wants it."""
    assert (said.status, said.body["status"], said.body["code"]) == (status, status, code), said
    assert said.headers["content-type"] == "application/problem+json"
    assert said.body["request_id"] == said.headers["x-request-id"]


# Signing up and verifying


def test_sign_up_makes_a_person_and_a_business_with_seven_days_of_trial(product: Product) -> None:
    ana = newcomer(product)
    said = ana.sign_up(email=ana.email.upper(), language="es", timezone="America/Bogota", currency="COP")
    assert (said.status, said.body) == (202, {"status": "mail_sent"})
    assert ana.log_in().status == 200
    me = ana.call("GET", "/v1/me").body
    assert (me["email"], me["name"], me["email_verified"], me["language"]) == (ana.email, "Ana", False, "es")
    (business,) = me["businesses"]
    assert (business["id"], business["name"], business["role"]) == (me["business_id"], "La Espiga", "OWNER")
    standing = business["standing"]
    assert (standing["state"], standing["in_service"], standing["since"]) == ("trial", True, None)
    left = datetime.fromisoformat(standing["ends_at"]) - datetime.now(UTC)
    assert timedelta(days=6, hours=23) < left <= timedelta(days=7)
    (row,) = product.admin("select timezone, currency from businesses where id = %s", (business["id"],))
    assert row == {"timezone": "America/Bogota", "currency": "COP"}


def test_the_link_in_the_mail_verifies_the_address_once(product: Product) -> None:
    ana = member(product)
    token = ana.link("verify-email")
    assert ana.post("auth/verify-email", token=token).status == 204
    assert ana.call("GET", "/v1/me").body["email_verified"] is True
    problem(ana.post("auth/verify-email", token=token), 400, "link_invalid")


def test_a_link_of_another_kind_or_past_its_time_is_refused(product: Product) -> None:
    ana = member(product)
    verify = ana.link("verify-email")
    problem(ana.post("auth/reset-password", token=verify, password=PASSWORD), 400, "link_invalid")
    product.admin("update mail_tokens set expires_at = now() - interval '1 second'")
    problem(ana.post("auth/verify-email", token=verify), 400, "link_invalid")


def test_a_mail_the_server_refused_can_be_asked_for_again(product: Product) -> None:
    ana = newcomer(product)
    post(f"{product.stack.simulator('mail')}/_sim/refuse", {"times": 1})
    assert ana.sign_up().status == 202
    assert ana.mails() == []
    ana.log_in()
    assert ana.post("auth/resend-verification").status == 202
    assert len(ana.mails()) == 1
    assert ana.post("auth/verify-email", token=ana.link("verify-email")).status == 204
    assert ana.post("auth/resend-verification").status == 202
    eventually(lambda: len(ana.mails()) == 2)  # the first one was tried again by itself
    assert product.admin("select 1 from mails where mail_sealed is not null and state <> 'waiting'") == []


def test_signing_up_again_changes_nothing_and_tells_the_holder(product: Product) -> None:
    ana = member(product)
    said = ana.sign_up(password="another password", name="Eve", business_name="Mine now")
    assert (said.status, said.body) == (202, {"status": "mail_sent"})
    assert ana.log_in("another password").status == 401
    assert len(ana.call("GET", "/v1/me").body["businesses"]) == 1
    assert "Ya tienes una cuenta" in ana.mails()[-1]["subject"]


# Sessions


def test_logging_out_ends_this_session_and_no_other(product: Product) -> None:
    ana, elsewhere = member(product), Person(product, "")
    elsewhere.email = ana.email
    elsewhere.log_in()
    assert ana.post("auth/log-out", refresh_token=ana.refresh).status == 204
    assert ana.post("auth/log-out", refresh_token=ana.refresh).status == 204
    problem(ana.post("auth/refresh", refresh_token=ana.refresh), 401, "session_ended")
    assert elsewhere.post("auth/refresh", refresh_token=elsewhere.refresh).status == 200


def test_a_session_ends_when_it_was_not_used_for_its_time(product: Product) -> None:
    ana = member(product)
    product.admin(
        "update sessions set expires_at = now() - interval '1 second' from users u where u.id = user_id and email = %s",
        (ana.email,),
    )
    problem(ana.post("auth/refresh", refresh_token=ana.refresh), 401, "session_ended")


def test_a_person_switches_to_a_business_they_belong_to_and_to_no_other(product: Product) -> None:
    ana, bea = member(product), member(product)
    mine, theirs = (who.call("GET", "/v1/me").body for who in (ana, bea))
    for unknown in (theirs["business_id"], str(uuid4())):
        problem(ana.post("me/business", business_id=unknown), 404, "not_found")
    product.admin(
        "insert into memberships (business_id, user_id, role) values (%s, %s, 'ADVISOR')",
        (theirs["business_id"], mine["id"]),
    )
    switched = ana.post("me/business", business_id=theirs["business_id"])
    assert switched.status == 200
    ana.access = switched.body["access_token"]
    me = ana.call("GET", "/v1/me").body
    assert me["business_id"] == theirs["business_id"]
    assert [each["role"] for each in me["businesses"]] == ["OWNER", "ADVISOR"]
    later = ana.post("auth/refresh", refresh_token=ana.refresh).body
    assert later["business_id"] == theirs["business_id"], "the session stays there"
    product.admin("delete from memberships where user_id = %s and role = 'ADVISOR'", (mine["id"],))
    back = ana.post("auth/refresh", refresh_token=later["refresh_token"]).body
    assert back["business_id"] == mine["business_id"], "until the person no longer belongs to it"


def test_without_a_good_access_token_nothing_is_told(product: Product) -> None:
    ana = member(product)
    good = ana.access
    for bad in ("", "x", good[:-3], good.replace(".", "", 1), good + "ñ"):
        said = ana.call("GET", "/v1/me", Authorization=f"Bearer {bad}".encode().decode("latin-1"))
        problem(said, 401, "unauthorized")
    assert ana.call("GET", "/v1/me").status == 200


# A forgotten password


def test_a_reset_sets_the_password_and_ends_every_session(product: Product) -> None:
    ana = member(product)
    assert ana.post("auth/request-reset", email=ana.email).status == 202
    token = ana.link("reset-password")
    problem(ana.post("auth/reset-password", token=token, password="short"), 400, "invalid")
    assert ana.post("auth/reset-password", token=token, password="a new password").status == 204
    problem(ana.post("auth/reset-password", token=token, password="a third password"), 400, "link_invalid")
    problem(ana.post("auth/refresh", refresh_token=ana.refresh), 401, "session_ended")
    problem(ana.log_in(), 401, "wrong_credentials")
    assert ana.log_in("a new password").status == 200
    assert ana.call("GET", "/v1/me").body["email_verified"] is True


def test_one_used_reset_link_uses_up_the_others(product: Product) -> None:
    ana = member(product)
    ana.post("auth/request-reset", email=ana.email)
    older = ana.link("reset-password")
    ana.post("auth/request-reset", email=ana.email)
    assert ana.post("auth/reset-password", token=ana.link("reset-password"), password="a new password").status == 204
    problem(ana.post("auth/reset-password", token=older, password="a third password"), 400, "link_invalid")


# Nobody learns which addresses have accounts


def alike(known: Said, unknown: Said) -> None:
    def facts(said: Said) -> tuple[int, object, set[str]]:
        return said.status, {k: v for k, v in said.body.items() if k != "request_id"}, set(said.headers)

    assert facts(known) == facts(unknown)


def test_answers_do_not_tell_whether_an_account_exists(product: Product) -> None:
    ana, nobody = member(product), newcomer(product)
    ana.access = ""
    alike(ana.log_in("wrong password"), nobody.log_in("wrong password"))
    alike(ana.post("auth/request-reset", email=ana.email), nobody.post("auth/request-reset", email=nobody.email))
    assert "no tiene cuenta" in nobody.mails()[-1]["text"]
    alike(ana.sign_up(), nobody.sign_up())


def test_time_does_not_tell_either_the_same_hashes_and_mails_are_made(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counted, not timed: every hash and every mail of a request, for a known and for an unknown address."""
    ana, nobody = member(product), newcomer(product)
    passwords.warm_up()
    made: list[tuple[str, bool]] = []

    def noted(name: str) -> None:
        real = getattr(argon2_door, name)

        def counting(*arguments: Any, **more: Any) -> Any:
            made.append((name, PARAMETERS in b"".join(each for each in arguments if isinstance(each, bytes))))
            return real(*arguments, **more)

        monkeypatch.setattr(argon2_door, name, counting)

    noted("verify_secret")
    noted("hash_secret")
    business = NewBusiness(name="La Espiga")

    def cost(email: str, what: str) -> tuple[list[tuple[str, bool]], int]:
        made.clear()
        before = product.admin("select count(*) as n from mails")[0]["n"]
        if what == "log in":
            with pytest.raises(WrongCredentials):
                sessions.log_in(email, "wrong password", "192.0.2.1")
        elif what == "reset":
            resets.request_reset(email, "es", "192.0.2.1")
        else:
            signup.sign_up(Newcomer(email, PASSWORD, "Eve", "es", TERMS), business, "192.0.2.1")
        return list(made), product.admin("select count(*) as n from mails")[0]["n"] - before

    assert cost(ana.email, "log in") == cost(nobody.email, "log in") == ([("verify_secret", True)], 0)
    assert cost(ana.email, "reset") == cost(nobody.email, "reset") == ([], 1)
    assert cost(ana.email, "sign up") == cost(nobody.email, "sign up") == ([("hash_secret", False)], 1)


# Limits


def test_the_eleventh_wrong_password_waits_even_with_the_right_one_and_others_do_not(product: Product) -> None:
    ana, bea = member(product), member(product)
    for _ in range(10):
        problem(ana.log_in("wrong password"), 401, "wrong_credentials")
    refused = ana.log_in()
    problem(refused, 429, "too_many_requests")
    assert 0 < int(refused.headers["retry-after"]) <= 15 * 60
    assert bea.log_in().status == 200
    product.admin("update attempts set until = now()")
    assert ana.log_in().status == 200


def test_the_limit_is_the_same_for_an_account_that_does_not_exist(product: Product) -> None:
    nobody = newcomer(product)
    answers = [nobody.log_in("wrong password").status for _ in range(12)]
    assert answers == [401] * 10 + [429] * 2


def test_a_right_password_forgets_the_wrong_ones_before_it(product: Product) -> None:
    ana = member(product)
    for _ in range(3):
        assert [ana.log_in("wrong password").status for _ in range(9)] == [401] * 9
        assert ana.log_in().status == 200


def test_one_address_cannot_try_many_accounts(product: Product) -> None:
    ana = member(product)
    product.admin(
        "update attempts set tries = 100 where key = sha256(convert_to('login:address:' || %s, 'UTF8'))", (ana.address,)
    )
    problem(ana.log_in(), 429, "too_many_requests")


def test_nobody_is_flooded_with_mail(product: Product) -> None:
    ana = newcomer(product)
    answers = [ana.post("auth/request-reset", email=ana.email).status for _ in range(7)]
    assert answers == [202] * 5 + [429] * 2
    assert len(ana.mails()) == 5


# What is stored


def test_no_password_or_token_is_stored_as_it_is(product: Product) -> None:
    ana = member(product)
    ana.post("auth/request-reset", email=ana.email)
    dump = json.dumps(
        [
            product.admin(f"select to_jsonb(t) as row from {table} t")
            for table in ("users", "sessions", "refresh_tokens", "mail_tokens", "attempts", "mails", "known_networks")
        ],
        default=str,
    )
    assert "$argon2id$" in dump
    for secret in (PASSWORD, ana.refresh, ana.link("reset-password")):
        assert secret not in dump
        assert secret.encode().hex() not in dump


def test_no_address_password_or_token_is_in_the_logs(product: Product) -> None:
    ana = newcomer(product)
    post(f"{product.stack.simulator('mail')}/_sim/refuse", {"times": 1})
    ana.sign_up()
    assert ana.mails() == []
    ana.log_in()
    ana.call("POST", "/v1/auth/log-in", b'{"email": "' + ana.email.encode() + b'", "password": 5')
    logs = "".join(file.read_text() for file in (product.stack.home / "logs").glob("host*.log"))
    assert "a mail was not sent" in logs
    assert [secret for secret in (ana.email, PASSWORD, ana.access, ana.refresh) if secret in logs] == []


def test_the_database_itself_refuses_an_address_twice(product: Product) -> None:
    ana = member(product)
    twice = "insert into users (id, email, name, password_hash) values (%s, %s, 'x', 'x')"
    for email, error in (
        (ana.email, psycopg.errors.UniqueViolation),
        (ana.email.upper(), psycopg.errors.CheckViolation),
    ):
        with pytest.raises(error):
            product.admin(twice, (uuid4(), email))
