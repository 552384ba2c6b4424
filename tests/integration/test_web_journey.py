"""A WhatsApp Web number from its QR to its last tick: the running product, a sessions host, the simulated WhatsApp."""

import json
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import uuid4

import pytest

from infra.local import processes
from infra.local.ports import free_port
from tests.rigs.desk_files import JPEG, NOT_AUDIO, brought, ogg
from tests.rigs.product import Json, Product
from tests.rigs.races import together
from tests.rigs.sounds import heard, sound
from tests.rigs.waiting import eventually
from tests.rigs.web_hosts import FAST, get, post
from tests.rigs.web_line import WebLine, web_line

BUSY = {"WEB_SILENCE": "20", "WEB_LEASE": "15", "WEB_LEASE_MARGIN": "3"}


@dataclass(slots=True)
class Phone:
    """The owner's phone and a customer's, on the simulator."""

    simulator: str
    owner: str
    customer: str

    def say(self, text: str = "", **more: Any) -> str:
        body = {"session": self.owner, "from": self.customer, "text": text, **more}
        return str(post(f"{self.simulator}/_sim/messages", body)["id"])

    def chat(self) -> Json:
        found: Json = get(f"{self.simulator}/phone/api/chats/{self.owner}/{self.customer}")
        return found

    def received(self) -> list[Json]:
        return [each for each in self.chat()["entries"] if each["by"] == "business"]

    def awaits(self, count: int) -> list[Json]:
        return list(eventually(lambda: found if len(found := self.received()) >= count else None))

    def reads(self) -> list[Json]:
        found: Json = get(f"{self.simulator}/_sim/sent?session={self.owner}")
        return [each for each in found["read"] if self.chat()["lid"] in each["chat"]]


@pytest.fixture(scope="module")
def web(product: Product) -> Iterator[WebLine]:
    """A number that is linked; its sessions host runs beside the product for as long as this file's tests."""
    product.admin("update web_sessions set wanted = 'stopped', command = null")
    environment = {**product.stack.environment, **FAST, **BUSY}
    arguments = ["--port", str(free_port())]
    host = processes.start("sessions-host", "sessions_host", arguments, environment, product.stack.home / "logs")
    try:
        yield web_line(product)
    finally:
        host.stop(30)


@pytest.fixture(scope="module")
def owner(web: WebLine) -> str:
    """The phone number of the account, once it has scanned the QR that the API shows."""
    said = web.desk.post(f"instances/{web.instance_id}/connect", method="qr")
    assert said.status == 200, said.body
    code = eventually(lambda: session(web)["qr"])
    phone = f"52155{web.product.serial() % 10**8:08d}"
    post(f"{web.product.stack.simulator('web')}/_sim/scan", {"phone": phone, "code": code})
    eventually(lambda: session(web)["state"] == "online")
    return phone


@pytest.fixture
def phone(web: WebLine, owner: str) -> Phone:
    """Somebody new who has the number."""
    return Phone(web.product.stack.simulator("web"), owner, web.product.customer())


def session(web: WebLine) -> Json:
    return web.desk.get(f"instances/{web.instance_id}/session")


def conversation_of(web: WebLine, phone: Phone) -> str:
    """The customer's conversation, once there is one."""

    def fact() -> str | None:
        statement = (
            "select c.id from conversations c join contact_identities i using (contact_id) where i.value = %s limit 1"
        )
        rows = web.desk.line.rows(statement, (phone.customer,))
        return str(rows[0]["id"]) if rows else None

    return str(eventually(fact))


def newest(web: WebLine, conversation: str, wanted: Callable[[Json], Any]) -> Json:
    """The newest message of the conversation, once it is as wanted."""

    def fact() -> Json | None:
        found = web.desk.history(conversation)
        return found[-1] if found and wanted(found[-1]) else None

    made: Json = eventually(fact)
    return made


def test_what_a_customer_asks_is_answered_by_the_bot_and_ticked_until_it_is_read(web: WebLine, phone: Phone) -> None:
    web.desk.line.change("update businesses set bot_enabled = true")
    try:
        phone.say("¿A qué hora abren?")
        (answer,) = phone.awaits(1)
    finally:
        web.desk.line.change("update businesses set bot_enabled = false")
    conversation = conversation_of(web, phone)
    shown = newest(web, conversation, lambda each: each["status"] == "delivered")
    assert (shown["author"], shown["text"]) == ("agent", answer["message"]["extendedTextMessage"]["text"])
    post(f"{phone.simulator}/_sim/receipts", {"session": phone.owner, "chat": phone.customer, "type": "READ"})
    newest(web, conversation, lambda each: each["status"] == "read")


