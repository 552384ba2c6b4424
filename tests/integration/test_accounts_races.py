"""Accounts under concurrency: eight processes at the same moment, on a real PostgreSQL."""

import json
import os
import subprocess
import sys
from uuid import uuid4

from recado.platform.crypto import new_master_key
from tests.rigs.authenticators import begun, switched_on
from tests.rigs.people import PASSWORD, member, newcomer
from tests.rigs.product import Product

PROCESSES = 8
# Each process gets ready (imports, a connection), says so, and acts when it is told with what.
PROGRAM = """
import json, sys
from recado.accounts import {module} as subject
from recado.kernel.errors import RecadoError
from recado.platform.db import ping
ping()
print("ready", flush=True)
arguments = json.loads(sys.stdin.readline())
try:
    found = subject.{name}(*arguments)
    print(json.dumps(getattr(found, "refresh_token", "done")))
except RecadoError as error:
    print(json.dumps("refused: " + error.code))
"""


def at_once(product: Product, module: str, name: str, *arguments: object) -> list[str]:
    """What each of eight processes got from calling `recado.accounts.<module>.<name>` at the same moment.

    An argument that can be called is asked for at that moment: a code is good for only so long.
    """
    program = PROGRAM.format(module=module, name=name)
    environment = {**os.environ, **product.stack.environment}
    environment.setdefault("MASTER_KEYS", new_master_key())
    running = [
        subprocess.Popen(
            [sys.executable, "-c", program],
            env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for _ in range(PROCESSES)
    ]  # fmt: skip
    for process in running:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    told = json.dumps([each() if callable(each) else each for each in arguments])
    for process in running:
        assert process.stdin is not None
        process.stdin.write(told + "\n")
        process.stdin.flush()
    return [json.loads(process.communicate(timeout=120)[0]) for process in running]


def test_of_eight_refreshes_with_one_token_exactly_one_wins_and_the_family_ends(product: Product) -> None:
    for _ in range(3):
        ana = member(product)
        answers = at_once(product, "sessions", "refresh", ana.refresh)
        won = [answer for answer in answers if not answer.startswith("refused")]
        assert (len(won), answers.count("refused: session_ended")) == (1, PROCESSES - 1), answers
        assert ana.post("auth/refresh", refresh_token=won[0]).status == 401, "seven reuses: theft, for all we know"


def test_of_eight_resets_with_one_link_exactly_one_wins(product: Product) -> None:
    ana = member(product)
    ana.post("auth/request-reset", email=ana.email)
    token = ana.link("reset-password")
    answers = at_once(product, "resets", "reset_password", token, "a new password", "192.0.2.1")
    assert (answers.count("done"), answers.count("refused: link_invalid")) == (1, PROCESSES - 1), answers
    assert ana.log_in("a new password").status == 200


def test_eight_wrong_passwords_at_once_all_count(product: Product) -> None:
    ana = member(product)
    answers = [at_once(product, "sessions", "log_in", ana.email, "wrong", ana.address) for _ in range(2)]
    flat = answers[0] + answers[1]
    assert flat.count("refused: wrong_credentials") == 10, flat
    assert flat.count("refused: too_many_requests") == 6
    assert ana.log_in().status == 429


def test_eight_sign_ups_of_one_address_make_one_person_and_one_business(product: Product) -> None:
    ana = newcomer(product)
    program_arguments = {"email": ana.email, "password": PASSWORD, "name": "Ana", "business_name": "Ocho"}
    clients = [
        subprocess.Popen(
            [sys.executable, "-c", CLIENT, product.stack.url, json.dumps(program_arguments)],
            stdout=subprocess.PIPE, text=True,
        )
        for _ in range(PROCESSES)
    ]  # fmt: skip
    statuses = sorted(int(client.communicate(timeout=120)[0]) for client in clients)
    assert statuses == [202] * 5 + [429] * 3, "five mails an hour to one address"
    rows = product.admin(
        "select u.id, count(*) as businesses from users u join memberships m on m.user_id = u.id "
        "where email = %s group by u.id",
        (ana.email,),
    )
    assert [row["businesses"] for row in rows] == [1]
    assert len(ana.mails()) == 5


CLIENT = """
import sys, urllib.error, urllib.request
request = urllib.request.Request(
    sys.argv[1] + "/v1/auth/sign-up", sys.argv[2].encode(), {"Content-Type": "application/json"}
)
try:
    print(urllib.request.urlopen(request, timeout=100).status)
except urllib.error.HTTPError as error:
    print(error.code)
"""


def test_of_eight_who_bring_one_code_at_once_exactly_one_gets_a_session(product: Product) -> None:
    for recovering in (False, True):
        ana = member(product)
        phone = switched_on(ana)
        challenge, code = phone.challenge(), phone.recovery_codes[0] if recovering else phone.fresh
        answers = at_once(product, "sessions", "log_in_with_second_factor", challenge, code, "192.0.2.1")
        won = [answer for answer in answers if not answer.startswith("refused")]
        assert (len(won), answers.count("refused: wrong_code")) == (1, PROCESSES - 1), answers
        assert ana.post("auth/refresh", refresh_token=won[0]).status == 200


def test_eight_wrong_codes_at_once_all_count(product: Product) -> None:
    phone = switched_on(member(product))
    challenge = phone.challenge()
    answers = [
        at_once(product, "sessions", "log_in_with_second_factor", challenge, "000000", "192.0.2.1") for _ in range(2)
    ]
    flat = answers[0] + answers[1]
    assert (flat.count("refused: wrong_code"), flat.count("refused: too_many_requests")) == (10, 6), flat
    assert phone.meet(challenge, phone.fresh()).status == 429


def test_of_eight_who_confirm_at_once_exactly_one_is_told_recovery_codes_that_work(product: Product) -> None:
    ana = member(product)
    phone = begun(ana)
    user_id = ana.call("GET", "/v1/me").body["id"]
    answers = at_once(product, "second_factor", "confirm", user_id, str(uuid4()), phone.code)
    assert (answers.count("done"), len(set(answers))) == (1, 2), answers
    (row,) = product.admin("select count(*) as codes from recovery_codes where user_id = %s", (user_id,))
    assert row["codes"] == 10
