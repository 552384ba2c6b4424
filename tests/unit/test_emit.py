"""Bodies of outgoing webhooks: the bytes JavaScript would write."""

import json
import shutil
import subprocess
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recado.activity import emit

AT = datetime(2026, 11, 27, 10, 0, 0, 123456, tzinfo=UTC)
BUSINESS = UUID(int=7)
NAMES = st.from_regex(r"[a-z][a-z_]{0,8}", fullmatch=True)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-emit.MOST_INTEGER, emit.MOST_INTEGER) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=6,
)


def test_a_body_says_what_happened_when_to_whom_and_where_to_look() -> None:
    data = {"contact_id": "x", "changed": ["name", "fields.año"]}
    assert emit.body("contact.updated", AT, BUSINESS, data, "/v1/contacts/x") == (
        '{"type":"contact.updated","timestamp":"2026-11-27T10:00:00.123Z",'
        '"business_id":"00000000-0000-0000-0000-000000000007",'
        '"data":{"contact_id":"x","changed":["name","fields.año"],"links":{"self":"/v1/contacts/x"}}}'
    )


@pytest.mark.parametrize("value", [1.5, 2**53, {"1": 1}, {"": 1}, b"x", "\ud800", {1, 2}])
def test_what_javascript_would_write_in_another_way_is_refused(value: Any) -> None:
    with pytest.raises(emit.BodyInvalid):
        emit.body("contact.updated", AT, BUSINESS, {"value": value}, None)


@settings(max_examples=200)
@given(st.lists(st.dictionaries(NAMES, VALUES, max_size=4), min_size=1, max_size=5))
def test_a_body_read_and_written_again_is_the_same_bytes(events: list[dict[str, Any]]) -> None:
    for data in events:
        text = emit.body("contact.updated", AT, BUSINESS, data, None)
        assert json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":")) == text


@pytest.mark.skipif(shutil.which("node") is None, reason="needs Node")
def test_javascript_writes_the_same_bytes() -> None:
    letters = 'ñ 🎉 "\\/\u2028\u2029\x7f\x01\b\f\n\r\t'
    odd: dict[str, Any] = {"text": letters, "number": emit.MOST_INTEGER, "nothing": None, "list": [-1]}
    text = emit.body("contact.updated", AT, BUSINESS, odd, "/v1/contacts/x")
    script = "process.stdout.write(JSON.stringify(JSON.parse(require('fs').readFileSync(0, 'utf8'))))"
    done = subprocess.run(["node", "-e", script], input=text.encode(), capture_output=True, check=True)
    assert done.stdout.decode() == text
