"""The event log."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, Field

from functions.admin_api.schemas.common import SearchText
from recado.activity import event_log
from recado.activity import model as activity
from recado.activity.model import EventFilter, Severity
from recado.runtime.pages import CURSOR, Moment, Paging
from recado.runtime.responses import ResponseModel


class EventQuery(Paging):
    severity: Annotated[Severity, Field(description="At least as bad as this")] = "info"
    type: Annotated[str | None, Field(pattern=r"^[a-z_.]{1,100}$", description="How the type begins")] = None
    business_id: UUID | None = None
    since: Annotated[Moment | None, Field(alias="from")] = None
    until: Annotated[Moment | None, Field(alias="to", description="Before this moment")] = None
    text: Annotated[SearchText | None, Field(description="Anywhere in the data, whatever its case")] = None
    after: Annotated[
        str | None,
        Field(max_length=500, pattern=CURSOR, description="`tail` of an earlier answer: what came since, oldest first"),
    ] = None

    def filters(self) -> EventFilter:
        return EventFilter(self.severity, self.type, self.business_id, self.since, self.until, self.text)


class Event(ResponseModel):
    """Something that happened in a business, or (`business_id` null) on the platform."""

    id: UUID
    at: datetime = Field(validation_alias="created_at")
    business_id: UUID | None
    business_name: str | None
    severity: Severity
    type: str
    data: dict[str, Any]


class Events(BaseModel):
    """A page of the log. `next`: the `cursor` of older ones. `tail`: give it as `after` to follow what comes."""

    items: list[Event]
    next: str | None
    tail: str | None

    @classmethod
    def page(
        cls, events: list[activity.Event], older: str | None, newest: activity.Event | None, tail: str | None
    ) -> "Events":
        return cls(
            items=[Event.of(each) for each in events], next=older, tail=event_log.mark(newest) if newest else tail
        )


class EventTypes(BaseModel):
    types: list[str]
