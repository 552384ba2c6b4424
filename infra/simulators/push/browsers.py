"""Browsers that subscribed: each has a key pair of its own and reads what was encrypted for it (RFC 8188, RFC 8291).

Written from the RFCs with `cryptography` alone, so that it does not share a mistake with what encrypts.
"""

import base64
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE = ec.SECP256R1()
HEADER_BYTES = 16 + 4 + 1  # salt, record size, length of the key id (RFC 8188 §2.1)


class NotDecrypted(Exception):
    """The browser cannot read it."""

    status = 400


class Browser:
    """One subscription. key: the application server's public key it subscribed with, base64url."""

    def __init__(self, key: str) -> None:
        self.name = os.urandom(9).hex()
        self.key = key
        self.left = False
        self._private = ec.generate_private_key(CURVE)
        self._auth = os.urandom(16)

    def public_keys(self) -> dict[str, str]:
        """Returns `keys` of the PushSubscription."""
        return {"p256dh": text(self._point()), "auth": text(self._auth)}

    def decrypted(self, body: bytes) -> bytes:
        """Returns what was told. Raises NotDecrypted."""
        try:
            return self._decrypted(body)
        except (ValueError, IndexError, InvalidTag) as error:
            raise NotDecrypted(f"not encrypted for this browser: {type(error).__name__}") from error

    def _decrypted(self, body: bytes) -> bytes:
        salt, record_size, id_bytes = body[:16], int.from_bytes(body[16:20]), body[20]
        sender, record = body[HEADER_BYTES : HEADER_BYTES + id_bytes], body[HEADER_BYTES + id_bytes :]
        if len(record) > record_size:
            raise NotDecrypted("a push message is one record (RFC 8291 §4)")
        shared = self._private.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, sender))
        ikm = _derived(shared, self._auth, b"WebPush: info\x00" + self._point() + sender, 32)
        key = _derived(ikm, salt, b"Content-Encoding: aes128gcm\x00", 16)
        nonce = _derived(ikm, salt, b"Content-Encoding: nonce\x00", 12)
        padded = AESGCM(key).decrypt(nonce, record, None).rstrip(b"\x00")
        if padded[-1] != 2:
            raise NotDecrypted("the last record ends with 2 (RFC 8188 §2)")
        return padded[:-1]

    def _point(self) -> bytes:
        return self._private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def text(data: bytes) -> str:
    """Returns base64url without padding."""
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _derived(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt, info).derive(secret)
