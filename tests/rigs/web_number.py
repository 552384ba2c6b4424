"""A WhatsApp Web number of a new business, made over the API and linked at the simulator, all in containers."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import psycopg
from psycopg.rows import dict_row

from infra.local.seed import CONTEXT, get, post
from tests.rigs.containers import Stack
from tests.rigs.people import Json, Person
from tests.rigs.waiting import eventually

PATIENCE = 60.0
FETCH = """
import sys, urllib.request
print(urllib.request.urlopen("http://127.0.0.1:8090" + sys.argv[1], timeout=5).read().decode())
"""


@dataclass(frozen=True, slots=True)
class _Address:
    """Where the product and its mail are, as `Person` asks for it."""

    url: str
    mail: str

    def simulator(self, _name: str) -> str:
        return self.mail


@dataclass(frozen=True, slots=True)
class _Served:
    stack: _Address

    def mails_settled(self) -> None:
        """Nothing to wait for here: whoever needs a mail asks until it is there."""


def owner(stack: Stack) -> Person:
    """Somebody with a business, whose address is confirmed."""
    served = _Served(_Address(stack.url("functions"), stack.url("mail")))
    person = Person(served, f"ana{uuid4().hex[:8]}@example.com")  # type: ignore[arg-type]
    assert person.sign_up().status == 202
    eventually(person.mails, PATIENCE)
    assert person.log_in().status == 200
    assert person.post("auth/verify-email", token=person.link("verify-email")).status == 204
    return person


@dataclass(frozen=True, slots=True)
class WebNumber:
    """The number, its owner's phone at the simulator, and what is known of both."""

    stack: Stack
    owner: Person
    instance_id: str
    phone: str

    # What its owner sees.

    def asked(self, method: str, path: str, body: Any = None) -> Json:
        said = self.owner.call(method, f"/v1/{path}", body)
        assert said.status in (200, 201), said.body
        return said.body

    def session(self) -> Json:
        return self.asked("GET", f"instances/{self.instance_id}/session")

    def is_online(self) -> bool:
        return bool(self.session()["state"] == "online") and bool(self.account()["online"])

    def scan(self) -> None:
        """Connects by QR: the code the owner sees is held before the phone."""
        self.asked("POST", f"instances/{self.instance_id}/connect", {"method": "qr"})
        code = eventually(lambda: self.session()["qr"], PATIENCE, pause=0.5)
        post(f"{self.stack.url('web')}/_sim/scan", {"phone": self.phone, "code": code, "name": "La Espiga"})
        eventually(self.is_online, PATIENCE)

    def statuses(self) -> set[str]:
        """Of everything the business has written."""
        conversations = self.asked("GET", "conversations")["items"]
        pages = [self.asked("GET", f"conversations/{each['id']}/messages")["items"] for each in conversations]
        return {message["status"] for page in pages for message in page if message["direction"] == "out"}

    # What WhatsApp has.

    def account(self) -> Json:
        """Its session at WhatsApp: the id is that of one scan."""
        found = get(f"{self.stack.url('web')}/_sim/sessions")["sessions"]
        (account,) = [each for each in found if each["phone"] == self.phone]
        return dict(account)

    def customer_writes(self, customer: str, text: str) -> None:
        body = {"session": self.phone, "from": customer, "text": text}
        post(f"{self.stack.url('web')}/_sim/messages", body)

    def answers(self, customer: str) -> list[str]:
        """The business's messages on the customer's phone."""
        entries = get(f"{self.stack.url('web')}/_sim/chats/{self.phone}/{customer}")["entries"]
        return [json.dumps(each["message"], ensure_ascii=False) for each in entries if each["by"] == "business"]

    def violations(self) -> dict[str, int]:
        return dict(get(f"{self.stack.url('web')}/_sim/violations")["counts"])

    # What its hosts say.

    def lease(self) -> Json:
        """Who holds it, in PostgreSQL."""
        url = f"postgresql://postgres:postgres@127.0.0.1:{self.stack.ports['postgres']}/recado"
        with psycopg.connect(url, row_factory=dict_row) as admin:
            statement = "select owner, lease_until, epoch from web_sessions where instance_id = %s"
            return admin.execute(statement, (self.instance_id,)).fetchone() or {}

    def holders(self, copies: list[str]) -> list[str]:
        """The containers that say they have it online."""
        return [copy for copy in copies if self._online_on(copy)]

    def _online_on(self, container: str) -> bool:
        rows = json.loads(fetch(self.stack, container, "/sessions"))
        return any(row["instance_id"] == self.instance_id and row["state"] == "online" for row in rows)


def fetch(stack: Stack, container: str, path: str) -> str:
    """A page of the host's, asked for inside its container: no port of it is published."""
    return stack.engine.docker("exec", container, "python", "-c", FETCH, path)


def web_number(stack: Stack) -> WebNumber:
    """Made over the API; linked to nothing yet."""
    person = owner(stack)
    settings = {"context": CONTEXT, "timezone": "America/Mexico_City", "buffer_quiet_seconds": 1}
    assert person.call("PATCH", "/v1/business", settings).status == 200
    said = person.post("instances", provider="web", name="Mostrador")
    assert said.status == 201, said.body
    return WebNumber(stack, person, said.body["id"], new_phone())


def new_phone() -> str:
    return f"52155{uuid4().int % 10**8:08d}"
