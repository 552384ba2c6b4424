"""The simulated gateway and the WhatsApp Web simulator behave as the real ones do, troubles included."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest

from recado.vendors.whatsapp import contents
from recado.vendors.whatsapp.model import Message, StatusUpdate
from recado.vendors.whatsapp.web.body import Target
from recado.vendors.whatsapp.web.parse import parse
from sessions_host.file_sources import File, linked
from sessions_host.gateways import open_gateway as chosen
from sessions_host.port import Address, Ambiguous, Event, NotSent, Refused
from sessions_host.simulated_gateway import SimulatedGateway
from tests.rigs.races import together
from tests.rigs.simulators import start_simulator
from tests.rigs.waiting import eventually

ANA, TO = "5215512345678", Address("5215512345678@s.whatsapp.net")
PNG = b"\x89PNG\r\n" + bytes(range(256))


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    with start_simulator("web", "--delivered-ms", "20") as url:
        yield url


class Client:
    """A gateway and what it told."""

    def __init__(self, base: str) -> None:
        self.gateway = SimulatedGateway(base, lambda _file: File(PNG, "image/png"))
        self.events: list[Event] = []

    def start(self, keys: bytes | None = None) -> "Client":
        self.gateway.start(keys, self.events.append)
        return self

    def told(self, kind: str) -> list[dict[str, Any]]:
        return [event.data for event in list(self.events) if event.kind == kind]

    def wait(self, kind: str, count: int = 1) -> list[dict[str, Any]]:
        eventually(lambda: len(self.told(kind)) >= count)
        return self.told(kind)


class Sim:
    """The simulator's controls and the clients of a test."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.http = httpx.Client(base_url=base, timeout=30)
        self.clients: list[Client] = []
        self.post("reset", sessions=True)

    def post(self, control: str, **body: Any) -> Any:
        response = self.http.post(f"/_sim/{control}", json=body)
        assert response.status_code == 200, response.text
        return response.json()

    def get(self, name: str) -> Any:
        return self.http.get(f"/_sim/{name}").json()

    def client(self, keys: bytes | None = None) -> Client:
        self.clients.append(Client(self.base))
        return self.clients[-1].start(keys)

    def paired(self, phone: str = "5215500000001") -> Client:
        client = self.client()
        code = client.wait("qr")[0]["code"]
        self.post("scan", phone=phone, code=code)
        client.wait("connected")
        return client

    def counts(self) -> dict[str, int]:
        found: dict[str, int] = self.get("violations")["counts"]
        return found


@pytest.fixture
def sim(base: str) -> Iterator[Sim]:
    sim = Sim(base)
    yield sim
    for client in sim.clients:
        client.gateway.stop()
    sim.http.close()


def messages(client: Client) -> list[Message]:
    found = [parse("inst", "message", data, datetime.now(UTC)) for data in client.told("message")]
    return [update for updates in found for update in updates if isinstance(update, Message)]


def test_a_scanned_code_links_the_account(sim: Sim) -> None:
    client = sim.paired()
    (paired,) = client.told("paired")
    assert paired["jid"] == "5215500000001@s.whatsapp.net"
    assert paired["lid"].endswith("@lid")
    assert client.gateway.state() == "online"
    assert client.gateway.keys()


def test_codes_rotate_until_nobody_scans_any_more(sim: Sim) -> None:
    sim.post("config", qr_first_seconds=0.1, qr_seconds=0.1, qr_codes=3)
    client = sim.client()
    client.wait("timeout")
    assert len({data["code"] for data in client.told("qr")}) == 3
    eventually(lambda: client.gateway.state() == "offline")
    assert sim.get("sessions")["pairings"] == []


def test_a_code_typed_on_the_phone_links_it_too(sim: Sim) -> None:
    client = sim.client()
    client.wait("qr")
    code = client.gateway.pair_by_code("5215500000001")
    assert httpx.post(f"{sim.base}/_sim/scan", json={"phone": "521", "pairing_code": "NO"}).status_code == 404
    sim.post("scan", phone="5215500000001", pairing_code=code)
    client.wait("paired")


@pytest.mark.parametrize("addressing", ["lid", "pn"])
def test_a_customers_message_arrives_as_neonize_tells_it(sim: Sim, addressing: str) -> None:
    sim.post("config", addressing=addressing)
    client = sim.paired()
    sim.post("messages", **{"from": ANA}, name="Ana", text="hola")
    client.wait("message")
    (found,) = messages(client)
    assert (found.text, found.customer.phone, found.customer.name, found.origin) == ("hola", ANA, "Ana", "customer")
    assert found.customer.lid is not None
    assert abs((datetime.now(UTC) - found.sent_at).total_seconds()) < 30


