"""Types of businesses, instances and routes, and the variables a business may use in its texts."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from recado.kernel.errors import Conflict, Invalid
from recado.vendors.llm.model import Effort

Provider = Literal["cloud", "web"]
Objective = Literal["SALES", "APPOINTMENTS"]
State = Literal["active", "stopped", "disabled", "deleted"]
SessionState = Literal[
    "new", "pairing", "connecting", "online", "backoff", "logged_out", "banned", "replaced", "stopped"
]  # fmt: skip

PREVIOUS_SECRET_VALID = timedelta(hours=24)  # Meta may sign with the old one until its change is everywhere
VARIABLES = ("now", "today", "business_name", "contact_name", "timezone")
_VARIABLE = re.compile(r"\{\{\s*([\w.-]+)\s*\}\}")
_DAYS = {
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


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


@dataclass(frozen=True, slots=True)
class Instance:
    """A WhatsApp number. channel_id: Meta's phone_number_id. account_id: the WABA."""

    id: UUID
    business_id: UUID
    provider: Provider
    name: str
    state: State
    channel_id: str
    account_id: str | None
    token_sealed: bytes | None


class NumberTaken(Conflict):
    """This number is connected already."""

    code = "number_taken"


@dataclass(frozen=True, slots=True)
class Number:
    """A WhatsApp number as its business sees it. Ratings, limits and states of Meta's are in Meta's words.

    channel_id: Meta's phone_number_id. account_id: the WABA. checked_at: when Meta last told. last_webhook_at: when
    a signed body last came, to the minute. webhook_verified_at: since when Meta is known to call us.
    """

    id: UUID
    provider: Provider
    name: str
    state: State
    state_reason: str | None
    channel_id: str
    account_id: str | None
    display_phone: str | None
    verified_name: str | None
    quality_rating: str | None
    messaging_limit: str | None
    throughput: str | None
    name_status: str | None
    number_status: str | None
    account_state: str | None
    checked_at: datetime | None
    last_webhook_at: datetime | None
    webhook_verified_at: datetime | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a channel is."""

    instance_id: UUID
    business_id: UUID
    provider: Provider


@dataclass(frozen=True, slots=True)
class Route:
    """What the webhook function must know of a route: nothing else of the tenant.

    previous_secret: the app secret before the present one, good until `previous_until`.
    """

    app_secret: str
    verify_token: str
    previous_secret: str | None = None
    previous_until: datetime | None = None

    def secrets(self, moment: datetime) -> tuple[str, ...]:
        """The app secrets a body may be signed with."""
        if self.previous_secret and self.previous_until and moment < self.previous_until:
            return self.app_secret, self.previous_secret
        return (self.app_secret,)


def check_timezone(name: str) -> None:
    """Invalid when there is no such timezone."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        problem = f"unknown timezone: {name}"
        raise Invalid(problem, errors=[{"field": "timezone", "problem": problem}]) from error


def unknown_variables(text: str) -> list[str]:
    """Names between double braces that are not variables, in order, once each."""
    return list(dict.fromkeys(name for name in _VARIABLE.findall(text) if name not in VARIABLES))


def fill_variables(text: str, business: Business, contact_name: str | None, moment: datetime) -> str:
    """`text` with its variables filled in, times in the business's timezone; unknown names stay as they are."""
    local = moment.astimezone(ZoneInfo(business.timezone))
    day = _DAYS[business.language][local.weekday()]
    values = {
        "now": f"{day} {local:%Y-%m-%d %H:%M}",
        "today": f"{day} {local:%Y-%m-%d}",
        "business_name": business.name,
        "contact_name": contact_name or "",
        "timezone": business.timezone,
    }
    return _VARIABLE.sub(lambda found: values.get(found[1], found[0]), text)
