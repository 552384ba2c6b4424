"""SQL of notes."""

from uuid import UUID

from recado.activity.model import Actor
from recado.crm.cards import Note
from recado.kernel.pages import Key
from recado.platform.db import Tx


def notes(tx: Tx, contact_id: UUID, after: tuple[Key, ...] | None, limit: int) -> list[Note]:
    return tx.rows(
        Note,
        "select id, contact_id, author_kind, author_id, text, created_at, edited_at from contact_notes "
        "where contact_id = %(contact)s and (%(after)s::uuid is null or id < %(after)s) "
        "order by id desc limit %(limit)s",
        {"contact": contact_id, "after": after[0] if after else None, "limit": limit},
    )


def some(tx: Tx, note_ids: list[UUID]) -> list[Note]:
    return tx.rows(
        Note,
        "select id, contact_id, author_kind, author_id, text, created_at, edited_at from contact_notes "
        "where id = any(%s)",
        (note_ids,),
    )


def lock(tx: Tx, contact_id: UUID, note_id: UUID) -> Note | None:
    return tx.row(
        Note,
        "select id, contact_id, author_kind, author_id, text, created_at, edited_at from contact_notes "
        "where id = %s and contact_id = %s for update",
        (note_id, contact_id),
    )


def insert(tx: Tx, actor: Actor, contact_id: UUID, note_id: UUID, text: str) -> None:
    tx.run(
        "insert into contact_notes (id, business_id, contact_id, author_kind, author_id, text) "
        "values (%s, %s, %s, %s, %s, %s)",
        (note_id, actor.business_id, contact_id, actor.kind, actor.id, text),
    )


def rewrite(tx: Tx, note_id: UUID, text: str) -> None:
    tx.run("update contact_notes set text = %s, edited_at = now() where id = %s", (text, note_id))


def delete(tx: Tx, note_id: UUID) -> None:
    tx.run("delete from contact_notes where id = %s", (note_id,))
