"""Merging contacts and undoing it, also while messages for both arrive from eight processes."""

from typing import Any
from uuid import UUID

import pytest

from recado.activity.model import Actor
from recado.crm import contacts, merge
from recado.kernel.clock import now
from recado.kernel.errors import RecadoError
from recado.messaging.inbound import Inbound
from recado.receiving.receive import receive
from recado.runtime import composition
from tests.rigs.cast import Cast, assemble
from tests.rigs.contacts import created, patched, tag
from tests.rigs.product import Line, Product
from tests.rigs.races import race

WRITERS, EACH = 8, 40


def receive_all(route: str, bodies: list[dict[str, Any]]) -> int:
    """Stores messages as `ingest` does and goes on until all are stored. Returns how often it was refused."""
    composition.compose()
    refused = 0
    for body in bodies:
        while True:
            try:
                receive(Inbound(route, now(), body))
                break
            except RecadoError:
                refused += 1
    return refused


def store(line: Line, customer: str, text: str) -> str:
    """A message, stored as `ingest` stores it."""
    node = line.text_node(customer, text)
    assert receive_all(line.route, [_body(line, node)]) == 0
    return str(node["id"])


def _body(line: Line, node: dict[str, Any]) -> dict[str, Any]:
    return line.envelope("messages", line.value(messages=[node]))


def contact_of(line: Line, phone: str) -> UUID:
    statement = "select contact_id from contact_identities where kind = 'phone' and value = %s"
    (row,) = line.rows(statement, (phone,))
    return UUID(str(row["contact_id"]))


def threads(line: Line) -> dict[UUID, list[str]]:
    """The texts of each contact's conversations, in order."""
    rows = line.rows(
        "select c.contact_id, array_agg(m.text order by m.sent_at, m.seq) as texts "
        "from messages m join conversations c on c.id = m.conversation_id group by 1"
    )
    return {row["contact_id"]: row["texts"] for row in rows}


def counted(line: Line) -> bool:
    """Whether what conversations say of their messages is so."""
    rows = line.rows(
        "select c.message_count, c.last_message_at, count(m.id) as n, max(m.sent_at) as last "
        "from conversations c left join messages m on m.conversation_id = c.id group by c.id"
    )
    return all(row["message_count"] == row["n"] and row["last_message_at"] == row["last"] for row in rows)


@pytest.fixture
def line(product: Product) -> Line:
    return product.line(bot=False)


def test_two_conversations_with_one_number_become_one_in_order_and_undo_parts_them(line: Line) -> None:
    ana, other = line.product.customer(), line.product.customer()
    for customer, text in ((ana, "1"), (other, "2"), (ana, "3"), (other, "4")):
        store(line, customer, text)
    survivor, source = contact_of(line, ana), contact_of(line, other)
    before = {
        table: line.rows(f"select * from {table} order by 1, 2")
        for table in ("conversations", "messages", "contact_tags", "contact_notes")
    }
    actor = Actor(line.business_id, "system")
    merge_id = merge.merge(actor, survivor, source)
    assert threads(line) == {survivor: ["1", "2", "3", "4"]}
    assert counted(line)
    merge.undo(actor, merge_id)
    assert threads(line) == {survivor: ["1", "3"], source: ["2", "4"]}
    for table, rows in before.items():
        assert line.rows(f"select * from {table} order by 1, 2") == rows
    with pytest.raises(merge.NotUndoable):
        merge.undo(actor, merge_id)


def test_messages_that_arrive_for_both_while_they_are_merged_are_neither_lost_nor_doubled(line: Line) -> None:
    ana, other = line.product.customer(), line.product.customer()
    store(line, ana, "first of ana")
    store(line, other, "first of other")
    survivor, source = contact_of(line, ana), contact_of(line, other)
    actor, merges = Actor(line.business_id, "system"), list[UUID]()
    lots = [
        [_body(line, line.text_node((ana, other)[(writer + n) % 2], f"{writer}-{n}")) for n in range(EACH)]
        for writer in range(WRITERS)
    ]

    def merge_undo_merge() -> None:
        merges.append(merge.merge(actor, survivor, source))
        merge.undo(actor, merges.pop())
        merges.append(merge.merge(actor, survivor, source))

    acts = [(receive_all, line.route, lot) for lot in lots]
    refused = race(acts, line.product.stack.environment, merge_undo_merge)
    sent = {f"{writer}-{n}" for writer in range(WRITERS) for n in range(EACH)} | {"first of ana", "first of other"}
    (texts,) = threads(line).values()
    assert len(texts) == len(sent)
    assert set(texts) == sent
    assert set(threads(line)) == {survivor}
    assert counted(line)
    assert sum(refused) == 0
    since = store(line, other, "since")
    merge.undo(actor, merges[0])
    assert line.message(since)["text"] in threads(line)[survivor]
    assert counted(line)
    store(line, other, "afterwards")
    assert threads(line)[source][-1] == "afterwards"
    assert contact_of(line, other) == source


