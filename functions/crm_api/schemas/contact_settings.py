"""A business's tags and its own fields."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, Field, StringConstraints

from functions.crm_api.schemas.contacts import FieldKey
from recado.runtime.api import RequestModel
from recado.runtime.responses import ResponseModel

Name = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60, pattern=r"^[^\x00-\x1f\x7f,;]*$")
]
Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-f]{6}$")]
Description = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300, pattern=r"^[^\x00-\x1f\x7f]*$")]
Options = Annotated[list[Name], Field(max_length=100)]


class NewTag(RequestModel):
    """A name has neither comma nor semicolon, which part tags in files."""

    name: Name
    colour: Colour = "#64748b"


class UpdateTag(RequestModel):
    """What is left out or null stays as it is."""

    name: Name | None = None
    colour: Colour | None = None


class Tag(ResponseModel):
    """`contacts`: how many have it, counted to 10,000: that means so many or more."""

    id: UUID
    name: str
    colour: str
    contacts: int


class NewContactField(RequestModel):
    """`options`: of a choice, which needs them; nothing else has any. `extract`: the agent fills it in from what
    customers write, as `description` tells it."""

    key: FieldKey
    label_es: Name
    label_en: Name
    type: Literal["text", "number", "date", "boolean", "choice"]
    options: Options = Field(default_factory=list)
    description: Description = ""
    extract: bool = False


class UpdateContactField(RequestModel):
    """What is left out or null stays as it is."""

    label_es: Name | None = None
    label_en: Name | None = None
    options: Options | None = None
    description: Description | None = None
    extract: bool | None = None


class ContactField(ResponseModel):
    id: UUID
    key: str
    label_es: str
    label_en: str
    type: Literal["text", "number", "date", "boolean", "choice"]
    options: list[str]
    description: str
    extract: bool


class ContactFieldList(BaseModel):
    items: list[ContactField]
