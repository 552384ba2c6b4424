"""Fills the business of `make up` with two months of customers, once. Needs the product running."""

import hashlib
import random
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, LiteralString
from uuid import UUID

from infra.local.showcase import house, records
from infra.local.showcase.people import people
from infra.local.showcase.pictures import files
from infra.local.showcase.talks import Place, Talk, talk
from infra.local.showcase.team import hire
from recado.kernel.clock import now
from recado.kernel.settings import settings
from recado.messaging.media_store import Details, UnseenFile
from recado.platform import storage
from recado.platform.db import Tx, database, json_value
from recado.receiving import inspection

CONTACTS = 300
MESSAGES = 5_000
DAYS = 60
SEED = 7
BATCH = 1_000


def load(business_id: UUID, contacts: int = CONTACTS, messages: int = MESSAGES) -> int:
    """Fills the business; answers how many messages were added, 0 when it was filled before."""
    with database().tenant(business_id) as tx:
        (instance,) = tx.dicts(
            "select id, channel_id from instances where provider = 'cloud' order by created_at limit 1"
        )
        if tx.value("select count(*) from contacts") >= contacts:
            return 0
    drawn = files()
    keys = {name: f"{business_id}/showcase-{name}" for name in drawn}
    details: dict[str, Details] = {}
    for name, file in drawn.items():
        storage.put(settings().bucket_media, keys[name], file.data, file.mime_type)
        details[name] = inspection.look_at(UnseenFile(keys[name], file.mime_type, len(file.data), 1))
    team = hire(business_id)
    place = Place(business_id, instance["id"], instance["channel_id"], drawn, keys, details)
    talks = _talks(place, contacts, messages, now())
    with database().tenant(business_id) as tx:
        _insert(tx, place, talks)
        records.keep(tx, business_id, talks, team, random.Random(SEED))  # noqa: S311  made up
        house.furnish(tx, business_id, team)
    return sum(len(each.rows) for each in talks)


def _talks(place: Place, contacts: int, messages: int, moment: datetime) -> list[Talk]:
    """Conversations of very different lengths, the latest minutes old, the oldest two months."""
    chance = random.Random(SEED)  # noqa: S311  made up
    made: list[Talk] = []
    weights = [chance.paretovariate(1.4) for _ in range(contacts)]
    for person, weight in zip(people(contacts, chance), weights, strict=True):
        length = max(2, round((messages - 2 * contacts) * min(weight, 30) / sum(min(w, 30) for w in weights)))
        ago = timedelta(minutes=2) + timedelta(days=DAYS) * chance.random() ** 1.6 * bool(made)
        made.append(talk(place, person, length, moment - ago, chance))
    return made


def _insert(tx: Tx, place: Place, talks: list[Talk]) -> None:
    for statement, rows in (
        (_CONTACTS, [_contact(each) for each in talks]),
        (_IDENTITIES, [row for each in talks for row in _identities(each)]),
        (_CONVERSATIONS, [_conversation(each) for each in talks]),
        (_MESSAGES, sorted((row for each in talks for row in each.rows), key=lambda row: row["sent_at"])),
        (_STATUSES, [row for each in talks for row in each.statuses]),
        (_MEDIA, [row | _digest(place, row) for each in talks for row in each.media]),
    ):
        for batch in _batches(rows):
            tx.run(statement, {"rows": json_value(batch), "business": place.business_id, "instance": place.instance_id})


def _batches(rows: list[Any]) -> Iterable[list[Any]]:
    """Returns rows as JSON can hold them, a thousand at a time."""
    plain = [{name: _plain(value) for name, value in row.items()} for row in rows]
    return (plain[start : start + BATCH] for start in range(0, len(plain), BATCH))


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, UUID) else value.isoformat() if isinstance(value, datetime) else value


def _contact(made: Talk) -> dict[str, Any]:
    first = made.rows[0]["sent_at"]
    return {"id": made.contact_id, "name": made.person.name or None, "profile_name": made.person.nickname, "at": first}


