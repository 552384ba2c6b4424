"""Files that go with an answer: each is a message of its own behind it, queued in the transaction that books it."""

from dataclasses import dataclass

from recado.agent.model import TurnContext
from recado.kernel.ids import new_id
from recado.messaging import conversation_store
from recado.messaging.files import FileKind, most_bytes
from recado.messaging.jobs import FetchJob
from recado.platform.db import Tx
from recado.platform.queues import Outgoing
from recado.sending import queueing, upload_store
from recado.sending.queueing import Queued, WindowClosed
from recado.sending.upload_store import CheckedFile
from recado.vendors.whatsapp.contents import AudioContent, Content, DocumentContent, ImageContent, VideoContent

_SHOWN: dict[str, FileKind] = {"image/jpeg": "image", "image/png": "image", "video/mp4": "video"}


@dataclass(frozen=True, slots=True)
class SentFile:
    """A stored file, its type by its content. filename: as the customer sees it. kind: how it is sent."""

    object_key: str
    mime_type: str
    size: int
    filename: str
    kind: FileKind


def kind_for(mime_type: str, size: int) -> FileKind:
    """A picture is shown, a video played; what is too large for that goes as a document."""
    kind = _SHOWN.get(mime_type, "document")
    return kind if size <= most_bytes(kind) else "document"


def send(tx: Tx, turn: TurnContext, file: SentFile, caption: str | None = None) -> list[Outgoing]:
    """Queues the file; returns what to publish. Nothing is sent once the window has closed, which the answer's own
    booking notes."""
    business_id, conversation_id = turn.claimed.business_id, turn.claimed.conversation_id
    conversation = conversation_store.conversation(tx, conversation_id)
    if conversation is None:
        return []
    media_id = new_id()
    try:
        booked = queueing.queue(
            tx, business_id, conversation_id, Queued(_content(file, str(media_id), caption), "agent")
        )
    except WindowClosed:
        return []
    turn.answer_ids.append(booked.message_id)
    outgoing = CheckedFile(file.object_key, file.mime_type, file.size, file.filename, voice=False)
    unseen = upload_store.insert_outgoing(
        tx, business_id, conversation.instance_id, booked.message_id, media_id, outgoing
    )
    looks = [FetchJob(business_id=business_id, media_id=media_id).to_message()] if unseen else []
    return [booked.job, *looks]


def _content(file: SentFile, media_id: str, caption: str | None) -> Content:
    if file.kind == "image":
        return ImageContent(media_id=media_id, caption=caption)
    if file.kind == "video":
        return VideoContent(media_id=media_id, caption=caption)
    if file.kind == "audio":
        return AudioContent(media_id=media_id)
    return DocumentContent(media_id=media_id, filename=file.filename, caption=caption)
