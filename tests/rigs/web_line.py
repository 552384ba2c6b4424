"""A number of WhatsApp Web whose session the test itself plays: what its host writes, and the events it hands over."""

import json
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from recado.kernel.clock import now
from recado.platform import crypto, queues
from recado.platform.queues import Outgoing
from tests.rigs.desk import Desk, desk
from tests.rigs.product import Json, Product
from tests.rigs.waiting import eventually

_PHONES = "s.whatsapp.net"


def jid(user: str, server: str = _PHONES) -> Json:
    return {"User": user, "Server": server, "RawAgent": 0, "Device": 0, "Integrator": 0}


@dataclass(slots=True)
class WebLine:
    """A Web number of a desk's business."""

    desk: Desk
    instance_id: UUID
    _ids: Any = field(default_factory=lambda: count(1))

    @property
    def product(self) -> Product:
        return self.desk.line.product

    # What its host does

    def write(self, **values: Any) -> None:
        """Sets columns of the session, as the host does."""
        columns = ", ".join(f"{name} = %({name})s" for name in values)
        statement = f"update web_sessions set {columns} where instance_id = %(instance)s"
        self.product.admin(statement, {**values, "instance": self.instance_id})

    def ends(self, state: str, reason: str | None = None) -> None:
        self.write(state=state, state_reason=reason, state_at=now())

    def has_keys(self) -> None:
        """It is linked to a phone."""
        self.product.admin(
            "insert into web_session_keys (instance_id, business_id, epoch, keys_sealed) values (%s, %s, 1, 'x')",
            (self.instance_id, self.desk.line.business_id),
        )

    def sealed(self, column: str, value: str) -> bytes:
        return crypto.seal(value, f"web:{column}:{self.instance_id}")

    def session(self) -> Json:
        (row,) = self.product.admin("select * from web_sessions where instance_id = %s", (self.instance_id,))
        return row

    # What WhatsApp tells it

    def told(self, event: str, data: Json, times: int = 1) -> None:
        """An event goes onto the queue, `times` over; afterwards it is stored."""
        body = {
            "kind": "web",
            "instance_id": str(self.instance_id),
            "business_id": str(uuid4()),  # nobody believes it
            "epoch": 1,
            "received_at": now().isoformat(),
            "event": event,
            "data": data,
        }
        url = queues.client().get_queue_url(QueueName=f"{self.product.stack.options.prefix}-inbound.fifo")["QueueUrl"]
        for _ in range(times):
            queues.send([Outgoing(url, body, group=f"{self.instance_id}:x", dedupe=str(uuid4()))])
        self.product.ingested()

    def said(self, text: str = "¿A qué hora abren?", *, times: int = 1, **where: Any) -> str:
        """A text; answers its id. where: as `info`."""
        info = self.info(**where)
        self.told("message", {"Info": info, "Message": {"conversation": text}}, times)
        return str(info["ID"])

    def info(
        self,
        *,
        phone: str | None = None,
        lid: str | None = None,
        group: str | None = None,
        age: float = 0,
        mine: bool = False,
        vendor_id: str | None = None,
    ) -> Json:
        """Who wrote it, as WhatsApp says it: the hidden id first where there is one, the phone beside it."""
        named = [jid(lid, "lid")] if lid else []
        named += [jid(phone)] if phone else []
        who, alternative = named[0], named[1:]
        source: Json = {"Chat": jid(group, "g.us") if group else who, "IsFromMe": mine, "IsGroup": bool(group)}
        source["Sender"] = jid("5215500000000") if mine else who
        if alternative:
            source["RecipientAlt" if mine else "SenderAlt"] = alternative[0]
        return {
            "MessageSource": source,
            "ID": vendor_id or f"3EB0{next(self._ids):04d}{uuid4().hex[:8]}",
            "Pushname": "Ana",
            "Timestamp": str(int(now().timestamp() - age)),
        }

    def tokens(self) -> list[Json]:
        """What the queue of the sessions hosts says of this number; takes it off the queue."""
        sqs = queues.client()
        url = sqs.get_queue_url(QueueName=f"{self.product.stack.options.prefix}-web-outbound")["QueueUrl"]
        bodies: list[Json] = []

        def fact() -> list[Json]:
            for each in sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", []):
                body = json.loads(each["Body"])
                if body["instance_id"] == str(self.instance_id):
                    bodies.append(body)
                sqs.delete_message(QueueUrl=url, ReceiptHandle=each["ReceiptHandle"])
            return bodies

        return list(eventually(fact))


def web_line(product: Product, *, bot: bool = False) -> WebLine:
    """A Web number made over the API, in a new business with a Cloud number beside it."""
    owner = desk(product, bot=bot)
    product.admin("update users set email_verified_at = now() where id = %s", (owner.user_id,))
    said = owner.post("instances", provider="web", name="Mostrador")
    assert said.status == 201, said.body
    return WebLine(owner, UUID(said.body["id"]))


def lid(product: Product) -> str:
    return f"9{product.serial():014d}"
