"""The audit trail."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from functions.crm_api.schemas.common import LocalizedText
from recado.activity.model import AuditFilter
from recado.runtime.pages import Moment, Paging
from recado.runtime.responses import ResponseModel

Name = Annotated[str, Field(pattern=r"^[a-z_.]{1,100}$")]


class AuditQuery(Paging):
    actor_id: UUID | None = None
    action: Annotated[Name | None, Field(description="How the action begins: `key.` or `key.created`")] = None
    thing: Annotated[Name | None, Field(description="Kind of thing that was changed")] = None
    thing_id: UUID | None = None
    since: Annotated[Moment | None, Field(alias="from")] = None
    until: Annotated[Moment | None, Field(alias="to", description="Before this moment")] = None

    def filters(self) -> AuditFilter:
        return AuditFilter(self.actor_id, self.action, self.thing, self.thing_id, self.since, self.until)


class AuditAction(BaseModel):
    action: str
    name: LocalizedText


class AuditActions(BaseModel):
    items: list[AuditAction]


class AuditEntry(ResponseModel):
    """Who did what to which thing; `before` and `after` hold what changed, secrets as `•••`.

    `actor_name` is null for the system, and for people and keys that are no more.
    """

    id: UUID
    at: datetime
    actor_kind: Literal["user", "key", "system"]
    actor_id: UUID | None
    actor_name: str | None
    actor_role: str | None
    action: str
    thing: str
    thing_id: UUID | None
    before: dict[str, Any]
    after: dict[str, Any]
    request_id: str
