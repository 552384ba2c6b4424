"""Rules of accounts that need no database: addresses, networks, passwords, access tokens."""

import base64
import json
from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import jwt
import pytest

from recado.accounts import access, admission
from recado.accounts.chosen_names import name_for_mail
from recado.accounts.model import Belonging, WeakPassword, check_password, current, network, normal_email
from recado.accounts.ownership import check_new_password
from recado.kernel.clock import now
from recado.kernel.errors import Invalid, Unauthorized
from recado.platform import crypto, jwts, passwords, secrets

OLD_KEY, NEW_KEY = crypto.new_master_key(), crypto.new_master_key()


@pytest.fixture(autouse=True)
def _keys(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    use_keys(monkeypatch, OLD_KEY)
    yield
    monkeypatch.undo()
    _forget()


def use_keys(monkeypatch: pytest.MonkeyPatch, *keys: str) -> None:
    monkeypatch.setenv("MASTER_KEYS", ",".join(keys))
    _forget()


def _forget() -> None:
    for cached in (secrets.secret, crypto._ring, crypto.derived_keys):
        cached.cache_clear()


def issued() -> str:
    return access.issue(uuid4(), uuid4(), Belonging(uuid4(), "La Espiga", "OWNER", None))


def changed(token: str, **claims: object) -> str:
    """The token with other claims under the old signature."""
    head, body, signature = token.split(".")
    payload = json.loads(base64.urlsafe_b64decode(body + "==")) | claims
    return ".".join((head, base64.urlsafe_b64encode(json.dumps(payload).encode()).decode().rstrip("="), signature))


def signed(key: bytes | str | None = None, algorithm: str = "HS256", kid: str | None = None, **claims: object) -> str:
    """A token made by hand, right in everything that is not named."""
    key_id, right = next(iter(crypto.derived_keys(f"jwt:{access.AUDIENCE}").items()))
    base = {
        "sub": str(uuid4()), "sid": str(uuid4()), "iss": jwts.ISSUER, "aud": access.AUDIENCE, "iat": now(),
        "exp": now() + timedelta(minutes=5),
    }  # fmt: skip
    payload = {name: value for name, value in (base | claims).items() if value is not None}
    return jwt.encode(payload, right if key is None else key, algorithm=algorithm, headers={"kid": kid or key_id})


def test_an_access_token_says_who_and_in_which_business() -> None:
    user, session, business = uuid4(), uuid4(), Belonging(uuid4(), "La Espiga", "ADMIN", None)
    found = access.identify(access.issue(user, session, business))
    assert (found.user_id, found.session_id, found.business_id) == (user, session, business.business_id)
    assert access.identify(signed()).business_id is None


def test_a_token_of_the_older_key_is_good_until_that_key_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    token = issued()
    use_keys(monkeypatch, NEW_KEY, OLD_KEY)
    assert access.identify(token)
    assert jwt.get_unverified_header(issued())["kid"] == NEW_KEY.split(":")[0]
    use_keys(monkeypatch, NEW_KEY)
    with pytest.raises(Unauthorized):
        access.identify(token)


@pytest.mark.parametrize(
    "forged",
    [
        lambda: signed(key="", algorithm="none"),
        lambda: signed(key="another key of thirty-two bytes..."),
        lambda: signed(kid="unknown"),
        lambda: signed(key=b"k" * 64, algorithm="HS512"),
        lambda: signed(aud="another"),
        lambda: signed(aud=None),
        lambda: signed(iss="another"),
        lambda: signed(exp=now() - timedelta(seconds=6)),
        lambda: signed(iat=now() + timedelta(seconds=7)),
        lambda: signed(exp=None),
        lambda: signed(iat=now() + timedelta(minutes=5)),
        lambda: signed(sub=None),
        lambda: signed(sub="not an id"),
        lambda: signed(sid=None),
        lambda: signed(biz="x"),
        lambda: signed(biz=[str(uuid4())]),
        lambda: changed(issued(), biz=str(uuid4())),
        lambda: issued()[:-2],
        lambda: issued() + "A" * 5000,
        lambda: "",
        lambda: "a.b.c",
        lambda: "....",
        lambda: "ñ.\x00.é",
        lambda: base64.urlsafe_b64encode(b'{"alg":[],"kid":{}}').decode() + ".e30.",
        lambda: base64.urlsafe_b64encode(b"[" * 3000).decode() + ".e30.",
    ],
)
def test_a_forged_expired_or_foreign_token_is_refused(forged: object) -> None:
    assert callable(forged)
    with pytest.raises(Unauthorized):
        access.identify(forged())


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Basic dXNlcjpwYXNz", "bearer\x00x"])
def test_a_header_without_a_bearer_token_is_refused(header: str | None) -> None:
    with pytest.raises(Unauthorized):
        admission.caller_of(header)


def test_an_address_is_one_account_however_it_is_written() -> None:
    assert normal_email("  Ana.Perez+x@Example.COM ") == "ana.perez+x@example.com"


@pytest.mark.parametrize(
    "text",
    [
        "", "ana", "ana@", "@example.com", "ana@example", "ana@@example.com", "a b@example.com", "ana@exa mple.com",
        "ana@example.com\nBcc: b@example.com", "ana@example.com,b@example.com", "ana\x00@example.com",
        "ána@example.com", "<ana@example.com>", "ana@-example.com", "a" * 65 + "@example.com",
        "a@" + "b." * 130 + "com", "ana..b@example.com", "ana@server.local", "ana@[127.0.0.1]",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        normal_email(text)


def test_a_household_counts_once() -> None:
    assert network("2001:db8:1:2::1") == network("2001:db8:1:2:ffff::9") != network("2001:db8:1:3::1")
    assert network("::ffff:192.0.2.1") == network("192.0.2.1") == "192.0.2.1"
    assert network("192.0.2.1") != network("192.0.2.2")
    assert network("nonsense") == "unknown"


def test_a_password_is_neither_short_nor_endless() -> None:
    check_password("x" * 10)
    for password in ("x" * 9, "x" * 201):
        with pytest.raises(Invalid):
            check_password(password)


@pytest.mark.parametrize("seconds", [-5, -2, 0, 2, 5])
def test_clocks_of_two_machines_may_be_five_seconds_apart(seconds: int) -> None:
    """As the clock of whoever issued it says, in whole seconds; a second more for the test itself."""
    theirs = now() + timedelta(seconds=seconds)
    assert access.identify(signed(iat=theirs, exp=theirs + timedelta(seconds=2)))


@pytest.mark.parametrize(
    "password",
    [
        "password123", "P4$$W0RD12", "p@ssw0rd2026", "1234567890", "0987654321", "qwertyuiop", "aaaaaaaaaaaa",
        "abcabcabcabc", "passwordpassword", "iloveyou123", "futbol1234", "Contraseña1", "laespiga2026", "ANA.PEREZ!!",
        "barcelona1",
    ],
)  # fmt: skip
def test_a_password_that_is_tried_first_is_refused(password: str) -> None:
    with pytest.raises(WeakPassword):
        check_new_password(password, "ana.perez@example.com", "Ana Pérez", "LaEspiga")


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery",
        "pan de muerto 2026",
        "aB3$kq9Zx1",
        "ñandú ñandú verde",
        "love83920175",
        "4@8({[<369&#!1|0$5+7%2" * 9,
    ],
)
def test_any_other_password_is_taken_at_once(password: str) -> None:
    check_new_password(password, "ana.perez@example.com", "Ana Pérez", "LaEspiga")


@pytest.mark.parametrize(
    ("chosen", "shown"),
    [
        ("Panadería S.A. de C.V.", "Panadería S.A. de C.V."), ("Dr. Pérez 24.7", "Dr. Pérez 24.7"),
        ("Gana: https://evil.example/x ya", "Gana: ya"), ("www.evil.example", "…"), ("evil.com", "…"),
        ("Banco evil。com", "Banco"), ("e\u200bvil.com", "…"), ("ve a evil．com/x hoy", "ve a hoy"),
        ("pagos@evil.example", "…"), ("mailto:pagos", "…"), ("10.0.0.1/x gana", "gana"), ("évil.мос", "…"),
        ("La\r\nBcc: x@evil.com", "La Bcc:"), ("\u202eagipsE aL", "agipsE aL"), ("x" * 400, "x" * 79 + "…"),
        ("$link", "$link"),
    ],
)  # fmt: skip
def test_names_others_chose_put_no_link_into_a_mail(chosen: str, shown: str) -> None:
    assert name_for_mail(chosen) == shown


def test_nobodys_password_matches_nobody() -> None:
    known = passwords.hashed("correct horse")
    assert known.startswith("$argon2id$")
    assert passwords.matches("correct horse", known)
    assert not passwords.matches("wrong horse", known)
    assert not passwords.matches("nobody has this password", None)
    assert not passwords.matches("x", "not a hash")
    assert not passwords.outdated(known)


def test_the_business_to_work_in_is_the_chosen_one_while_one_belongs_to_it() -> None:
    first, second = Belonging(uuid4(), "a", "OWNER", None), Belonging(uuid4(), "b", "ADVISOR", None)
    assert current(second.business_id, [first, second]) == second
    assert current(uuid4(), [first, second]) == current(None, [first, second]) == first
    assert current(first.business_id, []) is None
