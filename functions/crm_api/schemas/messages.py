"""Messages, notes, files and searching."""

from datetime import datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import BeforeValidator, ConfigDict, Field, SkipValidation, StringConstraints, model_validator

from functions.crm_api.schemas.common import LocalizedText, ShownPhone
from functions.crm_api.schemas.contents import Content
from recado.inbox import retry
from recado.inbox.compose import Draft
from recado.inbox.history import ShownMessage
from recado.inbox.model import QuotedView
from recado.inbox.search import Hit
from recado.kernel.validation import Wrong
from recado.kernel.words import Words
from recado.messaging.contents import (
    MessageAuthor,
    MessageContent,
    MessageKind,
    MessageStatus,
    shown_kind,
)
from recado.messaging.model import Direction, MediaTextKind, MediaTextState
from recado.runtime.api import RequestModel
from recado.runtime.pages import Paging
from recado.runtime.responses import ResponseModel, with_parts
from recado.sending import governor
from recado.vendors.whatsapp.cloud.errors import reason
from recado.vendors.whatsapp.contents.fields import NOT_BLANK, written
from recado.vendors.whatsapp.contents.received import MessageContext


class HistoryQuery(Paging):
    towards: Annotated[
        Literal["older", "newer"], Field(description="Which way to go from the cursor; without one: from which end")
    ] = "older"
    around: Annotated[
        UUID | None, Field(description="This message in the middle, of as many as `limit`; without a cursor")
    ] = None

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if self.around and self.cursor:
            raise Wrong(Words("da cursor o around, no los dos", "give cursor or around, not both"))
        return self


class SearchQuery(Paging):
    model_config = ConfigDict(extra="forbid")

    q: Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=NOT_BLANK)]
    conversation_id: Annotated[UUID | None, Field(description="Only in this conversation")] = None


ClientMessageId = Annotated[
    str,
    StringConstraints(pattern=r"^[!-~]{1,100}$"),
    Field(
        description="Your own id of the message, of up to 100 visible ASCII characters (a UUID, say). `client_id` of "
        "the message echoes it; whoever sends the same again gets the message they sent. 409 `client_id_used` when it "
        "is the id of another one"
    ),
]


class NewMessage(RequestModel):
    content: Content
    reply_to: Annotated[UUID | None, Field(description="The message it quotes, of the same conversation")] = None
    client_id: ClientMessageId | None = None

    def draft(self) -> Draft:
        return Draft(self.content, self.reply_to, self.client_id)


class ToContact(RequestModel):
    contact_id: UUID


class ToPhone(RequestModel):
    phone: Annotated[str, StringConstraints(pattern=r"^\+?[1-9][0-9]{6,14}$")]


class NewConversation(RequestModel):
    """`to`: a contact or a phone number with its country code."""

    instance_id: UUID
    to: ToContact | ToPhone
    content: Content
    client_id: ClientMessageId | None = None

    def draft(self) -> Draft:
        return Draft(self.content, client_id=self.client_id)

    def recipient(self) -> UUID | str:
        return self.to.contact_id if isinstance(self.to, ToContact) else self.to.phone.removeprefix("+")


class NewNote(RequestModel):
    text: Annotated[str, written(4096)]
    client_id: ClientMessageId | None = None


class NewMedia(RequestModel):
    """A file to be brought. `size` in bytes. `mime_type` as a browser calls it, parameters included."""

    mime_type: Annotated[
        str, StringConstraints(pattern=r"^[A-Za-z]{1,20}/[a-zA-Z0-9.+-]{1,100}( ?; ?[a-zA-Z0-9=\"\',._+ -]{1,100})?$")
    ]
    size: Annotated[int, Field(ge=1, le=100 * 1024 * 1024)]
    filename: Annotated[str, StringConstraints(min_length=1, max_length=1000)] | None = None


class MediaUpload(ResponseModel):
    """Send the file by PUT to `url`, with the Content-Type it was declared with, before `expires_at`."""

    id: UUID = Field(validation_alias="media_id")
    url: str
    method: Literal["PUT"]
    expires_at: datetime


