"""Types of alerts: what a member chose, the devices that ring, and the jobs of the queue `push`."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from recado.kernel.settings import settings
from recado.kernel.words import Language
from recado.platform.queues import Outgoing

Alert = Literal["off", "mine", "all"]
RING_AFTER: Final = timedelta(seconds=3)  # whoever looks at the conversation has read the message by then
RING_FRESH: Final = timedelta(minutes=10)  # older messages, told late, ring nobody
VALID: Final = timedelta(minutes=30)  # a ring that comes later tells nobody anything new
TRIAL_VALID: Final = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Choices:
    """For which customers a member's devices ring, and mails are sent: none, those assigned to them, all they see."""

    push: Alert = "off"
    mail: Alert = "off"


@dataclass(frozen=True, slots=True)
class Device:
    """A browser or phone that rings. rung_at: when its push service last took something for it."""

    id: UUID
    session_id: UUID
    name: str
    created_at: datetime
    rung_at: datetime | None


@dataclass(frozen=True, slots=True)
class News:
    """What a ring tells of a conversation: whose it is, and what the customer wrote last."""

    name: str | None
    phone: str | None
    kind: str
    text: str | None
    unread: int


class Job(BaseModel):
    """A message of the queue `push`."""

    model_config = ConfigDict(frozen=True)

    def to_message(self, delay: float = 0) -> Outgoing:
        """Returns it as the queue carries it, to be delivered after `delay` seconds."""
        return Outgoing(settings().queue_push_url, self.model_dump(mode="json"), delay=round(delay))


class RingJob(Job):
    """A conversation's ring is due: who is to be told is looked up then."""

    kind: Literal["ring"] = "ring"
    business_id: UUID
    conversation_id: UUID


class PushJob(Job):
    """One device is to be told. Without a conversation: a trial its owner asked for.

    attempts: how often its push service did not take it. until: later it would be of no use.
    """

    kind: Literal["push"] = "push"
    device_id: UUID
    business_id: UUID | None = None
    conversation_id: UUID | None = None
    attempts: int = 0
    until: datetime


@dataclass(frozen=True, slots=True)
class ReachedDevice:
    """What it takes to tell a device something."""

    id: UUID
    subscription_sealed: bytes
    language: Language


@dataclass(frozen=True, slots=True)
class WaitingMail:
    """A member who is to be told by mail how many customers wait for an answer."""

    business_id: UUID
    user_id: UUID
    email: str
    language: Language
    business_name: str
    amount: int


def job_from_json(body: dict[str, Any]) -> RingJob | PushJob:
    """Reads a message of the queue `push`."""
    return RingJob.model_validate(body) if body.get("kind") == "ring" else PushJob.model_validate(body)


def place(device_id: UUID) -> str:
    """Returns where a device's subscription is sealed to."""
    return f"push_device:{device_id}"