def test_one_trace_leads_from_the_event_to_the_send_through_both_hosts(web: WebLine, phone: Phone) -> None:
    logs = web.product.stack.home / "logs"

    def spans(name: str) -> list[Json]:
        lines = (logs / name).read_text(errors="replace").splitlines()
        return [row for line in lines if '"span"' in line and "span" in (row := json.loads(line))]

    before = len(spans("sessions-host.log"))
    web.desk.line.change("update businesses set bot_enabled = true")
    try:
        phone.say("¿A qué hora abren?")
        phone.awaits(1)
    finally:
        web.desk.line.change("update businesses set bot_enabled = false")

    def is_whole() -> bool:
        own = spans("sessions-host.log")[before:]
        begun = {row["trace_id"] for row in own if row["span"] == "event handed over" and row["event"] == "message"}
        sent = begun & {row["trace_id"] for row in own if row["span"] == "whatsapp send"}
        functions = {row.get("function") for row in spans("host.log") if row["trace_id"] in sent}
        return functions >= {"ingest", "buffer_flush", "ai_response"}

    eventually(is_whole)


def test_a_customers_picture_is_fetched_by_the_session_and_shown_by_a_link(web: WebLine, phone: Phone) -> None:
    request = urllib.request.Request(f"{phone.simulator}/_sim/media", JPEG, {"Content-Type": "image/jpeg"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        where = json.loads(answer.read())
    phone.say(message={"imageMessage": {**where, "mimetype": "image/jpeg", "caption": "este"}})
    shown = newest(web, conversation_of(web, phone), lambda each: each["media"]["state"] == "stored")
    assert (shown["text"], shown["media"]["size"]) == ("este", len(JPEG))
    with urllib.request.urlopen(web.desk.get(f"media/{shown['media']['id']}")["url"], timeout=10) as answer:
        assert answer.read() == JPEG


def test_a_file_whatsapp_has_lost_and_one_too_large_are_given_up(web: WebLine, phone: Phone) -> None:
    lost = {"directPath": f"/web/media/{uuid4().hex}", "mimetype": "image/jpeg", "fileLength": 10}
    phone.say(message={"imageMessage": lost})
    conversation = conversation_of(web, phone)
    newest(web, conversation, lambda each: each["media"]["state"] == "failed")
    phone.say(message={"documentMessage": {**lost, "fileName": "todo.zip", "fileLength": 2_000_000_000}})
    newest(web, conversation, lambda each: each["kind"] == "document" and each["media"]["state"] == "failed")
    codes = web.desk.line.rows("select reason from media where state = 'failed' order by id")
    assert [each["reason"] for each in codes] == ["file_gone", "too_large"]


@pytest.mark.parametrize(
    ("content", "mime_type", "data"),
    [({"type": "image"}, "image/jpeg", JPEG), ({"type": "audio", "voice": True}, "audio/ogg", ogg(1))],
)
def test_a_brought_file_arrives_whole(
    web: WebLine, phone: Phone, content: dict[str, Any], mime_type: str, data: bytes
) -> None:
    phone.say("hola")
    conversation = conversation_of(web, phone)
    sent = web.desk.send(conversation, **content, media_id=brought(web.desk, data, mime_type))
    (row,) = phone.awaits(1)
    part = row["message"][f"{content['type']}Message"]
    with urllib.request.urlopen(f"{phone.simulator}{part['directPath']}", timeout=10) as answer:
        assert answer.read() == data
    assert part["mimetype"].startswith(mime_type)
    assert part.get("PTT", False) is content.get("voice", False)
    web.desk.reached(conversation, sent["id"], "delivered")


@pytest.mark.parametrize("name", ["mp3", "webm"])
def test_any_common_audio_arrives_as_a_voice_note(web: WebLine, phone: Phone, name: str) -> None:
    phone.say("hola")
    conversation = conversation_of(web, phone)
    sent = web.desk.send(
        conversation, type="audio", voice=True, media_id=brought(web.desk, sound(name), "audio/whatever")
    )
    (row,) = phone.awaits(1)
    part = row["message"]["audioMessage"]
    assert (part["PTT"], part["mimetype"], part["seconds"]) == (True, "audio/ogg; codecs=opus", 2)
    with urllib.request.urlopen(f"{phone.simulator}{part['directPath']}", timeout=10) as answer:
        found = heard(answer.read())
    assert (found.codec, found.channels, found.rate) == ("opus", 1, 48_000)
    web.desk.reached(conversation, sent["id"], "delivered")


def test_what_only_claims_to_be_audio_fails_and_what_waits_behind_it_goes_out(web: WebLine, phone: Phone) -> None:
    phone.say("hola")
    conversation = conversation_of(web, phone)
    bad = web.desk.send(conversation, type="audio", voice=True, media_id=brought(web.desk, NOT_AUDIO, "audio/mpeg"))
    behind = web.desk.send(conversation, type="text", body="ahora sí")
    web.desk.reached(conversation, behind["id"], "delivered")
    failed = web.desk.message(conversation, bad["id"])
    assert (failed["status"], failed["failure"]["code"]) == ("failed", "audio_unreadable")
    assert failed["failure"]["reason"]["es"].startswith("El archivo no se puede convertir")
    assert len(phone.received()) == 1


def test_an_answer_names_who_wrote_what_it_answers_and_a_reaction_whose_it_is(
    web: WebLine, owner: str, phone: Phone
) -> None:
    theirs = phone.say("¿hay conchas?")
    conversation = conversation_of(web, phone)
    asked = newest(web, conversation, lambda each: each["direction"] == "in")
    ours = web.desk.send(conversation, reply_to=asked["id"], type="text", body="sí")
    web.desk.reached(conversation, ours["id"], "delivered")
    web.desk.send(conversation, reply_to=ours["id"], type="text", body="y bolillos")
    web.desk.send(conversation, type="reaction", message_id=ours["id"], emoji="👍")
    web.desk.send(conversation, type="reaction", message_id=asked["id"], emoji="❤️")
    rows = [each["message"] for each in phone.awaits(4)]
    quotes = [row["extendedTextMessage"]["contextInfo"] for row in rows if "extendedTextMessage" in row]
    reactions = [row["reactionMessage"]["key"] for row in rows if "reactionMessage" in row]
    lid = phone.chat()["lid"]
    assert (quotes[0]["stanzaID"], quotes[0]["participant"]) == (theirs, f"{lid}@lid")
    assert quotes[1]["participant"] == session_lid(web)
    assert [key["fromMe"] for key in reactions] == [True, False]


def session_lid(web: WebLine) -> str:
    return str(web.session()["lid"])


def test_the_customer_sees_what_was_read_and_that_somebody_writes(web: WebLine, phone: Phone) -> None:
    told = {phone.say(f"mensaje {n}") for n in range(3)}
    conversation = conversation_of(web, phone)
    eventually(lambda: web.desk.get(f"conversations/{conversation}")["unread"] == 3)
    assert web.desk.post(f"conversations/{conversation}/typing").status == 204
    eventually(lambda: phone.chat()["typing"])
    assert {each for row in phone.reads() for each in row["ids"]} == told
    assert web.desk.get(f"conversations/{conversation}")["unread"] == 0
    assert web.desk.post(f"conversations/{conversation}/read").status == 204
    assert len(phone.reads()) == 1, "nothing was unread any more"


def test_what_463_refused_can_be_sent_again_by_a_person(web: WebLine, phone: Phone) -> None:
    phone.say("hola")
    conversation = conversation_of(web, phone)
    for _ in range(2):
        post(f"{phone.simulator}/_sim/faults", {"kind": "error", "code": 463, "times": 1, "to": phone.chat()["lid"]})
    sent = web.desk.send(conversation, type="text", body="¿le interesa?")
    failed = web.desk.reached(conversation, sent["id"], "failed")
    assert (failed["failure"]["code"], failed["can_retry"]) == ("web_463", True)
    assert failed["failure"]["reason"]["es"].startswith("WhatsApp no deja escribir")
    again = web.desk.post(f"conversations/{conversation}/messages/{sent['id']}/retry").body
    web.desk.reached(conversation, again["id"], "delivered")
    assert len(phone.received()) == 1


def test_a_code_typed_on_the_phone_links_as_well(web: WebLine) -> None:
    other = web_line(web.product)
    number = f"52155{web.product.serial() % 10**8:08d}"
    said = other.desk.post(f"instances/{other.instance_id}/connect", method="code", phone=number)
    assert said.status == 200, said.body
    code = eventually(lambda: session(other)["pairing_code"])
    simulator = web.product.stack.simulator("web")
    post(f"{simulator}/_sim/scan", {"phone": number, "pairing_code": code})
    eventually(lambda: session(other)["state"] == "online")
    row = other.session()
    assert (row["pairing_phone_sealed"], row["pairing_code_sealed"]) == (None, None)
    said = other.desk.post(f"instances/{other.instance_id}/logout")
    assert said.status == 200, said.body
    eventually(lambda: session(other)["state"] == "logged_out")


def test_a_hundred_messages_at_once_are_all_stored_in_their_order(web: WebLine, owner: str) -> None:
    simulator = web.product.stack.simulator("web")
    phones = [Phone(simulator, owner, web.product.customer()) for _ in range(10)]

    def chatter(phone: Phone) -> None:
        for n in range(10):
            phone.say(f"línea {n}")

    def all_ten(conversation: str) -> list[Json] | None:
        rows = web.desk.history(conversation)
        return rows if len(rows) == 10 else None

    together([partial(chatter, each) for each in phones])
    for each in phones:
        rows: list[Json] = eventually(partial(all_ten, conversation_of(web, each)))
        assert [row["text"] for row in rows] == [f"línea {n}" for n in range(10)]
