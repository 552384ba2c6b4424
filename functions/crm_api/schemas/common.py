"""Types that several subjects share."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from recado.kernel import phones
from recado.plans.model import StandingState
from recado.runtime.responses import ResponseModel

Language = Literal["es", "en"]
# PostgreSQL stores no NUL, and a name has no use for other control characters.
Line = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")
]
Email = Annotated[str, StringConstraints(min_length=3, max_length=254)]
Password = Annotated[str, StringConstraints(min_length=1, max_length=200)]
# The terms of use one accepts: those that `/v1/config` names.
TermsVersion = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]{1,40}$")]
# Six digits of an authenticator or a recovery code; spaces and dashes do not matter.
Code = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z -]{6,40}$")]
Token = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{20,200}$")]
Timezone = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_+/-]{1,64}$")]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]


def _e164(digits: object) -> object:
    return phones.e164(digits) if isinstance(digits, str) and not digits.startswith("+") else digits


# A phone number of an answer, from digits as they are stored.
ShownPhone = Annotated[str | None, BeforeValidator(_e164), Field(description="E.164; null where it is not known")]


def is_known(moment: object) -> bool:
    """Returns whether there is a moment at which it happened."""
    return moment is not None


class Standing(ResponseModel):
    """Whether a business is in service, and why or why not.

    `since`: when it left service. `ends_at`: when the state ends by itself: a trial, what is paid, the wait before a
    deletion.
    """

    state: StandingState
    in_service: bool
    since: datetime | None
    ends_at: datetime | None


class LocalizedText(ResponseModel):
    """The same said in Spanish and in English."""

    es: str
    en: str
