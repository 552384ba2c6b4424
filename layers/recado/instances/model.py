"""Types of WhatsApp numbers, their web sessions and the routes that webhooks call."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from recado.kernel.errors import Conflict

Provider = Literal["cloud", "web"]
Channel = Provider | Literal["sandbox"]  # of a conversation: what is said in a sandbox is recorded, and goes nowhere


State = Literal["active", "stopped", "disabled", "deleted"]


SessionState = Literal[
    "new", "pairing", "connecting", "online", "backoff", "logged_out", "banned", "replaced", "stopped"
]  # fmt: skip


PREVIOUS_SECRET_VALID = timedelta(hours=24)  # Meta may sign with the old one until its change is everywhere


@dataclass(frozen=True, slots=True)
class Instance:
    """A WhatsApp number. channel_id: Meta's phone_number_id. account_id: the WABA."""

    id: UUID
    business_id: UUID
    provider: Channel
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
    a signed body last came, to the minute. webhook_verified_at: since when Meta is known to call us. session_state and
    what follows: of WhatsApp Web. scan_until: so long there is a QR or a code that links it.
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
    session_state: SessionState | None
    session_reason: str | None
    session_since: datetime | None
    session_phone: str | None
    scan_until: datetime | None


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
        """Returns the app secrets a body may be signed with."""
        if self.previous_secret and self.previous_until and moment < self.previous_until:
            return self.app_secret, self.previous_secret
        return (self.app_secret,)
