"""Cursors of lists: what comes back is what was given out, or is refused."""

import base64
import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from recado.kernel.json_numbers import is_finite
from recado.kernel.pages import CursorInvalid, Slice, decode, encode

ID = UUID("018f0000-0000-7000-8000-000000000001")
NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)


def cursor(keys: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(keys).encode()).decode().rstrip("=")


def test_a_cursor_gives_back_the_keys_it_was_made_of() -> None:
    slice_ = Slice(after=decode(encode((NOON, ID, 7, "ñandú", None))))
    assert slice_.keys(datetime.fromisoformat, UUID, int, str, str) == (NOON, ID, 7, "ñandú", None)


@pytest.mark.parametrize(
    "text",
    ["a\x00b", "a\ud800b", "\udfff"],
)
def test_a_text_postgresql_could_never_have_given_is_refused(text: str) -> None:
    with pytest.raises(CursorInvalid):
        decode(cursor([text]))


@pytest.mark.parametrize("text", ["9223372036854775808", "-9223372036854775809", "1" * 5000, "1.5", ""])
def test_a_number_no_column_has_is_refused(text: str) -> None:
    with pytest.raises(CursorInvalid):
        Slice(after=decode(cursor([text]))).keys(int)


def test_a_character_outside_the_first_plane_is_whole() -> None:
    assert decode(cursor(["🥐"])) == ("🥐",)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), {"a": [1, {"b": float("-inf")}]}, json.loads("[1e999]")])
def test_a_number_that_is_not_finite_is_found_anywhere(value: Any) -> None:
    assert not is_finite(value)


@pytest.mark.parametrize("value", [None, True, 10**400, 1e308, "NaN", {"a": [1, {"b": -0.0}]}])
def test_everything_else_is_finite(value: Any) -> None:
    assert is_finite(value)