class MediaLink(ResponseModel):
    """Where a file can be read until `expires_at`. `thumbnail_url`: a JPEG of it, of up to 320 pixels, if there is
    one."""

    id: UUID = Field(validation_alias="media_id")
    url: str
    thumbnail_url: str | None
    expires_at: datetime


class MediaIds(RequestModel):
    ids: Annotated[list[UUID], Field(min_length=1, max_length=100)]


class MediaLinks(ResponseModel):
    """`items` in the order asked for; `missing`: files that are not there, not stored, or not yours to see."""

    items: list[MediaLink]
    missing: list[UUID]


Waveform = Annotated[
    list[Annotated[int, Field(ge=0, le=100)]], Field(min_length=64, max_length=64), BeforeValidator(list)
]


class PaymentVoucher(ResponseModel):
    """What a picture of a payment's receipt says, as far as a model could read it. Nobody has checked it. `amount` with
    a decimal point, `currency` as ISO 4217, `date` as YYYY-MM-DD."""

    amount: str | None = Field(None, validation_alias="monto")
    currency: str | None = Field(None, validation_alias="moneda")
    reference: str | None = Field(None, validation_alias="referencia")
    bank: str | None = Field(None, validation_alias="banco")
    date: str | None = Field(None, validation_alias="fecha")
    holder: str | None = Field(None, validation_alias="titular")


class MediaText(ResponseModel):
    """What a model heard in a file (`transcript`), saw in it (`description`) or read of it (`ocr`).

    `text` is there once it is `done`; `reason` says why it will not be. `blocked`: the model's vendor does not let it
    be heard or seen.
    """

    kind: MediaTextKind
    state: MediaTextState
    text: str | None
    language: str | None
    voucher: PaymentVoucher | None
    reason: str | None


class MessageMedia(ResponseModel):
    """The file of a message. `failed` says why in `reason`; `GET /v1/media/{id}` gives a link once it is `stored`.

    `width` and `height` in pixels, upright; `waveform`: how loud a sound is on its way, from 0 to 100. They are known
    some moments after the file is stored, if they can be read of it. `thumbnail`: whether a JPEG of it of up to 320
    pixels can be had by the same link. `text`: what is heard or seen in it; null where that is not to be understood.
    """

    id: UUID = Field(validation_alias="media_id")
    state: Literal["pending", "stored", "failed"] = Field(validation_alias="media_state")
    mime_type: str = Field(validation_alias="media_type")
    size: int | None = Field(validation_alias="media_size")
    filename: str | None = Field(validation_alias="media_filename")
    voice: Annotated[bool, BeforeValidator(bool)] = Field(validation_alias="media_voice")
    reason: str | None = Field(validation_alias="media_reason")
    width: int | None = Field(validation_alias="media_width")
    height: int | None = Field(validation_alias="media_height")
    duration_ms: int | None = Field(validation_alias="media_duration_ms")
    waveform: Waveform | None = Field(validation_alias="media_waveform")
    thumbnail: Annotated[bool, BeforeValidator(bool)] = Field(validation_alias="media_thumbnail")
    text: MediaText | None = Field(validation_alias="media_text")


class MessageFailure(ResponseModel):
    """Why a message did not arrive, in plain words."""

    code: str
    reason: LocalizedText


def _first_failure(errors: Any) -> dict[str, Any] | None:
    """What is shown of the failures a message is stored with; older ones have no words of their own."""
    first = errors[0] if isinstance(errors, list) and errors and isinstance(errors[0], dict) else None
    if first is None:
        return None
    code = first.get("code")
    return {"code": str(code), "reason": first.get("reason") or reason(code if isinstance(code, int) else None)}


class MessageWait(ResponseModel):
    """Why a message has not gone out yet, in plain words, and until when it waits if that is known."""

    code: str = Field(validation_alias="reason")
    reason: Annotated[LocalizedText, BeforeValidator(governor.words)]
    until: datetime | None


