"""Sealing secrets at rest (AES-256-GCM) and deriving keys, from a ring of master keys of which the first is in use."""

import base64
import hmac
import os
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from recado.kernel.errors import RecadoError
from recado.platform.secrets import secret

NONCE_BYTES = 12


class SealBroken(RecadoError):
    """A sealed value was changed, moved to another place, or sealed with a key that is not in the ring."""

    code = "seal_broken"


def seal(plain: str, place: str) -> bytes:
    """Encrypts `plain` so that it opens only at `place` (such as `instance:token:<id>`)."""
    return seal_bytes(plain.encode(), place)


def seal_bytes(plain: bytes, place: str) -> bytes:
    """Returns the same for what is not text."""
    key = next(iter(_ring().values()))
    nonce = os.urandom(NONCE_BYTES)
    return newest_prefix() + nonce + AESGCM(key).encrypt(nonce, plain, place.encode())


def newest_prefix() -> bytes:
    """Returns what every value sealed with the newest key begins with."""
    name = next(iter(_ring())).encode()
    return bytes([len(name)]) + name


def unseal(sealed: bytes, place: str) -> str:
    """Returns the plain text of what was sealed at `place`. SealBroken when it was not."""
    return unseal_bytes(sealed, place).decode()


def unseal_bytes(sealed: bytes, place: str) -> bytes:
    """Returns the same for what is not text."""
    cut = 1 + sealed[0] if sealed else 0
    key = _ring().get(sealed[1:cut].decode("ascii", "replace"))
    if key is None or len(sealed) <= cut + NONCE_BYTES:
        raise SealBroken
    try:
        return AESGCM(key).decrypt(sealed[cut : cut + NONCE_BYTES], sealed[cut + NONCE_BYTES :], place.encode())
    except InvalidTag as error:
        raise SealBroken from error


def sealed_anew(sealed: bytes, place: str) -> bytes:
    """Returns the same secret, text or not, sealed with the newest key. SealBroken as for `unseal`."""
    return seal_bytes(unseal_bytes(sealed, place), place)


def new_master_key() -> str:
    """Returns a fresh key in the form MASTER_KEYS wants: `<id>:<base64 of 32 bytes>`."""
    return f"k{os.urandom(3).hex()}:{base64.b64encode(os.urandom(32)).decode()}"


@cache
def derived_keys(purpose: str) -> dict[str, bytes]:
    """A key of 32 bytes for `purpose` from each master key (HKDF-SHA256), newest first, by the master key's id."""
    return {
        key_id: HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=f"recado:{purpose}".encode()).derive(key)
        for key_id, key in _ring().items()
    }


def stands_for(purpose: str, value: str) -> str:
    """Returns what stands for a value towards others: always the same, and nothing can be read from it."""
    key = next(iter(derived_keys(purpose).values()))
    return hmac.digest(key, value.encode(), "sha256").hex()[:32]


@cache
def _ring() -> dict[str, bytes]:
    """MASTER_KEYS is a comma-separated list, newest first; old ones stay to open what they sealed."""
    ring: dict[str, bytes] = {}
    for item in filter(None, secret("MASTER_KEYS").split(",")):
        key_id, _, value = item.partition(":")
        ring[key_id] = base64.b64decode(value)
    if not ring or any(len(key) != 32 for key in ring.values()):
        raise SealBroken("MASTER_KEYS must hold at least one key of 32 bytes")
    return ring
