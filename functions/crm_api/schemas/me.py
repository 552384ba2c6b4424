"""The person who asks."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel

from functions.crm_api.schemas.common import Language, Line, Password
from recado.accounts.model import Belonging, SessionInfo, User
from recado.runtime.api import Taken


class SwitchBusiness(Taken):
    business_id: UUID


class ChangeMe(Taken):
    """What is left out stays as it is."""

    name: Line | None = None
    language: Language | None = None


class ChangePassword(Taken):
    current: Password
    new: Password


class SessionOfMine(BaseModel):
    """`current`: the one this was asked in. `last_used_at`: when it was last refreshed."""

    id: UUID
    current: bool
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime


class SessionsOfMine(BaseModel):
    items: list[SessionOfMine]

    @classmethod
    def of(cls, found: list[SessionInfo], current: UUID) -> "SessionsOfMine":
        return cls(
            items=[
                SessionOfMine(
                    id=each.id,
                    current=each.id == current,
                    created_at=each.created_at,
                    last_used_at=each.last_used_at,
                    expires_at=each.expires_at,
                )
                for each in found
            ]
        )


class Access(BaseModel):
    access_token: str
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105  a scheme, no secret
    expires_in: int
    business_id: UUID


class BusinessOfMine(BaseModel):
    id: UUID
    name: str
    role: Literal["OWNER", "ADMIN", "ADVISOR"]
    trial_ends_at: datetime | None


class Me(BaseModel):
    id: UUID
    email: str
    name: str
    language: Language
    email_verified: bool
    business_id: UUID | None
    businesses: list[BusinessOfMine]

    @classmethod
    def of(cls, user: User, business_id: UUID | None, belongings: list[Belonging]) -> "Me":
        return cls(
            id=user.id,
            email=user.email,
            name=user.name,
            language=user.language,
            email_verified=user.email_verified_at is not None,
            business_id=business_id,
            businesses=[
                BusinessOfMine(id=b.business_id, name=b.name, role=b.role, trial_ends_at=b.trial_ends_at)
                for b in belongings
            ],
        )
