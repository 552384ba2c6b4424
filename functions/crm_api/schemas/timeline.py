"""Timelines of contacts."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from recado.activity.model import ActorKind
from recado.crm.timeline import ChangedValue
from recado.runtime.responses import ResponseModel


class FieldChange(ResponseModel):
    """A field and its values. Of the contact's own data (`name`, `email`, `fields.…`) both are null."""

    field: str
    before: ChangedValue
    after: ChangedValue


class TimelineEntry(ResponseModel):
    """Something that was done to the contact or one of its conversations, by a member, an API key or the system.

    `thing_id`: the contact, one that was merged into it, or the conversation; null where many were changed at once.
    """

    id: UUID
    at: datetime
    action: Annotated[str, Field(description="As `GET /v1/audit/actions` lists them")]
    thing: Literal["contact", "conversation"]
    thing_id: UUID | None
    actor_kind: ActorKind
    actor_id: UUID | None
    actor_name: str | None
    changes: list[FieldChange]
