"""Messages, notes, files and searching."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from functions.crm_api.schemas.contents import Content
from recado.inbox import retry
from recado.inbox.compose import Draft
from recado.inbox.history import ShownMessage, Stretch
from recado.inbox.model import MessageView
from recado.runtime.api import Taken
from recado.runtime.pages import Paging
from recado.sending import governor, uploads
from recado.sending.governor_store import Waiting
from recado.vendors.whatsapp.cloud.errors import reason
from recado.vendors.whatsapp.contents.fields import NOT_BLANK, written


class HistoryQuery(Paging):
    towards: Annotated[
        Literal["older", "newer"], Field(description="Which way to go from the cursor; without one: from which end")
    ] = "older"


class SearchQuery(Paging):
    model_config = ConfigDict(extra="forbid")

    q: Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=NOT_BLANK)]


class NewMessage(Taken):
    content: Content
    reply_to: Annotated[UUID | None, Field(description="The message it quotes, of the same conversation")] = None

    def draft(self) -> Draft:
        return Draft(self.content, self.reply_to)


class ToContact(Taken):
    contact_id: UUID


class ToPhone(Taken):
    phone: Annotated[str, StringConstraints(pattern=r"^\+?[1-9][0-9]{6,14}$")]


class NewConversation(Taken):
    """`to`: a contact or a phone number with its country code."""

    instance_id: UUID
    to: ToContact | ToPhone
    content: Content

    def draft(self) -> Draft:
        return Draft(self.content)

    def whom(self) -> UUID | str:
        return self.to.contact_id if isinstance(self.to, ToContact) else self.to.phone.removeprefix("+")


class NewNote(Taken):
    text: Annotated[str, written(4096)]


class NewMedia(Taken):
    """A file to be brought. `size` in bytes. `mime_type` as a browser calls it, parameters included."""

    mime_type: Annotated[
        str, StringConstraints(pattern=r"^[A-Za-z]{1,20}/[a-zA-Z0-9.+-]{1,100}( ?; ?[a-zA-Z0-9=\"\',._+ -]{1,100})?$")
    ]
    size: Annotated[int, Field(ge=1, le=100 * 1024 * 1024)]
    filename: Annotated[str, StringConstraints(min_length=1, max_length=1000)] | None = None


class MediaUpload(BaseModel):
    """Send the file by PUT to `url`, with the Content-Type it was declared with, before `expires_at`."""

    id: UUID
    url: str
    method: Literal["PUT"]
    expires_at: datetime

    @classmethod
    def of(cls, link: uploads.Link) -> "MediaUpload":
        return cls(id=link.media_id, url=link.url, method="PUT", expires_at=link.expires_at)


class MediaLink(BaseModel):
    id: UUID
    url: str
    expires_at: datetime

    @classmethod
    def of(cls, link: uploads.Link) -> "MediaLink":
        return cls(id=link.media_id, url=link.url, expires_at=link.expires_at)


class MessageMedia(BaseModel):
    """The file of a message. `failed` says why in `reason`; `GET /v1/media/{id}` gives a link once it is `stored`."""

    id: UUID
    state: Literal["pending", "stored", "failed"]
    mime_type: str
    size: int | None
    filename: str | None
    voice: bool
    reason: str | None


class Words(BaseModel):
    es: str
    en: str


class Failure(BaseModel):
    """Why a message did not arrive, in plain words."""

    code: str
    reason: Words

    @classmethod
    def of(cls, error: Any) -> "Failure | None":
        first = error[0] if isinstance(error, list) and error and isinstance(error[0], dict) else None
        if first is None:
            return None
        code = first.get("code")
        number = code if isinstance(code, int) else None
        words = first.get("reason") or asdict(reason(number))
        return cls(code=str(code), reason=Words.model_validate(words))


class Wait(BaseModel):
    """Why a message has not gone out yet, in plain words, and until when it waits if that is known."""

    code: str
    reason: Words
    until: datetime | None

    @classmethod
    def of(cls, waiting: Waiting) -> "Wait":
        return cls(
            code=waiting.reason,
            reason=Words.model_validate(asdict(governor.words(waiting.reason))),
            until=waiting.until,
        )


class MessageReaction(BaseModel):
    direction: Literal["in", "out"]
    emoji: str
    at: datetime


class Message(BaseModel):
    """A message. What the customer took back (`revoked_at`) has no text any more. A `note` is never sent."""

    id: UUID
    conversation_id: UUID
    direction: Literal["in", "out"]
    author: Literal["customer", "agent", "person", "phone", "system"]
    author_id: UUID | None
    kind: str
    text: str | None
    content: dict[str, Any]
    media: MessageMedia | None
    reply_to: UUID | None
    reactions: list[MessageReaction]
    status: str
    status_at: datetime
    failure: Failure | None
    waiting: Wait | None
    can_retry: bool
    retry_of: UUID | None
    sent_at: datetime
    edited_at: datetime | None
    revoked_at: datetime | None

    @classmethod
    def of(cls, shown: ShownMessage) -> "Message":
        view = shown.message
        return cls.model_validate(
            {
                "id": view.id,
                "conversation_id": view.conversation_id,
                "direction": view.direction,
                "author": view.author,
                "author_id": view.author_id,
                "kind": view.kind,
                "text": view.text,
                "content": view.content,
                "media": _media(view),
                "reply_to": view.reply_to_id,
                "reactions": [
                    MessageReaction(direction=each.direction, emoji=each.emoji, at=each.at) for each in shown.reactions
                ],
                "status": view.status,
                "status_at": view.status_at,
                "failure": Failure.of(view.error),
                "waiting": Wait.of(shown.waiting) if shown.waiting else None,
                "can_retry": retry.can_retry(view),
                "retry_of": view.retry_of,
                "sent_at": view.sent_at,
                "edited_at": view.edited_at,
                "revoked_at": view.revoked_at,
            }
        )


def _media(view: MessageView) -> dict[str, Any] | None:
    if view.media_id is None:
        return None
    return {
        "id": view.media_id,
        "state": view.media_state,
        "mime_type": view.media_type,
        "size": view.media_size,
        "filename": view.media_filename,
        "voice": bool(view.media_voice),
        "reason": view.media_reason,
    }


class History(BaseModel):
    """A part of a history, oldest first. `older` and `newer` are the `cursor` to go on with in that direction."""

    items: list[Message]
    older: str | None
    newer: str | None

    @classmethod
    def of(cls, stretch: Stretch) -> "History":
        return cls(items=[Message.of(each) for each in stretch.items], older=stretch.older, newer=stretch.newer)
