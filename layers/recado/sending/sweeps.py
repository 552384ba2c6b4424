"""Sweeps: what a crash left unpublished or unsettled is found in the database and put back to work."""

from recado.activity import service as activity
from recado.kernel.settings import settings
from recado.messaging import media_store
from recado.messaging.jobs import FetchJob, SendJob
from recado.platform.db import database
from recado.platform.queues import Outgoing
from recado.sending import outbound_store

MOST = 500
UNSENT_GRACE_SECONDS = 30.0
MEDIA_GRACE_SECONDS = 900.0


def sweep() -> list[Outgoing]:
    """Returns what to publish: conversations with something to send, and media to fetch.

    A Web session finds by itself what waits there; only what a deleted number left goes through `outbound`.
    """
    with database().worker() as tx:
        settled = outbound_store.sweep_ambiguous(tx, MOST, settings().outbound_echo_wait_seconds)
        unsent = outbound_store.sweep_unsent(tx, MOST, UNSENT_GRACE_SECONDS)
        media = media_store.sweep(tx, MOST, MEDIA_GRACE_SECONDS)
    for row in settled:
        with database().tenant(row["business_id"]) as tx:
            data = {"message_id": str(row["message_id"]), "outcome": row["outcome"]}
            activity.note(tx, row["business_id"], "warning", "message.ambiguous", **data)
    again = [row for row in settled if row["outcome"] == "queued"]
    waiting = {(row["business_id"], row["conversation_id"]) for row in [*again, *unsent]}
    jobs = [SendJob(business_id=business, conversation_id=conversation) for business, conversation in waiting]
    return [job.to_message() for job in jobs] + [FetchJob(**row).to_message() for row in media]
