"""The contents without a file: text, place, reaction. Limits: Meta, Cloud API, Messages reference."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from recado.vendors.whatsapp.contents.fields import Arriving, Part, VendorId, sendable, short

MAX_TEXT = 4096
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
