"""What can be sent, whichever provider sends it: one shape for the wire, for what is stored, for the agent and the API.

Each content checks WhatsApp's limits when it is made.
"""

from typing import Annotated

from pydantic import Field, TypeAdapter

from recado.kernel.validation import refusing
from recado.kernel.words import Words
from recado.vendors.whatsapp.contents.contact_cards import ContactCard, ContactName, ContactPhone, ContactsContent
from recado.vendors.whatsapp.contents.files import (
    MAX_CAPTION,
    AudioContent,
    DocumentContent,
    File,
    ImageContent,
    StickerContent,
    VideoContent,
)
from recado.vendors.whatsapp.contents.interactive import (
    ButtonsContent,
    FileHeader,
    Header,
    LinkButtonContent,
    ListContent,
    ListRow,
    ListSection,
    ReplyButton,
    TextHeader,
)
from recado.vendors.whatsapp.contents.plain import (
    MAX_TEXT,
    LocationContent,
    ReactionContent,
    TextContent,
)
from recado.vendors.whatsapp.contents.templates import TemplateContent, TemplateText

__all__ = [
    "MAX_CAPTION", "MAX_TEXT", "AudioContent", "ButtonsContent", "ContactCard", "ContactName", "ContactPhone",
    "ContactsContent", "Content", "DocumentContent", "File", "FileHeader", "Header", "ImageContent",
    "LinkButtonContent", "ListContent", "ListRow", "ListSection", "LocationContent", "ReactionContent", "ReplyButton",
    "StickerContent", "TemplateContent", "TemplateText", "TextContent", "TextHeader", "VideoContent", "read_content",
]  # fmt: skip

Content = (
    TextContent | ImageContent | VideoContent | AudioContent | DocumentContent | StickerContent | LocationContent
    | ContactsContent | ReactionContent | ButtonsContent | ListContent | LinkButtonContent | TemplateContent
)  # fmt: skip

_CONTENT: TypeAdapter[Content] = TypeAdapter(Annotated[Content, Field(discriminator="type")])
_WRONG = Words("el contenido no se puede enviar así", "the content cannot be sent like this")


def read_content(value: object) -> Content:
    """Returns the content that stored JSON describes. Raises Invalid, which says what is wrong with it."""
    with refusing(_WRONG, value):
        return _CONTENT.validate_python(value)
