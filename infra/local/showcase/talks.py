"""Every customer's conversation as rows: who said what when, and what became of what the bakery sent."""

import json
import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from infra.local.showcase.people import Person
from infra.local.showcase.pictures import File
from infra.local.showcase.scenes import SCENES, Line
from recado.kernel.ids import new_id
from recado.messaging.media_store import Details
from recado.receiving.receive import stored_content
from recado.sending.queueing import words_of
from recado.vendors.whatsapp.cloud.parse import parse
from recado.vendors.whatsapp.contents import Content
from recado.vendors.whatsapp.model import Message

Row = dict[str, Any]
SPACE = UUID("6f1c2f60-53f1-4b0e-9f5e-6c6f72656361")
FAILED = [
    {
        "code": "131026",
        "reason": {
            "es": "El mensaje no se pudo entregar: el número no tiene WhatsApp o no ha aceptado sus condiciones.",
            "en": "The message could not be delivered: the number is not on WhatsApp or has not accepted its terms.",
        },
    }
]


@dataclass(slots=True)
class Talk:
    """One conversation. rows are in order of time."""

    person: Person
    contact_id: UUID
    conversation_id: UUID
    rows: list[Row] = field(default_factory=list)
    statuses: list[Row] = field(default_factory=list)
    media: list[Row] = field(default_factory=list)
    window_expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Whose conversations these are, and the files they carry, with the key of each in the object store and what there
    is to see of it."""

    business_id: UUID
    instance_id: UUID
    channel_id: str
    files: dict[str, File]
    keys: dict[str, str]
    details: dict[str, Details]


def talk(place: Place, person: Person, length: int, until: datetime, chance: random.Random) -> Talk:
    """Returns a conversation of about `length` messages whose last one is at `until`."""
    made = Talk(person, new_id(), new_id())
    lines = [
        (line, line.minutes if position else chance.uniform(600, 9000))
        for scene in _scenes(person, length, chance)
        for position, line in enumerate(scene)
    ]
    moment = until - timedelta(minutes=sum(minutes for _, minutes in lines[1:]))
    for index, (line, minutes) in enumerate(lines):
        moment += timedelta(minutes=minutes if index else 0)
        _add(place, made, line, moment, chance)
    return made


def _scenes(person: Person, length: int, chance: random.Random) -> list[list[Line]]:
    scenes: list[list[Line]] = []
    kinds, weights = [scene for scene, _ in SCENES], [weight for _, weight in SCENES]
    while sum(map(len, scenes)) < length:
        (scene,) = chance.choices(kinds, weights)
        scenes.append(scene(chance, person))
    return scenes


def _add(place: Place, made: Talk, line: Line, at: datetime, chance: random.Random) -> None:
    serial = len(made.rows)
    vendor_id = f"wamid.{uuid5(SPACE, f'{made.person.user_id}/{serial}').hex.upper()}"
    last = made.rows[-1]["vendor_id"] if made.rows else None
    if isinstance(line.said, dict):
        row = _theirs(place, made, line.said, vendor_id, last if line.about or line.replies else None, line, at)
        made.window_expires_at = at + timedelta(hours=24)
    else:
        row = _ours(made, line.said, line, vendor_id, last, at, chance)
    made.rows.append(row)
    if line.file:
        made.media.append(_file(place, row, line.file, at))


def _theirs(place: Place, made: Talk, node: Row, vendor_id: str, about: str | None, line: Line, at: datetime) -> Row:
    """Returns a customer's message, read by the parser that reads Meta's."""
    who = {"user_id": made.person.user_id, "profile": {"name": made.person.nickname}}
    who |= {"wa_id": made.person.phone} if made.person.phone else {}
    sender = {"from": made.person.phone} if made.person.phone else {"from_user_id": made.person.user_id}
    message = {**sender, "id": vendor_id, "timestamp": str(int(at.timestamp())), **json.loads(json.dumps(node))}
    kind = message["type"]
    if line.replies and about:
        message["context"] = {"id": about}
    if kind == "reaction":
        message["reaction"]["message_id"] = about
    if kind in ("edit", "revoke"):
        message[kind]["original_message_id"] = about
    if line.file:
        file = place.files[line.file]
        message[kind] |= {"id": vendor_id[-15:], "mime_type": file.mime_type}
    value = {"metadata": {"phone_number_id": place.channel_id}, "contacts": [who], "messages": [message]}
    body = {"entry": [{"id": "0", "changes": [{"field": "messages", "value": value}]}]}
    (update,) = [each for each in parse(body, at) if isinstance(each, Message)]
    if update.kind in ("edit", "revoke"):
        _change(made, update, at)
    return _row(made, "in", "customer", update.kind, update.text, stored_content(update), vendor_id, at) | {
        "reply_to": update.reply_to,
        "target_id": update.target_id,
        "status": "received",
        "error": [{"code": e.code, "title": e.title, "detail": e.detail} for e in update.errors] or None,
    }


def _change(made: Talk, update: Message, at: datetime) -> None:
    target = next(row for row in made.rows if row["vendor_id"] == update.target_id)
    if update.kind == "edit":
        target["content"] = target["content"] | update.content | {"before": [target["text"]]}
        target["text"], target["edited_at"] = update.text, at
    else:
        target["revoked_at"] = at


def _ours(
    made: Talk, content: Content, line: Line, vendor_id: str, last: str | None, at: datetime, chance: random.Random
) -> Row:
    document = content.as_json()
    if line.about and "message_id" in document:
        document["message_id"] = last
    status = chance.choices(("read", "delivered", "sent", "failed"), (84, 11, 3, 2))[0]
    row = _row(made, "out", line.author, content.type, words_of(content), document, vendor_id, at)
    statuses = (
        ("sent", "delivered", "read")[: ("sent", "delivered", "read").index(status) + 1]
        if status != "failed"
        else ("failed",)
    )
    for step, each in enumerate(statuses):
        made.statuses.append({"vendor_id": vendor_id, "status": each, "at": at + timedelta(seconds=2 + step * 9)})
    return row | {
        "status": status,
        "reply_to": None,
        "target_id": None,
        "error": FAILED if status == "failed" else None,
    }


def _row(
    made: Talk, direction: str, author: str, kind: str, text: str | None, content: Row, vendor_id: str, at: datetime
) -> Row:
    return {
        "id": new_id(), "conversation_id": made.conversation_id, "direction": direction, "author": author, "kind": kind,
        "text": text, "content": content, "vendor_id": vendor_id, "sent_at": at, "edited_at": None, "revoked_at": None,
    }  # fmt: skip


def _file(place: Place, row: Row, name: str, at: datetime) -> Row:
    file, seen = place.files[name], place.details[name]
    return {
        "id": new_id(), "message_id": row["id"], "vendor_media_id": row["vendor_id"][-15:], "mime_type": file.mime_type,
        "filename": file.name if row["kind"] == "document" else None, "voice": row["kind"] == "audio",
        "object_key": place.keys[name], "size": len(file.data), "created_at": at, "width": seen.width,
        "height": seen.height, "duration_ms": seen.duration_ms, "thumbnail": seen.thumbnail,
        "waveform": seen.waveform.hex() if seen.waveform else None,
    }  # fmt: skip
