"""A business's settings: what they are, and the rules between them."""

from dataclasses import asdict, dataclass
from datetime import time
from typing import Any, Literal
from uuid import UUID

from recado.businesses import pictures
from recado.businesses.hours import Stretch, overlapping
from recado.businesses.model import (
    AgentVersion,
    Objective,
    UnderstandMedia,
    check_timezone,
    unknown_names,
    unknown_variables,
)
from recado.kernel.errors import Invalid
from recado.kernel.money import check_currency
from recado.kernel.words import Words
from recado.vendors.llm.model import Effort

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class UnknownVariables(Invalid):
    """A text uses variables that do not exist."""

    code = "unknown_variables"


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a business decides for itself. Seconds: how long its agent waits for more of a customer's messages."""

    id: UUID
    name: str
    timezone: str
    language: Literal["es", "en"]
    currency: str
    objective: Objective
    context: str
    bot_enabled: bool
    buffer_quiet_seconds: float
    buffer_max_seconds: float
    human_pause_minutes: int
    advisors_see_all: bool
    hours: tuple[Stretch, ...]
    away_enabled: bool
    away_message: str
    away_bot: bool
    understand_media: UnderstandMedia
    agent_model: str | None = None  # None: the platform's
    agent_effort: Effort | None = None
    agent_version: AgentVersion = "v1"
    agent_daily_micros: int | None = None  # what the agent may cost in a day; None: as much as it needs
    logo: str | None = None  # changed elsewhere (`pictures`)

    @property
    def logo_url(self) -> str | None:
        """Where the logo is shown."""
        return pictures.address_or_none(self.logo)


_WAITS = Words(
    "la espera más larga no puede ser menor que la de silencio", "the longest wait cannot be shorter than the quiet one"
)
_AWAY = Words("un mensaje de ausencia activado necesita un texto", "an away message that is on needs a text")
_HOURS = Words("dos horarios se enciman", "two stretches overlap")


def check(preferences: Preferences) -> None:
    """Invalid, naming the field, when the settings do not go together."""
    check_timezone(preferences.timezone)
    check_currency(preferences.currency)
    if unknown := unknown_variables(preferences.away_message):
        problem = unknown_names(unknown)
        raise UnknownVariables(problem, variables=unknown, errors=[{"field": "away_message", "problem": problem}])
    if preferences.buffer_max_seconds < preferences.buffer_quiet_seconds:
        raise Invalid.of_field("buffer_max_seconds", _WAITS)
    if preferences.away_enabled and not preferences.away_message.strip():
        raise Invalid.of_field("away_message", _AWAY)
    if overlapping(preferences.hours):
        raise Invalid.of_field("hours", _HOURS)


def differences(before: Preferences, after: Preferences) -> tuple[dict[str, Any], dict[str, Any]]:
    """Returns what changed, as it was and as it is, in JSON types."""
    old, new = as_json(before), as_json(after)
    changed = [name for name in old if old[name] != new[name]]
    return {name: old[name] for name in changed}, {name: new[name] for name in changed}


def as_json(preferences: Preferences) -> dict[str, Any]:
    """Returns the settings in JSON types, without the id and the logo."""
    values = asdict(preferences) | {"hours": hours_to_json(preferences.hours)}
    del values["id"], values["logo"]
    return values


def hours_to_json(hours: tuple[Stretch, ...]) -> list[dict[str, Any]]:
    return [{"day": DAYS[s.day], "from": f"{s.opens:%H:%M}", "to": f"{s.closes:%H:%M}"} for s in hours]


def hours_from_json(stored: list[dict[str, Any]]) -> tuple[Stretch, ...]:
    return tuple(
        Stretch(DAYS.index(s["day"]), time.fromisoformat(s["from"]), time.fromisoformat(s["to"])) for s in stored
    )
