"""A business's settings."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints, model_validator

from functions.crm_api.schemas.common import Code, Currency, Language, Line, Password, Timezone
from functions.crm_api.schemas.instances import Text
from recado.businesses.model import AgentVersion, UnderstandMedia
from recado.businesses.preferences import Preferences, as_json, hours_from_json
from recado.runtime.api import RequestModel
from recado.runtime.responses import ResponseModel
from recado.vendors.llm.model import Effort

Clock = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Day = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Objective = Literal["SALES", "APPOINTMENTS"]


def _tenths(seconds: float) -> float:
    return round(seconds, 1)


# A name as model vendors and compatible servers have them; empty: the platform's model.
ModelName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._:/-]{0,100}$")]
Seconds = Annotated[float, Field(ge=0, allow_inf_nan=False), AfterValidator(_tenths)]


class OpeningHours(RequestModel):
    """Open from `from` on `day` until `to`, on the next day when that is not later. 00:00 to 00:00: the whole day."""

    model_config = ConfigDict(extra="forbid", strict=True, serialize_by_alias=True)

    day: Day
    opens: Clock = Field(alias="from")
    closes: Clock = Field(alias="to")


class NewBusiness(RequestModel):
    name: Line
    language: Language = "es"
    timezone: Timezone = "America/Mexico_City"
    currency: Currency = "MXN"
    objective: Objective = "SALES"


class DeleteBusiness(RequestModel):
    """`code`: of the second factor, where it is on."""

    password: Password
    code: Code | None = None


class UpdateBusiness(RequestModel):
    """What is left out or null stays as it is. `hours` are replaced as a whole; none at all: always open."""

    name: Line | None = None
    timezone: Timezone | None = None
    language: Language | None = None
    currency: Currency | None = None
    objective: Objective | None = None
    context: Annotated[Text, Field(max_length=20_000)] | None = None
    bot_enabled: bool | None = None
    buffer_quiet_seconds: Annotated[Seconds, Field(le=300)] | None = None
    buffer_max_seconds: Annotated[Seconds, Field(le=900)] | None = None
    human_pause_minutes: Annotated[int, Field(ge=0, le=10_080)] | None = None
    advisors_see_all: bool | None = None
    hours: Annotated[list[OpeningHours], Field(max_length=70)] | None = None
    away_enabled: bool | None = None
    away_message: Annotated[Text, Field(max_length=1000)] | None = None
    away_bot: Annotated[bool | None, Field(description="Whether the bot answers outside hours as well")] = None
    understand_media: Annotated[
        UnderstandMedia | None, Field(description="Whose voice notes and pictures a model hears and sees")
    ] = None

    agent_model: Annotated[
        ModelName | None, Field(description="The model that answers; `/v1/models` names them. Empty: the platform's")
    ] = None
    agent_effort: Annotated[
        Effort | Literal["default"] | None, Field(description="Of reasoning. `default`: the platform's")
    ] = None

    agent_version: Annotated[
        AgentVersion | None, Field(description="`v2`: a second model looks at what is to be said")
    ] = None

    agent_daily_micros: Annotated[
        Literal[0] | Annotated[int, Field(ge=10_000, le=10_000_000_000)] | None,
        Field(description="What the agent may cost in a day, in millionths of a US dollar, from 10,000 on; 0: no cap"),
    ] = None

    def changes(self) -> dict[str, Any]:
        values = self.model_dump(exclude_none=True, by_alias=True)
        values |= {"agent_model": values["agent_model"] or None} if "agent_model" in values else {}
        values |= {"agent_daily_micros": values["agent_daily_micros"] or None} if "agent_daily_micros" in values else {}
        values |= {"agent_effort": None} if values.get("agent_effort") == "default" else {}
        return values | ({"hours": hours_from_json(values["hours"])} if "hours" in values else {})


class Business(ResponseModel):
    """The settings. Seconds: how long the agent waits for more of a customer's messages before it answers.

    `agent_model`, `agent_effort`: null where the platform's are used.
    """

    id: UUID
    name: str
    logo_url: str | None
    timezone: str
    language: Language
    currency: str
    objective: Objective
    context: str
    bot_enabled: bool
    buffer_quiet_seconds: float
    buffer_max_seconds: float
    human_pause_minutes: int
    advisors_see_all: bool
    hours: list[OpeningHours]
    away_enabled: bool
    away_message: str
    away_bot: bool
    understand_media: UnderstandMedia
    agent_model: str | None
    agent_effort: Effort | None
    agent_version: AgentVersion
    agent_daily_micros: int | None

    @model_validator(mode="before")
    @classmethod
    def _of_preferences(cls, value: Any) -> Any:
        return (
            {"id": value.id, "logo_url": value.logo_url, **as_json(value)} if isinstance(value, Preferences) else value
        )
