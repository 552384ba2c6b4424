"""Files a business gives its agent, and the passages found in them."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from functions.crm_api.schemas.common import LocalizedText
from recado.kernel.telling_words import MOST_QUESTION
from recado.knowledge.model import FileChanges, FileTextState
from recado.runtime.api import RequestModel
from recado.runtime.responses import ResponseModel

_LINE = r"^[^\x00-\x1f\x7f]*$"
Title = Annotated[str, StringConstraints(min_length=1, max_length=120, pattern=_LINE, strip_whitespace=True)]
Line = Annotated[str, StringConstraints(max_length=300, pattern=_LINE, strip_whitespace=True)]
Paragraph = Annotated[str, StringConstraints(max_length=1000, pattern=r"^[^\x00]*$", strip_whitespace=True)]


class NewAgentFile(RequestModel):
    """`media_id`: of an upload. `when_to_use`: tells the agent when to send it. `sendable`: whether it may.
    `searchable`: whether it looks things up in it."""

    media_id: UUID
    title: Title
    description: Paragraph = ""
    when_to_use: Line = ""
    sendable: bool = False
    searchable: bool = True

    def about(self) -> FileChanges:
        return FileChanges(
            title=self.title,
            description=self.description,
            when_to_use=self.when_to_use,
            sendable=self.sendable,
            searchable=self.searchable,
        )


class UpdateAgentFile(RequestModel):
    """What is left out or null stays as it is."""

    title: Title | None = None
    description: Paragraph | None = None
    when_to_use: Line | None = None
    sendable: bool | None = None
    searchable: bool | None = None

    def changes(self) -> FileChanges:
        given: FileChanges = {}
        given.update(self.model_dump(exclude_none=True))  # type: ignore[typeddict-item]
        return given


class ReplaceAgentFile(RequestModel):
    """`media_id`: of an upload."""

    media_id: UUID


class AgentFile(ResponseModel):
    """`state`: of its text: `waiting` to be read, `ready` to be searched, `no_text` where it has none. `reason`: why it
    has none. `passages`: how many the text was divided into."""

    id: UUID
    title: str
    description: str
    when_to_use: str
    filename: str | None
    mime_type: str
    size: int
    sendable: bool
    searchable: bool
    state: FileTextState
    reason: str | None
    reason_message: LocalizedText | None = Field(validation_alias="problem")
    pages: int | None
    passages: int = Field(validation_alias="chunks")
    changed_by: UUID | None
    created_at: datetime
    changed_at: datetime


class AgentFileLink(ResponseModel):
    """Reads the file for five minutes."""

    url: str


class PassageQuery(BaseModel):
    """The query of a search."""

    model_config = ConfigDict(extra="forbid")

    q: Annotated[str, Field(min_length=1, max_length=MOST_QUESTION, description="As a customer would ask it")]


class AgentPassage(ResponseModel):
    """`score`: from 0 to 1, how much of what was asked stands in it. `page`: where the file has pages."""

    file_id: UUID
    title: str
    page: int | None
    heading: str | None
    text: str
    score: float


class AgentPassages(BaseModel):
    """Best first."""

    items: list[AgentPassage]
