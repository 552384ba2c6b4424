"""The second factor over HTTP, on the whole product."""

from datetime import timedelta

import pyotp
import pytest

from recado.accounts import access, second_factor
from recado.kernel.clock import now
from recado.platform import jwts
from tests.rigs.authenticators import SECOND_FACTOR, begun, switched_on
from tests.rigs.people import PASSWORD, Person, Said, member, verified
from tests.rigs.product import Product


@pytest.fixture
def ana(product: Product) -> Person:
    return verified(product)


def refused(said: Said, status: int, code: str) -> None:
    assert (said.status, said.body.get("code")) == (status, code), said


def test_it_is_asked_for_once_its_first_code_confirmed_it(ana: Person) -> None:
    phone = begun(ana)
    assert "access_token" in ana.log_in().body, "begun is not on"
    assert ana.call("GET", f"/v1/{SECOND_FACTOR}").body == {"enabled": False, "recovery_codes_left": 0}
    refused(ana.post(f"{SECOND_FACTOR}/confirm", code="000000"), 403, "wrong_code")
    code = phone.code()
    said = ana.post(f"{SECOND_FACTOR}/confirm", code=code)
    assert (said.status, len(set(said.body["recovery_codes"]))) == (200, 10)
    assert ana.call("GET", f"/v1/{SECOND_FACTOR}").body == {"enabled": True, "recovery_codes_left": 10}
    refused(phone.meet(phone.challenge(), code), 403, "wrong_code")  # it confirmed, so it is used up
    said = phone.meet(phone.challenge(), phone.code(1))
    assert said.status == 200
    ana.access = said.body["access_token"]
    assert ana.call("GET", "/v1/me").body["email"] == ana.email


def test_what_is_scanned_says_whose_it_is_and_of_what(ana: Person) -> None:
    uri = ana.post(SECOND_FACTOR, password=PASSWORD).body["uri"]
    scanned = pyotp.parse_uri(uri)
    assert (scanned.name, scanned.issuer) == (ana.email, "Recado")


def test_beginning_needs_the_password_and_begins_anew_until_it_is_on(ana: Person) -> None:
    refused(ana.post(SECOND_FACTOR, password="another password"), 403, "wrong_password")
    earlier, later = begun(ana), begun(ana)
    refused(ana.post(f"{SECOND_FACTOR}/confirm", code=earlier.code()), 403, "wrong_code")
    assert ana.post(f"{SECOND_FACTOR}/confirm", code=later.code()).status == 200
    refused(ana.post(SECOND_FACTOR, password=PASSWORD), 409, "conflict")
    refused(ana.post(f"{SECOND_FACTOR}/confirm", code=later.code(1)), 409, "conflict")


def test_a_code_of_the_step_before_or_after_will_do_and_none_further_off(ana: Person) -> None:
    phone = switched_on(ana)
    current = phone.fresh()
    for further in (-3, 3):
        refused(phone.meet(phone.challenge(), phone.code(further)), 403, "wrong_code")
    following = phone.code(1)
    assert phone.meet(phone.challenge(), following).status == 200
    for used_up in (following, current):
        refused(phone.meet(phone.challenge(), used_up), 403, "wrong_code")


def test_a_recovery_code_logs_in_once_however_it_is_written(ana: Person, product: Product) -> None:
    phone = switched_on(ana)
    first, second = phone.recovery_codes[:2]
    assert phone.meet(phone.challenge(), first).status == 200
    refused(phone.meet(phone.challenge(), first), 403, "wrong_code")
    assert phone.meet(phone.challenge(), second.replace("-", " ").upper()).status == 200
    assert ana.call("GET", f"/v1/{SECOND_FACTOR}").body["recovery_codes_left"] == 8
    bea = member(product)
    other = switched_on(bea)
    refused(other.meet(other.challenge(), phone.recovery_codes[2]), 403, "wrong_code")


