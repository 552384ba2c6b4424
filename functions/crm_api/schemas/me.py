"""The person who asks."""

from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, Field

from functions.crm_api.schemas.common import Code, Email, Language, Line, Password, Standing, TermsVersion, is_known
from functions.crm_api.schemas.keys import Scope
from recado.accounts.admission import Caller
from recado.accounts.model import Profile, Role
from recado.runtime.api import RequestModel
from recado.runtime.permissions import scopes_of
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


class ChangeEmail(RequestModel):
    """`code`: of the second factor, where it is on."""

    email: Email
    password: Password
    code: Code | None = None


class AcceptTerms(RequestModel):
    version: TermsVersion


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
    role: Role
    logo_url: str | None
    standing: Standing


class Me(ResponseModel):
    """The person. `business_id`: the business of the access token, and `scopes` what their role allows in it.

    `second_factor_passed`: this session was opened or confirmed with it.
    """

    id: UUID
    email: str
    name: str
    language: Language
    avatar_url: str | None
    email_verified: Annotated[bool, BeforeValidator(is_known)] = Field(validation_alias="email_verified_at")
    pending_email: str | None = Field(description="The address that waits to be confirmed by its link")
    terms_to_accept: str | None = Field(description="The present terms of use, where they have not accepted them yet")
    super_admin: bool
    second_factor_enabled: bool
    second_factor_passed: bool
    second_factor_required: bool = Field(description="Whether what they may do is refused without one")
    business_id: UUID | None
    scopes: list[Scope]
    businesses: list[BusinessOfMine]

    @classmethod
    def of_profile(cls, profile: Profile, caller: Caller) -> Self:
        return cls.of(
            profile.user,
            pending_email=profile.pending_email,
            terms_to_accept=profile.terms_to_accept,
            super_admin=caller.super_admin,
            second_factor_enabled=profile.second_factor,
            second_factor_passed=caller.second_factor,
            second_factor_required=caller.super_admin,
            business_id=caller.business_id,
            scopes=sorted(scopes_of(caller)),
            businesses=profile.businesses,
        )
