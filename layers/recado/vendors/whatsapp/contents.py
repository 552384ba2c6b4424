"""The plain contents: text, files, places, cards, reactions, templates. Limits: Meta, Cloud API, Messages reference."""

import re
from dataclasses import dataclass
from typing import ClassVar

from recado.vendors.whatsapp.checks import check_items, check_source, check_text, refuse
from recado.vendors.whatsapp.model import Json

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_CONTACTS = 257
_EMOJI = re.compile(r"([0-9#*]?[^\x00-\x7f]+)*")  # a keycap is a digit or sign, and what makes it a key


@dataclass(frozen=True, slots=True)
class Text:
    """Plain text, WhatsApp's own marks for bold and the like included."""

    type: ClassVar = "text"
    body: str
    preview_url: bool = False

    def __post_init__(self) -> None:
        check_text("body", self.body, MAX_TEXT)


@dataclass(frozen=True, slots=True)
class Image:
    """A picture: the vendor's id of an uploaded file, or a public link."""

    type: ClassVar = "image"
    media_id: str | None = None
    link: str | None = None
    caption: str | None = None

    def __post_init__(self) -> None:
        check_source(self.media_id, self.link)
        check_text("caption", self.caption, MAX_CAPTION, required=False)


@dataclass(frozen=True, slots=True)
class Video:
    """A video: the vendor's id of an uploaded file, or a public link."""

    type: ClassVar = "video"
    media_id: str | None = None
    link: str | None = None
    caption: str | None = None

    def __post_init__(self) -> None:
        check_source(self.media_id, self.link)
        check_text("caption", self.caption, MAX_CAPTION, required=False)


@dataclass(frozen=True, slots=True)
class Audio:
    """A sound. voice: shown as a voice note, which must be mono OGG/OPUS."""

    type: ClassVar = "audio"
    media_id: str | None = None
    link: str | None = None
    voice: bool = False

    def __post_init__(self) -> None:
        check_source(self.media_id, self.link)


@dataclass(frozen=True, slots=True)
class Document:
    """A file, shown under its name."""

    type: ClassVar = "document"
    media_id: str | None = None
    link: str | None = None
    filename: str | None = None
    caption: str | None = None

    def __post_init__(self) -> None:
        check_source(self.media_id, self.link)
        check_text("filename", self.filename, 240, required=False)
        check_text("caption", self.caption, MAX_CAPTION, required=False)


@dataclass(frozen=True, slots=True)
class Sticker:
    """A webp sticker."""

    type: ClassVar = "sticker"
    media_id: str | None = None
    link: str | None = None

    def __post_init__(self) -> None:
        check_source(self.media_id, self.link)


@dataclass(frozen=True, slots=True)
class Location:
    """A point on the map, with the name and address shown under it."""

    type: ClassVar = "location"
    latitude: float
    longitude: float
    name: str | None = None
    address: str | None = None

    def __post_init__(self) -> None:
        for label, value, bound in (("latitude", self.latitude, 90), ("longitude", self.longitude, 180)):
            if not -bound <= value <= bound:  # false for NaN as well
                refuse(f"{label} must be between -{bound} and {bound}")
        check_text("name", self.name, 1000, required=False)
        check_text("address", self.address, 1000, required=False)


@dataclass(frozen=True, slots=True)
class Contacts:
    """Contact cards, each as Meta writes one: `name.formatted_name`, `phones`, `emails`…"""

    type: ClassVar = "contacts"
    contacts: tuple[Json, ...]

    def __post_init__(self) -> None:
        check_items("contacts", self.contacts, MAX_CONTACTS)
        for card in self.contacts:
            name = card.get("name")
            check_text(
                "contacts.name.formatted_name", name.get("formatted_name") if isinstance(name, dict) else None, 1000
            )


@dataclass(frozen=True, slots=True)
class Reaction:
    """A reaction to a message, by the vendor's id of it. An empty emoji takes the reaction back."""

    type: ClassVar = "reaction"
    message_id: str
    emoji: str

    def __post_init__(self) -> None:
        check_text("message_id", self.message_id, 512)
        check_text("emoji", self.emoji, 32, required=False)
        if not _EMOJI.fullmatch(self.emoji):
            refuse("emoji must be an emoji, or empty to take the reaction back")


@dataclass(frozen=True, slots=True)
class Template:
    """An approved template and the values of its variables. components: as Meta writes them when a template is sent."""

    type: ClassVar = "template"
    name: str
    language: str
    components: tuple[Json, ...] = ()

    def __post_init__(self) -> None:
        check_text("name", self.name, 512)
        check_text("language", self.language, 35)
        for component in self.components:
            if not isinstance(component, dict) or not isinstance(component.get("type"), str):
                refuse("each component is an object with a type")