def test_new_recovery_codes_replace_the_old(ana: Person) -> None:
    phone = switched_on(ana)
    asked = {"password": PASSWORD, "code": phone.fresh()}
    said = ana.post(f"{SECOND_FACTOR}/recovery-codes", **asked)
    assert said.status == 200
    refused(phone.meet(phone.challenge(), phone.recovery_codes[0]), 403, "wrong_code")
    assert phone.meet(phone.challenge(), said.body["recovery_codes"][0]).status == 200


def test_without_the_password_nobody_learns_of_it(ana: Person, product: Product) -> None:
    switched_on(ana)
    bea = member(product)
    answers = [who.log_in("not the password") for who in (ana, bea)]
    told = [{**said.body, "request_id": ""} for said in answers]
    assert told[0] == told[1]
    assert told[0]["code"] == "wrong_credentials"


def test_after_ten_wrong_codes_the_right_one_waits_too_and_nobody_elses(ana: Person, product: Product) -> None:
    phone = switched_on(ana)
    challenge = phone.challenge()
    for _ in range(10):
        refused(phone.meet(challenge, "000000"), 403, "wrong_code")
    refused(phone.meet(challenge, phone.fresh()), 429, "too_many_requests")
    refused(phone.meet(phone.challenge(), phone.recovery_codes[0]), 429, "too_many_requests")
    other = switched_on(member(product))
    assert other.meet(other.challenge(), other.fresh()).status == 200


def test_a_challenge_is_good_for_nothing_else_and_nothing_else_is_one(ana: Person) -> None:
    phone = switched_on(ana)
    challenge, token = phone.challenge(), ana.access
    ana.access = challenge
    refused(ana.call("GET", "/v1/me"), 401, "unauthorized")
    claims = jwts.verified(challenge, second_factor.AUDIENCE)
    late = jwts.sign({k: claims[k] for k in ("sub", "pwd")}, second_factor.AUDIENCE, now() - timedelta(minutes=6),
                     timedelta(minutes=5))  # fmt: skip
    elsewhere = jwts.sign({k: claims[k] for k in ("sub", "pwd")}, access.AUDIENCE, now(), timedelta(minutes=5))
    for no_challenge in (token, late, elsewhere, challenge[:-6] + "AAAAAA", "x" * 40):
        refused(phone.meet(no_challenge, phone.fresh()), 401, "challenge_ended")
    assert phone.meet(challenge, phone.fresh()).status == 200


def test_another_password_ends_challenges_and_leaves_it_on(ana: Person) -> None:
    phone = switched_on(ana)
    challenge = phone.challenge()
    ana.post("auth/request-reset", email=ana.email)
    token = ana.link("reset-password")
    assert ana.post("auth/reset-password", token=token, password="a new password").status == 204
    refused(phone.meet(challenge, phone.fresh()), 401, "challenge_ended")
    said = ana.log_in("a new password")
    assert said.body["second_factor"] == "required"
    assert phone.meet(said.body["challenge"], phone.fresh()).status == 200


def test_switching_it_off_needs_the_password_and_a_code(ana: Person) -> None:
    phone = switched_on(ana)
    off = f"{SECOND_FACTOR}/disable"
    refused(ana.post(off, password="another password", code=phone.fresh()), 403, "wrong_password")
    refused(ana.post(off, password=PASSWORD, code="000000"), 403, "wrong_code")
    assert ana.post(off, password=PASSWORD, code=phone.fresh()).status == 204
    assert "access_token" in ana.log_in().body
    refused(ana.post(off, password=PASSWORD, code=phone.recovery_codes[0]), 403, "wrong_code")


def test_neither_its_secret_nor_its_recovery_codes_are_stored_as_they_are(ana: Person, product: Product) -> None:
    phone = switched_on(ana)
    stored = str(product.admin("select * from second_factors")) + str(product.admin("select * from recovery_codes"))
    assert phone.secret not in stored
    assert not [code for code in phone.recovery_codes if code in stored or code.replace("-", "") in stored]
    home = product.stack.options.home
    logs = "".join(path.read_text(errors="replace") for path in [*home.glob("*.log"), *home.glob("logs/*.log")])
    assert logs
    assert phone.secret not in logs
