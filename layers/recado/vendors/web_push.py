"""Web Push: what is told is encrypted for one browser (RFC 8291), signed as ours (RFC 8292, VAPID), and handed to the
push service that browser chose (RFC 8030). The door to http-ece."""

import base64
import binascii
import hashlib
import json
import os
from dataclasses import asdict, dataclass
from datetime import timedelta
from email.utils import parseaddr
from functools import cache
from typing import Final

import http_ece
import httpx
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from recado.kernel.clock import now
from recado.kernel.errors import RecadoError, Unavailable
from recado.kernel.settings import settings
from recado.platform import jwts, links
from recado.platform.links import LinkRefused, LinkUnreachable
from recado.platform.secrets import secret

MOST_BYTES: Final = 3993  # of what is told: 4,096 with the encryption's own (RFC 8291 §4)
SECONDS: Final = 10.0
CLAIM_VALID: Final = timedelta(hours=12)  # at most a day (RFC 8292 §2)
_CURVE: Final = ec.SECP256R1()
_POINT_BYTES: Final = 65
_AUTH_BYTES: Final = 16


class SubscriptionWrong(RecadoError):
    """The keys are not a browser's."""

    code = "subscription_wrong"


class DeviceGone(RecadoError):
    """The push service does not know the device any more (404 or 410, RFC 8030 §7.3)."""

    code = "device_gone"


class PushRefused(RecadoError):
    """The push service will not take this, now or later."""

    code = "push_refused"


class PushUnavailable(Unavailable):
    """The push service did not take it this time. retry_after: seconds it asks to wait, at most an hour."""

    code = "push_unavailable"

    def __init__(self, detail: str, retry_after: int | None = None) -> None:
        super().__init__(detail)
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a browser subscribed with (W3C Push API). Keys are base64url without padding: p256dh, 65 bytes; auth, 16."""

    endpoint: str
    p256dh: str
    auth: str


def check(subscription: Subscription) -> None:
    """Raises SubscriptionWrong for keys no browser would have."""
    _keys(subscription)


def dumped(subscription: Subscription) -> str:
    """Returns it as text, to be sealed."""
    return json.dumps(asdict(subscription))


def loaded(text: str) -> Subscription:
    """Returns what `dumped` was given."""
    return Subscription(**json.loads(text))


def send(subscription: Subscription, payload: bytes, valid: timedelta, topic: str) -> None:
    """Hands `payload` (at most MOST_BYTES) to the device's push service, which keeps it for `valid` if it is off.

    topic: of several that wait, the newest with the same topic is delivered. Raises DeviceGone, PushRefused or
    PushUnavailable.
    """
    if len(payload) > MOST_BYTES:
        raise PushRefused("it is too large for a push")
    headers = {
        "Authorization": _authorization(subscription.endpoint),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(max(0, int(valid.total_seconds()))),
        "Topic": _topic(topic),
        "Urgency": "high",
    }
    trusted = settings().web_push_trusted_hosts
    try:
        said = links.post(subscription.endpoint, _encrypted(subscription, payload), headers, SECONDS, trusted)
    except LinkRefused as error:
        raise PushRefused(error.detail) from error
    except LinkUnreachable as error:
        raise PushUnavailable(error.detail) from error
    _judge(said)


def new_keys() -> tuple[str, str]:
    """Returns a fresh private key and its public key, as WEB_PUSH_PRIVATE_KEY and WEB_PUSH_PUBLIC_KEY want them."""
    private = ec.generate_private_key(_CURVE)
    return _text(private.private_numbers().private_value.to_bytes(32)), _text(_public(private))


def _judge(said: links.Answer) -> None:
    if 200 <= said.status < 300:
        return
    reason = f"the push service answered {said.status}"
    if said.status in (404, 410):
        raise DeviceGone(reason)
    if said.status == 429 or said.status >= 500:
        retry = said.header("retry-after")
        raise PushUnavailable(reason, min(int(retry), 3600) if retry.isdecimal() and len(retry) < 9 else None)
    raise PushRefused(reason)


def _encrypted(subscription: Subscription, payload: bytes) -> bytes:
    point, auth = _keys(subscription)
    encrypted: bytes = http_ece.encrypt(
        payload, salt=os.urandom(16), private_key=ec.generate_private_key(_CURVE), dh=point, auth_secret=auth
    )
    return encrypted


def _authorization(endpoint: str) -> str:
    """RFC 8292 §3: a token for the push service's origin, and the key that signed it."""
    url = httpx.URL(endpoint)
    private = _private()
    claims = {
        "aud": f"{url.scheme}://{url.netloc.decode()}",
        "exp": now() + CLAIM_VALID,
        "sub": f"mailto:{parseaddr(settings().mail_from)[1]}",
    }
    return f"vapid t={jwts.sign_for_others(claims, private)}, k={_text(_public(private))}"


@cache
def _private() -> ec.EllipticCurvePrivateKey:
    """Raises PushRefused where the two keys of the settings are none, or not a pair."""
    try:
        private = ec.derive_private_key(int.from_bytes(_bytes(secret("WEB_PUSH_PRIVATE_KEY"))), _CURVE)
    except (ValueError, binascii.Error) as error:
        raise PushRefused("WEB_PUSH_PRIVATE_KEY is no key of 32 bytes in base64url") from error
    if _text(_public(private)) != settings().web_push_public_key.rstrip("="):
        raise PushRefused("WEB_PUSH_PUBLIC_KEY does not belong to WEB_PUSH_PRIVATE_KEY")
    return private


def _keys(subscription: Subscription) -> tuple[bytes, bytes]:
    try:
        point, auth = _bytes(subscription.p256dh), _bytes(subscription.auth)
        ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, point)
    except (ValueError, binascii.Error) as error:
        raise SubscriptionWrong("p256dh or auth is no key") from error
    if len(point) != _POINT_BYTES or len(auth) != _AUTH_BYTES:
        raise SubscriptionWrong("p256dh or auth has another length")
    return point, auth


def _topic(name: str) -> str:
    """RFC 8030 §5.4: at most 32 characters of base64url."""
    return _text(hashlib.sha256(name.encode()).digest()[:24])


def _public(private: ec.EllipticCurvePrivateKey) -> bytes:
    return private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _bytes(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
