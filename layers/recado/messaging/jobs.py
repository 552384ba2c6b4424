"""Jobs: what the queues between the functions carry. Ids only; the facts are in PostgreSQL."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from recado.instances.model import Channel
from recado.kernel.ids import new_id
from recado.kernel.settings import settings
from recado.messaging.buffer_store import Claimed
from recado.platform.queues import Outgoing


class Job(BaseModel):
    """A queue message's body. `model_validate` reads it."""

    model_config = ConfigDict(frozen=True)

    def body(self) -> dict[str, Any]:
        """As the queue carries it; what has its default is left out."""
        return self.model_dump(mode="json", exclude_defaults=True)


class AnswerJob(Job):
    """A message of the queue `ai-responses`: a claimed buffer is to be answered. One of a sandbox is a message of the
    queue `agent-tests`: tests never keep a customer waiting."""

    business_id: UUID
    conversation_id: UUID
    claim_id: UUID
    attempts: int
    sandbox: bool = False

    @classmethod
    def of(cls, claimed: Claimed) -> "AnswerJob":
        return cls(
            business_id=claimed.business_id,
            conversation_id=claimed.conversation_id,
            claim_id=claimed.claim_id,
            attempts=claimed.attempts,
            sandbox=claimed.sandbox,
        )

    @property
    def claimed(self) -> Claimed:
        """The buffer's claim, as its SQL takes it."""
        return Claimed(self.business_id, self.conversation_id, self.claim_id, self.attempts, sandbox=self.sandbox)

    def to_message(self) -> Outgoing:
        """In a group of its own with each attempt: a lost worker must not hold up the one that takes over."""
        if self.sandbox:
            return Outgoing(settings().queue_agent_tests_url, self.body())
        group = f"{self.conversation_id}:{self.attempts}"
        return Outgoing(
            settings().queue_ai_responses_url, self.body(), group=group, dedupe=f"{self.claim_id}:{new_id()}"
        )


class SendJob(Job):
    """A message of the queue `outbound`: this conversation of a cloud number has something to send."""

    business_id: UUID
    conversation_id: UUID

    def to_message(self) -> Outgoing:
        group = str(self.conversation_id)
        return Outgoing(settings().queue_outbound_url, self.body(), group=group, dedupe=str(new_id()))


class MarkJob(Job):
    """Another message of the queue `outbound`: the customer is to see that their messages were read.

    vendor_id: Meta's id of the newest of them. typing: also that somebody is writing. It may be lost.
    """

    kind: Literal["mark"] = "mark"
    instance_id: UUID
    business_id: UUID
    conversation_id: UUID
    vendor_id: str
    typing: bool
    at: datetime

    def to_message(self) -> Outgoing:
        """In a group of its own: it holds up no message, and none holds it up."""
        body = self.model_dump(mode="json")
        return Outgoing(settings().queue_outbound_url, body, group=f"{self.conversation_id}:mark", dedupe=str(new_id()))


class ConvertJob(Job):
    """A message of the queue `voice-notes`: this message's file is to be made a voice note.

    One business's files wait for each other only.
    """

    business_id: UUID
    conversation_id: UUID
    message_id: UUID

    def to_message(self) -> Outgoing:
        group = str(self.business_id)
        return Outgoing(settings().queue_voice_notes_url, self.body(), group=group, dedupe=str(new_id()))


class FetchJob(Job):
    """A message of the queue `media`: this file is to be fetched from the vendor, or, once stored, to be looked at."""

    business_id: UUID
    media_id: UUID

    def to_message(self) -> Outgoing:
        return Outgoing(settings().queue_media_url, self.body())


class UnderstandJob(Job):
    """A message of the queue `understand`: this message's file is to be heard or seen."""

    business_id: UUID
    message_id: UUID

    def to_message(self) -> Outgoing:
        return Outgoing(settings().queue_understand_url, self.body())


class ReviewJob(Job):
    """A message of the queue `learn`: a conversation that is quiet is to be read."""

    kind: Literal["memory", "lesson"]
    business_id: UUID
    conversation_id: UUID

    def to_message(self) -> Outgoing:
        return Outgoing(settings().queue_learn_url, self.body())


class WebJob(Job):
    """A message of the queue `web-outbound`: whichever host holds this session is to look for what waits there.

    It may be lost: a session looks by itself now and then. Only what the customer is to see of us, `read` (messages of
    the conversation) and `typing`, is nowhere else.
    """

    instance_id: UUID
    business_id: UUID
    conversation_id: UUID | None = None
    media_id: UUID | None = None
    read: tuple[UUID, ...] = ()
    typing: bool = False

    def to_message(self) -> Outgoing:
        return Outgoing(settings().queue_web_outbound_url, self.body())


def sender_job(provider: Channel, instance_id: UUID, business_id: UUID, conversation_id: UUID) -> Outgoing:
    """Returns what wakes whoever sends for a number: the function `outbound`, or the number's own session."""
    if provider == "web":
        return WebJob(instance_id=instance_id, business_id=business_id, conversation_id=conversation_id).to_message()
    return SendJob(business_id=business_id, conversation_id=conversation_id).to_message()
