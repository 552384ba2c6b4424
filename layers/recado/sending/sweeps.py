"""Sweeps: what a crash left unpublished or unsettled is found in the database and put back to work."""

from recado.activity import service as activity
from recado.kernel.settings import settings
from recado.messaging.jobs import FetchJob, SendJob
from recado.platform.db import database
from recado.platform.queues import Outgoing
from recado.sending import outbound_store

MOST = 500
UNSENT_GRACE_SECONDS = 30.0
MEDIA_GRACE_SECONDS = 900.0


def sweep() -> list[Outgoing]:
    """Answers what to publish: conversations with something to send, and media to fetch."""
    with database().worker() as tx:
        settled = outbound_store.sweep_ambiguous(tx, MOST, settings().outbound_echo_wait_seconds)
        unsent = outbound_store.sweep_unsent(tx, MOST, UNSENT_GRACE_SECONDS)
        media = outbound_store.sweep_media(tx, MOST, MEDIA_GRACE_SECONDS)
    for row in settled:
        with database().tenant(row["business_id"]) as tx:
            data = {"message_id": str(row["message_id"]), "outcome": row["outcome"]}
            activity.note(tx, row["business_id"], "warning", "message.ambiguous", **data)
    waiting = {(row["business_id"], row["conversation_id"]) for row in [*settled, *unsent]}
    return [SendJob(*ids).to_message() for ids in waiting] + [FetchJob(**row).to_message() for row in media]
