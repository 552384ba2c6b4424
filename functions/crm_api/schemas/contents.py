"""What can be sent, each type with WhatsApp's limits."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, JsonValue, StringConstraints, model_validator

from functions.crm_api.schemas.templates import TemplateValues
from recado.inbox.compose import Draft, TemplateUse
from recado.messaging.files import FileKind
from recado.runtime.api import Taken
from recado.vendors.whatsapp import outbound as out

NO_NUL = r"^[^\x00]*$"
NOT_BLANK = r"^[^\x00]*[^\s\x00][^\x00]*$"


def written(most: int) -> StringConstraints:
    """A text of at most so many characters, with more than whitespace in it."""
    return StringConstraints(min_length=1, max_length=most, pattern=NOT_BLANK)


Caption = Annotated[str, StringConstraints(max_length=1024, pattern=NO_NUL)]
Link = Annotated[str, StringConstraints(max_length=2048, pattern=r"^https?://[^\s\x00/?#]+[^\s\x00]*$")]
Footer = Annotated[str, StringConstraints(min_length=1, max_length=60, pattern=NOT_BLANK)]
FileName = Annotated[str, StringConstraints(min_length=1, max_length=240, pattern=r"^[^\x00-\x1f\x7f/\\]+$")]


class TextContent(Taken):
    type: Literal["text"]
    body: Annotated[str, written(4096)]
    preview_url: bool = False

    def made(self) -> out.Content:
        return out.Text(self.body, self.preview_url)


class _File(Taken):
    """A file brought by `POST /v1/media`, or of a message, or a public link: one of them."""

    media_id: UUID | None = None
    link: Link | None = None

    @model_validator(mode="after")
    def _one(self) -> "_File":
        if (self.media_id is None) == (self.link is None):
            raise ValueError("give media_id or link, one of them")
        return self

    def named(self) -> str | None:
        return str(self.media_id) if self.media_id else None


class ImageContent(_File):
    type: Literal["image"]
    caption: Caption | None = None

    def made(self) -> out.Content:
        return out.Image(self.named(), self.link, self.caption)


class VideoContent(_File):
    type: Literal["video"]
    caption: Caption | None = None

    def made(self) -> out.Content:
        return out.Video(self.named(), self.link, self.caption)


class AudioContent(_File):
    type: Literal["audio"]

    def made(self) -> out.Content:
        return out.Audio(self.named(), self.link)


class VoiceContent(_File):
    """A voice note of up to 16 MB: any audio file (MP3, M4A, AAC, AMR, OGG, WebM, WAV, FLAC, AIFF), or the sound of an
    MP4 or 3GP. What is not OGG/OPUS with one channel is converted before it is sent, up to 15 minutes of it; a file
    that turns out unreadable fails the message. Behind a link it must be OGG/OPUS with one channel already."""

    type: Literal["voice"]

    def made(self) -> out.Content:
        return out.Audio(self.named(), self.link, voice=True)


class DocumentContent(_File):
    type: Literal["document"]
    filename: FileName | None = None
    caption: Caption | None = None

    def made(self) -> out.Content:
        return out.Document(self.named(), self.link, self.filename, self.caption)


class StickerContent(_File):
    type: Literal["sticker"]

    def made(self) -> out.Content:
        return out.Sticker(self.named(), self.link)


class LocationContent(Taken):
    type: Literal["location"]
    latitude: Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
    longitude: Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
    name: Caption | None = None
    address: Caption | None = None

    def made(self) -> out.Content:
        return out.Location(self.latitude, self.longitude, self.name, self.address)


class ContactName(Taken):
    formatted_name: Annotated[str, written(1000)]
    first_name: Caption | None = None
    last_name: Caption | None = None


class ContactPhone(Taken):
    phone: Annotated[str, written(40)]
    type: Caption | None = None
    wa_id: Annotated[str, StringConstraints(pattern=r"^[0-9]{5,20}$")] | None = None


class ContactEmail(Taken):
    email: Annotated[str, written(254)]
    type: Caption | None = None


class ContactUrl(Taken):
    url: Link
    type: Caption | None = None


class ContactOrg(Taken):
    company: Caption | None = None
    department: Caption | None = None
    title: Caption | None = None


class ContactCard(Taken):
    name: ContactName
    phones: Annotated[list[ContactPhone], Field(max_length=20)] = Field(default_factory=list)
    emails: Annotated[list[ContactEmail], Field(max_length=20)] = Field(default_factory=list)
    urls: Annotated[list[ContactUrl], Field(max_length=20)] = Field(default_factory=list)
    org: ContactOrg | None = None
    birthday: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")] | None = None

    def card(self) -> dict[str, Any]:
        """As Meta writes it, which wants one part of the name beside the whole."""
        found = {name: value for name, value in self.model_dump(exclude_none=True).items() if value != []}
        found["name"].setdefault("first_name", self.name.formatted_name)
        return found


class ContactsContent(Taken):
    type: Literal["contacts"]
    contacts: Annotated[list[ContactCard], Field(min_length=1, max_length=257)]

    def made(self) -> out.Content:
        return out.Contacts(tuple(each.card() for each in self.contacts))


class ReactionContent(Taken):
    """A reaction to a message of the conversation; an empty emoji takes it back."""

    type: Literal["reaction"]
    message_id: UUID
    emoji: Annotated[str, StringConstraints(max_length=32, pattern=r"^([0-9#*]?[^\x00-\x7f]+)*$")]

    def made(self) -> out.Content:
        return out.Reaction(str(self.message_id), self.emoji)


class TextHeader(Taken):
    kind: Literal["text"]
    text: Annotated[str, written(60)]

    def made(self) -> out.Header:
        return out.Header("text", text=self.text)


class FileHeader(_File):
    kind: Literal["image", "video", "document"]
    filename: FileName | None = None

    def made(self) -> out.Header:
        return out.Header(self.kind, media_id=self.named(), link=self.link, filename=self.filename)


Heading = Annotated[TextHeader | FileHeader, Field(discriminator="kind")]


class ReplyButton(Taken):
    id: Annotated[str, written(256)]
    title: Annotated[str, written(20)]


class ButtonsContent(Taken):
    """A text with up to three reply buttons."""

    type: Literal["buttons"]
    body: Annotated[str, written(1024)]
    buttons: Annotated[list[ReplyButton], Field(min_length=1, max_length=3)]
    header: Heading | None = None
    footer: Footer | None = None

    def made(self) -> out.Content:
        buttons = tuple(out.Button(each.id, each.title) for each in self.buttons)
        return out.Buttons(self.body, buttons, self.header.made() if self.header else None, self.footer)


class ListRow(Taken):
    id: Annotated[str, written(200)]
    title: Annotated[str, written(24)]
    description: Annotated[str, StringConstraints(max_length=72, pattern=NO_NUL)] | None = None


class ListSection(Taken):
    rows: Annotated[list[ListRow], Field(min_length=1, max_length=10)]
    title: Annotated[str, written(24)] | None = None


class ListContent(Taken):
    """A text with a button that opens a list of up to ten rows, in all sections together."""

    type: Literal["list"]
    body: Annotated[str, written(4096)]
    button: Annotated[str, written(20)]
    sections: Annotated[list[ListSection], Field(min_length=1, max_length=10)]
    header: Footer | None = None
    footer: Footer | None = None

    def made(self) -> out.Content:
        sections = tuple(
            out.Section(tuple(out.Row(row.id, row.title, row.description) for row in each.rows), each.title)
            for each in self.sections
        )
        return out.List(self.body, self.button, sections, self.header, self.footer)


class LinkButtonContent(Taken):
    """A text with one button that opens a web page."""

    type: Literal["link_button"]
    body: Annotated[str, written(1024)]
    display_text: Annotated[str, written(20)]
    url: Link
    header: Heading | None = None
    footer: Footer | None = None

    def made(self) -> out.Content:
        header = self.header.made() if self.header else None
        return out.LinkButton(self.body, self.display_text, self.url, header, self.footer)


def _without_nul(value: Any) -> Any:
    if isinstance(value, str) and "\x00" in value:
        raise ValueError("a text cannot hold the character NUL")
    inner = [*value, *value.values()] if isinstance(value, dict) else value if isinstance(value, list) else []
    for each in inner:
        _without_nul(each)
    return value


class SavedTemplateContent(Taken):
    """One of the business's templates and the values of its variables: checked before it is queued."""

    type: Literal["saved_template"]
    template_id: UUID
    values: TemplateValues = Field(default_factory=TemplateValues)

    def made(self) -> TemplateUse:
        return TemplateUse(self.template_id, self.values.values())


