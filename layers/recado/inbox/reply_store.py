"""SQL of canned replies."""

from dataclasses import dataclass
from datetime import datetime
from typing import LiteralString
from uuid import UUID

from recado.kernel.pages import Key
from recado.platform.db import Tx

_REPLIES: LiteralString = "select id, shortcut, text, created_at, updated_at, uses, last_used_at from canned_replies "


@dataclass(frozen=True, slots=True)
class Reply:
    """A text and the shortcut that inserts it. uses: how often it was filled in for a conversation."""

    id: UUID
    shortcut: str
    text: str
    created_at: datetime
    updated_at: datetime
    uses: int
    last_used_at: datetime | None


def listing(tx: Tx, after: Key, limit: int) -> list[Reply]:
    return tx.rows(
        Reply,
        _REPLIES
        + "where business_id = current_business() and (%(after)s::text is null or lower(shortcut) > %(after)s) "
        "order by lower(shortcut) limit %(limit)s",
        {"after": after, "limit": limit},
    )


def some(tx: Tx, reply_ids: list[UUID]) -> list[Reply]:
    return tx.rows(
        Reply,
        _REPLIES + "where id = any(%s)",
        (reply_ids,),
    )


def insert(tx: Tx, business_id: UUID, reply_id: UUID, shortcut: str, text: str) -> Reply | None:
    """None when the shortcut is taken."""
    return tx.row(
        Reply,
        "insert into canned_replies (id, business_id, shortcut, text) values (%s, %s, %s, %s) on conflict do nothing "
        "returning id, shortcut, text, created_at, updated_at, uses, last_used_at",
        (reply_id, business_id, shortcut, text),
    )


def hold(tx: Tx, reply_id: UUID) -> Reply | None:
    """Returns the reply; nobody else changes it until the transaction ends."""
    return tx.row(
        Reply,
        _REPLIES + "where id = %s for update",
        (reply_id,),
    )


def update(tx: Tx, reply_id: UUID, shortcut: str, text: str) -> Reply | None:
    """None when the shortcut is taken. The name is reserved first: two who want it wait for each other."""
    tx.run("select pg_advisory_xact_lock(hashtextextended(current_business()::text || lower(%s), 0))", (shortcut,))
    return tx.row(
        Reply,
        "update canned_replies set shortcut = %(shortcut)s, text = %(text)s, updated_at = now() where id = %(id)s "
        "and not exists (select from canned_replies o where o.business_id = current_business() "
        "and lower(o.shortcut) = lower(%(shortcut)s) and o.id <> %(id)s) "
        "returning id, shortcut, text, created_at, updated_at, uses, last_used_at",
        {"shortcut": shortcut, "text": text, "id": reply_id},
    )


def use(tx: Tx, reply_id: UUID) -> Reply | None:
    """Counts a use of the reply and returns it."""
    return tx.row(
        Reply,
        "update canned_replies set uses = uses + 1, last_used_at = now() where id = %s "
        "returning id, shortcut, text, created_at, updated_at, uses, last_used_at",
        (reply_id,),
    )


def delete(tx: Tx, reply_id: UUID) -> bool:
    return tx.run("delete from canned_replies where id = %s", (reply_id,)) > 0
