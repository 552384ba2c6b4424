"""Versions of how the agent behaves."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from functions.crm_api.schemas.business import ModelName, Seconds
from functions.crm_api.schemas.instances import Text
from recado.agent.configs.model import MOST_CONTEXT, MOST_NOTE, ConfigState, Names
from recado.businesses.model import AgentVersion, UnderstandMedia
from recado.runtime.api import RequestModel
from recado.runtime.responses import ResponseModel
from recado.vendors.llm.model import Effort

Revision = Annotated[int, Field(ge=0, le=2**31 - 1)]


Setting = str | int | float | list[str] | None


class ShownAgentConfig(ResponseModel):
    """`agent_model`, `agent_effort`: null where the platform's are used. `agent_daily_micros`: what the agent may cost
    in a day, in millionths of a US dollar; null: as much as it needs. `tools`: names of the external tools that are
    switched on. `extract`: keys of the contact fields it fills in."""

    context: str
    agent_version: AgentVersion
    agent_model: str | None
    agent_effort: Effort | None
    agent_daily_micros: int | None
    buffer_quiet_seconds: float
    buffer_max_seconds: float
    human_pause_minutes: int
    understand_media: UnderstandMedia
    tools: list[str]
    extract: list[str]


class ConfigDifference(ResponseModel):
    """`path`: of the setting. `before`, `after`: null where it has no value of its own."""

    path: str
    before: Setting
    after: Setting


class AgentConfigVersion(ResponseModel):
    """`published_by`: null of how the agent was made, and of what was changed by hand."""

    id: UUID
    version: int
    state: ConfigState
    note: str
    published_by: UUID | None
    published_at: datetime


class AgentConfigDetail(ResponseModel):
    """A version. `changes`: what it changed of the one before it."""

    version: AgentConfigVersion
    config: ShownAgentConfig
    changes: list[ConfigDifference]


class UnknownVariable(ResponseModel):
    """A name between double braces that is no variable. `nearest`: what was perhaps meant."""

    name: str
    nearest: str | None


class TurnWeights(ResponseModel):
    """What each turn carries, in tokens, estimated. `history`, `lessons`, `memories`: at most."""

    instructions: int
    rules: int
    tools: int
    tool_count: int
    history: int
    lessons: int
    memories: int


class AgentConfigOverview(ResponseModel):
    """`version`: the number of the live one. `config`: the draft; where there is none, what is live. `revision`: of the
    draft; 0 where there is none. `changes`: what the draft changes. `unknown_variables`: of the draft's text; with
    some it cannot be published. `spent_micros`: what the agent cost today, in millionths of a US dollar."""

    version: int
    published_at: datetime | None
    published_by: UUID | None
    live: ShownAgentConfig
    config: ShownAgentConfig
    revision: int
    changed_at: datetime | None
    changed_by: UUID | None
    changes: list[ConfigDifference]
    unknown_variables: list[UnknownVariable]
    weights: TurnWeights
    spent_micros: int


class UpdateAgentDraft(RequestModel):
    """What is left out or null stays as it is. `revision`: of the draft that was read; 0: there was none, and one is
    made of what is live."""

    revision: Revision
    context: Annotated[Text, Field(max_length=MOST_CONTEXT)] | None = None
    agent_version: AgentVersion | None = None
    agent_model: Annotated[ModelName | None, Field(description="Empty: the platform's")] = None
    agent_effort: Annotated[Effort | Literal["default"] | None, Field(description="`default`: the platform's")] = None
    agent_daily_micros: Annotated[
        Literal[0] | Annotated[int, Field(ge=10_000, le=10_000_000_000)] | None, Field(description="0: no cap")
    ] = None
    buffer_quiet_seconds: Annotated[Seconds, Field(le=300)] | None = None
    buffer_max_seconds: Annotated[Seconds, Field(le=900)] | None = None
    human_pause_minutes: Annotated[int, Field(ge=0, le=10_080)] | None = None
    understand_media: UnderstandMedia | None = None
    tools: Names | None = None
    extract: Names | None = None

    def changes(self) -> dict[str, Any]:
        values = self.model_dump(exclude_none=True, exclude={"revision"})
        for name in ("agent_model", "agent_daily_micros"):
            values |= {name: values[name] or None} if name in values else {}
        return values | ({"agent_effort": None} if values.get("agent_effort") == "default" else {})


class OfRevision(RequestModel):
    """`revision`: of the draft that was read; 0: there was none."""

    revision: Revision


class PublishAgentConfig(OfRevision):
    """`note`: what it is for."""

    note: Annotated[str, Field(max_length=MOST_NOTE, pattern=r"^[^\x00-\x1f\x7f]*$")] = ""


class DraftQuery(BaseModel):
    """Which draft."""

    model_config = ConfigDict(extra="forbid")

    revision: Annotated[Revision, Field(description="Of the draft that was read")]


class VariableQuery(BaseModel):
    """For whom."""

    model_config = ConfigDict(extra="forbid")

    contact_id: Annotated[UUID | None, Field(description="Whose values are shown")] = None


class AgentVariable(ResponseModel):
    """`value`: as the agent reads it; null of what belongs to a customer, where none is chosen. Labels: of a contact
    field."""

    name: str
    value: str | None
    label_es: str | None
    label_en: str | None


class AgentVariableList(ResponseModel):
    items: list[AgentVariable]
