"""What this deployment offers, for anybody: what is configured, what may be chosen, how large files may be."""

from functools import cache
from typing import Literal, get_args
from zoneinfo import available_timezones

from pydantic import BaseModel

from recado.businesses import pictures
from recado.kernel.money import CURRENCIES
from recado.kernel.settings import settings
from recado.kernel.words import Language
from recado.messaging.files import most_bytes

Feature = Literal["whatsapp_web", "embedded_signup", "payments", "web_push"]
_REGIONS = ("Africa/", "America/", "Antarctica/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")


class CurrencyOffered(BaseModel):
    """`digits`: after the point."""

    code: str
    digits: int


class Terms(BaseModel):
    """The terms of use as they are now. `url`: null where they are not published."""

    version: str
    url: str | None


class UploadLimits(BaseModel):
    """The largest file of each kind, in bytes. `picture`: a logo or an avatar."""

    image: int
    video: int
    audio: int
    voice: int
    document: int
    sticker: int
    picture: int


class EmbeddedSignup(BaseModel):
    """What Meta's embedded sign-up is opened with."""

    app_id: str
    configuration_id: str
    graph_version: str


class Config(BaseModel):
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


def public_config() -> Config:
    """Returns it from the settings. What is not configured is None, and not among the features."""
    configured = settings()
    signup = None
    if configured.meta_app_id and configured.meta_signup_configuration_id:
        signup = EmbeddedSignup(
            app_id=configured.meta_app_id,
            configuration_id=configured.meta_signup_configuration_id,
            graph_version=configured.graph_version,
        )
    present: dict[Feature, object] = {
        "whatsapp_web": configured.queue_web_outbound_url,
        "embedded_signup": signup,
        "payments": configured.stripe_publishable_key,
        "web_push": configured.web_push_public_key,
    }
    return Config(
        features=[name for name, value in present.items() if value],
        languages=list(get_args(Language)),
        currencies=[CurrencyOffered(code=code, digits=digits) for code, digits in CURRENCIES.items()],
        timezones=list(_timezones()),
        terms=Terms(version=configured.terms_version, url=configured.terms_url or None),
        uploads=UploadLimits(
            image=most_bytes("image"),
            video=most_bytes("video"),
            audio=most_bytes("audio"),
            voice=most_bytes("voice"),
            document=most_bytes("document"),
            sticker=most_bytes("sticker"),
            picture=pictures.MOST_BYTES,
        ),
        embedded_signup=signup,
        web_push_public_key=configured.web_push_public_key or None,
        stripe_publishable_key=configured.stripe_publishable_key or None,
    )


@cache
def _timezones() -> tuple[str, ...]:
    """Returns the timezones of places, and UTC; those that have only a number or an old name are left out."""
    return ("UTC", *sorted(name for name in available_timezones() if name.startswith(_REGIONS)))
