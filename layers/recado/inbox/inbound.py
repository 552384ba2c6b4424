"""What the queue `inbound` carries. Imported by `webhooks`, so it needs nothing but the standard library."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


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
