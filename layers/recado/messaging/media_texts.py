"""What customers' sounds and pictures say: which are to be understood, and the work a crash left behind."""

from typing import Final
from uuid import UUID

from recado.messaging import media_text_store
from recado.messaging.jobs import FetchJob, UnderstandJob
from recado.messaging.model import MediaTextKind, Thread
from recado.platform.db import Tx, database
from recado.platform.queues import Outgoing
from recado.platform.secrets import secret
from recado.vendors.whatsapp.model import Message

WAITS_SECONDS: Final = 40.0  # so long an answer waits for it
MOST_SWEPT: Final = 200
GRACE_SECONDS: Final = 60.0
_KINDS: Final[dict[str, MediaTextKind]] = {
    "audio": "transcript", "image": "description", "video": "description", "document": "ocr",
}  # fmt: skip


def note(tx: Tx, business_id: UUID, message_id: UUID, message: Message, thread: Thread, *, answers: bool) -> bool:
    """Returns whether the message's file is to be understood, and remembers it then.

    answers: whether the bot will. Where no model that hears and sees is set up, nothing is.
    """
    kind = _KINDS.get(message.kind)
    if kind is None or message.media is None:
        return False
    if kind == "ocr" and message.media.mime_type.partition(";")[0] != "application/pdf":
        return False
    if not (thread.understand_media == "always" or (thread.understand_media == "bot_on" and answers)):
        return False
    if not secret("GEMINI_API_KEY"):
        return False
    media_text_store.insert(tx, business_id, message_id, kind)
    return True


def next_job(job: FetchJob) -> list[Outgoing]:
    """Returns what to publish once a file is here, or will not come."""
    with database().tenant(job.business_id) as tx:
        message_id = media_text_store.waiting_message(tx, job.media_id)
    return [UnderstandJob(business_id=job.business_id, message_id=message_id).to_message()] if message_id else []


def sweep() -> list[Outgoing]:
    """Returns jobs for what nobody understood in time."""
    with database().worker() as tx:
        rows = media_text_store.sweep(tx, MOST_SWEPT, GRACE_SECONDS)
    return [UnderstandJob(**row).to_message() for row in rows]
