"""What messaging keeps about a contact: conversations, messages, their files and buffers."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from recado.messaging import contact_data_store as store
from recado.messaging import handover_store
from recado.platform.db import Tx

NAME: Final = "messaging"
TABLES: Final = ("conversations", "messages", "media", "media_texts", "buffers", "message_statuses", "handovers",
                 "field_reviews", "quiet_reviews")  # fmt: skip
Json = dict[str, Any]


def lock(tx: Tx, contact_ids: Sequence[UUID]) -> None:
    store.lock_conversations(tx, contact_ids)


def join(tx: Tx, survivor: UUID, source: UUID) -> Json:
    """Two conversations with one number become one; the others only change hands."""
    rows = store.lock_conversations(tx, [survivor, source])
    kept = {row["instance_id"]: row for row in rows if row["contact_id"] == str(survivor)}
    moving = [row for row in rows if row["contact_id"] == str(source)]
    moved = [row["id"] for row in moving if row["instance_id"] not in kept]
    store.move_conversations(tx, moved, survivor)
    joined = [_join(tx, row, kept[row["instance_id"]]) for row in moving if row["instance_id"] in kept]
    return {"moved": moved, "joined": joined}


def part(tx: Tx, survivor: UUID, source: UUID, record: Json) -> None:
    store.move_conversations(tx, record["moved"], source)
    for each in record["joined"]:
        row = each["source"]
        store.restore_conversation(tx, row)
        store.move_these_messages(tx, each["messages"], row["id"])
        handover_store.move(tx, each.get("handovers", []), UUID(each["target"]["id"]), UUID(row["id"]))
        store.split_conversation(tx, each["target"], each["after"])


def export(tx: Tx, contact_id: UUID) -> Json:
    return {
        "conversations": store.export_conversations(tx, contact_id),
        "messages": store.export(tx, contact_id),
        "handovers": handover_store.export(tx, contact_id),
    }


def erase(tx: Tx, contact_id: UUID) -> None:
    """Statuses name Meta's ids, not our rows; everything else goes with the contact."""
    store.erase_statuses(tx, contact_id)


def _join(tx: Tx, source: Json, target: Json) -> Json:
    messages = store.move_messages(tx, source["id"], target["id"])
    store.join_buffers(tx, source["id"], target["id"])
    handed = handover_store.move(tx, None, UUID(source["id"]), UUID(target["id"]))
    after = store.join_conversation(tx, source["id"], target["id"])
    return {"source": source, "target": target, "after": after, "messages": messages, "handovers": handed}
