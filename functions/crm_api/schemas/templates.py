"""Message templates."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, Field, StringConstraints

from recado.runtime.api import Taken
from recado.runtime.pages import Paging
from recado.templates import rules
from recado.templates.model import Filter, HeaderMedia, Synced, Values, Wording
from recado.templates.model import Template as StoredTemplate

Category = Literal["MARKETING", "UTILITY", "AUTHENTICATION"]
ParameterFormat = Literal["POSITIONAL", "NAMED"]
Name = Annotated[str, StringConstraints(pattern=rules.NAME)]
LanguageCode = Annotated[str, StringConstraints(pattern=rules.LANGUAGE)]
Word = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_]{1,64}$")]
MOST_DEPTH = 8


def _storable(value: Any, depth: int = 0) -> Any:
    """What PostgreSQL can keep as JSON: no NUL, no half of a surrogate pair, no endless nesting."""
    if depth > MOST_DEPTH:
        raise ValueError("nested too deeply")
    if isinstance(value, str) and ("\x00" in value or any("\ud800" <= sign <= "\udfff" for sign in value)):
        raise ValueError("has a character that cannot be stored")
    if isinstance(value, dict):
        for name, each in value.items():
            _storable(name, depth)
            _storable(each, depth + 1)
    elif isinstance(value, list):
        for each in value:
            _storable(each, depth + 1)
    return value


Component = Annotated[dict[str, Any], AfterValidator(_storable)]
Components = Annotated[
    list[Component],
    Field(min_length=1, max_length=10, description="As Meta writes them: HEADER, BODY, FOOTER, BUTTONS with `example`"),
]
Texts = Annotated[dict[str, Annotated[str, Field(max_length=2000)]], Field(max_length=100)]


class NewTemplate(Taken):
    """`instance_id`: any number of the WhatsApp account the template will be in."""

    instance_id: UUID
    name: Name
    language: LanguageCode
    category: Category
    parameter_format: ParameterFormat = "POSITIONAL"
    components: Components


class ChangeTemplate(Taken):
    """What is left out or null stays as it is."""

    category: Category | None = None
    parameter_format: ParameterFormat | None = None
    components: Components | None = None

    def changes(self) -> dict[str, Any]:
        return self.model_dump(exclude_none=True)


class Templates(Paging):
    """Which templates."""

    status: Word | None = None
    category: Category | None = None
    language: LanguageCode | None = None
    account_id: Word | None = None
    q: Annotated[str | None, StringConstraints(pattern=r"^[a-z0-9_]{1,100}$")] = None

    def filter(self) -> Filter:
        return Filter(self.status, self.category, self.language, self.account_id, self.q)


class Media(Taken):
    """The file of a media header: Meta's id of an uploaded file, or a public link."""

    media_id: Annotated[str, Field(max_length=100)] | None = None
    link: Annotated[str, Field(max_length=2048)] | None = None
    filename: Annotated[str, Field(max_length=240)] | None = None


class TemplateValues(Taken):
    """Values by the variables' numbers (`"1"`) or names, and for buttons by their position (`"0"` is the first)."""

    body: Texts = Field(default_factory=dict)
    header: Texts = Field(default_factory=dict)
    media: Media | None = None
    location: Component | None = None
    buttons: Texts = Field(default_factory=dict)

    def values(self) -> Values:
        media = HeaderMedia(**self.media.model_dump()) if self.media else None
        return Values(self.body, self.header, media, self.location, self.buttons)


class BrokenRule(BaseModel):
    field: str
    problem: str


class Draft(BaseModel):
    category: str
    parameter_format: str
    components: list[dict[str, Any]]


class Template(BaseModel):
    """A template in one language. Status, reason and quality are Meta's words; DRAFT was not submitted yet.

    `draft`: changes not submitted yet; until they are approved the old wording is sent. `problems`: what keeps it, or
    its draft, from being submitted.
    """

    id: UUID
    account_id: str
    name: str
    language: str
    category: str
    parameter_format: str
    components: list[dict[str, Any]]
    draft: Draft | None
    status: str
    reason: str | None
    quality: str | None
    meta_id: str | None
    problems: list[BrokenRule]
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, template: StoredTemplate) -> "Template":
        unsubmitted: Wording | None = template.proposed if template.draft or template.vendor_id is None else None
        broken = rules.problems(unsubmitted) if unsubmitted else []
        return cls(
            id=template.id,
            account_id=template.account_id,
            name=template.name,
            language=template.language,
            category=template.category,
            parameter_format=template.parameter_format,
            components=template.components,
            draft=Draft(**template.draft) if template.draft else None,
            status=template.status,
            reason=template.reason,
            quality=template.quality,
            meta_id=template.vendor_id,
            problems=[BrokenRule(**each) for each in broken],
            created_at=template.created_at,
            updated_at=template.updated_at,
        )


class PreviewHeader(BaseModel):
    format: str
    text: str | None
    link: str | None = None


class PreviewButton(BaseModel):
    type: str
    text: str
    url: str | None
    phone_number: str | None


class Preview(BaseModel):
    """The template as a customer reads it. `missing`: places without a value, such as `body.1` or `header.media`."""

    header: PreviewHeader | None
    body: str
    footer: str | None
    buttons: list[PreviewButton]
    missing: list[str]


class TemplateSync(BaseModel):
    """What was found at Meta."""

    found: int
    changed: int
    gone: int

    @classmethod
    def of(cls, synced: Synced) -> "TemplateSync":
        return cls(found=synced.found, changed=synced.changed, gone=synced.gone)


class NewExample(Taken):
    """A stored file of the inbox, to be the example of a media header in templates of the number's account."""

    instance_id: UUID
    media_id: UUID


class Example(BaseModel):
    """What to write in the header's `example.header_handle`."""

    handle: str
