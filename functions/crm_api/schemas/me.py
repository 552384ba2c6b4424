"""The person who asks."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel

from functions.crm_api.schemas.common import Language
from recado.accounts.model import Belonging, User
from recado.runtime.api import Taken


class SwitchBusiness(Taken):
    business_id: UUID


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