class MessageReaction(ResponseModel):
    direction: Direction
    emoji: str
    at: datetime


class QuotedMedia(ResponseModel):
    """The file of a quoted message."""

    id: UUID = Field(validation_alias="media_id")
    mime_type: str = Field(validation_alias="media_type")
    voice: Annotated[bool, BeforeValidator(bool)] = Field(validation_alias="media_voice")
    thumbnail: Annotated[bool, BeforeValidator(bool)] = Field(validation_alias="media_thumbnail")


class QuotedMessage(ResponseModel):
    """The message that another one quotes, in short: `text` is the beginning of it, up to 200 characters.

    `state`: `revoked` when the customer took it back; `unknown`, and then nothing more is said, when it is not stored,
    or the one who asks may not see it.
    """

    state: Literal["shown", "revoked", "unknown"]
    id: UUID | None
    direction: Direction | None
    author: MessageAuthor | None
    author_id: UUID | None
    author_name: str | None
    kind: MessageKind | None
    text: str | None
    media: QuotedMedia | None

    @model_validator(mode="before")
    @classmethod
    def _of_view(cls, value: Any) -> Any:
        if not isinstance(value, QuotedView):
            return value
        state = "revoked" if value.revoked else "shown"
        media = value if value.media_id else None
        return with_parts(cls, value, state=state, kind=shown_kind(value.kind), media=media)


_UNKNOWN = dict.fromkeys(QuotedMessage.model_fields) | {"state": "unknown"}


class Message(ResponseModel):
    """A message. `kind` is the `type` of its `content`; `text` has the words of any kind, if there are some.

    What the customer took back (`revoked_at`) has neither any more. A `note` is never sent. `quoted`: the message it
    answers, if it answers one.
    """

    id: UUID
    conversation_id: UUID
    direction: Direction
    author: MessageAuthor
    author_id: UUID | None
    kind: MessageKind
    text: str | None
    content: SkipValidation[MessageContent | None]  # read leniently already: what arrives may exceed what may be sent
    context: MessageContext | None
    media: MessageMedia | None
    reply_to: UUID | None
    quoted: QuotedMessage | None
    reactions: list[MessageReaction]
    status: MessageStatus
    status_at: datetime
    failure: Annotated[MessageFailure | None, BeforeValidator(_first_failure)] = Field(validation_alias="error")
    waiting: MessageWait | None
    can_retry: bool
    retry_of: UUID | None
    client_id: Annotated[str | None, Field(description="What the one who sent it calls it")]
    sent_at: datetime
    edited_at: datetime | None
    revoked_at: datetime | None

    @model_validator(mode="before")
    @classmethod
    def _of_shown(cls, value: Any) -> Any:
        return _parts_of(cls, value) if isinstance(value, ShownMessage) else value


def _parts_of(answer: type[ResponseModel], shown: ShownMessage) -> dict[str, Any]:
    message = shown.message
    return with_parts(
        answer,
        message,
        kind=shown.content.type if shown.content else shown_kind(message.kind),
        content=shown.content,
        context=shown.context,
        media=message if message.media_id else None,
        reply_to=shown.quoted.id if shown.quoted else None,
        quoted=shown.quoted or (_UNKNOWN if message.reply_to else None),
        reactions=shown.reactions,
        waiting=shown.waiting,
        can_retry=retry.can_retry(message),
    )


class HitContact(ResponseModel):
    """Whose conversation the message is in."""

    id: UUID = Field(validation_alias="contact_id")
    name: str | None = Field(validation_alias="contact_name")
    phone: ShownPhone


class MessageHit(Message):
    """A message that has the words."""

    contact: HitContact

    @classmethod
    def of_hit(cls, hit: Hit) -> Self:
        """Returns the answer that shows a hit."""
        return cls.model_validate(_parts_of(cls, hit.shown) | {"contact": hit.contact})


class History(ResponseModel):
    """A part of a history, oldest first. `older` and `newer` are the `cursor` to go on with in that direction."""

    items: list[Message]
    older: str | None
    newer: str | None
