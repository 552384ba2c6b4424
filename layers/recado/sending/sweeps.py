"""Sweeps: what a crash left unpublished or unsettled is found in the database and put back to work."""

from uuid import UUID

from recado.activity import service as activity
from recado.kernel.log import logger
from recado.kernel.settings import settings
from recado.kernel.spans import span
from recado.messaging import media_store
from recado.messaging.jobs import FetchJob, SendJob
from recado.platform.db import database
from recado.platform.queues import Outgoing
from recado.sending import outbound_store

MOST = 500
UNSENT_GRACE_SECONDS = 30.0
MEDIA_GRACE_SECONDS = 900.0
INSPECTION_GRACE_SECONDS = 180.0  # longer than a function may look
log = logger("sweeps")


def sweep() -> list[Outgoing]:
    """Returns what to publish: conversations with something to send, and media to fetch or look at.

    A Web session finds by itself what waits there; only what a deleted number left goes through `outbound`.
    """
    with database().worker() as tx:
        settled = outbound_store.sweep_ambiguous(tx, MOST, settings().outbound_echo_wait_seconds)
        unsent = outbound_store.sweep_unsent(tx, MOST, UNSENT_GRACE_SECONDS)
        media = media_store.sweep(tx, MOST, MEDIA_GRACE_SECONDS, INSPECTION_GRACE_SECONDS)
    for row in settled:
        with database().tenant(row["business_id"]) as tx:
            data = {"message_id": str(row["message_id"]), "outcome": row["outcome"]}
            activity.note(tx, row["business_id"], "warning", "message.ambiguous", **data)
    again = [row for row in settled if row["outcome"] == "queued"]
    waiting = {(row["business_id"], row["conversation_id"]): row["trace"] for row in [*unsent, *again]}
    sends = [
        _send_job(business_id, conversation_id, trace) for (business_id, conversation_id), trace in waiting.items()
    ]
    return sends + [FetchJob(**row).to_message() for row in media]


def _send_job(business_id: UUID, conversation_id: UUID, trace: str | None) -> Outgoing:
    """The job goes on with the trace of the message that waits."""
    with span(log, "send found by the sweep", trace, conversation_id=str(conversation_id)):
        return SendJob(business_id=business_id, conversation_id=conversation_id).to_message()
