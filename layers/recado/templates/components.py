"""The parts a template is made of, as Meta writes them (Cloud API, Template components), and its states.

What is asked of us must be one of these. What Meta has already is read leniently: what is new to us is left out, and a
part that is new as a whole is shown as OTHER, under Meta's name of it.
"""

from typing import Annotated, Any, Final, Literal, get_args

from pydantic import Field

from recado.kernel.mending import mended
from recado.vendors.whatsapp.contents.fields import NO_NUL, Part, short

Json = dict[str, Any]
TemplateStatus = Literal[
    "DRAFT", "PENDING", "APPROVED", "REJECTED", "PAUSED", "DISABLED", "IN_APPEAL", "PENDING_DELETION", "DELETED",
    "LIMIT_EXCEEDED", "ARCHIVED", "OTHER",
]  # fmt: skip
TemplateQuality = Literal["GREEN", "YELLOW", "RED", "UNKNOWN"]

Text = Annotated[str, short(4096)]  # Meta's own limits differ by place: `problems` of a template names them
Line = Annotated[str, short(2048)]
Lines = Annotated[tuple[Line, ...], Field(max_length=100, strict=False)]


class NamedExample(Part):
    """A sample value of a named variable."""

    param_name: Line
    example: Line


NamedExamples = Annotated[tuple[NamedExample, ...], Field(max_length=100, strict=False)]


class HeaderExample(Part):
    """Sample values of a header: of its variable, or the handle of its file."""

    header_text: Lines | None = None
    header_text_named_params: NamedExamples | None = None
    header_handle: Lines | None = None


class BodyExample(Part):
    """Sample values of a body's variables: by number, in one row, or by name."""

    body_text: Annotated[tuple[Lines, ...], Field(max_length=10, strict=False)] | None = None
    body_text_named_params: NamedExamples | None = None


class HeaderComponent(Part):
    """What stands above the body: a line of text, a file, or a place."""

    type: Literal["HEADER"] = "HEADER"
    format: Literal["TEXT", "IMAGE", "VIDEO", "DOCUMENT", "LOCATION"] | None = None
    text: Text | None = None
    example: HeaderExample | None = None


class BodyComponent(Part):
    """The text. Meta writes that of an authentication template itself."""

    type: Literal["BODY"] = "BODY"
    text: Text | None = None
    example: BodyExample | None = None
    add_security_recommendation: bool | None = None


class FooterComponent(Part):
    """The small line under the body; in an authentication template Meta writes it, with how long the code is good."""

    type: Literal["FOOTER"] = "FOOTER"
    text: Text | None = None
    code_expiration_minutes: Annotated[int, Field(ge=0, le=10_000)] | None = None


class SupportedApp(Part):
    """An Android app that may fill in a code by itself."""

    package_name: Line
    signature_hash: Line


class TemplateButton(Part):
    """A button. Which of the fields are used depends on its type."""

    type: Line
    text: Text | None = None
    url: Line | None = None
    phone_number: Line | None = None
    example: Lines | Line | None = None
    otp_type: Line | None = None
    autofill_text: Line | None = None
    package_name: Line | None = None
    signature_hash: Line | None = None
    supported_apps: Annotated[tuple[SupportedApp, ...], Field(max_length=10, strict=False)] | None = None
    zero_tap_terms_accepted: bool | None = None
    flow_id: Annotated[str | int, Field(union_mode="left_to_right")] | None = None
    flow_name: Line | None = None
    flow_json: Annotated[str, Field(max_length=60_000, pattern=NO_NUL)] | None = None
    flow_action: Line | None = None
    navigate_screen: Line | None = None
    icon: Line | None = None
    ttl_minutes: Annotated[int, Field(ge=0, le=10_000_000)] | None = None


class ButtonsComponent(Part):
    """Up to ten buttons."""

    type: Literal["BUTTONS"] = "BUTTONS"
    buttons: Annotated[tuple[TemplateButton, ...], Field(max_length=20, strict=False)]


class LimitedTimeOffer(Part):
    """The words of an offer that ends, and whether the message counts down to its end."""

    text: Text
    has_expiration: bool | None = None


class LimitedTimeOfferComponent(Part):
    """An offer that ends."""

    type: Literal["LIMITED_TIME_OFFER"] = "LIMITED_TIME_OFFER"
    limited_time_offer: LimitedTimeOffer


class CallPermissionRequestComponent(Part):
    """Asks the customer whether they may be called."""

    type: Literal["CALL_PERMISSION_REQUEST"] = "CALL_PERMISSION_REQUEST"


class CarouselHeaderComponent(Part):
    """The file at the top of a card, or a product."""

    type: Literal["HEADER"] = "HEADER"
    format: Literal["IMAGE", "VIDEO", "PRODUCT"] | None = None
    example: HeaderExample | None = None


class CarouselCard(Part):
    """A card of a carousel."""

    components: Annotated[
        tuple[Annotated[CarouselHeaderComponent | BodyComponent | ButtonsComponent, Field(discriminator="type")], ...],
        Field(max_length=10, strict=False),
    ]


class CarouselComponent(Part):
    """Cards beside each other, which a customer leafs through."""

    type: Literal["CAROUSEL"] = "CAROUSEL"
    cards: Annotated[tuple[CarouselCard, ...], Field(max_length=10, strict=False)]


class OtherComponent(Part):
    """A part that Meta has and we do not know. `raw_type`: Meta's name of it."""

    type: Literal["OTHER"] = "OTHER"
    raw_type: Line | None = None


Writable = (
    HeaderComponent | BodyComponent | FooterComponent | ButtonsComponent | CarouselComponent | LimitedTimeOfferComponent
    | CallPermissionRequestComponent
)  # fmt: skip
NewComponent = Annotated[Writable, Field(discriminator="type")]
Component = Annotated[Writable | OtherComponent, Field(discriminator="type")]
_CLASSES: Final[dict[str, type[Part]]] = {
    each.model_fields["type"].default: each
    for each in (
        HeaderComponent, BodyComponent, FooterComponent, ButtonsComponent, CarouselComponent,
        LimitedTimeOfferComponent, CallPermissionRequestComponent,
    )
}  # fmt: skip


def shown(components: object) -> list[Part]:
    """Returns a template's parts, whatever is stored of them. Never raises."""
    listed = components if isinstance(components, list) else []
    return [_shown(each) for each in listed if isinstance(each, dict)]


def word(value: object, words: Any, other: str) -> str:
    """Returns a word of Meta's, if it is one of these; `other` for one that is new."""
    return value if isinstance(value, str) and value in get_args(words) else other


def _shown(stored: Json) -> Part:
    """Meta takes the names of types in either case."""
    kind = str(stored.get("type", "")).upper()
    known = _CLASSES.get(kind)
    upper = {"format": stored["format"].upper()} if isinstance(stored.get("format"), str) else {}
    read = mended(known, {**stored, **upper, "type": kind}) if known else None
    return read or OtherComponent(raw_type=kind[:200].replace("\x00", "") or None)
