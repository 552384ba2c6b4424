"""The contents without a file: text, place, reaction, template. Limits: Meta, Cloud API, Messages reference."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, JsonValue, StringConstraints

from recado.kernel.validation import Wrong, check_storable
from recado.kernel.words import Words
from recado.vendors.whatsapp.contents.fields import Arriving, Part, VendorId, sendable, short

MAX_TEXT = 4096
TEMPLATE_NAME = r"^[a-z0-9_]{1,512}$"
# A keycap is a digit or sign, and what makes it a key.
EMOJI = r"^([0-9#*]?[^\x00-\x7f]+)*$"


class TextContent(Part):
    """Plain text, WhatsApp's own marks for bold and the like included."""

    type: Literal["text"] = "text"
    body: Annotated[Arriving, sendable(MAX_TEXT), Field(description=f"Up to {MAX_TEXT} characters may be sent")]
    preview_url: bool = False


class LocationContent(Part):
    """A point on the map, with the name and address shown under it. `url` and `live` are of places that customers send:
    a web page of the place, and whether it was shared as it moves; what is sent goes without them."""

    type: Literal["location"] = "location"
    latitude: Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
    longitude: Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
    name: Annotated[str, short(1000)] | None = None
    address: Annotated[str, short(1000)] | None = None
    url: Annotated[str, short(2048)] | None = None
    live: bool | None = None


class ReactionContent(Part):
    """A reaction to a message of the conversation (`message_id`); an empty emoji takes it back."""

    type: Literal["reaction"] = "reaction"
    message_id: VendorId  # ours until the reaction is queued, the vendor's from then on
    emoji: Annotated[str, StringConstraints(max_length=32, pattern=EMOJI)]


def _has_type(component: dict[str, JsonValue]) -> dict[str, JsonValue]:
    if not isinstance(component.get("type"), str):
        raise Wrong(Words("cada componente es un objeto con un tipo", "each component is an object with a type"))
    return component


Component = Annotated[dict[str, JsonValue], AfterValidator(check_storable), AfterValidator(_has_type)]


class TemplateText(Part):
    """A template as the customer reads it, its variables filled."""

    header: Annotated[str, short(MAX_TEXT)] | None = None
    body: Annotated[str, short(MAX_TEXT)]
    footer: Annotated[str, short(MAX_TEXT)] | None = None
    buttons: Annotated[tuple[Annotated[str, short(200)], ...], Field(max_length=20, strict=False)] = ()


class TemplateContent(Part):
    """A template by its name. `components`: the values of its variables, as Meta writes them when it is sent.

    `shown`: what the customer reads, where the template is known; it is made when the message is sent, and what is
    given for it then is not looked at.
    """

    type: Literal["template"] = "template"
    name: Annotated[str, StringConstraints(pattern=TEMPLATE_NAME)]
    language: Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,3}([_-][A-Za-z]{2,4})?$")]
    components: Annotated[tuple[Component, ...], Field(max_length=20, strict=False)] = ()
    shown: TemplateText | None = None
