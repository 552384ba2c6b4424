"""Types and rules of configurations: all a business decides of how its agent behaves."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from recado.businesses.model import AgentVersion, UnderstandMedia
from recado.kernel.errors import Conflict, Invalid
from recado.kernel.words import Words
from recado.vendors.llm.model import Effort

ConfigState = Literal["draft", "published", "retired"]
MOST_CONTEXT: Final = 20_000
MOST_NOTE: Final = 300
_WAITS: Final = Words(
    "la espera más larga no puede ser menor que la de silencio", "the longest wait cannot be shorter than the quiet one"
)


class ConfigChanged(Conflict):
    """Somebody changed the draft since it was read."""

    code = "agent_config_changed"


class NoChanges(Conflict):
    """There is no draft, or it says what the agent does already."""

    code = "agent_config_no_changes"


def _ordered(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(set(names)))


Micros = Annotated[int, Field(ge=10_000, le=10_000_000_000)]
ModelName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._:/-]{1,100}$")]
Names = Annotated[
    tuple[Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,40}$")], ...],
    Field(max_length=100),
    AfterValidator(_ordered),
]


class AgentConfig(BaseModel):
    """How an agent behaves. model, effort: None where the platform's are used. daily_micros: what it may cost in a day,
    in millionths of a US dollar; None: as much as it needs. tools: names of the external ones that are switched on.
    extract: keys of the fields it fills in."""

    model_config = ConfigDict(frozen=True, extra="ignore")  # a later version of the code may keep more

    context: Annotated[str, Field(max_length=MOST_CONTEXT)] = ""
    agent_version: AgentVersion = "v1"
    agent_model: ModelName | None = None
    agent_effort: Effort | None = None
    agent_daily_micros: Micros | None = None
    buffer_quiet_seconds: Annotated[float, Field(ge=0, le=300)] = 8
    buffer_max_seconds: Annotated[float, Field(ge=0, le=900)] = 30
    human_pause_minutes: Annotated[int, Field(ge=0, le=10_080)] = 60
    understand_media: UnderstandMedia = "bot_on"
    tools: Names = ()
    extract: Names = ()


IN_BUSINESS: Final = tuple(name for name in AgentConfig.model_fields if name not in ("tools", "extract"))


@dataclass(frozen=True, slots=True)
class KeptConfig:
    """A version or the draft, as it is kept. version: None of the draft."""

    id: UUID
    version: int | None
    state: ConfigState
    body: dict[str, Any]
    revision: int
    note: str
    published_by: UUID | None
    published_at: datetime | None
    changed_by: UUID | None
    changed_at: datetime

    @property
    def config(self) -> AgentConfig:
        return AgentConfig.model_validate(self.body)


@dataclass(frozen=True, slots=True)
class Difference:
    """What of a configuration is different. before, after: in JSON types."""

    path: str
    before: Any
    after: Any


def differences(before: AgentConfig, after: AgentConfig) -> list[Difference]:
    """Returns what is different, in the order of the configuration."""
    old, new = before.model_dump(mode="json"), after.model_dump(mode="json")
    return [Difference(name, old[name], new[name]) for name in old if old[name] != new[name]]


def rebased(draft: AgentConfig, before: AgentConfig, after: AgentConfig) -> AgentConfig:
    """Returns the draft when what it was made from changes: what it did not change itself changes with it."""
    changes: dict[str, Any] = {}
    for name in AgentConfig.model_fields:
        mine, old, new = (getattr(each, name) for each in (draft, before, after))
        if name in ("tools", "extract"):
            changes[name] = _ordered(tuple((set(mine) - (set(old) - set(new))) | (set(new) - set(old))))
        elif mine == old:
            changes[name] = new
    return draft.model_copy(update=changes)


def existing(config: AgentConfig, tools: Collection[str], fields: Collection[str]) -> AgentConfig:
    """Returns the configuration without what there is no more of tools and fields."""
    kept = {
        "tools": tuple(each for each in config.tools if each in tools),
        "extract": tuple(each for each in config.extract if each in fields),
    }
    return config.model_copy(update=kept)


def check(config: AgentConfig, tools: Collection[str], fields: Collection[str]) -> None:
    """Raises Invalid, naming the field, when parts do not go together or name what there is not."""
    if config.buffer_max_seconds < config.buffer_quiet_seconds:
        raise Invalid.of_field("buffer_max_seconds", _WAITS)
    for name, there in (("tools", tools), ("extract", fields)):
        if missing := [each for each in getattr(config, name) if each not in there]:
            raise Invalid.of_field(name, Words(f"no existe: {', '.join(missing)}", f"no such: {', '.join(missing)}"))
