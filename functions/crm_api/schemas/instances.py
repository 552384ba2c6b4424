"""WhatsApp numbers."""

from datetime import datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, Field, RootModel, StringConstraints, model_validator

from functions.crm_api.schemas.common import Line, LocalizedText, ShownPhone, is_known
from recado.instances.model import Number, SessionState
from recado.kernel.validation import Wrong
from recado.kernel.words import Words
from recado.runtime.api import RequestModel
from recado.runtime.responses import ResponseModel, with_parts
from recado.sending import governor
from recado.sending.budgets import Budget

MetaId = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,40}$")]
AccessToken = Annotated[str, StringConstraints(pattern=r"^[\x21-\x7e]{1,1000}$")]
AppSecret = Annotated[str, StringConstraints(pattern=r"^[\x21-\x7e]{1,200}$")]


def _printable(text: str) -> str:
    if any(ord(sign) < 32 and sign not in "\n\t" for sign in text):
        raise Wrong(Words("no se permiten caracteres de control", "control characters are not allowed"))
    return text


Text = Annotated[str, AfterValidator(_printable)]
Vertical = Literal[
    "UNDEFINED", "OTHER", "AUTO", "BEAUTY", "APPAREL", "EDU", "ENTERTAIN", "EVENT_PLAN", "FINANCE", "GROCERY", "GOVT",
    "HOTEL", "HEALTH", "NONPROFIT", "PROF_SERVICES", "RETAIL", "TRAVEL", "RESTAURANT", "NOT_A_BIZ",
]  # fmt: skip


class NewInstance(RequestModel):
    """What Meta's dashboard shows of a number. `account_id` is the WhatsApp Business Account (WABA)."""

    provider: Literal["cloud"] = "cloud"
    access_token: AccessToken
    phone_number_id: MetaId
    account_id: MetaId
    app_secret: AppSecret
    name: Line | None = None


class NewWebInstance(RequestModel):
    """A number of WhatsApp Web; it is linked to a phone afterwards, by `connect`."""

    provider: Literal["web"]
    name: Line


class AnyNewInstance(RootModel[NewInstance | NewWebInstance]):
    """A number of the Cloud API, or with `provider` `web` one of WhatsApp Web."""

    @model_validator(mode="wrap")
    @classmethod
    def _of_its_provider(cls, value: Any, _usual: Any) -> Self:
        """What is wrong is told of the kind that was meant, and of no other."""
        if isinstance(value, dict) and value.get("provider") == "web":
            return cls.model_construct(NewWebInstance.model_validate(value))
        return cls.model_construct(NewInstance.model_validate(value))


class RenameInstance(RequestModel):
    name: Line


class NewToken(RequestModel):
    access_token: AccessToken


class NewAppSecret(RequestModel):
    app_secret: AppSecret


def _in_words(reason: object) -> object:
    return governor.words(reason) if isinstance(reason, str) else reason


class InstanceHealth(ResponseModel):
    """`last_webhook_at` is to the minute. `webhook_verified`: Meta is known to call us."""

    last_webhook_at: datetime | None
    webhook_verified: Annotated[bool, BeforeValidator(is_known)] = Field(validation_alias="webhook_verified_at")


class InstanceSession(ResponseModel):
    """How the session of a WhatsApp Web number stands, `since` when. `phone`: of the account it is linked to.

    Until `scan_until`, `GET …/session` has a QR or a code that links it.
    """

    state: SessionState = Field(validation_alias="session_state")
    reason: str | None = Field(validation_alias="session_reason")
    since: datetime = Field(validation_alias="session_since")
    phone: ShownPhone = Field(validation_alias="session_phone")
    scan_until: datetime | None


class DailyBudget(ResponseModel):
    """So many in 24 hours. `next_at`: when there is room again, where there is none now and that is known."""

    limit: int
    used: int
    left: int
    next_at: datetime | None


class WarmUp(ResponseModel):
    """A WhatsApp Web number that was linked lately: it is on `day` of `days`, and sends few messages a day so as not to
    be banned. `tomorrow`: how many then; null: as many as it likes."""

    day: int
    days: int
    messages: DailyBudget
    tomorrow: int | None


class SendBudget(ResponseModel):
    """What a number may still send; over it messages wait.

    Of the Cloud API: `messages_per_second`, less until `slowed_until` when WhatsApp asked for that, and
    `new_customers`, whom the whole business writes to first (null: no limit). Of WhatsApp Web: `warm_up`.
    Until `paused_until` nothing is sent, for `pause_reason`.
    """

    messages_per_second: float | None
    slowed_until: datetime | None
    paused_until: datetime | None
    pause_reason: Annotated[LocalizedText | None, BeforeValidator(_in_words)]
    new_customers: DailyBudget | None
    warm_up: WarmUp | None


class InstanceFacts(ResponseModel):
    """A WhatsApp number. Ratings, limits and statuses of Meta's are in Meta's words. `session`: of WhatsApp Web."""

    id: UUID
    provider: Literal["cloud", "web"]
    name: str
    state: Literal["active", "stopped", "disabled", "deleted"]
    state_reason: str | None
    phone_number_id: str | None
    account_id: str | None
    display_phone: ShownPhone
    verified_name: str | None
    quality_rating: str | None
    messaging_limit: str | None
    throughput: str | None
    name_status: str | None
    number_status: str | None
    account_state: str | None
    checked_at: datetime | None
    health: InstanceHealth
    session: InstanceSession | None
    created_at: datetime

    @model_validator(mode="before")
    @classmethod
    def _of_number(cls, value: Any) -> Any:
        return with_parts(cls, value, **_parts(value)) if isinstance(value, Number) else value


def _parts(number: Number) -> dict[str, Any]:
    return {
        "phone_number_id": number.channel_id if number.provider == "cloud" else None,
        "health": number,
        "session": number if number.session_state else None,
    }


class Instance(InstanceFacts):
    """A WhatsApp number, and what it may still send.

    That changes with every message, so sync tells of numbers without it.
    """

    budget: SendBudget

    @classmethod
    def shown(cls, number: Number, budget: Budget) -> "Instance":
        """Returns the number with what it may send."""
        return cls.of(number, **_parts(number), budget=budget)


class InstanceWebhook(ResponseModel):
    """What to enter at Meta as the app's webhook."""

    url: str
    verify_token: str


class NewlyConnected(Instance):
    """`webhook`: of a number of the Cloud API."""

    webhook: InstanceWebhook | None


class UpdateInstanceProfile(RequestModel):
    """What is left out or null stays as it is; an empty text takes the field away, where Meta allows that."""

    about: Annotated[Text, Field(min_length=1, max_length=139)] | None = None
    address: Annotated[Text, Field(max_length=256)] | None = None
    description: Annotated[Text, Field(max_length=512)] | None = None
    email: Annotated[Text, Field(max_length=128)] | None = None
    websites: Annotated[list[Annotated[Text, Field(max_length=256)]], Field(max_length=2)] | None = None
    vertical: Vertical | None = None

    def changes(self) -> dict[str, Any]:
        return self.model_dump(exclude_none=True)


class InstanceProfile(ResponseModel):
    """What customers see of a number; an empty text is a field not given."""

    about: str
    address: str
    description: str
    email: str
    websites: list[str]
    vertical: str
