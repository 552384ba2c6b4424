"""Jobs: what the queues between the functions carry. Ids only; the facts are in PostgreSQL."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from recado.kernel.ids import new_id
from recado.kernel.settings import settings
from recado.messaging.buffer_store import Claimed
from recado.platform.queues import Outgoing


@dataclass(frozen=True, slots=True)
class AnswerJob:
    """A message of the queue `ai-responses`."""

    claimed: Claimed

    @classmethod
    def from_json(cls, body: dict[str, Any]) -> "AnswerJob":
        business_id, conversation_id = UUID(body["business_id"]), UUID(body["conversation_id"])
        return cls(Claimed(business_id, conversation_id, UUID(body["claim_id"]), int(body["attempts"])))

    def to_message(self) -> Outgoing:
        """In a group of its own with each attempt: a lost worker must not hold up the one that takes over."""
        claimed = self.claimed
        body = {
            "business_id": str(claimed.business_id),
            "conversation_id": str(claimed.conversation_id),
            "claim_id": str(claimed.claim_id),
            "attempts": claimed.attempts,
        }
        group = f"{claimed.conversation_id}:{claimed.attempts}"
        return Outgoing(settings().queue_ai_responses_url, body, group=group, dedupe=f"{claimed.claim_id}:{new_id()}")


@dataclass(frozen=True, slots=True)
class SendJob:
    """A message of the queue `outbound`: this conversation has something to send."""

    business_id: UUID
    conversation_id: UUID

    @classmethod
    def from_json(cls, body: Mapping[str, Any]) -> "SendJob":
        return cls(UUID(body["business_id"]), UUID(body["conversation_id"]))

    def to_message(self) -> Outgoing:
        body = {"business_id": str(self.business_id), "conversation_id": str(self.conversation_id)}
        group = str(self.conversation_id)
        return Outgoing(settings().queue_outbound_url, body, group=group, dedupe=str(new_id()))


@dataclass(frozen=True, slots=True)
class FetchJob:
    """A message of the queue `media`."""

    business_id: UUID
    media_id: UUID

    @classmethod
    def from_json(cls, body: Mapping[str, Any]) -> "FetchJob":
        return cls(UUID(body["business_id"]), UUID(body["media_id"]))

    def to_message(self) -> Outgoing:
        body = {"business_id": str(self.business_id), "media_id": str(self.media_id)}
        return Outgoing(settings().queue_media_url, body)


@dataclass(frozen=True, slots=True)
class WebJob:
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
        named = {"conversation_id": self.conversation_id, "media_id": self.media_id}
        body: dict[str, Any] = {"instance_id": str(self.instance_id), "business_id": str(self.business_id)}
        body |= {name: str(value) for name, value in named.items() if value}
        if self.read:
            body["read"] = [str(each) for each in self.read]
        if self.typing:
            body["typing"] = True
        return Outgoing(settings().queue_web_outbound_url, body)
