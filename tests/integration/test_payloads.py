"""Real webhook bodies through the running product: all acknowledged, everything in them stored once."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.rigs.product import Line, Product
from tests.rigs.protocol import FIELDS_WITH_MESSAGES, changes, protocol_nodes
from tests.rigs.sampling import parameters, sample
from tests.rigs.shared_files import load, shared_file, shared_files

PARSED_FIELDS = (*FIELDS_WITH_MESSAGES, "user_id_update")
# Everything a body can leave behind, without what goes on changing after it was stored.
STORED = {
    "messages": "id, vendor_id, status, text, content, error, raw",
    "message_statuses": "vendor_id, status, at, error, pricing",
    "raw_updates": "digest, field, raw",
    "contacts": "id, profile_name",
    "contact_identities": "kind, value, contact_id",
    "conversations": "id, unread, last_message_at, window_expires_at",
    "media": "id, vendor_media_id, message_id",
}


def kinds(file: Path) -> set[tuple[str, str]]:
    """Returns what an example is an example of: its fields, and the types and states of what stands in them."""
    body = load(file)
    messages, statuses = protocol_nodes(body)
    fields = {("field", str(change["field"])) for change in changes(body)}
    types = {("message", str(node.get("type"))) for node in messages}
    return fields | types | {("status", str(node.get("status"))) for node in statuses}


def sampled(files: list[Path]) -> set[tuple[Path]]:
    """Returns files in which every kind there is occurs."""
    chosen, covered = set[tuple[Path]](), set[tuple[str, str]]()
    for file in sample("payloads", files, len(files)):
        if not kinds(file) <= covered:
            chosen.add((file,))
            covered |= kinds(file)
    return chosen


FILES: list[Path] = [each.values[0] for each in shared_files("payloads") if each.values[0]]
CASES = parameters([(file,) for file in FILES], sampled(FILES), lambda file: file.stem) or shared_files("payloads")


def test_a_sample_has_every_kind_of_update() -> None:
    everything = {kind for file in FILES for kind in kinds(file)}
    assert {kind for (file,) in sampled(FILES) for kind in kinds(file)} == everything


@dataclass(slots=True)
class Posted:
    """One example, posted twice to a number of its own."""

    line: Line
    body: Any
    answers: list[int]
    stored: list[dict[str, Any]]


def readdressed(body: Any, line: Line) -> Any:
    """The body as if Meta had sent it for this number: only the ids of number and account change.

    The ids of messages stay: two numbers, as two tenants, may well be told of the same id.
    """
    if isinstance(body, list):
        return [readdressed(item, line) for item in body]
    if not isinstance(body, dict):
        return body
    copy = {key: readdressed(inner, line) for key, inner in body.items()}
    if "phone_number_id" in copy:
        copy["phone_number_id"] = line.number.phone_number_id
    if "changes" in copy:
        copy["id"] = line.number.account_id
    return copy


def snapshot(line: Line) -> dict[str, Any]:
    return {table: line.rows(f"select {columns} from {table} order by {columns}") for table, columns in STORED.items()}


@pytest.fixture(scope="module")
def posted(product: Product, request: pytest.FixtureRequest) -> Iterator[dict[str, Posted]]:
    """The examples of the tests that run, each posted, stored, and posted again."""
    parametrized = [item.callspec.params for item in request.session.items if hasattr(item, "callspec")]
    posted: dict[str, Posted] = {}
    for file in {params["file"] for params in parametrized if params.get("file") in FILES}:
        line = product.line(bot=False)
        posted[file.stem] = Posted(line, readdressed(load(file), line), [], [])
    for _ in range(2):
        for each in posted.values():
            each.answers.append(each.line.post(each.body).status)
        product.ingested(120)
        for each in posted.values():
            each.stored.append(snapshot(each.line))
    yield posted
    assert product.dead_letters() == {}


@pytest.mark.parametrize("file", CASES)
class TestRealBody:
    """Each fact, for each example."""

    def test_is_acknowledged_each_time(self, posted: dict[str, Posted], file: Path) -> None:
        assert posted[file.stem].answers == [200, 200]

    def test_every_message_in_it_is_stored_once(self, posted: dict[str, Posted], file: Path) -> None:
        one = posted[file.stem]
        messages, _ = protocol_nodes(one.body)
        assert sorted(row["vendor_id"] for row in one.stored[0]["messages"]) == sorted({m["id"] for m in messages})

    def test_every_status_in_it_is_stored_once(self, posted: dict[str, Posted], file: Path) -> None:
        one = posted[file.stem]
        _, statuses = protocol_nodes(one.body)
        stored = [(row["vendor_id"], row["status"]) for row in one.stored[0]["message_statuses"]]
        assert sorted(stored) == sorted({(s["id"], s["status"]) for s in statuses})

    def test_every_file_in_it_is_to_be_fetched_once(self, posted: dict[str, Posted], file: Path) -> None:
        one = posted[file.stem]
        messages, _ = protocol_nodes(one.body)
        inner = [node["edit"]["message"] if node.get("type") == "edit" else node for node in messages]
        files = [
            node[node["type"]].get("id")
            for node in inner
            if isinstance(node.get(node.get("type", "")), dict) and "mime_type" in node[node["type"]]
        ]
        assert sorted(row["vendor_media_id"] for row in one.stored[0]["media"]) == sorted(filter(None, files))

    def test_updates_without_a_form_of_their_own_are_kept_raw(self, posted: dict[str, Posted], file: Path) -> None:
        one = posted[file.stem]
        kept = [(row["field"], row["raw"]) for row in one.stored[0]["raw_updates"]]
        others = [(c["field"], c["value"]) for c in changes(one.body) if c["field"] not in PARSED_FIELDS]
        assert [other for other in others if other not in kept] == []
        for node in protocol_nodes(one.body)[0]:
            if node.get("type") in ("unsupported", "unknown"):
                assert node in [row["raw"] for row in one.stored[0]["messages"]]

    def test_is_stored_for_its_business_in_some_form(self, posted: dict[str, Posted], file: Path) -> None:
        stored = posted[file.stem].stored[0]
        assert stored["messages"] or stored["message_statuses"] or stored["raw_updates"]

    def test_changes_nothing_when_it_comes_again(self, posted: dict[str, Posted], file: Path) -> None:
        first, second = posted[file.stem].stored
        assert second == first


def test_no_body_was_given_up_or_left_without_its_business(product: Product, posted: dict[str, Posted]) -> None:
    assert product.dead_letters() == {}
    routes = [each.line.route for each in posted.values()]
    assert product.admin("select field from raw_updates where business_id is null and route = any(%s)", (routes,)) == []


def test_the_body_signed_by_meta_itself_is_taken_byte_for_byte(product: Product) -> None:
    raw = shared_file("payloads", "pywa__signed_text_raw_bytes.json").read_bytes()
    line = product.line(bot=False, secret="1222e786b144d0e85b9f365372d93676")
    header = "sha256=54edfa1d7259e0eb13c677cc7d73d1b5c86cfa12433d19156e058ab9251bc441"
    headers = {"Content-Type": "application/json", "X-Hub-Signature-256": header}
    assert product.request("POST", line.path, raw, headers).status == 200
    assert product.request("POST", line.path, raw + b"\n", headers).status == 401


def test_an_unknown_field_of_an_unknown_number_is_kept_for_whoever_looks(product: Product) -> None:
    line, marker = product.line(), uuid4().hex
    body = {
        "object": "whatsapp_business_account",
        "entry": [
            {
                "id": "31",
                "changes": [{"field": "brand_new", "value": {"marker": marker, "deep": [{"a": [1, None, "ñ"]}]}}],
            }
        ],
    }
    assert line.post(body).status == 200
    product.ingested()
    (row,) = product.admin("select business_id, field, raw from raw_updates where route = %s", (line.route,))
    assert row == {
        "business_id": None,
        "field": "brand_new",
        "raw": {"marker": marker, "deep": [{"a": [1, None, "ñ"]}]},
    }


def test_a_thousand_updates_in_one_post_are_acknowledged_and_all_stored(product: Product) -> None:
    line = product.line(bot=False)
    customers = [product.customer() for _ in range(300)]
    texts = [line.text_node(customers[n % 300], f"mensaje {n}") for n in range(700)]
    statuses = [
        {"id": f"wamid.out{n}", "status": "delivered", "timestamp": str(int(time.time())), "recipient_id": customers[n]}
        for n in range(300)
    ]
    cards = [{"profile": {"name": f"Cliente {phone[-4:]}"}, "wa_id": phone} for phone in customers]
    assert (
        line.post(line.envelope("messages", line.value(contacts=cards, messages=texts, statuses=statuses))).status
        == 200
    )
    product.ingested(180)
    stored = line.messages()
    assert sorted(row["vendor_id"] for row in stored) == sorted(node["id"] for node in texts)
    assert len(line.rows("select from message_statuses")) == 300
    assert len(line.rows("select from contacts where profile_name like 'Cliente%%'")) == 300
    by_conversation: dict[Any, list[int]] = {}
    for row in stored:
        by_conversation.setdefault(row["conversation_id"], []).append(int(row["text"].split()[1]))
    assert len(by_conversation) == 300
    assert all(order == sorted(order) for order in by_conversation.values())
    assert product.dead_letters() == {}
