"""What sending keeps about a contact: what waits to be sent, and the budgets it was counted in."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from recado.platform.db import Tx
from recado.sending import contact_data_store as store

NAME: Final = "sending"
TABLES: Final = ("outbound", "send_pairs", "opened_customers")
Json = dict[str, Any]


def lock(tx: Tx, contact_ids: Sequence[UUID]) -> None:
    """What waits is held by its conversations."""


def join(tx: Tx, survivor: UUID, source: UUID) -> Json:
    store.follow_messages(tx, survivor)
    return {}


def part(tx: Tx, survivor: UUID, source: UUID, record: Json) -> None:
    store.follow_messages(tx, source)


def export(tx: Tx, contact_id: UUID) -> Json:
    """What waits is among the messages."""
    return {}


def erase(tx: Tx, contact_id: UUID) -> None:
    store.forget_budgets(tx, contact_id)
