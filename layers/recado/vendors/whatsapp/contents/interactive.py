"""The contents a customer taps: buttons, lists, links. Limits: Meta, Cloud API, Interactive messages reference."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from recado.kernel.validation import Wrong
from recado.kernel.words import Words
from recado.vendors.whatsapp.contents.fields import FileName, Link, Part, short, written
from recado.vendors.whatsapp.contents.files import File

MAX_BUTTONS = 3
MAX_LIST_ROWS = 10
Footer = Annotated[str, written(60)]


class TextHeader(Part):
    """A line of text above an interactive message."""

    kind: Literal["text"] = "text"
    text: Annotated[str, written(60)]


class FileHeader(File):
    """A file above an interactive message."""

    kind: Literal["image", "video", "document"]
    filename: FileName | None = None


Header = Annotated[TextHeader | FileHeader, Field(discriminator="kind")]


class ReplyButton(Part):
    """A reply button. `id` comes back when it is tapped."""

    id: Annotated[str, written(256)]
    title: Annotated[str, written(20)]


class ButtonsContent(Part):
    """A text with up to three reply buttons."""

    type: Literal["buttons"] = "buttons"
    body: Annotated[str, written(1024)]
    buttons: Annotated[tuple[ReplyButton, ...], Field(min_length=1, max_length=MAX_BUTTONS, strict=False)]
    header: Header | None = None
    footer: Footer | None = None

    @model_validator(mode="after")
    def _all_differ(self) -> Self:
        if len({button.id for button in self.buttons}) < len(self.buttons):
            raise Wrong(Words("dos botones tienen el mismo id", "two buttons have the same id"))
        if len({button.title for button in self.buttons}) < len(self.buttons):
            raise Wrong(Words("dos botones tienen el mismo título", "two buttons have the same title"))
        return self


class ListRow(Part):
    """A choice in a list. `id` comes back when it is chosen."""

    id: Annotated[str, written(200)]
    title: Annotated[str, written(24)]
    description: Annotated[str, short(72)] | None = None


class ListSection(Part):
    """Choices of a list under one heading."""

    rows: Annotated[tuple[ListRow, ...], Field(min_length=1, max_length=MAX_LIST_ROWS, strict=False)]
    title: Annotated[str, written(24)] | None = None


class ListContent(Part):
    """A text with a button that opens a list of up to ten rows, in all sections together."""

    type: Literal["list"] = "list"
    body: Annotated[str, written(4096)]
    button: Annotated[str, written(20)]
    sections: Annotated[tuple[ListSection, ...], Field(min_length=1, max_length=MAX_LIST_ROWS, strict=False)]
    header: Footer | None = None
    footer: Footer | None = None

    @model_validator(mode="after")
    def _rows_fit_together(self) -> Self:
        rows = [row for section in self.sections for row in section.rows]
        if len(rows) > MAX_LIST_ROWS:
            raise Wrong(
                Words(
                    f"todas las secciones juntas tienen hasta {MAX_LIST_ROWS} filas",
                    f"all sections together have up to {MAX_LIST_ROWS} rows",
                )
            )
        if len({row.id for row in rows}) < len(rows):
            raise Wrong(Words("dos filas tienen el mismo id", "two rows have the same id"))
        if len(self.sections) > 1 and not all(section.title for section in self.sections):
            raise Wrong(
                Words(
                    "cada sección necesita un título cuando hay más de una",
                    "each section needs a title when there is more than one",
                )
            )
        return self


class LinkButtonContent(Part):
    """A text with one button that opens a web page."""

    type: Literal["link_button"] = "link_button"
    body: Annotated[str, written(1024)]
    display_text: Annotated[str, written(20)]
    url: Link
    header: Header | None = None
    footer: Footer | None = None
