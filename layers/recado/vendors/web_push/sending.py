"""Telling a browser something: encrypted for it alone (RFC 8291), signed as ours (RFC 8292, VAPID), and handed to its
push service (RFC 8030). The door to http-ece."""

import binascii
import hashlib
import os
from datetime import timedelta
from email.utils import parseaddr
from functools import cache
from typing import Final

import http_ece
import httpx
from cryptography.hazmat.primitives.asymmetric import ec

from recado.kernel.clock import now
from recado.kernel.settings import settings
from recado.platform import jwts, links
from recado.platform.links import LinkUnreachable
from recado.platform.public_addresses import LinkRefused
from recado.platform.secrets import secret
from recado.vendors.web_push.subscription import CURVE, Subscription, as_bytes, as_text, keys_of, public_of

MOST_BYTES: Final = 3993  # of what is told: 4,096 with the encryption's own (RFC 8291 §4)
SECONDS: Final = 10.0
CLAIM_VALID: Final = timedelta(hours=12)  # at most a day (RFC 8292 §2)


class PushError(Exception):
    """Nothing was told. detail: why, for the log."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class DeviceGone(PushError):
    """The push service does not know the device any more (404 or 410, RFC 8030 §7.3)."""


class PushRefused(PushError):
    """The push service will not take this, now or later."""


class PushUnavailable(PushError):
    """The push service did not take it this time. retry_after: seconds it asks to wait, at most an hour."""

    def __init__(self, detail: str, retry_after: int | None = None) -> None:
        super().__init__(detail)
        self.retry_after = retry_after


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
    point, auth = keys_of(subscription)
    encrypted: bytes = http_ece.encrypt(
        payload, salt=os.urandom(16), private_key=ec.generate_private_key(CURVE), dh=point, auth_secret=auth
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
    return f"vapid t={jwts.sign_for_others(claims, private)}, k={public_of(private)}"


@cache
def _private() -> ec.EllipticCurvePrivateKey:
    """Raises PushRefused where the two keys of the settings are none, or not a pair."""
    try:
        private = ec.derive_private_key(int.from_bytes(as_bytes(secret("WEB_PUSH_PRIVATE_KEY"))), CURVE)
    except (ValueError, binascii.Error) as error:
        raise PushRefused("WEB_PUSH_PRIVATE_KEY is no key of 32 bytes in base64url") from error
    if public_of(private) != settings().web_push_public_key.rstrip("="):
        raise PushRefused("WEB_PUSH_PUBLIC_KEY does not belong to WEB_PUSH_PRIVATE_KEY")
    return private


def _topic(name: str) -> str:
    """RFC 8030 §5.4: at most 32 characters of base64url."""
    return as_text(hashlib.sha256(name.encode()).digest()[:24])
