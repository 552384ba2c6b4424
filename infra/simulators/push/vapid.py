"""Who is pushing (RFC 8292): a token that the key signed with which the browser subscribed."""

import base64
import json
import re
import time
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

Json = dict[str, Any]
HEADER = re.compile(r"^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), ?k=([\w-]+)$")
DAY_SECONDS = 86_400


class WrongRequest(Exception):
    """What a push service refuses. status: its answer (RFC 8292 §4.2: 403 for what the subscription does not allow)."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


def checked(header: str, audience: str, subscribed_key: str) -> Json:
    """Returns the token's claims. Raises WrongRequest."""
    found = HEADER.match(header)
    if found is None:
        raise WrongRequest(401, "Authorization must be vapid t=…, k=…")
    head, claimed, signature, key = found.groups()
    if key != subscribed_key.rstrip("="):
        raise WrongRequest(403, "another key than the subscription's")
    try:
        _verify(key, f"{head}.{claimed}".encode(), _bytes(signature))
        claims: Json = json.loads(_bytes(claimed))
        expires = float(claims["exp"])
    except (ValueError, KeyError, InvalidSignature) as error:
        raise WrongRequest(403, f"the token is not good: {type(error).__name__}") from error
    if claims.get("aud") != audience:
        raise WrongRequest(403, "aud is not this push service's origin")
    if not time.time() < expires <= time.time() + DAY_SECONDS:
        raise WrongRequest(403, "exp is over, or more than a day ahead")
    if not str(claims.get("sub", "")).startswith(("mailto:", "https:")):
        raise WrongRequest(403, "sub must be a mailto: or https: address")
    return claims


def _verify(key: str, signed: bytes, signature: bytes) -> None:
    """ES256: two numbers of 32 bytes (RFC 7518 §3.4)."""
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _bytes(key))
    pair = encode_dss_signature(int.from_bytes(signature[:32]), int.from_bytes(signature[32:]))
    public.verify(pair, signed, ec.ECDSA(hashes.SHA256()))


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
