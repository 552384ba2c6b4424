"""What this deployment offers."""

from functions.crm_api.schemas.common import Language
from recado.runtime.public_config import Feature
from recado.runtime.responses import ResponseModel


class CurrencyOffered(ResponseModel):
    """`digits`: after the point."""

    code: str
    digits: int


class Terms(ResponseModel):
    """The terms of use as they are now. `url`: null where they are not published."""

    version: str
    url: str | None


class UploadLimits(ResponseModel):
    """The largest file of each kind, in bytes. `picture`: a logo or an avatar."""

    image: int
    video: int
    audio: int
    voice: int
    document: int
    sticker: int
    picture: int


class EmbeddedSignup(ResponseModel):
    """What Meta's embedded sign-up is opened with."""

    app_id: str
    configuration_id: str
    graph_version: str


class Config(ResponseModel):
    """`features`: what is configured here. What is not is null below."""

    features: list[Feature]
    languages: list[Language]
    currencies: list[CurrencyOffered]
    timezones: list[str]
    terms: Terms
    uploads: UploadLimits
    embedded_signup: EmbeddedSignup | None
    web_push_public_key: str | None
    stripe_publishable_key: str | None
