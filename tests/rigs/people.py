"""People who use the API: requests over HTTP to the running product, and the mails they get."""

import http.client
import json
import re
from dataclasses import dataclass, field
from ipaddress import IPv4Address
from itertools import count
from typing import Any
from urllib.parse import urlsplit

from infra.local.seed import get
from recado.kernel.settings import Settings
from tests.rigs import documented
from tests.rigs.product import Product

TERMS = Settings().terms_version
PASSWORD = "correct horse battery"
_ADDRESSES, _serial = IPv4Address("198.18.0.0"), count()  # those of RFC 2544, for trials
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """An answer of the API."""

    status: int
    headers: dict[str, str]
    body: Json


@dataclass(slots=True)
class Person:
    """Somebody with e-mail and IP addresses nobody had before: their tries count for nobody else."""

    product: Product
    email: str
    access: str = ""
    refresh: str = ""
    address: str = field(default_factory=lambda: str(_ADDRESSES + next(_serial)))

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Said:
        """A request of theirs: JSON, or bytes as they are; signed in if they are."""
        raw = body if isinstance(body, bytes) else None if body is None else json.dumps(body).encode()
        sent = {"Content-Type": "application/json", "X-Forwarded-For": self.address}
        if self.access:
            sent["Authorization"] = f"Bearer {self.access}"
        where = urlsplit(self.product.stack.url)
        connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=60)
        try:
            connection.request(method, path, raw, sent | headers)
            answer = connection.getresponse()
            text = answer.read()
            parsed = json.loads(text) if text else {}
            documented.check(method, path, answer.status, parsed)
            return Said(answer.status, {name.lower(): value for name, value in answer.getheaders()}, parsed)
        finally:
            connection.close()

    def post(self, path: str, **body: Any) -> Said:
        return self.call("POST", f"/v1/{path}", body)

    def sign_up(self, **more: Any) -> Said:
        new = {
            "email": self.email,
            "password": PASSWORD,
            "name": "Ana",
            "business_name": "La Espiga",
            "terms_version": TERMS,
        }
        return self.post("auth/sign-up", **new | more)

    def log_in(self, password: str = PASSWORD) -> Said:
        """Keeps the tokens when it works."""
        said = self.post("auth/log-in", email=self.email, password=password)
        if "access_token" in said.body:
            self.access, self.refresh = said.body["access_token"], said.body["refresh_token"]
        return said

    def mails(self) -> list[Json]:
        """The mails they got, oldest first, once all that were asked for have been sent."""
        self.product.mails_settled()
        mails: list[Json] = get(f"{self.product.stack.simulator('mail')}/_sim/mails?to={self.email}")["mails"]
        return mails

    def link(self, page: str) -> str:
        """The token in the newest mail's link to `page`."""
        url = f"{self.product.stack.url}/{page}#token="
        tokens = re.findall(rf"^{re.escape(url)}([\w-]+)$", self.mails()[-1]["text"], re.MULTILINE)
        (token,) = tokens
        return str(token)


def newcomer(product: Product) -> Person:
    """Somebody who has no account."""
    return Person(product, f"ana{product.serial()}@example.com")


def member(product: Product) -> Person:
    """Somebody who has signed up and logged in."""
    person = newcomer(product)
    assert person.sign_up().status == 202
    assert person.log_in().status == 200
    return person


def verified(product: Product) -> Person:
    """A member whose address is confirmed."""
    person = member(product)
    assert person.post("auth/verify-email", token=person.link("verify-email")).status == 204
    return person


def aged(person: Person) -> None:
    """What they have refreshed so far was two minutes ago."""
    person.product.admin(
        "update refresh_tokens t set used_at = used_at - interval '2 minutes' from sessions s join users u "
        "on u.id = s.user_id where s.id = t.session_id and u.email = %s",
        (person.email,),
    )
