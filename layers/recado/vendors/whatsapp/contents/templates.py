"""A template by its name, with the values of its variables as Meta writes them (Cloud API, Template messages).

Meta adds to these as it pleases: what is not named here is passed on as it is given.
"""

from typing import Annotated, Literal

from pydantic import BeforeValidator, ConfigDict, Field, StringConstraints

from recado.kernel.validation import check_storable
from recado.vendors.whatsapp.contents.fields import Part, short
from recado.vendors.whatsapp.contents.plain import MAX_TEXT

TEMPLATE_NAME = r"^[a-z0-9_]{1,512}$"
Word = Annotated[str, short(200)]
Text = Annotated[str, short(MAX_TEXT)]


class OpenPart(Part):
    """A part that may hold more than is named here."""

    model_config = ConfigDict(extra="allow")


class TemplateFile(OpenPart):
    """A file by Meta's id of it, or by a public link."""

    id: Word | None = None
    link: Text | None = None
    filename: Word | None = None


class TemplatePlace(OpenPart):
    """A place; Meta takes its numbers as texts as well."""

    latitude: float | Word
    longitude: float | Word
    name: Text | None = None
    address: Text | None = None


class TemplateCurrency(OpenPart):
    """An amount: thousandths of a currency's unit."""

    fallback_value: Text
    code: Word
    amount_1000: int


class TemplateDateTime(OpenPart):
    """A moment, in words."""

    fallback_value: Text


class TemplateParameter(OpenPart):
    """The value of a variable. `type` says which of the fields has it."""

    type: Word
    parameter_name: Word | None = None
    text: Text | None = None
    payload: Text | None = None
    coupon_code: Word | None = None
    image: TemplateFile | None = None
    video: TemplateFile | None = None
    document: TemplateFile | None = None
    location: TemplatePlace | None = None
    currency: TemplateCurrency | None = None
    date_time: TemplateDateTime | None = None


class TemplatePartValues(OpenPart):
    """The values of one part of a template (`type`: header, body, button …); of a button also which (`index`) of which
    kind (`sub_type`)."""

    type: Word
    sub_type: Word | None = None
    index: int | Word | None = None
    parameters: Annotated[tuple[TemplateParameter, ...], Field(max_length=100, strict=False)] | None = None


class TemplateText(Part):
    """A template as the customer reads it, its variables filled."""

    header: Text | None = None
    body: Text
    footer: Text | None = None
    buttons: Annotated[tuple[Word, ...], Field(max_length=20, strict=False)] = ()


class TemplateContent(Part):
    """A template by its name. `components`: the values of its variables, as Meta writes them when it is sent.

    `shown`: what the customer reads, where the template is known; it is made when the message is sent, and what is
    given for it then is not looked at.
    """

    type: Literal["template"] = "template"
    name: Annotated[str, StringConstraints(pattern=TEMPLATE_NAME)]
    language: Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,3}([_-][A-Za-z]{2,4})?$")]
    components: Annotated[
        tuple[Annotated[TemplatePartValues, BeforeValidator(check_storable)], ...], Field(max_length=20, strict=False)
    ] = ()
    shown: TemplateText | None = None
