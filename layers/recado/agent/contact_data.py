"""What the agent keeps about a contact: the turns in which it answered, and the tools it called."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from recado.agent import turn_store
from recado.platform.db import Tx

NAME: Final = "agent"
TABLES: Final = ("agent_turns", "agent_tool_calls")
Json = dict[str, Any]


def lock(tx: Tx, contact_ids: Sequence[UUID]) -> None:
    """Turns are held by their conversations."""


def join(tx: Tx, survivor: UUID, source: UUID) -> Json:
    """Those of a conversation that is joined are gone with it: they tell of a bot's work, not of the contact."""
    return {}


def part(tx: Tx, survivor: UUID, source: UUID, record: Json) -> None:
    """What went with a joined conversation does not come back."""


def export(tx: Tx, contact_id: UUID) -> Json:
    """What was asked of tools and answered, with its time."""
    return {"tool_calls": turn_store.export(tx, contact_id)}


def erase(tx: Tx, contact_id: UUID) -> None:
    """Goes with the contact's conversations."""
