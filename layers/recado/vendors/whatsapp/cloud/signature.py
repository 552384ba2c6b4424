"""Signatures of webhook bodies: proof that a body comes from Meta and from the app whose secret we hold."""

import hashlib
import hmac

_PREFIX = "sha256="


def sign(secret: str, body: bytes) -> str:
    """Returns the value of the header `X-Hub-Signature-256` for these bytes (Meta, Graph API webhooks, Validating
    payloads)."""
    return _PREFIX + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def verify(secret: str, body: bytes, header: str | None) -> bool:
    """Returns whether `header` signs exactly these bytes. Always give the raw body: parsing and dumping it changes the
    bytes.

    False when the header is absent or malformed, and when the secret is empty: an unset secret must not open the door.
    """
    if not secret or not header or not header.isascii():
        return False
    return hmac.compare_digest(sign(secret, body), header)
