"""Types of businesses, and the variables a business may use in its texts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from recado.businesses.hours import DAYS, MONTHS
from recado.kernel.errors import Invalid
from recado.kernel.words import Words
from recado.vendors.llm.model import Effort

AgentVersion = Literal["v1", "v2"]  # V2: a second model looks at what is to be said
Objective = Literal["SALES", "APPOINTMENTS"]


VARIABLES = (
    "now", "today", "tomorrow", "timezone", "currency", "business_name", "contact_name", "contact_first_name",
)  # fmt: skip


_VARIABLE = re.compile(r"\{\{\s*([\w.-]+)\s*\}\}")


UnderstandMedia = Literal["bot_on", "always", "never"]  # whose files are heard and seen


@dataclass(frozen=True, slots=True)
class Business:
    """A tenant, with what its agent knows and how it works. Model and effort already have the platform's defaults."""

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
    agent_model: str
    agent_effort: Effort | None
    history_tokens: int
    agent_version: AgentVersion = "v1"
    agent_daily_micros: int | None = None  # of a US dollar
    config_id: UUID | None = None  # of the version its agent behaves as


def check_timezone(name: str) -> None:
    """Raises Invalid when there is no such timezone."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        problem = Words(f"zona horaria desconocida: {name}", f"unknown timezone: {name}")
        raise Invalid.of_field("timezone", problem) from error


def variables_of(text: str) -> list[str]:
    """Returns the names between double braces, in order, once each."""
    return list(dict.fromkeys(_VARIABLE.findall(text)))


def unknown_variables(text: str) -> list[str]:
    """Names between double braces that are not variables, in order, once each."""
    return [name for name in variables_of(text) if name not in VARIABLES]


def unknown_names(names: list[str]) -> Words:
    """Returns what is said of variables that do not exist."""
    return Words(f"variables desconocidas: {', '.join(names)}", f"unknown variables: {', '.join(names)}")


def fill_variables(
    text: str, business: Business, contact_name: str | None, moment: datetime, more: Mapping[str, str] | None = None
) -> str:
    """`text` with its variables filled in, times in the business's timezone; unknown names stay as they are.

    more: values of names that only some texts may use.
    """
    local = moment.astimezone(ZoneInfo(business.timezone))
    tomorrow = local.date() + timedelta(days=1)
    days = DAYS[business.language]
    values = {
        "now": f"{days[local.weekday()]} {local:%Y-%m-%d %H:%M}",
        "today": f"{days[local.weekday()]} {local:%Y-%m-%d}",
        "tomorrow": f"{days[tomorrow.weekday()]} {tomorrow:%Y-%m-%d}",
        "timezone": business.timezone,
        "currency": business.currency,
        "business_name": business.name,
        "contact_name": contact_name or "",
        "contact_first_name": _first_name(contact_name or ""),
        **(more or {}),
    }
    return _VARIABLE.sub(lambda match: values.get(match[1], match[0]), text)


def _first_name(name: str) -> str:
    """The first word of a name; of one in quotes, in quotes."""
    words = name.strip('"').split()
    first = words[0] if words else ""
    return f'"{first}"' if first and name.startswith('"') else first


def spoken_moment(business: Business, moment: datetime) -> str:
    """Returns a moment as people of the business say it: `lunes 2 de marzo a las 09:00`."""
    local = moment.astimezone(ZoneInfo(business.timezone))
    day, month = DAYS[business.language][local.weekday()], MONTHS[business.language][local.month - 1]
    if business.language == "es":
        return f"{day} {local.day} de {month} a las {local:%H:%M}"
    return f"{day} {local.day} {month}, {local:%H:%M}"
