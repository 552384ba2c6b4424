"""Types of templates, and the situations that come of them. Statuses, categories and components are in Meta's words."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from recado.kernel.errors import Conflict, Invalid

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


@dataclass(frozen=True, slots=True)
class HeaderMedia:
    """The file of a media header: Meta's id of an uploaded one, or a public link."""

    media_id: str | None = None
    link: str | None = None
    filename: str | None = None


@dataclass(frozen=True, slots=True)
class Values:
    """What a message puts in a template's places, by the variables' numbers or names; buttons by their position.

    buttons: what follows the address of a URL button, a coupon code, the payload of a quick reply, a flow's token.
    """

    body: dict[str, str] = field(default_factory=dict)
    header: dict[str, str] = field(default_factory=dict)
    media: HeaderMedia | None = None
    location: Json | None = None
    buttons: dict[str, str] = field(default_factory=dict)


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