def test_groups_and_the_owners_own_words(sim: Sim) -> None:
    client = sim.paired()
    sim.post("messages", **{"from": ANA}, group="12036", text="todos")
    sim.post("messages", **{"from": ANA}, from_me=True, text="yo")
    client.wait("message", 2)
    group, own = messages(client)
    assert (group.customer.group_id, group.author and group.author.phone) == ("12036", ANA)
    assert (own.origin, own.customer.phone) == ("phone", ANA)


def test_a_file_is_downloaded_from_what_was_kept(sim: Sim) -> None:
    import base64

    client = sim.paired()
    address = httpx.post(f"{sim.base}/_sim/media", content=PNG).json()
    sim.post("messages", **{"from": ANA}, message={"imageMessage": {"mimetype": "image/png", **address}})
    client.wait("message")
    (found,) = messages(client)
    kept = base64.b64decode(found.content["web_message"])
    assert client.gateway.download(kept) == PNG
    sim.post("faults", target="download", kind="gone")
    with pytest.raises(Refused):
        client.gateway.download(kept)


def test_a_message_is_sent_and_its_receipts_come_back(sim: Sim) -> None:
    client = sim.paired()
    sent = client.gateway.send(TO, contents.TextContent(body="¡hola!"), None)
    picture = client.gateway.send(
        TO, contents.ImageContent(media_id="1", caption="mira"), Target(sent, "me@s.whatsapp.net", mine=True)
    )
    client.wait("receipt", 2)
    sim.post("receipts", chat=ANA)
    client.wait("receipt", 3)
    rows = sim.get(f"sent?to={ANA}")["sent"]
    assert [row["id"] for row in rows] == [sent, picture]
    assert rows[0]["message"]["extendedTextMessage"]["text"] == "¡hola!"
    image = rows[1]["message"]["imageMessage"]
    assert (image["mimetype"], image["contextInfo"]["stanzaID"]) == ("image/png", sent)
    assert httpx.get(sim.base + image["directPath"]).content == PNG
    found = [parse("inst", "receipt", data, datetime.now(UTC)) for data in client.told("receipt")]
    statuses = [(one.vendor_id, one.status) for each in found for one in each if isinstance(one, StatusUpdate)]
    assert statuses[-2:] == [(sent, "read"), (picture, "read")]
    assert (sent, "delivered") in statuses


def test_typing_and_blue_ticks(sim: Sim) -> None:
    client = sim.paired()
    message_id = sim.post("messages", **{"from": ANA}, text="hola")["id"]
    client.wait("message")
    client.gateway.typing(TO, True)
    client.gateway.mark_read(TO.jid, TO.jid, [message_id])
    assert sim.get(f"chats/5215500000001/{ANA}")["typing"] is True
    assert sim.get("sent")["read"][0]["ids"] == [message_id]


def test_what_came_while_away_comes_first_and_once(sim: Sim) -> None:
    client = sim.paired()
    client.gateway.stop()
    for text in ("uno", "dos"):
        sim.post("messages", **{"from": ANA}, text=text, ago_seconds=3600)
    again = sim.client(client.gateway.keys())
    assert again.wait("offline_sync_completed") == [{"Count": 2}]
    assert [found.text for found in messages(again)] == ["uno", "dos"]
    assert (datetime.now(UTC) - messages(again)[0].sent_at).total_seconds() > 3500
    again.gateway.stop()
    third = sim.client(again.gateway.keys())
    assert third.wait("offline_sync_completed") == [{"Count": 0}]
    assert sim.counts() == {}


def test_a_dropped_connection_comes_back_by_itself(sim: Sim) -> None:
    client = sim.paired()
    sim.post("trouble", kind="drop")
    client.wait("disconnected")
    client.wait("connected", 2)
    assert client.gateway.state() == "online"
    assert sim.counts() == {}


def test_a_second_client_with_the_same_keys_is_refused_and_counted(sim: Sim) -> None:
    client = sim.paired()
    second = sim.client(client.gateway.keys())
    second.wait("replaced")
    assert second.gateway.state() == "replaced"
    assert client.gateway.state() == "online"
    assert sim.counts() == {"second_connection": 1}


def test_an_old_copy_of_the_keys_is_counted(sim: Sim) -> None:
    client = sim.paired()
    old = client.gateway.keys()
    client.gateway.send(TO, contents.TextContent(body="x"), None)
    client.gateway.stop()
    sim.client(old).wait("connected")
    assert sim.counts() == {"old_keys": 1}


@pytest.mark.parametrize(("kind", "state"), [("logout", "logged_out"), ("ban", "banned"), ("replace", "replaced")])
def test_ends_of_a_session_are_told_and_final(sim: Sim, kind: str, state: str) -> None:
    client = sim.paired()
    sim.post("trouble", kind=kind, code=104)
    (data,) = client.wait(state)
    eventually(lambda: client.gateway.state() == state)
    if kind == "ban":
        assert data["code"] == 104
    with pytest.raises(NotSent):
        eventually(lambda: client.gateway.send(TO, contents.TextContent(body="x"), None) is None, seconds=1)
    if kind != "replace":
        sim.client(client.gateway.keys()).wait(state)


