"""SQL of conversations' states: open, snoozed until a moment, closed."""

from dataclasses import dataclass
from datetime import datetime
from typing import LiteralString
from uuid import UUID

from recado.messaging.model import ConversationState
from recado.platform.db import Tx


@dataclass(frozen=True, slots=True)
class StatedConversation:
    """A conversation with its state, and whose it is."""

    id: UUID
    instance_id: UUID
    contact_id: UUID
    state: ConversationState
    snoozed_until: datetime | None


@dataclass(frozen=True, slots=True)
class DueSnooze:
    """A conversation that is snoozed no longer, and its business."""

    business_id: UUID
    conversation_id: UUID


_COLUMNS: LiteralString = "id, instance_id, contact_id, state, snoozed_until"


def lock(tx: Tx, conversation_id: UUID) -> StatedConversation | None:
    """Returns the conversation; its state stays as it is until the transaction ends, unless it changes it.

    Messages can be inserted meanwhile: they ask for its key only.
    """
    return tx.row(
        StatedConversation,
        f"select {_COLUMNS} from conversations where id = %s for no key update",  # noqa: S608  only literals
        (conversation_id,),
    )


def stated(tx: Tx, conversation_id: UUID) -> StatedConversation | None:
    return tx.row(
        StatedConversation,
        f"select {_COLUMNS} from conversations where id = %s",  # noqa: S608  only literals
        (conversation_id,),
    )


def set_state(
    tx: Tx, conversation_id: UUID, state: ConversationState, by: UUID | None, until: datetime | None = None
) -> None:
    """by: the member who does it. until: of a snooze."""
    tx.run(
        "update conversations set state = %s, state_at = now(), state_by = %s, snoozed_until = %s where id = %s",
        (state, by, until, conversation_id),
    )


def end_snooze(tx: Tx, conversation_id: UUID) -> StatedConversation | None:
    """Opens a conversation whose snooze is over and returns it; None when it is not snoozed any more, or longer."""
    return tx.row(
        StatedConversation,
        "update conversations set state = 'open', state_at = now(), state_by = null, "  # noqa: S608
        "snoozed_until = null "
        f"where id = %s and state = 'snoozed' and snoozed_until <= clock_timestamp() returning {_COLUMNS}",
        (conversation_id,),
    )


def snoozes_due(tx: Tx, limit: int) -> list[DueSnooze]:
    """For the worker role: conversations whose snooze is over."""
    return tx.rows(DueSnooze, "select * from snoozes_due(%s)", (limit,))


def seq_of(tx: Tx, conversation_id: UUID, message_id: UUID) -> int | None:
    """Returns the place of a message of this conversation; None when it has no such message."""
    return tx.value(
        int, "select seq from messages where id = %s and conversation_id = %s", (message_id, conversation_id)
    )


def written_since(tx: Tx, conversation_id: UUID, seq: int) -> bool:
    """Returns whether the customer has said something after the message with this place."""
    return bool(
        tx.value(
            "select exists (select from messages where conversation_id = %s and direction = 'in' and seq > %s "
            "and revoked_at is null and kind not in ('edit', 'revoke', 'reaction', 'system', 'welcome'))",
            (conversation_id, seq),
        )
    )
