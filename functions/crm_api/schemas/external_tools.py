"""External tools of the agent."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from recado.activity.model import MASKED
from recado.agent.external.model import (
    MOST_SECRETS,
    Definition,
    ExternalTool,
    HeaderName,
    HeaderValue,
    Path,
    Secret,
    Text,
    ToolParameter,
    Word,
)
from recado.agent.model import ToolCallState
from recado.runtime.api import RequestModel
from recado.runtime.responses import ResponseModel

Json = dict[str, Any]
Version = Annotated[int, Field(ge=1, le=2**31 - 1)]


class NewExternalTool(Definition):
    """`headers`, `body_template`: with `{{name}}` of a parameter, or `{{secret.name}}` of one of `secrets`, which are
    never shown again."""

    secrets: Annotated[dict[Word, Secret], Field(max_length=MOST_SECRETS)] = Field(default_factory=dict)

    def definition(self) -> Definition:
        return Definition.model_validate(self.model_dump(exclude={"secrets"}))


class UpdateExternalTool(RequestModel):
    """What is left out or null stays as it is. `version`: the one that was read. `secrets`: those that change; null
    takes one away, and those left out stay."""

    version: Version
    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{2,40}$")] | None = None
    description: Annotated[Text, Field(min_length=1, max_length=1000)] | None = None
    url: Annotated[Text, Field(min_length=1, max_length=2000)] | None = None
    headers: Annotated[dict[HeaderName, HeaderValue], Field(max_length=20)] | None = None
    body_template: Json | None = None
    parameters: Annotated[list[ToolParameter], Field(max_length=20)] | None = None
    effect: bool | None = None
    timeout_seconds: Annotated[int, Field(ge=1, le=20)] | None = None
    result_paths: Annotated[list[Path], Field(max_length=30)] | None = None
    result_most: Annotated[int, Field(ge=100, le=4000)] | None = None
    enabled: bool | None = None
    secrets: Annotated[dict[Word, Secret | Literal["•••"] | None], Field(max_length=2 * MOST_SECRETS)] | None = None

    def changes(self) -> Json:
        given = self.model_dump(exclude={"version", "secrets", "parameters"}, exclude_none=True)
        return given | ({} if self.parameters is None else {"parameters": [p.model_dump() for p in self.parameters]})


class ShownExternalTool(ResponseModel):
    """`secrets`: their names; what they are is never shown."""

    id: UUID
    name: str
    description: str
    url: str
    headers: dict[str, str]
    body_template: Json
    parameters: list[ToolParameter]
    secrets: dict[str, str]
    effect: bool
    timeout_seconds: int
    result_paths: list[str]
    result_most: int
    enabled: bool
    version: int
    changed_by: UUID | None
    created_at: datetime
    changed_at: datetime

    @classmethod
    def showing(cls, tool: ExternalTool) -> "ShownExternalTool":
        return cls.of(tool, secrets=dict.fromkeys(tool.secret_names, MASKED))


class ExternalToolList(BaseModel):
    items: list[ShownExternalTool]


class ExternalToolCall(ResponseModel):
    """`state`: `started` while the other end is at work, `unknown` where nobody knows whether it was done."""

    id: UUID
    turn_id: UUID
    conversation_id: UUID
    arguments: Json
    result: Json | None
    state: ToolCallState
    code: str | None
    milliseconds: int | None
    created_at: datetime


class TryExternalTool(RequestModel):
    """`arguments`: as a model would give them."""

    arguments: Json = Field(default_factory=dict)


class TriedExternalTool(ResponseModel):
    """What was sent and what came back, secrets masked. `answer`: its first 4,000 characters. `result`: what the model
    would be shown."""

    url: str
    headers: dict[str, str]
    body: Json
    status: int | None
    content_type: str | None
    answer: str | None
    result: Json
    milliseconds: int
