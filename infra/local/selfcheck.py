"""The self-check: one customer's message goes through everything, and each hop's time is read off the database."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from infra.local.processes import StackError
from infra.local.seed import Seeded, get, post
from recado.platform.db import database

PATIENCE_SECONDS = 60
QUESTION = "Hola, ¿cuánto cuesta una concha y a qué hora abren?"


@dataclass(frozen=True, slots=True)
class Hops:
    """What was said, and when each station had it, in milliseconds since the customer sent it."""

    question: str
    answer: str
    stations: list[tuple[str, float]]


def play(meta_url: str, seeded: Seeded, check: Callable[[], None]) -> Hops:
    """A new customer asks. Returns what came back. Raises StackError when nothing does."""
    customer = f"52155{uuid4().int % 10**8:08d}"
    begun = time.time()
    message = post(
        f"{meta_url}/_sim/messages",
        {
            "phone_number_id": seeded.phone_number_id,
            "from": customer,
            "name": "Autoprueba",
            "type": "text",
            "text": {"body": QUESTION},
        },
    )
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        check()
        sent = get(f"{meta_url}/_sim/sent?phone_number_id={seeded.phone_number_id}&to={customer}")["sent"]
        if sent:
            return _hops(seeded, message["id"], begun, sent[0])
        time.sleep(0.05)
    raise StackError(f"no answer within {PATIENCE_SECONDS} s; the logs say more")


def _hops(seeded: Seeded, vendor_id: str, begun: float, sent: dict[str, Any]) -> Hops:
    answer_id = UUID(sent["biz_opaque_callback_data"])
    with database().tenant(seeded.business_id) as tx:
        stored = tx.value("select created_at from messages where vendor_id = %s", (vendor_id,))
        queued = tx.value("select created_at from messages where id = %s", (answer_id,))
        model = tx.value(
            "select u.milliseconds from usage u join messages m on m.conversation_id = u.conversation_id "
            "where m.id = %s order by u.created_at desc limit 1",
            (answer_id,),
        )
    stations = [
        ("stored by ingest", _since(begun, stored)),
        ("answered by the agent", _since(begun, queued)),
        ("of which the model took", float(model)),
        ("accepted by Meta", (float(sent["received_at"]) - begun) * 1000),
    ]
    return Hops(QUESTION, sent["body"]["text"]["body"], stations)


def _since(begun: float, moment: datetime) -> float:
    return (moment.timestamp() - begun) * 1000
