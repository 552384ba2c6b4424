"""The door to argon2 and to zxcvbn's list: hashing passwords (argon2id, OWASP's 19 MiB, 2 passes, 1 lane), common
ones."""

import re
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# A common word hides behind letters written as signs, and a few digits or signs around it.
_PLAIN_LETTERS = str.maketrans("4@831!05$7", "aabeliosst")
_AROUND = re.compile(r"^[\W\d_]{0,6}(.{4,}?)[\W\d_]{0,6}$", re.DOTALL)
_RUNS = ("0123456789" * 3, "abcdefghijklmnopqrstuvwxyz" * 2, "qwertyuiopasdfghjklzxcvbnm" * 2)
LEAST_DIFFERENT = 5  # characters of a password that are not the same

_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


def hashed(password: str) -> str:
    """Returns the password's hash, with its salt and parameters in it."""
    return _hasher.hash(password)


def matches(password: str, known_hash: str | None) -> bool:
    """Returns whether the password is the one of `known_hash`. None, for an unknown account, costs the same."""
    try:
        _hasher.verify(known_hash or _nobodys(), password)
    except (VerificationError, InvalidHashError):
        return False
    return known_hash is not None


def outdated(known_hash: str) -> bool:
    """Returns whether the hash was made with other parameters than today's."""
    return _hasher.check_needs_rehash(known_hash)


def is_common(password: str, *personal: str) -> bool:
    """Returns whether a password is among those tried first: a common one (also with letters written as signs, with
    digits around it or repeated), a run of neighbouring characters, or one of the `personal` words.

    The list is zxcvbn's, of leaked passwords. Its estimator is not used: on hostile input it takes seconds.
    """
    text = _folded(password)
    if len(set(text)) < LEAST_DIFFERENT or _is_run(text):
        return True
    unit = text[: (text + text).find(text, 1)]  # what it repeats; the whole when it repeats nothing
    if len(unit) <= 4:
        return True
    whole = {unit, unit.translate(_PLAIN_LETTERS)}
    cores = {match[1] for form in whole if (match := _AROUND.match(form))}
    forms = whole | cores | {core.translate(_PLAIN_LETTERS) for core in cores}
    own = {_folded(word) for word in personal}
    return any(form in _common_passwords() or form in own for form in forms)


def _folded(text: str) -> str:
    """Returns the text in lower case, without accents."""
    return "".join(each for each in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(each))


def _is_run(text: str) -> bool:
    """Returns whether it is part of the digits, the alphabet or the rows of a keyboard, either way round."""
    return any(text in row or text in row[::-1] for row in _RUNS)


def warm_up() -> None:
    """Makes the hash that stands for unknown accounts, so that the first of them costs no more than the others."""
    _nobodys()


@cache
def _common_passwords() -> frozenset[str]:
    from zxcvbn.frequency_lists import FREQUENCY_LISTS  # noqa: PLC0415  40 ms, and most processes set no password

    return frozenset(FREQUENCY_LISTS["passwords"])


@cache
def _nobodys() -> str:
    return _hasher.hash("nobody has this password")
