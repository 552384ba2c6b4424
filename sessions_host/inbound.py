"""An event of WhatsApp's goes onto the queue `inbound` before anything else happens to it."""

import hashlib
import random
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from recado.kernel.clock import now
from recado.kernel.errors import Unavailable
from recado.kernel.log import logger
from recado.kernel.settings import settings
from recado.kernel.spans import span
from recado.platform import queues
from recado.platform.queues import Outgoing
from sessions_host.port import Event
from sessions_host.worker_lease import WorkerLease

KINDS = ("message", "receipt", "undecryptable")
LONGEST_PAUSE = 5.0
log = logger("sessions_host")
Json = dict[str, Any]


class NotHandedOver(Exception):
    """The session ended before the queue took the event: to WhatsApp's side it was never delivered."""


class Inbound:
    """Hands events over on the library's own thread: it takes no further event until this one is durable.

    So nothing waits here that a crash could lose, and while the queue is away WhatsApp keeps what comes.
    """

    def __init__(self, lease: WorkerLease, ended: Callable[[], bool]) -> None:
        self._lease, self._ended = lease, ended
        self.count = 0
        self.lag = 0.0

    def hand_over(self, event: Event) -> None:
        """Returns when the queue has the event: here begins its trace. Raises NotHandedOver when the session ends."""
        with span(log, "event handed over", instance_id=str(self._lease.instance_id), event=event.kind):
            self._send(to_message(self._lease, event), event.received_at)

    def _send(self, message: Outgoing, received_at: datetime) -> None:
        failures = 0
        while True:
            try:
                queues.send([message])
            except Unavailable:
                failures += 1
                if failures == 1:
                    log.warning("inbound queue away", extra={"instance_id": str(self._lease.instance_id)})
                if self._ended():
                    raise NotHandedOver from None
                time.sleep(min(LONGEST_PAUSE, 0.1 * 2**failures) * random.uniform(0.5, 1))  # noqa: S311  jitter
            else:
                self.count += 1
                self.lag = max((now() - received_at).total_seconds(), 0.0)
                return


def to_message(lease: WorkerLease, event: Event, part: int = 0) -> Outgoing:
    """In a group of its chat, so that one customer's messages keep their order."""
    chat, vendor_id = address_of(event.data)
    body = {
        "kind": "web",
        "instance_id": str(lease.instance_id),
        "business_id": str(lease.business_id),
        "epoch": lease.epoch,
        "received_at": _iso(event.received_at),
        "event": event.kind,
        "data": event.data,
    }
    group = f"{lease.instance_id}:{chat}"[:128]
    dedupe = f"{lease.instance_id}:{event.kind}:{vendor_id}:{part}" if vendor_id else None
    return Outgoing(settings().queue_inbound_url, body, group=group, dedupe=_short(dedupe))


def address_of(data: Json) -> tuple[str, str]:
    """Returns the chat's JID and the vendor's id of what the event is about; empty where it says neither.

    A receipt has several ids and no id of its own: they and its type stand for it.
    """
    info = data.get("Info") or data
    source = info.get("MessageSource") or {}
    chat = source.get("Chat") or {}
    jid = f"{chat.get('User', '')}@{chat.get('Server', '')}" if chat else ""
    vendor_id = info.get("ID") or ""
    if not vendor_id and data.get("MessageIDs"):
        sender = (source.get("Sender") or {}).get("User", "")
        vendor_id = f"{data.get('Type', '')}:{sender}:{','.join(data['MessageIDs'])}"
    return jid, str(vendor_id)


def is_own(data: Json) -> bool:
    """Returns whether our own account wrote it, here or on another device."""
    return bool(((data.get("Info") or {}).get("MessageSource") or {}).get("IsFromMe"))


def _short(dedupe: str | None) -> str | None:
    """SQS takes 128 characters; a longer one is stood for by its digest, as no id is by the body's."""
    if dedupe is None or len(dedupe) <= 128:
        return dedupe
    return hashlib.sha256(dedupe.encode()).hexdigest()


def _iso(moment: datetime) -> str:
    return moment.isoformat()
