"""What delta sync tells of contacts, the notes about them, tags and a business's own fields."""

from uuid import UUID

from recado.activity.sync import Current, Source, by_id
from recado.crm import card_store, field_store, note_store, tag_store
from recado.platform.db import Tx


def _contacts(tx: Tx, ids: list[UUID]) -> Current:
    return by_id(card_store.cards(tx, ids))


def _notes(tx: Tx, ids: list[UUID]) -> Current:
    return by_id(note_store.some(tx, ids))


def _tags(tx: Tx, ids: list[UUID]) -> Current:
    return by_id(tag_store.some(tx, ids))


def _fields(tx: Tx, ids: list[UUID]) -> Current:
    return by_id([field for field in field_store.fields(tx) if field.id in ids])


CHANGES = (
    Source("contact", _contacts),
    Source("contact_note", _notes),
    Source("tag", _tags, open=True),
    Source("contact_field", _fields, open=True),
)
