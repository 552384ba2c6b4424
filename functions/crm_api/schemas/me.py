"""The person who asks."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, Field

from functions.crm_api.schemas.common import Language, Line, Password, is_known
from recado.runtime.api import RequestModel
from recado.runtime.responses import ResponseModel


class SwitchBusiness(RequestModel):
    business_id: UUID


class UpdateMe(RequestModel):
    """What is left out stays as it is."""

    name: Line | None = None
    language: Language | None = None


class ChangePassword(RequestModel):
    current: Password
    new: Password


class SessionOfMine(ResponseModel):
    """`current`: the one this was asked in. `last_used_at`: when it was last refreshed."""

    id: UUID
    current: bool
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime


class SessionsOfMine(ResponseModel):
    items: list[SessionOfMine]


class Access(BaseModel):
    access_token: str
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105  a scheme, no secret
    expires_in: int
    business_id: UUID


class BusinessOfMine(ResponseModel):
    id: UUID = Field(validation_alias="business_id")
    name: str
    role: Literal["OWNER", "ADMIN", "ADVISOR"]
    trial_ends_at: datetime | None


class Me(ResponseModel):
    id: UUID
    email: str
    name: str
    language: Language
    email_verified: Annotated[bool, BeforeValidator(is_known)] = Field(validation_alias="email_verified_at")
    business_id: UUID | None
    businesses: list[BusinessOfMine]
