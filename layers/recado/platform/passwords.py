"""The door to argon2: hashing and checking passwords (argon2id, OWASP's 19 MiB, 2 passes, 1 lane)."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


def hashed(password: str) -> str:
    """The password's hash, with its salt and parameters in it."""
    return _hasher.hash(password)


def matches(password: str, known_hash: str | None) -> bool:
    """Whether the password is the one of `known_hash`. None, for an unknown account, costs the same and is never it."""
    try:
        _hasher.verify(known_hash or _nobodys(), password)
    except (VerificationError, InvalidHashError):
        return False
    return known_hash is not None


def outdated(known_hash: str) -> bool:
    """Whether the hash was made with other parameters than today's."""
    return _hasher.check_needs_rehash(known_hash)


def warm_up() -> None:
    """Makes the hash that stands for unknown accounts, so that the first of them costs no more than the others."""
    _nobodys()


@cache
def _nobodys() -> str:
    return _hasher.hash("nobody has this password")
