"""Opening an account, sessions, and forgotten passwords."""

from typing import Literal
from uuid import UUID

from pydantic import BaseModel, Field

from functions.crm_api.schemas.common import Currency, Email, Language, Line, Password, TermsVersion, Timezone, Token
from recado.runtime.api import RequestModel
from recado.runtime.responses import ResponseModel


class SignUp(RequestModel):
    email: Email
    password: Password
    name: Line
    business_name: Line
    language: Language = "es"
    timezone: Timezone = "America/Mexico_City"
    currency: Currency = "MXN"
    terms_version: TermsVersion


class LogIn(RequestModel):
    email: Email
    password: Password


class LinkToken(RequestModel):
    token: Token


class RefreshToken(RequestModel):
    refresh_token: Token


class RefreshSession(RequestModel):
    refresh_token: Token
    business_id: UUID | None = Field(None, description="The business to work in; without it, the session's own")


class RequestReset(RequestModel):
    email: Email
    language: Language = "es"


class ResetPassword(RequestModel):
    token: Token
    password: Password


class Accepted(BaseModel):
    """A mail is on its way, to somebody."""

    status: Literal["mail_sent"] = "mail_sent"


class LoginSession(ResponseModel):
    """What a session is used with."""

    access_token: str
    refresh_token: str
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105  a scheme, no secret
    expires_in: int
    business_id: UUID | None