class TemplateContent(Taken):
    """A template by its name. `components`: the values of its variables, as Meta writes them when it is sent."""

    type: Literal["template"]
    name: Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,512}$")]
    language: Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,3}([_-][A-Za-z]{2,4})?$")]
    components: Annotated[list[Annotated[dict[str, JsonValue], AfterValidator(_without_nul)]], Field(max_length=20)] = (
        Field(default_factory=list)
    )

    def made(self) -> out.Content:
        return out.Template(self.name, self.language, tuple(self.components))


Content = Annotated[
    TextContent | ImageContent | VideoContent | AudioContent | VoiceContent | DocumentContent | StickerContent
    | LocationContent | ContactsContent | ReactionContent | ButtonsContent | ListContent | LinkButtonContent
    | SavedTemplateContent | TemplateContent,
    Field(discriminator="type"),
]  # fmt: skip


def draft(content: Content, reply_to: UUID | None) -> Draft:
    """What is to be sent. Invalid when the parts of the content do not go together."""
    return Draft(content.made(), reply_to, _kind(content))


def _kind(content: Content) -> FileKind | None:
    if isinstance(content, ButtonsContent | LinkButtonContent):
        return content.header.kind if isinstance(content.header, FileHeader) else None
    return content.type if isinstance(content, _File) else None
