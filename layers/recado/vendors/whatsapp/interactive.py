"""The contents a customer taps: buttons, lists, links. Limits: Meta, Cloud API, Interactive messages reference."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from recado.vendors.whatsapp.checks import check_items, check_link, check_source, check_text, refuse

MAX_BUTTONS = 3
MAX_LIST_ROWS = 10
HeaderKind = Literal["text", "image", "video", "document"]


@dataclass(frozen=True, slots=True)
class Header:
    """What stands above an interactive message: a line of text, or a file."""

    kind: HeaderKind
    text: str | None = None
    media_id: str | None = None
    link: str | None = None
    filename: str | None = None

    def __post_init__(self) -> None:
        if self.kind == "text":
            check_text("header.text", self.text, 60)
            if self.media_id or self.link:
                refuse("a text header carries no file")
        else:
            check_source(self.media_id, self.link)
            check_text("header.filename", self.filename, 240, required=False)


@dataclass(frozen=True, slots=True)
class Button:
    """A reply button. id: what comes back when it is tapped."""

    id: str
    title: str

    def __post_init__(self) -> None:
        check_text("button.id", self.id, 256)
        check_text("button.title", self.title, 20)


@dataclass(frozen=True, slots=True)
class Buttons:
    """A text with up to three reply buttons."""

    type: ClassVar = "buttons"
    body: str
    buttons: tuple[Button, ...]
    header: Header | None = None
    footer: str | None = None

    def __post_init__(self) -> None:
        check_text("body", self.body, 1024)
        check_text("footer", self.footer, 60, required=False)
        check_items("buttons", self.buttons, MAX_BUTTONS)
        if len({button.id for button in self.buttons}) < len(self.buttons):
            refuse("two buttons have the same id")
        if len({button.title for button in self.buttons}) < len(self.buttons):
            refuse("two buttons have the same title")


@dataclass(frozen=True, slots=True)
class Row:
    """A choice in a list. id: what comes back when it is chosen."""

    id: str
    title: str
    description: str | None = None

    def __post_init__(self) -> None:
        check_text("row.id", self.id, 200)
        check_text("row.title", self.title, 24)
        check_text("row.description", self.description, 72, required=False)


@dataclass(frozen=True, slots=True)
class Section:
    """Choices of a list under one heading."""

    rows: tuple[Row, ...]
    title: str | None = None

    def __post_init__(self) -> None:
        check_text("section.title", self.title, 24, required=False)
        check_items("section.rows", self.rows, MAX_LIST_ROWS)


@dataclass(frozen=True, slots=True)
class List:
    """A text with a button that opens a list of up to ten choices. header: a line of text."""

    type: ClassVar = "list"
    body: str
    button: str
    sections: tuple[Section, ...]
    header: str | None = None
    footer: str | None = None

    def __post_init__(self) -> None:
        check_text("body", self.body, 4096)
        check_text("button", self.button, 20)
        check_text("header", self.header, 60, required=False)
        check_text("footer", self.footer, 60, required=False)
        check_items("sections", self.sections, 10)
        rows = [row for section in self.sections for row in section.rows]
        check_items("rows in all sections", rows, MAX_LIST_ROWS)
        if len({row.id for row in rows}) < len(rows):
            refuse("two rows have the same id")
        if len(self.sections) > 1 and not all(section.title for section in self.sections):
            refuse("each section needs a title when there is more than one")


@dataclass(frozen=True, slots=True)
class LinkButton:
    """A text with one button that opens a web page."""

    type: ClassVar = "link_button"
    body: str
    display_text: str
    url: str
    header: Header | None = None
    footer: str | None = None

    def __post_init__(self) -> None:
        check_text("body", self.body, 1024)
        check_text("display_text", self.display_text, 20)
        check_text("footer", self.footer, 60, required=False)
        check_link("url", self.url)