@pytest.fixture(scope="module")
def cast(product: Product) -> Cast:
    return assemble(product)


def test_the_survivors_values_win_and_undo_keeps_what_was_changed_since(cast: Cast, product: Product) -> None:
    owner = cast.people["OWNER"]
    for key in ("plan", "zona"):
        owner.post("contact-fields", key=key, label_es=key, label_en=key, type="text")
    one_tag, two_tag = tag(owner, "uno"), tag(owner, "dos")
    one = created(owner, product, name="Ana", fields={"plan": "oro"}, tags=[one_tag])
    two = created(
        owner, product, name="Anita", email="a@example.com", fields={"plan": "plata", "zona": "sur"},
        tags=[one_tag, two_tag], opted_out=True,
    )  # fmt: skip
    owner.call("POST", f"/v1/contacts/{two['id']}/notes", {"text": "nota"})
    said = owner.call("POST", f"/v1/contacts/{one['id']}/merge", {"contact_id": two["id"]})
    merged = said.body["contact"]
    assert (merged["name"], merged["email"], merged["fields"]) == (
        "Ana",
        "a@example.com",
        {"plan": "oro", "zona": "sur"},
    )
    assert {each["id"] for each in merged["tags"]} == {one_tag, two_tag}
    assert merged["opted_out_at"]
    assert {each["value"] for each in merged["identities"]} == {one["phone"], two["phone"]}
    assert len(owner.call("GET", f"/v1/contacts/{one['id']}/notes").body["items"]) == 1
    assert owner.call("GET", f"/v1/contacts/{two['id']}").status == 404
    patched(owner, one["id"], email="nueva@example.com")
    undo = f"/v1/contact-merges/{said.body['merge_id']}/undo"
    again = owner.call("POST", undo).body
    assert {**again, "updated_at": 0} == {**two, "updated_at": 0}
    back = owner.call("GET", f"/v1/contacts/{one['id']}").body
    assert back == one | {"email": "nueva@example.com", "updated_at": back["updated_at"]}
    assert owner.call("POST", undo).body["code"] == "merge_not_undoable"
    assert owner.call("POST", f"/v1/contacts/{one['id']}/merge", {"contact_id": one["id"]}).status == 400


def test_a_message_waiting_for_its_answer_is_answered_in_the_one_thread(product: Product) -> None:
    line = product.line(quiet=60, most=60)
    ana, other = product.customer(), product.customer()
    store(line, ana, "¿Abren hoy?")
    store(line, other, "¿Y mañana?")
    actor = Actor(line.business_id, "system")
    merge.merge(actor, contact_of(line, ana), contact_of(line, other))
    line.settled(1)
    assert line.question() == "¿Abren hoy?\n¿Y mañana?"
    contacts.delete(actor, contact_of(line, ana))
    assert line.messages() == line.rows("select id from contacts") == []


def test_a_merge_is_undone_though_the_table_has_a_new_column_since(line: Line) -> None:
    """A column that came between has its default; nothing is read by position or taken from a whole row."""
    one, other = line.product.customer(), line.product.customer()
    store(line, one, "uno")
    store(line, other, "dos")
    survivor, source = (contact_of(line, phone) for phone in (one, other))
    merge_id = merge.merge(Actor(line.business_id, "system"), survivor, source)
    line.product.admin("alter table conversations add column mood text not null default 'calm'")
    try:
        assert merge.undo(Actor(line.business_id, "system"), merge_id) == source
        assert {row["mood"] for row in line.rows("select mood from conversations")} == {"calm"}
        assert len(line.rows("select from conversations where contact_id = %s", (source,))) == 1
    finally:
        line.product.admin("alter table conversations drop column mood")