def test_logging_out_unlinks_the_device(sim: Sim) -> None:
    client = sim.paired()
    client.gateway.logout()
    assert client.gateway.state() == "logged_out"
    assert sim.get("sessions")["sessions"][0]["state"] == "logged_out"


def test_first_contacts_are_refused_under_a_lock(sim: Sim) -> None:
    sim.post("config", lock_cold=True)
    client = sim.paired()
    with pytest.raises(Refused) as refused:
        client.gateway.send(TO, contents.TextContent(body="oferta"), None)
    assert refused.value.code == "463"
    sim.post("messages", **{"from": ANA}, text="hola")
    client.wait("message")
    assert client.gateway.send(TO, contents.TextContent(body="hola"), None)


def test_whom_the_client_follows_may_be_written_to_first(sim: Sim) -> None:
    sim.post("config", lock_tokenless=True)
    client = sim.paired()
    with pytest.raises(Refused):
        client.gateway.send(TO, contents.TextContent(body="hola"), None)
    client.gateway.subscribe(TO)
    assert client.gateway.send(TO, contents.TextContent(body="hola"), None)


def test_an_answer_that_is_lost_leaves_the_send_unknown(sim: Sim) -> None:
    client = sim.paired()
    sim.post("faults", kind="ambiguous")
    with pytest.raises(Ambiguous):
        client.gateway.send(TO, contents.TextContent(body="una"), None)
    assert sim.get("sent")["total"] == 1
    sim.post("faults", kind="error", code=463)
    with pytest.raises(Refused):
        client.gateway.send(TO, contents.TextContent(body="dos"), None)
    sim.post("faults", target="upload", kind="error")
    with pytest.raises(NotSent):
        client.gateway.send(TO, contents.ImageContent(media_id="1"), None)
    assert sim.get("sent")["total"] == 1


def test_a_slow_answer_is_waited_for_only_so_long(sim: Sim, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sessions_host.simulated_gateway.DEADLINE", 1)
    client = sim.paired()
    sim.post("faults", kind="latency", ms=5000)
    with pytest.raises(Ambiguous):
        client.gateway.send(TO, contents.TextContent(body="lenta"), None)


def test_many_sessions_keep_apart(sim: Sim) -> None:
    phones = [f"52155000001{at:02d}" for at in range(20)]
    clients = [sim.paired(phone) for phone in phones]

    def talk(at: int) -> None:
        for turn in range(5):
            sim.post("messages", session=phones[at], **{"from": ANA}, text=f"{at}-{turn}")
            clients[at].gateway.send(TO, contents.TextContent(body=f"{at}-{turn}"), None)

    together([partial(talk, at) for at in range(20)])
    for at, client in enumerate(clients):
        client.wait("message", 5)
        assert [message.text for message in messages(client)] == [f"{at}-{turn}" for turn in range(5)]
    assert sim.get("stats")["online"] == 20
    assert sim.counts() == {}


def test_the_phone_page_shows_sessions_and_has_its_files(sim: Sim) -> None:
    page = httpx.get(f"{sim.base}/phone")
    assert page.status_code == 200
    static = Path(__file__).parents[2] / "infra/simulators/web/static"
    for file in static.iterdir():
        if file.suffix != ".html":
            assert f"/phone/static/{file.name}" in page.text
            assert httpx.get(f"{sim.base}/phone/static/{file.name}").text == file.read_text()
    client = sim.paired()
    said = httpx.post(f"{sim.base}/phone/api/messages", json={"from": ANA, "text": "hola"})
    assert said.status_code == 200
    client.wait("message")
    session = httpx.get(f"{sim.base}/phone/api/sessions").json()["sessions"][0]["id"]
    assert httpx.get(f"{sim.base}/phone/api/chats/{session}").json()[0]["phone"] == ANA


def test_bad_requests_are_told(sim: Sim) -> None:
    sim.paired()
    for name, body in (
        ("messages", {}),
        ("messages", {"from": ANA, "message": {"noSuch": 1}}),
        ("messages", {"from": ANA, "session": "other", "text": "x"}),
        ("trouble", {"kind": "rain"}),
        ("config", {"rain": 1}),
        ("scan", {}),
    ):
        assert httpx.post(f"{sim.base}/_sim/{name}", json=body).status_code == 400, (name, body)


def test_the_setting_names_the_simulator(base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEB_GATEWAY", base)
    assert isinstance(chosen(linked), SimulatedGateway)
