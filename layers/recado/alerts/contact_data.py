"""What alerts keep about a contact: that one of their conversations is about to ring."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from recado.platform.db import Tx

NAME: Final = "alerts"
TABLES: Final = ("rings",)
Json = dict[str, Any]


def lock(_tx: Tx, _contact_ids: Sequence[UUID]) -> None:
    """A ring is locked with its conversation."""


def join(_tx: Tx, _survivor: UUID, _source: UUID) -> Json:
    """The ring of a conversation that is joined goes with it: what it was for has been seen by whoever joins them."""
    return {}


def part(_tx: Tx, _survivor: UUID, _source: UUID, _record: Json) -> None:
    """Nothing rings anew."""


def export(_tx: Tx, _contact_id: UUID) -> Json:
    """Says nothing of anybody."""
    return {}


def erase(_tx: Tx, _contact_id: UUID) -> None:
    """Goes with the contact's conversations."""
