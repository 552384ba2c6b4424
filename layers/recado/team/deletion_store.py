"""SQL of deleting a business: for its own transactions, and for the worker role."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from recado.platform.db import Tx


@dataclass(frozen=True, slots=True)
class Due:
    """A business to be erased, whose wait was over at this moment. sandbox: one in which an agent was tried out."""

    business_id: UUID
    deletes_at: datetime
    sandbox: bool


def begin(tx: Tx, wait: timedelta) -> datetime | None:
    """Returns when the transaction's business will be erased; None when it was to be deleted already."""
    return tx.value(
        datetime,
        "update businesses set deletion_began_at = now(), deletes_at = now() + %s "
        "where id = current_business() and deletes_at is null returning deletes_at",
        (wait,),
    )


def cancel(tx: Tx) -> bool:
    """False when the business is not to be deleted, or is being erased."""
    statement = (
        "update businesses set deletion_began_at = null, deletes_at = null, deletion_reminded_at = null "
        "where id = current_business() and deletes_at > now()"
    )
    return tx.run(statement) == 1


def set_reminded(tx: Tx) -> datetime | None:
    """Returns when the transaction's business will be erased; None when its owners were reminded, or it stays."""
    return tx.value(
        datetime,
        "update businesses set deletion_reminded_at = now() where id = current_business() "
        "and deletion_reminded_at is null and deletes_at > now() returning deletes_at",
    )


def holds_session_keys(tx: Tx) -> bool:
    """Whether some number of the transaction's business is still linked to a phone."""
    return bool(tx.value("select exists (select from web_session_keys where business_id = current_business())"))


# For the worker role


def to_remind(tx: Tx, before: timedelta, limit: int) -> list[UUID]:
    return tx.values(UUID, "select business_id from deletions_to_remind(%s, %s)", (before, limit))


def claim_erasure(tx: Tx, hold: timedelta) -> Due | None:
    return tx.row(Due, "select * from claim_erasure(%s)", (hold,))


def release_erasure(tx: Tx, business_ids: list[UUID]) -> None:
    tx.run("select release_erasure(%s)", (business_ids,))


def erase_rows(tx: Tx, business_id: UUID, limit: int) -> int:
    """Returns how many rows went; 0 when none is left but members and the business itself."""
    return int(tx.value("select erase_rows(%s, %s)", (business_id, limit)))


def erase_business(tx: Tx, business_id: UUID) -> bool:
    """False when there is none such any more."""
    return bool(tx.value("select erase_business(%s)", (business_id,)))
