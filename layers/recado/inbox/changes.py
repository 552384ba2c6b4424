"""What delta sync tells of conversations, messages and canned replies."""

from uuid import UUID

from recado.activity.sync import Current, Source, by_id
from recado.inbox import conversation_view_store, history, message_view_store, reply_store
from recado.platform.db import Tx


def _conversations(tx: Tx, ids: list[UUID]) -> Current:
    return by_id(conversation_view_store.some(tx, ids))


def _messages(tx: Tx, ids: list[UUID]) -> Current:
    """Edits, deletions and reactions bring the message they are about."""
    shown = set(message_view_store.shown_for(tx, ids)) - {None}
    messages = message_view_store.some(tx, list(shown))
    return Current(history.shown(tx, messages), message_view_store.existing(tx, ids))


def _replies(tx: Tx, ids: list[UUID]) -> Current:
    return by_id(reply_store.some(tx, ids))


CHANGES = (
    Source("conversation", _conversations),
    Source("message", _messages),
    Source("canned_reply", _replies, open=True),
)
