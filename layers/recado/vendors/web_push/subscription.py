"""What a browser subscribed with (W3C Push API), and the keys of Web Push."""

import base64
import binascii
import json
from dataclasses import asdict, dataclass
from typing import Final

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE: Final = ec.SECP256R1()
_POINT_BYTES: Final = 65
_AUTH_BYTES: Final = 16


class SubscriptionWrong(Exception):
    """The keys are not a browser's."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """Where a browser is reached. Keys are base64url without padding: p256dh, 65 bytes; auth, 16."""

    endpoint: str
    p256dh: str
    auth: str


def keys_of(subscription: Subscription) -> tuple[bytes, bytes]:
    """Returns point and secret. Raises SubscriptionWrong for keys no browser would have."""
    try:
        point, auth = as_bytes(subscription.p256dh), as_bytes(subscription.auth)
        ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point)
    except (ValueError, binascii.Error) as error:
        raise SubscriptionWrong("p256dh or auth is no key") from error
    if len(point) != _POINT_BYTES or len(auth) != _AUTH_BYTES:
        raise SubscriptionWrong("p256dh or auth has another length")
    return point, auth


def dumped(subscription: Subscription) -> str:
    """Returns it as text, to be sealed."""
    return json.dumps(asdict(subscription))


def loaded(text: str) -> Subscription:
    """Returns what `dumped` was given."""
    return Subscription(**json.loads(text))


def new_keys() -> tuple[str, str]:
    """Returns a fresh private key and its public key, as WEB_PUSH_PRIVATE_KEY and WEB_PUSH_PUBLIC_KEY want them."""
    private = ec.generate_private_key(CURVE)
    return as_text(private.private_numbers().private_value.to_bytes(32)), public_of(private)


def public_of(private: ec.EllipticCurvePrivateKey) -> str:
    """Returns the public key as browsers want it: an uncompressed point in base64url."""
    return as_text(private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


def as_bytes(text: str) -> bytes:
    """Raises ValueError for what is not base64url."""
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


def as_text(data: bytes) -> str:
    """Returns base64url without padding."""
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
