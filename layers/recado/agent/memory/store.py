"""SQL of what is remembered of contacts."""

from datetime import datetime
from typing import Any, LiteralString
from uuid import UUID

from recado.agent.memory.model import MOST_MEMORIES, Memory, MemoryKind, MemorySource
from recado.platform.db import Tx

_MEMORY: LiteralString = (
    "select id, contact_id, kind, text, source, message_id, hidden, expires_at, created_at, updated_at "
    "from contact_memories "
)


def of_contact(tx: Tx, contact_id: UUID) -> list[Memory]:
    """Returns what holds still, the newest first."""
    return tx.rows(
        Memory,
        _MEMORY + "where contact_id = %s and (expires_at is null or expires_at > clock_timestamp()) "
        "order by created_at desc, id desc",
        (contact_id,),
    )


def shown(tx: Tx, contact_id: UUID) -> list[str]:
    """Returns what the agent is shown, the newest first: not what a message said that was taken back or edited."""
    return tx.values(
        "select text from contact_memories where contact_id = %s and not hidden "
        "and (expires_at is null or expires_at > clock_timestamp()) and (source = 'person' or exists "
        "(select from messages m where m.id = message_id and m.revoked_at is null "
        "and (m.edited_at is null or m.edited_at <= contact_memories.updated_at))) "
        "order by created_at desc, id desc limit %s",
        (contact_id, MOST_MEMORIES),
    )


def memory(tx: Tx, contact_id: UUID, memory_id: UUID) -> Memory | None:
    return tx.row(Memory, _MEMORY + "where contact_id = %s and id = %s", (contact_id, memory_id))


def insert(
    tx: Tx, business_id: UUID, contact_id: UUID, memory_id: UUID, kind: MemoryKind, text: str, source: MemorySource,
    message_id: UUID | None, expires_at: datetime | None,
) -> None:  # fmt: skip
    tx.run(
        "insert into contact_memories (id, business_id, contact_id, kind, text, source, message_id, expires_at) "
        "values (%s, %s, %s, %s, %s, %s, %s, %s)",
        (memory_id, business_id, contact_id, kind, text, source, message_id, expires_at),
    )


def make_room(tx: Tx, contact_id: UUID) -> bool:
    """Removes what has expired and, of the agent's, the oldest that are too many for one more. False when there is no
    room: what people wrote stays."""
    tx.run("delete from contact_memories where contact_id = %s and expires_at <= clock_timestamp()", (contact_id,))
    statement: LiteralString = (
        "delete from contact_memories where id in (select id from contact_memories where contact_id = %(contact)s "
        "and source = 'ai' order by hidden desc, created_at, id limit greatest(0, "
        "(select count(*) from contact_memories where contact_id = %(contact)s) - %(most)s))"
    )
    tx.run(statement, {"contact": contact_id, "most": MOST_MEMORIES - 1})
    count = tx.value(int, "select count(*)::int from contact_memories where contact_id = %s", (contact_id,))
    return (count or 0) < MOST_MEMORIES


def replace(tx: Tx, memory_id: UUID, kind: MemoryKind, text: str, message_id: UUID, expires_at: datetime) -> None:
    """By the agent: of what a person wrote or hid nothing is changed."""
    tx.run(
        "update contact_memories set kind = %s, text = %s, message_id = %s, expires_at = %s, "
        "updated_at = clock_timestamp() where id = %s and source = 'ai' and not hidden",
        (kind, text, message_id, expires_at, memory_id),
    )


def drop(tx: Tx, memory_id: UUID) -> None:
    """By the agent: of what a person wrote or hid nothing is changed."""
    tx.run("delete from contact_memories where id = %s and source = 'ai' and not hidden", (memory_id,))


def rewrite(tx: Tx, memory_id: UUID, kind: MemoryKind, text: str) -> None:
    """By a person, whose it is from now on; it does not expire."""
    tx.run(
        "update contact_memories set kind = %s, text = %s, source = 'person', message_id = null, expires_at = null, "
        "updated_at = clock_timestamp() where id = %s",
        (kind, text, memory_id),
    )


def hide(tx: Tx, memory_id: UUID, hidden: bool) -> None:
    tx.run("update contact_memories set hidden = %s where id = %s", (hidden, memory_id))


def delete(tx: Tx, memory_id: UUID) -> None:
    tx.run("delete from contact_memories where id = %s", (memory_id,))


def export(tx: Tx, contact_id: UUID) -> list[dict[str, Any]]:
    """What is remembered of a contact, oldest first."""
    return tx.dicts(
        "select kind, text, source, expires_at, created_at, updated_at from contact_memories where contact_id = %s "
        "order by created_at, id",
        (contact_id,),
    )


def move(tx: Tx, contact_id: UUID, to: UUID) -> list[str]:
    """Returns the rows that are the other contact's from now on."""
    return tx.values(
        "update contact_memories set contact_id = %s where contact_id = %s returning id::text", (to, contact_id)
    )


def move_back(tx: Tx, moved: list[str], to: UUID) -> None:
    tx.run("update contact_memories set contact_id = %s where id = any(%s::uuid[])", (to, moved))


def forget(tx: Tx, limit: int) -> int:
    """Removes what has expired in any business, for the worker role; returns how much."""
    return tx.value(int, "select forget_memories(%s)", (limit,)) or 0
