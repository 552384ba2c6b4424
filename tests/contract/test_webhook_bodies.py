"""Real webhook bodies of the Cloud API: each parses, whole and cut, and nothing is lost or doubled."""

import copy
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recado.vendors.whatsapp.cloud.envelope import MAX_UPDATES, split
from recado.vendors.whatsapp.cloud.parse import parse
from recado.vendors.whatsapp.cloud.signature import sign, verify
from recado.vendors.whatsapp.model import IdentityChange, Message, OtherUpdate, StatusUpdate
from tests.rigs.protocol import FIELDS_WITH_MESSAGES, protocol_nodes
from tests.rigs.shared_files import SHARED, load, shared_file, shared_files

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
SQS_GROUP = re.compile(r"[!-~]{1,128}")
FILES = shared_files("payloads")
BODIES = [load(file) for file in sorted((SHARED / "payloads").glob("*.json"))]


def canonical(updates: list[Any]) -> list[str]:
    return sorted(repr(update) for update in updates)


@pytest.mark.parametrize("file", FILES)
def test_every_message_and_status_of_a_real_body_becomes_exactly_one_update(file: Path) -> None:
    body = load(file)
    updates = parse(body, NOW)
    messages, statuses = protocol_nodes(body)
    assert [update.vendor_id for update in updates if isinstance(update, Message)] == [node["id"] for node in messages]
    assert [update.vendor_id for update in updates if isinstance(update, StatusUpdate)] == [
        node["id"] for node in statuses
    ]
    assert len(updates) >= 1


@pytest.mark.parametrize("file", FILES)
def test_a_real_body_says_the_same_cut_into_fragments_as_whole(file: Path) -> None:
    body = load(file)
    before = copy.deepcopy(body)
    fragments = split(body)
    assert canonical([u for fragment in fragments for u in parse(fragment.body, NOW)]) == canonical(parse(body, NOW))
    assert body == before


@pytest.mark.parametrize("file", FILES)
def test_what_parsing_leaves_raw_is_only_what_has_no_canonical_form(file: Path) -> None:
    body = load(file)
    fields = {change["field"] for entry in body["entry"] for change in entry.get("changes", [])}
    has_errors = any("errors" in change["value"] for entry in body["entry"] for change in entry.get("changes", []))
    others = [update for update in parse(body, NOW) if isinstance(update, OtherUpdate)]
    if fields <= {*FIELDS_WITH_MESSAGES, "user_id_update"} and not has_errors:
        assert others == []
    else:
        assert all(update.field in fields for update in others)


def test_all_real_bodies_in_one_post_still_lose_nothing() -> None:
    if not BODIES:
        pytest.skip("the examples in payloads are not here")
    merged = {"object": "whatsapp_business_account", "entry": [entry for body in BODIES for entry in body["entry"]]}
    fragments = split(merged)
    cut = [update for fragment in fragments for update in parse(fragment.body, NOW)]
    assert canonical(cut) == canonical(parse(merged, NOW))
    assert all(len(parse(fragment.body, NOW)) <= 2 * MAX_UPDATES for fragment in fragments)


def test_the_body_signed_by_meta_verifies_byte_for_byte() -> None:
    raw = shared_file("payloads", "pywa__signed_text_raw_bytes.json").read_bytes()
    secret = "1222e786b144d0e85b9f365372d93676"
    header = "sha256=54edfa1d7259e0eb13c677cc7d73d1b5c86cfa12433d19156e058ab9251bc441"
    assert sign(secret, raw) == header
    assert verify(secret, raw, header)
    assert not verify(secret, raw + b"\n", header)


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("meta-openapi-v23__system_message", ("16505551234", None), ("12195555358", None)),
        (
            "metadocs-bsuid-2026-05__system_user_changed_user_id_from_syntax",
            ("16505551234", "US.13491208655302741918"),
            ("12195555358", "US.98765432109876543210"),
        ),
        (
            "metadocs-bsuid-2026-05__user_id_update_from_syntax",
            ("16505551234", "US.13491208655302741918"),
            ("16505551234", "US.98765432109876543210"),
        ),
    ],
)
def test_a_real_identity_change_names_both_identities(name: str, before: Any, after: Any) -> None:
    updates = parse(load(shared_file("payloads", name + ".json")), NOW)
    (change,) = [update for update in updates if isinstance(update, IdentityChange)]
    assert (change.before.phone, change.before.user_id) == before
    assert (change.after.phone, change.after.user_id) == after


JUNK: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, -1, 1e400, 10**500, "", "\x00", "\ud800", "x" * 300, [], {}, [[]], [None, 3], {"id": []}]
)


def places(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [path, *(place for key, child in inner for place in places(child, (*path, key)))]


def crowd(body: Any, other: Any) -> None:
    """Put the updates of another body into the first change: several customers, and lists that do not belong there."""
    value = body["entry"][0]["changes"][0]["value"]
    for key, inner in other["entry"][0]["changes"][0]["value"].items():
        if isinstance(inner, list) and isinstance(value.setdefault(key, []), list):
            value[key] += inner


@st.composite
def mutated(draw: st.DrawFn) -> Any:
    body = copy.deepcopy(draw(st.sampled_from(BODIES)))
    other = copy.deepcopy(draw(st.sampled_from(BODIES)))
    crowd(body, other) if draw(st.booleans()) else body["entry"].extend(other["entry"])
    for _ in range(draw(st.integers(1, 4))):
        path = draw(st.sampled_from(places(body)[1:]))
        parent = body
        for key in path[:-1]:
            parent = parent[key]
        if draw(st.booleans()):
            parent[path[-1]] = copy.deepcopy(draw(JUNK))
        elif isinstance(parent, dict):
            del parent[path[-1]]
        if not body:
            break
    return body


if BODIES:

    @given(mutated())
    @settings(max_examples=150)
    def test_a_damaged_body_never_raises_and_says_the_same_cut_as_whole(body: Any) -> None:
        whole = parse(body, NOW)
        fragments = split(body)
        cut = [update for fragment in fragments for update in parse(fragment.body, NOW)]
        assert whole
        assert canonical(cut) == canonical(whole)
        json.dumps([fragment.body for fragment in fragments])
        assert all(SQS_GROUP.fullmatch(fragment.address) for fragment in fragments)
