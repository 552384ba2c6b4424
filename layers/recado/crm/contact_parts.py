"""What other modules keep about a contact follows the contact: how it is joined, parted, exported and erased.

A module offers its part as `contact_data.py`; `runtime/composition.py` registers all of them when a process starts.
"""

from collections.abc import Sequence
from typing import Any, Protocol
from uuid import UUID

from recado.platform.db import Tx

Json = dict[str, Any]


class ContactData(Protocol):
    """One module's part. All happens inside the caller's transaction, with both contacts' identities held."""

    @property
    def NAME(self) -> str:
        """Under which its record is kept."""

    @property
    def TABLES(self) -> tuple[str, ...]:
        """The tables it answers for."""

    def lock(self, tx: Tx, contact_ids: Sequence[UUID]) -> None:
        """Holds the rows that joining or parting changes, in an order of their own."""

    def join(self, tx: Tx, survivor: UUID, source: UUID) -> Json:
        """Makes everything of the source the survivor's, and returns what `part` needs to put it back."""

    def part(self, tx: Tx, survivor: UUID, source: UUID, record: Json) -> None:
        """Puts back what `join` moved; what came since stays with the survivor."""

    def export(self, tx: Tx, contact_id: UUID) -> Json:
        """Returns what the module keeps about a contact, under names a reader understands."""

    def erase(self, tx: Tx, contact_id: UUID) -> None:
        """Removes what does not go by itself with the contact's row. Objects go by the sweep of deleted files."""


_parts: list[ContactData] = []


class NotComposed(RuntimeError):
    """This process joins or erases contacts, and nobody registered the modules' parts."""


def register(parts: Sequence[ContactData]) -> None:
    """Sets the parts of this process, in the order in which they are locked and joined."""
    _parts[:] = parts


def parts() -> Sequence[ContactData]:
    """The registered parts. Raises NotComposed when there are none: nothing may be left behind unnoticed."""
    if not _parts:
        raise NotComposed("recado.runtime.composition.compose() was not called")
    return _parts
