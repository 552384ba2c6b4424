"""Conversations that are quiet: which are to be read by the agent, each claimed until somebody has read it."""

from datetime import timedelta
from typing import Final

from recado.messaging import quiet_review_store
from recado.messaging.jobs import ReviewJob
from recado.platform.db import database
from recado.platform.queues import Outgoing

MOST_CLAIMED: Final = 200
HOLD: Final = timedelta(minutes=20)  # longer than a job may be with the function that reads


def sweep() -> list[Outgoing]:
    """Returns jobs for what is due, of every business. One that is lost or fails comes again when its claim lapses."""
    with database().worker() as tx:
        quiet = quiet_review_store.claim(tx, MOST_CLAIMED, HOLD)
    jobs = [ReviewJob(kind=kind, business_id=business, conversation_id=each) for business, each, kind in quiet]
    return [job.to_message() for job in jobs]
