"""Types of templates, and the situations that come of them. Statuses, categories and components are in Meta's words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from recado.kernel.errors import Conflict, Invalid
from recado.vendors.whatsapp.contents.fields import FileName, Part, VendorId, short
from recado.vendors.whatsapp.contents.files import File

Json = dict[str, Any]
Category = Literal["MARKETING", "UTILITY", "AUTHENTICATION"]
ParameterFormat = Literal["POSITIONAL", "NAMED"]
DRAFT, PENDING, APPROVED, DELETED = "DRAFT", "PENDING", "APPROVED", "DELETED"
EDITABLE_AT_META = frozenset({"APPROVED", "REJECTED", "PAUSED"})


class TemplateExists(Conflict):
    """There is a template of this name and language already."""

    code = "template_exists"


class TemplateLocked(Conflict):
    """Meta is reviewing this template, or has disabled it: it cannot be changed now."""

    code = "template_locked"


class NothingToSubmit(Conflict):
    """Meta has this template as it is: change it first."""

    code = "template_unchanged"


class TemplateInvalid(Invalid):
    """The template breaks rules of WhatsApp's."""

    code = "template_invalid"


class TemplateNotUsable(Conflict):
    """The template cannot be sent."""

    code = "template_not_usable"


class ValuesMissing(Invalid):
    """The values do not fit the template's variables."""

    code = "template_values_invalid"


@dataclass(frozen=True, slots=True)
class Wording:
    """What Meta reviews."""

    category: str
    parameter_format: str
    components: list[Json]


@dataclass(frozen=True, slots=True)
class Template:
    """A template in one language. account_id: the WABA it is in. vendor_id: Meta's id of it, once submitted.

    draft: changes to one that was submitted, not submitted themselves yet; until then the old wording is sent.
    """

    id: UUID
    account_id: str
    vendor_id: str | None
    name: str
    language: str
    category: str
    parameter_format: str
    components: list[Json]
    draft: Json | None
    status: str
    reason: str | None
    quality: str | None
    created_at: datetime
    updated_at: datetime

    @property
    def wording(self) -> Wording:
        """What customers get."""
        return Wording(self.category, self.parameter_format, self.components)

    @property
    def proposed(self) -> Wording:
        """The draft, or what there is without one."""
        return Wording(**self.draft) if self.draft else self.wording


class HeaderMedia(File):
    """The file of a media header: Meta's id of an uploaded file, or a public link."""

    media_id: Annotated[VendorId | None, Field(description="Meta's id of the file")] = None
    filename: FileName | None = None


class TemplateLocation(Part):
    """The place of a location header."""

    latitude: Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
    longitude: Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
    name: Annotated[str, short(1000)] | None = None
    address: Annotated[str, short(1000)] | None = None


Texts = Annotated[dict[str, Annotated[str, Field(max_length=2000)]], Field(max_length=100)]


class TemplateValues(Part):
    """Values by the variables' numbers (`"1"`) or names, and for buttons by their position (`"0"` is the first).

    A button's value is what follows the address of a URL button, a coupon code, the payload of a quick reply, a flow's
    token.
    """

    body: Texts = Field(default_factory=dict)
    header: Texts = Field(default_factory=dict)
    media: HeaderMedia | None = None
    location: TemplateLocation | None = None
    buttons: Texts = Field(default_factory=dict)


class SavedTemplateContent(Part):
    """One of the business's templates and the values of its variables: checked before it is queued."""

    type: Literal["saved_template"] = "saved_template"
    template_id: UUID
    values: TemplateValues = Field(default_factory=TemplateValues)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which templates; None: any. text: somewhere in the name."""

    status: str | None = None
    category: str | None = None
    language: str | None = None
    account_id: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Synced:
    """What a sync found at Meta."""

    found: int
    changed: int
    gone: int
