"""Accounts under concurrency: eight processes at the same moment, on a real PostgreSQL."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from recado.accounts import resets, second_factor, sessions
from tests.rigs.authenticators import begun, switched_on
from tests.rigs.people import aged, member, newcomer
from tests.rigs.product import Product
from tests.rigs.races import race, together

PROCESSES = 8


def at_once(product: Product, function: Callable[..., Any], *arguments: object) -> list[Any]:
    """Returns what each of eight processes got from the same call at the same moment: a result, or an error's code."""
    return race([(function, *arguments)] * PROCESSES, product.stack.environment)


def tokens(answers: list[Any]) -> list[str]:
    """Returns the refresh tokens of those that got a session."""
    return [answer.refresh_token for answer in answers if not isinstance(answer, str)]


def test_eight_refreshes_with_one_token_at_once_get_one_successor_and_the_family_lives(product: Product) -> None:
    for _ in range(3):
        ana = member(product)
        answers = at_once(product, sessions.refresh, ana.refresh)
        won = tokens(answers)
        assert (len(won), len(set(won))) == (PROCESSES, 1), answers
        assert ana.post("auth/refresh", refresh_token=won[0]).status == 200
        aged(ana)
        assert at_once(product, sessions.refresh, ana.refresh) == ["session_ended"] * PROCESSES


def test_of_eight_resets_with_one_link_exactly_one_wins(product: Product) -> None:
    ana = member(product)
    ana.post("auth/request-reset", email=ana.email)
    token = ana.link("reset-password")
    answers = at_once(product, resets.reset_password, token, "a new password", "192.0.2.1")
    assert (answers.count(None), answers.count("link_invalid")) == (1, PROCESSES - 1), answers
    assert ana.log_in("a new password").status == 200


def test_eight_wrong_passwords_at_once_all_count(product: Product) -> None:
    ana = member(product)
    answers = [at_once(product, sessions.log_in, ana.email, "wrong", ana.address) for _ in range(2)]
    flat = answers[0] + answers[1]
    assert flat.count("wrong_credentials") == 10, flat
    assert flat.count("too_many_requests") == 6
    assert ana.log_in().status == 429


def test_eight_sign_ups_of_one_address_make_one_person_and_one_business(product: Product) -> None:
    ana = newcomer(product)
    responses = together([lambda: ana.sign_up(business_name="Ocho")] * PROCESSES)
    statuses = sorted(response.status for response in responses)
    assert statuses == [202] * 5 + [429] * 3, "five mails an hour to one address"
    rows = product.admin(
        "select u.id, count(*) as businesses from users u join memberships m on m.user_id = u.id "
        "where email = %s group by u.id",
        (ana.email,),
    )
    assert [row["businesses"] for row in rows] == [1]
    assert len(ana.mails()) == 5


def test_of_eight_who_bring_one_code_at_once_exactly_one_gets_a_session(product: Product) -> None:
    for recovering in (False, True):
        ana = member(product)
        phone = switched_on(ana)
        challenge, code = phone.challenge(), phone.recovery_codes[0] if recovering else phone.fresh()
        answers = at_once(product, sessions.log_in_with_second_factor, challenge, code, "192.0.2.1")
        won = tokens(answers)
        assert (len(won), answers.count("wrong_code")) == (1, PROCESSES - 1), answers
        assert ana.post("auth/refresh", refresh_token=won[0]).status == 200


def test_eight_wrong_codes_at_once_all_count(product: Product) -> None:
    phone = switched_on(member(product))
    challenge = phone.challenge()
    answers = [at_once(product, sessions.log_in_with_second_factor, challenge, "000000", "192.0.2.1") for _ in range(2)]
    flat = answers[0] + answers[1]
    assert (flat.count("wrong_code"), flat.count("too_many_requests")) == (10, 6), flat
    assert phone.meet(challenge, phone.fresh()).status == 429


def test_of_eight_who_confirm_at_once_exactly_one_is_told_recovery_codes_that_work(product: Product) -> None:
    ana = member(product)
    phone = begun(ana)
    user_id = ana.call("GET", "/v1/me").body["id"]
    answers = at_once(product, second_factor.confirm, UUID(user_id), uuid4(), phone.code())
    refused = [answer for answer in answers if isinstance(answer, str)]
    assert (len(refused), len(set(refused))) == (PROCESSES - 1, 1), answers
    (row,) = product.admin("select count(*) as codes from recovery_codes where user_id = %s", (user_id,))
    assert row["codes"] == 10
