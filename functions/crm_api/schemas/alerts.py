"""How a member is told that customers wait."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from functions.crm_api.schemas.common import Line
from recado.alerts.model import Alert
from recado.runtime.api import RequestModel
from recado.runtime.responses import ResponseModel

Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{20,120}={0,2}$")]
Endpoint = Annotated[str, StringConstraints(min_length=10, max_length=2000, pattern=r"^https?://[\x21-\x7e]+$")]


class AlertChoices(ResponseModel):
    """`mine`: customers assigned to the caller; `all`: every one they may see.

    `push`: which let the caller's devices ring. `mail`: of which a mail tells, at most once an hour, when they have
    waited for ten minutes and nobody looked.
    """

    push: Alert
    mail: Alert


class ChooseAlerts(RequestModel):
    push: Alert
    mail: Alert


class SubscriptionKeys(RequestModel):
    p256dh: Key
    auth: Key


class NewDevice(RequestModel):
    """What the browser's `PushManager` subscribed with."""

    endpoint: Endpoint
    keys: SubscriptionKeys
    name: Line = Field(description="What the caller knows the device by")


class Device(ResponseModel):
    """`current`: switched on in this log-in session. `rung_at`: when its push service last took something for it."""

    id: UUID
    name: str
    current: bool
    created_at: datetime
    rung_at: datetime | None


class Devices(ResponseModel):
    items: list[Device]
