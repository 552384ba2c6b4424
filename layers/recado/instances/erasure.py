"""Erasing a business whose wait for deletion is over: numbers, rows, objects, and then the business itself.

Each step is small and may be repeated, so whoever dies in the middle is followed by another who begins with what is
left. People stay: they are nobody's rows. The platform keeps one event that says which id was erased.
"""

import time
from datetime import timedelta
from uuid import UUID

from recado.activity import service as activity
from recado.activity.model import Actor
from recado.instances import service as instances
from recado.kernel.clock import now
from recado.kernel.pages import Slice
from recado.kernel.settings import settings
from recado.platform import storage
from recado.platform.db import database
from recado.team import deletion_store
from recado.team.deletion_store import Due

# Tables whose rows of an erased business stay, and why. Invoices will be entered here: law has them kept.
KEPT: dict[str, str] = {}

LOT = 1000  # rows or objects of one transaction or request
BUDGET_SECONDS = 30.0  # of one run
HOLD = timedelta(seconds=90)  # longer than a run
LOG_OUT_WAIT = timedelta(hours=1)  # for hosts to unlink numbers of WhatsApp Web; then their keys go all the same


def erase_due() -> None:
    """Goes on erasing businesses, those first whose turn was longest ago. The rest is another minute's.

    What a run has claimed is nobody else's until its end; if it dies, until the claim lapses.
    """
    until, claimed = time.monotonic() + BUDGET_SECONDS, list[UUID]()
    while time.monotonic() < until and (due := _claim()):
        claimed.append(due.business_id)
        _erase(due, until)
    if claimed:
        with database().worker() as tx:
            deletion_store.release_erasure(tx, claimed)


def _claim() -> Due | None:
    with database().worker() as tx:
        return deletion_store.claim_erasure(tx, HOLD)


def _erase(due: Due, until: float) -> None:
    if not due.sandbox:
        _delete_numbers(due.business_id)
        if _is_logging_out(due):
            return
    if not (_erase_rows(due.business_id, until) and _erase_objects(due.business_id, until)):
        return
    with database().worker() as tx:
        if deletion_store.erase_business(tx, due.business_id) and not due.sandbox:
            activity.note_platform(tx, None, "warning", "business.erased", business=str(due.business_id))


def _delete_numbers(business_id: UUID) -> None:
    """Nothing comes in any more: webhooks of the business answer 404, and numbers of WhatsApp Web are logged out."""
    actor = Actor(business_id, "system", None)
    while page := instances.listing(actor, Slice(LOT, None)).items:
        for number in page:
            instances.disable(actor, number.id)
            instances.delete(actor, number.id)


def _is_logging_out(due: Due) -> bool:
    with database().tenant(due.business_id) as tx:
        return deletion_store.holds_session_keys(tx) and now() < due.deletes_at + LOG_OUT_WAIT


def _erase_rows(business_id: UUID, until: float) -> bool:
    """Returns whether none is left."""
    while time.monotonic() < until:
        with database().worker() as tx:
            if not deletion_store.erase_rows(tx, business_id, LOT):
                return True
    return False


def _erase_objects(business_id: UUID, until: float) -> bool:
    """Returns whether none is left. They are found by their keys: rows that named them are gone by now."""
    media, transfers = settings().bucket_media, settings().bucket_transfers
    for bucket, prefix in (
        (media, f"{business_id}/"),
        (media, f"pictures/in/{business_id}/"),
        (transfers, f"imports/{business_id}/"),
        (transfers, f"exports/{business_id}/"),
    ):
        while keys := storage.keys(bucket, prefix, LOT):
            if time.monotonic() >= until:
                return False
            storage.delete_many(bucket, keys)
    return True
