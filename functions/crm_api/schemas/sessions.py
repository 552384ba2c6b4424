"""Sessions of WhatsApp Web."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from functions.crm_api.schemas.common import ShownPhone
from recado.instances import qr
from recado.instances.model import SessionState
from recado.kernel import phones
from recado.kernel.validation import Wrong
from recado.kernel.words import Words
from recado.runtime.api import RequestModel
from recado.runtime.responses import ResponseModel


def _phone(written: str) -> str:
    if (digits := phones.parse(written)) is None:
        raise Wrong(
            Words(
                "escribe el teléfono con su código de país, como +52 55 1234 5678",
                "write the phone number with its country code, such as +52 55 1234 5678",
            )
        )
    return digits


Phone = Annotated[str, StringConstraints(max_length=40), AfterValidator(_phone)]


class ConnectWebSession(RequestModel):
    """`qr` shows a QR to scan with the phone; `code` a code to type on the phone with the number `phone`."""

    method: Literal["qr", "code"] = "qr"
    phone: Phone | None = None


def _drawn(text: str | None) -> str | None:
    return qr.svg(text) if text else None


class WebSession(ResponseModel):
    """How a session stands, `since` when. `phone`: of the account it is linked to.

    While `state` is `pairing`, `qr` (as text, and drawn as `qr_svg`, a data URI) or `pairing_code` links the number
    until `expires_at`; only who may connect numbers sees them. Ask again about every two seconds, with If-None-Match.
    """

    state: SessionState
    reason: str | None
    since: datetime
    phone: ShownPhone
    qr: str | None
    qr_svg: Annotated[str | None, BeforeValidator(_drawn)] = Field(validation_alias="qr")
    pairing_code: str | None
    expires_at: datetime | None
