"""Bodies of crm_api: what it takes and what it answers."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, StringConstraints

Language = Literal["es", "en"]
# PostgreSQL stores no NUL, and a name has no use for other control characters.
Line = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")
]
Email = Annotated[str, StringConstraints(min_length=3, max_length=254)]
Password = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Token = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{20,200}$")]
Timezone = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_+/-]{1,64}$")]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]


class Taken(BaseModel):
    """A body we take: nothing unknown in it, and no type guessed from another."""

    model_config = ConfigDict(extra="forbid", strict=True)


class SignUp(Taken):
    email: Email
    password: Password
    name: Line
    business_name: Line
    language: Language = "es"
    timezone: Timezone = "America/Mexico_City"
    currency: Currency = "MXN"


class LogIn(Taken):
    email: Email
    password: Password


class LinkToken(Taken):
    token: Token


class RefreshToken(Taken):
    refresh_token: Token


class RequestReset(Taken):
    email: Email
    language: Language = "es"


class ResetPassword(Taken):
    token: Token
    password: Password


class SwitchBusiness(Taken):
    business_id: UUID


class Accepted(BaseModel):
    """A mail is on its way, to somebody."""

    status: Literal["mail_sent"] = "mail_sent"


class Session(BaseModel):
    """What a session is used with."""

    access_token: str
    refresh_token: str
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105  a scheme, no secret
    expires_in: int
    business_id: UUID | None


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
