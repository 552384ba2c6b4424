"""What the queue `inbound` carries: webhooks and events of Web sessions. Imported by
`webhooks`, so it needs nothing but the standard library."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

WEB: Final = "web"  # the `kind` of a session's event; a webhook has none


@dataclass(frozen=True, slots=True)
class Inbound:
    """A message of the queue `inbound`: which route was called, when, and the verified body."""

    route: str
    received_at: datetime
    body: dict[str, Any]

    @classmethod
    def from_json(cls, body: Mapping[str, Any]) -> "Inbound":
        return cls(body["route"], datetime.fromisoformat(body["received_at"]), body["body"])

    def to_json(self) -> dict[str, Any]:
        return {"route": self.route, "received_at": self.received_at.isoformat(), "body": self.body}


@dataclass(frozen=True, slots=True)
class WebEvent:
    """What a WhatsApp Web session was told. Whose it is, is looked up: the queue is not asked."""

    instance_id: UUID
    received_at: datetime
    event: str
    data: dict[str, Any]

    @classmethod
    def from_json(cls, body: Mapping[str, Any]) -> "WebEvent":
        instance_id, received_at = UUID(body["instance_id"]), datetime.fromisoformat(body["received_at"])
        return cls(instance_id, received_at, body["event"], body["data"])
