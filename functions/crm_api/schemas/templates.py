"""Message templates."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, Field, StringConstraints, model_validator

from functions.crm_api.schemas.common import LocalizedText
from recado.kernel.words import Words
from recado.runtime.api import RequestModel
from recado.runtime.pages import Paging
from recado.runtime.responses import ResponseModel, with_parts
from recado.templates import components, rules
from recado.templates.components import TemplateQuality, TemplateStatus
from recado.templates.model import Category, Filter, ParameterFormat, Wording
from recado.templates.model import Template as StoredTemplate

Name = Annotated[str, StringConstraints(pattern=rules.NAME)]
LanguageCode = Annotated[str, StringConstraints(pattern=rules.LANGUAGE)]
Word = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_]{1,64}$")]
Components = Annotated[
    list[components.NewComponent],
    Field(min_length=1, max_length=10, description="As Meta writes them: HEADER, BODY, FOOTER, BUTTONS with `example`"),
]


class NewTemplate(RequestModel):
    """`instance_id`: any number of the WhatsApp account the template will be in."""

    instance_id: UUID
    name: Name
    language: LanguageCode
    category: Category
    parameter_format: ParameterFormat = "POSITIONAL"
    components: Components

    def wording(self) -> Wording:
        return Wording(self.category, self.parameter_format, [each.as_json() for each in self.components])


class UpdateTemplate(RequestModel):
    """What is left out or null stays as it is."""

    category: Category | None = None
    parameter_format: ParameterFormat | None = None
    components: Components | None = None

    def changes(self) -> dict[str, Any]:
        return self.model_dump(mode="json", exclude_none=True)


class Templates(Paging):
    """Which templates."""

    status: TemplateStatus | None = None
    category: Category | None = None
    language: LanguageCode | None = None
    account_id: Word | None = None
    q: Annotated[str | None, StringConstraints(pattern=r"^[a-z0-9_]{1,100}$")] = None

    def filter(self) -> Filter:
        return Filter(self.status, self.category, self.language, self.account_id, self.q)


def _in_english(words: Words) -> str:
    return words.en


def _category(value: object) -> str:
    return components.word(value, Category, "UTILITY")  # Meta made the old ones this, all but in name


def _format(value: object) -> str:
    return components.word(value, ParameterFormat, "POSITIONAL")


def _status(value: object) -> str:
    return components.word(value, TemplateStatus, "OTHER")


def _quality(value: object) -> str | None:
    return None if value is None else components.word(value, TemplateQuality, "UNKNOWN")


class TemplateBrokenRule(ResponseModel):
    """`field`: where, such as `body.example`. `problem` says it in English, `message` in both languages."""

    field: str
    problem: Annotated[str, BeforeValidator(_in_english)]
    message: LocalizedText = Field(validation_alias="problem")


ShownComponents = Annotated[list[components.Component], BeforeValidator(components.shown)]
ShownCategory = Annotated[Category, BeforeValidator(_category)]
ShownFormat = Annotated[ParameterFormat, BeforeValidator(_format)]


class TemplateDraft(ResponseModel):
    category: ShownCategory
    parameter_format: ShownFormat
    components: ShownComponents


class Template(ResponseModel):
    """A template in one language. Status, reason and quality are Meta's words; DRAFT was not submitted yet.

    `draft`: changes not submitted yet; until they are approved the old wording is sent. `problems`: what keeps it, or
    its draft, from being submitted.
    """

    id: UUID
    account_id: str
    name: str
    language: str
    category: ShownCategory
    parameter_format: ShownFormat
    components: ShownComponents
    draft: TemplateDraft | None
    status: Annotated[TemplateStatus, BeforeValidator(_status)]
    reason: str | None
    quality: Annotated[TemplateQuality | None, BeforeValidator(_quality)]
    meta_id: str | None = Field(validation_alias="vendor_id")
    problems: list[TemplateBrokenRule]
    created_at: datetime
    updated_at: datetime

    @model_validator(mode="before")
    @classmethod
    def _of_template(cls, value: Any) -> Any:
        if not isinstance(value, StoredTemplate):
            return value
        unsubmitted = value.proposed if value.draft or value.vendor_id is None else None
        return with_parts(cls, value, problems=rules.problems(unsubmitted) if unsubmitted else [])


class TemplatePreviewHeader(ResponseModel):
    format: str
    text: str | None
    link: str | None = None


class TemplatePreviewButton(ResponseModel):
    type: str
    text: str
    url: str | None
    phone_number: str | None


class TemplatePreview(ResponseModel):
    """The template as a customer reads it. `missing`: places without a value, such as `body.1` or `header.media`."""

    header: TemplatePreviewHeader | None
    body: str
    footer: str | None
    buttons: list[TemplatePreviewButton]
    missing: list[str]


class TemplateSync(ResponseModel):
    """What was found at Meta."""

    found: int
    changed: int
    gone: int


class NewTemplateExample(RequestModel):
    """A file of the inbox or an upload, to be the example of a media header in templates of the number's account."""

    instance_id: UUID
    media_id: UUID


class TemplateExample(BaseModel):
    """What to write in the header's `example.header_handle`."""

    handle: str
