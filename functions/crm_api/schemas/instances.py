"""WhatsApp numbers."""

from datetime import datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, Field, RootModel, StringConstraints, model_validator

from functions.crm_api.schemas.common import Line, is_known
from recado.instances.model import Number
from recado.kernel.validation import Wrong
from recado.kernel.words import Words
from recado.runtime.api import RequestModel
from recado.runtime.responses import ResponseModel, with_parts

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


class InstanceHealth(ResponseModel):
    """`last_webhook_at` is to the minute. `webhook_verified`: Meta is known to call us."""

    last_webhook_at: datetime | None
    webhook_verified: Annotated[bool, BeforeValidator(is_known)] = Field(validation_alias="webhook_verified_at")


class Instance(ResponseModel):
    """A WhatsApp number. Ratings, limits and statuses of Meta's are in Meta's words."""

    id: UUID
    provider: Literal["cloud", "web"]
    name: str
    state: Literal["active", "stopped", "disabled", "deleted"]
    state_reason: str | None
    phone_number_id: str | None
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
    health: InstanceHealth
    created_at: datetime

    @model_validator(mode="before")
    @classmethod
    def _of_number(cls, value: Any) -> Any:
        if not isinstance(value, Number):
            return value
        phone_number_id = value.channel_id if value.provider == "cloud" else None
        return with_parts(cls, value, phone_number_id=phone_number_id, health=value)


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
