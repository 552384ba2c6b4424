"""Pages of a list: which slice is asked for, what is on it, and the opaque cursor that leads on."""

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar
from uuid import UUID

from recado.kernel.errors import Invalid

T = TypeVar("T")
_MOST_INT = 2**63  # of a bigint

Key = UUID | datetime | int | str | None


class CursorInvalid(Invalid):
    """The cursor is not one this list gave out."""

    code = "cursor_invalid"


@dataclass(frozen=True, slots=True)
class Slice:
    """What is asked for: at most `limit` items after the one whose sort key is `after`."""

    limit: int = 50
    after: tuple[str | None, ...] | None = None

    def keys(self, *kinds: Callable[[str], Key]) -> tuple[Key, ...] | None:
        """Returns the sort key to go on after, each part read by its kind (`UUID`, `int`, `datetime.fromisoformat`).

        None at the beginning. CursorInvalid when the cursor is another list's.
        """
        if self.after is None:
            return None
        try:
            keys = tuple(None if text is None else kind(text) for kind, text in zip(kinds, self.after, strict=True))
        except (ValueError, TypeError, OverflowError) as error:
            raise CursorInvalid from error
        if any(isinstance(key, int) and not -_MOST_INT <= key < _MOST_INT for key in keys):
            raise CursorInvalid
        return keys


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A page of what was found. `next` is None on the last one."""

    items: list[T]
    next: str | None


def page_of(rows: Sequence[T], limit: int, key: Callable[[T], tuple[Key, ...]]) -> Page[T]:
    """Returns a page out of rows of which one more than `limit` was asked for; `key` is the sort key of a row."""
    items = list(rows[:limit])
    return Page(items, encode(key(items[-1])) if len(rows) > limit else None)


def encode(keys: tuple[Key, ...]) -> str:
    """Returns the cursor after the item with this sort key."""
    texts = [None if key is None else key.isoformat() if isinstance(key, datetime) else str(key) for key in keys]
    return base64.urlsafe_b64encode(json.dumps(texts, separators=(",", ":")).encode()).decode().rstrip("=")


def decode(cursor: str) -> tuple[str | None, ...]:
    """Returns the sort key in a cursor, as texts. CursorInvalid when it is none of ours."""
    try:
        texts = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
    except (ValueError, RecursionError) as error:
        raise CursorInvalid from error
    if not isinstance(texts, list) or not all(text is None or isinstance(text, str) for text in texts):
        raise CursorInvalid
    if not all(text is None or _storable(text) for text in texts):
        raise CursorInvalid
    return tuple(texts)


def _storable(text: str) -> bool:
    """Returns whether a text can be asked for: no NUL, and no half of a character (`"\\ud800"`), which has no UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\x00" not in text