def _identities(made: Talk) -> list[dict[str, Any]]:
    values = {"user_id": made.person.user_id, "phone": made.person.phone}
    return [{"kind": kind, "value": value, "contact_id": made.contact_id} for kind, value in values.items() if value]


def _conversation(made: Talk) -> dict[str, Any]:
    return {
        "id": made.conversation_id,
        "contact_id": made.contact_id,
        "window_expires_at": made.window_expires_at,
        "last_message_at": made.rows[-1]["sent_at"],
        "unread": _unread(made),
        "count": len(made.rows),
        "at": made.rows[0]["sent_at"],
    }


def _unread(made: Talk) -> int:
    """Returns what came in after the last thing the bakery said, in the last hours: the rest was looked at."""
    if made.rows[-1]["sent_at"] < now() - timedelta(hours=6):
        return 0
    count = 0
    for row in reversed(made.rows):
        if row["direction"] == "out":
            break
        count += 1
    return count


def _digest(place: Place, row: dict[str, Any]) -> dict[str, str]:
    name = next(name for name, key in place.keys.items() if key == row["object_key"])
    return {"sha256": hashlib.sha256(place.files[name].data).hexdigest()}


_CONTACTS: LiteralString = (
    "insert into contacts (id, business_id, name, profile_name, created_at, updated_at) "
    "select id, %(business)s, name, profile_name, at, at from jsonb_to_recordset(%(rows)s) "
    "as r(id uuid, name text, profile_name text, at timestamptz)"
)
_IDENTITIES: LiteralString = (
    "insert into contact_identities (business_id, kind, value, contact_id) "
    "select %(business)s, kind, value, contact_id from jsonb_to_recordset(%(rows)s) "
    "as r(kind text, value text, contact_id uuid) on conflict do nothing"
)
_CONVERSATIONS: LiteralString = (
    "insert into conversations (id, business_id, instance_id, contact_id, window_expires_at, last_message_at, unread, "
    "created_at, message_count, first_message_at) select id, %(business)s, %(instance)s, contact_id, "
    "window_expires_at, last_message_at, unread, at, count, at from jsonb_to_recordset(%(rows)s) "
    "as r(id uuid, contact_id uuid, window_expires_at timestamptz, last_message_at timestamptz, unread int, "
    "count int, at timestamptz)"
)
_MESSAGES: LiteralString = (
    "insert into messages (id, business_id, conversation_id, instance_id, direction, author, kind, text, content, "
    "vendor_id, reply_to, target_id, status, status_at, error, sent_at, edited_at, revoked_at, created_at) "
    "select id, %(business)s, conversation_id, %(instance)s, direction, author, kind, text, content, vendor_id, "
    "reply_to, target_id, status, sent_at, error, sent_at, edited_at, revoked_at, sent_at "
    "from jsonb_to_recordset(%(rows)s) as r(id uuid, conversation_id uuid, direction text, author text, kind text, "
    "text text, content jsonb, vendor_id text, reply_to text, target_id text, status text, error jsonb, "
    "sent_at timestamptz, edited_at timestamptz, revoked_at timestamptz)"
)
_STATUSES: LiteralString = (
    "insert into message_statuses (business_id, instance_id, vendor_id, status, at) "
    "select %(business)s, %(instance)s, vendor_id, status, at from jsonb_to_recordset(%(rows)s) "
    "as r(vendor_id text, status text, at timestamptz)"
)
_MEDIA: LiteralString = (
    "insert into media (id, business_id, message_id, instance_id, vendor_media_id, state, mime_type, filename, voice, "
    "object_key, size, sha256, created_at, inspection, width, height, duration_ms, waveform, thumbnail) "
    "select id, %(business)s, message_id, %(instance)s, vendor_media_id, 'stored', mime_type, filename, voice, "
    "object_key, size, sha256, created_at, 'done', width, height, duration_ms, decode(waveform, 'hex'), thumbnail "
    "from jsonb_to_recordset(%(rows)s) as r(id uuid, message_id uuid, vendor_media_id text, mime_type text, "
    "filename text, voice boolean, object_key text, size bigint, sha256 text, created_at timestamptz, width integer, "
    "height integer, duration_ms integer, waveform text, thumbnail boolean)"
)
