"""Opening an account, sessions, and forgotten passwords."""

from typing import Literal
from uuid import UUID

from pydantic import BaseModel

from functions.crm_api.schemas.common import Currency, Email, Language, Line, Password, Timezone, Token
from recado.runtime.answers import Shown
from recado.runtime.api import Taken


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


class Accepted(BaseModel):
    """A mail is on its way, to somebody."""

    status: Literal["mail_sent"] = "mail_sent"


class Session(Shown):
    """What a session is used with."""

    access_token: str
    refresh_token: str
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105  a scheme, no secret
    expires_in: int
    business_id: UUID | None
