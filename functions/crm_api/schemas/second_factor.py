"""The second factor."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel, StringConstraints

from functions.crm_api.schemas.auth import LoginSession
from functions.crm_api.schemas.common import Code, Password
from recado.runtime.api import RequestModel
from recado.runtime.responses import ResponseModel


class CurrentPassword(RequestModel):
    password: Password


class FactorCode(RequestModel):
    code: Code


class PasswordAndCode(RequestModel):
    password: Password
    code: Code


class MeetChallenge(RequestModel):
    challenge: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]{20,2000}$")]
    code: Code


class SecondFactorAsked(ResponseModel):
    """The password was right, and a code is needed too. `expires_in`: seconds the challenge is good for."""

    second_factor: Literal["required"] = "required"
    challenge: str = Field(validation_alias="token")
    expires_in: int


class LoggedIn(RootModel[LoginSession | SecondFactorAsked]):
    """A session, or a challenge to be met with a code."""

    model_config = ConfigDict(from_attributes=True)


class SecondFactor(ResponseModel):
    enabled: bool
    recovery_codes_left: int


class NewSecondFactor(ResponseModel):
    """What to set an authenticator up with: `uri` as a QR code, or `secret` by hand."""

    secret: str
    uri: str


class RecoveryCodes(BaseModel):
    """Each logs in once in place of the authenticator. They are not shown again."""

    recovery_codes: list[str]
