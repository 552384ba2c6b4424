"""What the agent keeps about a contact: its turns, the tools it called, and what it read about them."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from recado.agent import turn_store
from recado.agent.fields import store as field_store
from recado.agent.lessons import store as lesson_store
from recado.agent.memory import store as memory_store
from recado.platform.db import Tx

NAME: Final = "agent"
TABLES: Final = ("agent_turns", "agent_tool_calls", "field_evidence", "field_sightings", "contact_memories", "lessons")
Json = dict[str, Any]


def lock(tx: Tx, contact_ids: Sequence[UUID]) -> None:
    """Turns are held by their conversations."""


def join(tx: Tx, survivor: UUID, source: UUID) -> Json:
    """Turns of a conversation that is joined are gone with it: they tell of a bot's work, not of the contact."""
    return {**field_store.move(tx, source, survivor), "memories": memory_store.move(tx, source, survivor)}


def part(tx: Tx, survivor: UUID, source: UUID, record: Json) -> None:
    """What went with a joined conversation does not come back."""
    field_store.move_back(tx, record, source)
    memory_store.move_back(tx, record.get("memories", []), source)


def export(tx: Tx, contact_id: UUID) -> Json:
    """What was asked of tools and answered, and what was read of the contact's words, with its time."""
    return {
        "tool_calls": turn_store.export(tx, contact_id),
        "fields": field_store.export(tx, contact_id),
        "memories": memory_store.export(tx, contact_id),
    }


def erase(tx: Tx, contact_id: UUID) -> None:
    """Most goes with the contact, and with their conversations. A lesson that a person approved is the business's."""
    lesson_store.forget(tx, contact_id)
