"""Queues and objects are away for a while under traffic on both channels.

How long does not matter, what passes meanwhile does: the sweeps of a few minutes (which come every few seconds here)
and many buffer windows.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import pytest

from infra.local import processes
from infra.local.ports import free_port
from infra.local.stack import HOST_SECONDS
from recado.runtime import composition
from tests.rigs.chaos import Rig
from tests.rigs.product import Json, Line, Product
from tests.rigs.waiting import eventually
from tests.rigs.web_hosts import FAST, get, post
from tests.rigs.web_line import WebLine, web_line

CLOUD_CUSTOMERS, WEB_CUSTOMERS = 12, 6
PATIENCE_SECONDS = 240.0
QUIET, MOST = 0.5, 2.0


@dataclass(slots=True)
class Customers:
    """People who write on one channel, and what each has written, in order."""

    write: Callable[[str, str], str]
    texts: dict[str, list[str]]
    ids: list[str] = field(default_factory=list)

    def all_write(self, when: str) -> None:
        for phone, texts in self.texts.items():
            texts.append(f"{when}, {len(texts)}: ¿cuánto cuesta la concha?")
            self.ids.append(self.write(phone, texts[-1]))


@pytest.fixture
def product(rig: Rig) -> Iterator[Product]:
    composition.compose()
    product = Product(rig.stack)
    yield product
    product.close()


@pytest.fixture
def web(rig: Rig, product: Product) -> Iterator[WebLine]:
    """A business with a Cloud number and a Web number, whose sessions host reaches the queues by the same door."""
    environment = {**rig.stack.environment, **FAST, "WEB_SILENCE": "120"}
    arguments = ["--port", str(free_port())]
    host = processes.start("sessions-host", "sessions_host", arguments, environment, rig.stack.home / "logs")
    try:
        line = web_line(product, bot=True)
        _window(line.desk.line, QUIET, MOST)
        yield line
    finally:
        rig.door.open()
        host.stop(HOST_SECONDS)


@pytest.fixture
def account(web: WebLine) -> str:
    """The phone number of the Web account, online."""
    response = web.desk.post(f"instances/{web.instance_id}/connect", method="qr")
    assert response.status == 200, response.body
    path = f"instances/{web.instance_id}/session"
    code = eventually(lambda: web.desk.get(path)["qr"])
    phone = f"52155{web.product.serial() % 10**8:08d}"
    post(f"{web.product.stack.simulator('web')}/_sim/scan", {"phone": phone, "code": code})
    eventually(lambda: web.desk.get(path)["state"] == "online")
    return phone


@pytest.mark.timeout(900)
def test_with_the_queues_away_nothing_is_lost_and_every_conversation_is_answered_once(
    rig: Rig, product: Product, web: WebLine, account: str
) -> None:
    line, simulator = web.desk.line, product.stack.simulator("web")
    post(f"{rig.meta}/_sim/config", {"retry_base_ms": 200, "retry_cap_ms": 2000, "retry_tries": 1000})

    def write_on_web(phone: str, text: str) -> str:
        return str(post(f"{simulator}/_sim/messages", {"session": account, "from": phone, "text": text})["id"])

    on_cloud = Customers(line.say, {product.customer(): [] for _ in range(CLOUD_CUSTOMERS)})
    on_web = Customers(write_on_web, {product.customer(): [] for _ in range(WEB_CUSTOMERS)})
    colleague = product.customer()  # answered by a person, while the queues are away
    conversation = web.desk.heard(colleague, "quiero hablar con alguien")
    line.settled(1)
    _window(line, 60, 60)
    _write_before(line, on_cloud, on_web)
    rig.door.shut()
    _window(line, QUIET, MOST)
    line.quiet()
    before = len(line.messages())
    late = len(on_cloud.ids)
    reply = web.desk.send(conversation, type="text", body="con gusto")
    for minute in ("primer minuto", "segundo minuto", "tercer minuto"):
        on_cloud.all_write(minute)
        on_web.all_write(minute)
        product.swept()
    _meta_repeats(rig, on_cloud.ids[late:])
    inbound = [row for row in line.messages()[before:] if row["direction"] == "in"]
    assert inbound == [], "nothing is taken that no queue keeps"
    rig.door.open()

    everything = 1 + len(on_cloud.ids) + len(on_web.ids)
    eventually(lambda: _quiet(line, everything), PATIENCE_SECONDS)
    web.desk.reached(conversation, reply["id"], "delivered")
    threads, said = _threads(line), _said(line)
    for phone, texts in (on_cloud.texts | on_web.texts).items():
        assert said[phone] == texts, "every message once, in the order it was written"
        sides = [side for side, _ in threads[phone]]
        assert sides[-1] == "out", "whoever wrote was answered"
        assert ("out", "out") not in pairwise(sides), "and once"
    assert [text for side, text in threads[colleague] if side == "out"][-1] == "con gusto"
    assert set(line.accepted().values()) == {1}
    _sent_is_what_is_stored(line, threads, [*on_cloud.texts, colleague])
    sent_on_web = get(f"{simulator}/_sim/sent?session={account}")["sent"]
    stored_on_web = [text for phone in on_web.texts for side, text in threads[phone] if side == "out"]
    assert Counter(map(_text, sent_on_web)) == Counter(stored_on_web)
    assert product.dead_letters() == {}


def _window(line: Line, quiet: float, most: float) -> None:
    line.change("update businesses set buffer_quiet_seconds = %s, buffer_max_seconds = %s", (quiet, most))


def _write_before(line: Line, on_cloud: Customers, on_web: Customers) -> None:
    """Everybody has written and waits for an answer: it is stored, and falls due while the queues are away."""
    on_cloud.all_write("antes")
    on_web.all_write("antes")
    expected = {*on_cloud.ids, *on_web.ids}
    eventually(lambda: expected <= {row["vendor_id"] for row in line.messages()})


def _meta_repeats(rig: Rig, ids: list[str]) -> None:
    """What was written without queues was answered 503 each time, and comes again."""

    def refused_often() -> bool:
        deliveries = get(f"{rig.meta}/_sim/deliveries?last=2000")["deliveries"]
        late = [each for each in deliveries if set(each["ids"]) & set(ids)]
        answers = {attempt["status"] for each in late for attempt in each["attempts"]}
        assert answers <= {503}, answers
        assert all(each["acknowledged_ms"] is None for each in late)
        return {vendor_id for each in late for vendor_id in each["ids"]} >= set(ids) and all(
            len(each["attempts"]) >= 2 for each in late
        )

    eventually(refused_often)


def _quiet(line: Line, inbound: int) -> bool:
    """Whether every message is stored and nothing waits to be answered, sent or delivered."""
    (row,) = line.rows(
        "select count(*) filter (where direction = 'in') as inbound, "
        "count(*) filter (where direction = 'out' and status in ('queued', 'sending')) as unsent from messages"
    )
    waiting = line.rows("select conversation_id from buffers union all select conversation_id from outbound")
    return (row["inbound"], row["unsent"], waiting) == (inbound, 0, [])


def _threads(line: Line) -> dict[str, list[tuple[str, str]]]:
    """Returns each customer's conversation: which side and what, in the order it reached us."""
    rows = line.rows(
        "select i.value as phone, array_agg(array[m.direction, m.text] order by m.seq) as turns "
        "from messages m join conversations c on c.id = m.conversation_id "
        "join contact_identities i on i.contact_id = c.contact_id and i.kind = 'phone' group by i.value"
    )
    return {row["phone"]: [(side, text) for side, text in row["turns"]] for row in rows}


def _said(line: Line) -> dict[str, list[str]]:
    """Returns what each customer wrote, in the order it is shown: what Meta repeats may come in another."""
    rows = line.rows(
        "select i.value as phone, array_agg(m.text order by m.sent_at, m.seq) as texts "
        "from messages m join conversations c on c.id = m.conversation_id "
        "join contact_identities i on i.contact_id = c.contact_id and i.kind = 'phone' "
        "where m.direction = 'in' group by i.value"
    )
    return {row["phone"]: row["texts"] for row in rows}


def _sent_is_what_is_stored(line: Line, threads: dict[str, list[tuple[str, str]]], phones: list[str]) -> None:
    stored = [text for phone in phones for side, text in threads[phone] if side == "out"]
    assert Counter(line.texts()) == Counter(stored)


def _text(row: Json) -> str:
    message = row["message"]
    return str(message.get("conversation") or message["extendedTextMessage"]["text"])
