"""The running product as tests see it: businesses with numbers of their own, and what became of their messages."""

import http.client
import json
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import count
from typing import Any, LiteralString
from urllib.parse import urlencode, urlsplit
from uuid import UUID, uuid4

import psycopg
from psycopg.pq import ExecStatus
from psycopg.rows import dict_row
from psycopg.sql import Composed

from infra.local.seed import get, post
from infra.local.stack import Stack
from recado.businesses import service as businesses
from recado.businesses.store import NewBusiness
from recado.instances import connect
from recado.instances.connect import CloudNumber
from recado.platform import queues
from recado.platform.db import database
from recado.vendors.whatsapp.cloud.signature import sign
from tests.rigs.waiting import eventually

CONTEXT = "Horario: lunes a sábado de 7:00 a 20:00.\nPrecios: concha 18 pesos; bolillo 4 pesos.\n"
PATIENCE = 60.0
Json = dict[str, Any]
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer."""

    status: int
    body: bytes
    content_type: str


class Product:
    """The stack, and the numbers the tests have opened on it."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        self.meta = stack.simulator("meta")
        self.model = stack.environment.get("SIMULATOR_OPENAI_URL", "")  # none where a real model answers
        self.customers: list[str] = []
        self._serial = count(time.time_ns() // 1000 % 10**9)
        self._lock = threading.Lock()

    def serial(self) -> int:
        """A number nobody has had before."""
        with self._lock:
            return next(self._serial)

    def customer(self) -> str:
        """The phone number of somebody who has never written."""
        phone = f"52155{self.serial() % 10**8:08d}"
        self.customers.append(phone)
        return phone

    def line(self, *, quiet: float = 0.3, most: float = 3, bot: bool = True, secret: str = "") -> "Line":
        """A new business with one number, registered to the simulated Meta; its model has a name of its own."""
        serial = self.serial()
        number = CloudNumber(
            name="Número",
            phone_number_id=f"10{serial:013d}",
            account_id=f"20{serial:013d}",
            display_phone=f"52222{serial % 10**8:08d}",
            access_token=f"EAAtoken{serial}",
            app_secret=secret or uuid4().hex,
            verify_token=f"verify-{serial}",
        )
        model = f"gpt-6-luna-{serial}"
        new = NewBusiness(
            name=f"Panadería {serial}", context=CONTEXT, buffer_quiet_seconds=quiet, buffer_max_seconds=most
        )
        business_id = businesses.create_business(new)
        with database().tenant(business_id) as tx:
            tx.run("update businesses set agent_model = %s, bot_enabled = %s", (model, bot))
        connected = connect.connect_cloud_number(business_id, number)
        line = Line(self, business_id, connected.instance_id, connected.route, number, model)
        registration = {
            "phone_number_id": number.phone_number_id,
            "waba_id": number.account_id,
            "display_phone_number": number.display_phone,
            "access_token": number.access_token,
            "app_secret": number.app_secret,
            "callback_url": self.stack.url + line.path,
        }
        post(f"{self.meta}/_sim/numbers", registration)
        return line

    def admin(self, statement: LiteralString | Composed, params: Any = ()) -> list[Row]:
        """Rows as the superuser sees them: all tenants'."""
        cursor = self._superuser.execute(statement, params)
        answers = cursor.pgresult is not None and cursor.pgresult.status == ExecStatus.TUPLES_OK
        return cursor.fetchall() if answers else []  # rows without a column count too

    @cached_property
    def _superuser(self) -> "psycopg.Connection[Row]":
        """One connection for all; without prepared statements, whose tables a test may change."""
        dsn = self.stack.environment["DATABASE_ADMIN_URL"]
        return psycopg.connect(dsn, autocommit=True, row_factory=dict_row, prepare_threshold=None)

    def close(self) -> None:
        self._superuser.close()

    def request(
        self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> Answer:
        """One HTTP request, just as given."""
        where = urlsplit(self.stack.url)
        connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=PATIENCE)
        try:
            with suppress(BrokenPipeError, ConnectionResetError):  # refused before all was read: the answer is there
                connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return Answer(answer.status, answer.read(), answer.headers.get("Content-Type", ""))
        finally:
            connection.close()

    def in_queue(self, name: str) -> int:
        """Messages of a queue: waiting, delayed and in work."""
        sqs = queues.client()
        url = sqs.get_queue_url(QueueName=f"{self.stack.options.prefix}-{name}")["QueueUrl"]
        counts = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
        waiting, delayed = counts["ApproximateNumberOfMessages"], counts["ApproximateNumberOfMessagesDelayed"]
        return int(waiting) + int(delayed) + int(counts["ApproximateNumberOfMessagesNotVisible"])

    def restore_model(self) -> None:
        """The model is well again, for every business."""
        urllib.request.urlopen(urllib.request.Request(f"{self.model}/_sim/faults", method="DELETE")).close()

    def waits_in(self, name: str, conversation: str) -> bool:
        """Whether a queue holds work of this conversation, waiting or in hand: LocalStack shows it."""
        queue = queues.client().get_queue_url(QueueName=f"{self.stack.options.prefix}-{name}")["QueueUrl"]
        query = {"QueueUrl": queue, "ShowInvisible": "true", "ShowDelayed": "true"}
        url = f"{self.stack.environment['AWS_ENDPOINT_URL']}/_aws/sqs/messages?{urlencode(query)}"
        with urllib.request.urlopen(url, timeout=30) as answer:
            return conversation in answer.read().decode()

    def mails_settled(self) -> None:
        """Waits until every mail there is was handed to the mail server, or was refused there once."""
        under_way = (
            "select 1 from mails where state = 'waiting' "
            "and (attempts = 0 and next_at <= now() or claim_id is not null and next_at > now()) limit 1"
        )
        eventually(lambda: not self.admin(under_way))

    def empty(self, name: str) -> bool:
        """Whether nothing is in a queue. Asked twice: what passes from one count to another may be in none of them."""
        return self.in_queue(name) == 0 and self.in_queue(name) == 0

    def ingested(self, seconds: float = PATIENCE) -> None:
        """Waits until everything that was acknowledged has been stored."""
        eventually(lambda: self.empty("inbound.fifo"), seconds)

    def swept(self) -> None:
        """Waits until a sweep that begins from now on is over: the one after it has begun."""
        for _ in range(2):
            before = self._sweeps_last_tick()
            eventually(partial(self._swept_since, before))

    def _sweeps_last_tick(self) -> Any:
        ticks = self.admin("select max(tick) as tick from schedule_ticks where name like '%%-maintenance-sweep'")
        return ticks[0]["tick"]

    def _swept_since(self, tick: Any) -> bool:
        return bool(self._sweeps_last_tick() != tick)

    def dead_letters(self) -> dict[str, int]:
        """What was given up, by queue."""
        names = (
            "inbound-dead.fifo",
            "media-dead",
            "understand-dead",
            "buffer-timers-dead",
            "ai-responses-dead.fifo",
            "agent-tests-dead",
            "outbound-dead.fifo",
            "mails-dead",
            "push-dead",
        )
        return {name: messages for name in names if (messages := self.in_queue(name))}


@dataclass(slots=True)
class Line:
    """A business and its number."""

    product: Product
    business_id: UUID
    instance_id: UUID
    route: str
    number: CloudNumber
    model: str
    _wamids: Any = field(default_factory=lambda: count(1))

    @property
    def path(self) -> str:
        return f"/webhooks/whatsapp/{self.route}"

    # What customers, Meta and the vendors do

    def say(self, customer: str, text: str = "¿A qué hora abren?", **more: Any) -> str:
        """A customer writes; answers the message's wamid. `more` as in the simulator's `/_sim/messages`."""
        return str(self.tell("messages", **{"from": customer, "type": "text", "text": text, **more})["id"])

    def tell(self, what: str, **body: Any) -> Json:
        """A control of the simulated Meta, for this number."""
        return post(f"{self.product.meta}/_sim/{what}", {"phone_number_id": self.number.phone_number_id, **body})

    def meta_fault(self, kind: str, target: str = "send", **more: Any) -> None:
        """Meta will misbehave towards this number, once unless `more` says otherwise."""
        match = more.pop("match", {"id": self.number.phone_number_id})
        post(f"{self.product.meta}/_sim/faults", {"target": target, "kind": kind, "match": match, **more})

    def model_fault(self, kind: str, **more: Any) -> None:
        """The model will misbehave towards this business."""
        body = {"target": "responses", "kind": kind, "match": {"model": self.model}, **more}
        post(f"{self.product.model}/_sim/faults", body)

    @contextmanager
    def held_answer(self) -> Iterator[None]:
        """The model is asked on entering, or soon, and answers on leaving and not before."""
        self.model_fault("hold")
        try:
            yield
        finally:
            post(f"{self.product.model}/_sim/release", {"match": {"model": self.model}})

    def asked(self) -> list[Json]:
        """What the model was asked for this business."""
        calls = get(f"{self.product.model}/_sim/calls?last=2000&kind=responses")["calls"]
        return [call for call in calls if (call.get("body") or {}).get("model") == self.model]

    def question(self) -> str:
        """The customer's turn that the model was last asked to answer."""
        turns = [turn for turn in self.asked()[-1]["body"]["input"] if turn["role"] == "user"]
        return str(turns[-1]["content"])

    def sent(self) -> list[Json]:
        """What Meta accepted from this number, in order."""
        rows: list[Json] = get(f"{self.product.meta}/_sim/sent?phone_number_id={self.number.phone_number_id}")["sent"]
        return rows

    def accepted(self) -> dict[str, int]:
        """How often Meta accepted each of our messages."""
        sent = get(f"{self.product.meta}/_sim/sent?phone_number_id={self.number.phone_number_id}")
        return dict(sent["accepted_by_callback_data"])

    def receipts(self) -> list[Json]:
        """The marks this number gave: read, typing."""
        sent = get(f"{self.product.meta}/_sim/sent?phone_number_id={self.number.phone_number_id}")
        return list(sent["receipts"])

    def texts(self) -> list[str]:
        """The texts Meta accepted."""
        return [row["body"]["text"]["body"] for row in self.sent() if row["type"] == "text"]

    # Signed bodies, without the simulator

    def post(self, body: Any, *, secret: str | None = None, **headers: str) -> Answer:
        """A body (JSON, or bytes as they are), signed by this number's app."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        signed = {
            "X-Hub-Signature-256": sign(secret or self.number.app_secret, raw),
            "Content-Type": "application/json",
        }
        return self.product.request("POST", self.path, raw, signed | headers)

    def envelope(self, field: str, value: Json) -> Json:
        """A body with one change."""
        entry = {"id": self.number.account_id, "changes": [{"field": field, "value": value}]}
        return {"object": "whatsapp_business_account", "entry": [entry]}

    def value(self, **lists: Any) -> Json:
        """A change's value of this number."""
        about = {"display_phone_number": self.number.display_phone, "phone_number_id": self.number.phone_number_id}
        return {"messaging_product": "whatsapp", "metadata": about, **lists}

    def text_node(self, customer: str, text: str, age_seconds: float = 0) -> Json:
        """A message node as Meta writes it."""
        wamid = f"wamid.{uuid4().hex}"
        at = str(int(time.time() - age_seconds))
        return {"from": customer, "id": wamid, "timestamp": at, "type": "text", "text": {"body": text}}

    # What the product made of it

    def rows(self, statement: LiteralString, params: Any = ()) -> list[Row]:
        """Rows of this business, read as the product reads them."""
        with database().tenant(self.business_id) as tx:
            return tx.dicts(statement, params)

    def change(self, statement: LiteralString, params: Any = ()) -> None:
        """Changes rows of this business."""
        with database().tenant(self.business_id) as tx:
            tx.run(statement, params)

    def messages(self) -> list[Row]:
        """Every message of this business, in order of arrival."""
        return self.rows("select * from messages order by seq")

    def message(self, vendor_id: str) -> Row:
        """A message by its wamid, once it is stored."""
        rows = eventually(lambda: self.rows("select * from messages where vendor_id = %s", (vendor_id,)))
        (row,) = rows
        return dict(row)

    def events(self, kind: str) -> list[Row]:
        """The event log's lines of one kind."""
        return self.rows("select * from events where type = %s order by created_at", (kind,))

    def conversation(self) -> UUID:
        """The only conversation there is."""
        (row,) = eventually(lambda: self.rows("select id from conversations"))
        return UUID(str(row["id"]))

    def publish(self, *messages: queues.Outgoing) -> None:
        queues.send(messages)

    def quiet(self) -> None:
        """The customers have been quiet for long enough: what was gathered of them is due."""
        self.change("update buffers set due_at = now() where state = 'open'")

    def delivered(self, vendor_id: str, times: int) -> None:
        """Waits until Meta has handed over a customer's message so many times, and all of that is stored."""

        def fact() -> bool:
            deliveries = get(f"{self.product.meta}/_sim/deliveries?last=500")["deliveries"]
            return sum(each["acknowledged_ms"] is not None for each in deliveries if vendor_id in each["ids"]) >= times

        eventually(fact)
        self.product.ingested()

    def thinking(self) -> None:
        """Waits until the model is being asked."""
        eventually(lambda: any(call["status"] == 0 for call in self.asked()))

    def settled(self, answers: int, seconds: float = PATIENCE) -> list[Json]:
        """What was sent once `answers` are out and nothing is left to answer or to send."""
        eventually(lambda: len(self.sent()) >= answers, seconds)
        self.product.ingested()
        eventually(self._idle, seconds)
        rows = self.sent()
        assert len(rows) == answers, [row["body"] for row in rows]
        return rows

    def _idle(self) -> bool:
        waiting = "select conversation_id from buffers where state <> 'quarantined'"
        return not self.rows(waiting) and not self.rows("select conversation_id from outbound")
