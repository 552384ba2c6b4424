"""What customers can do and none should be able to: endless names, unstorable text, our own number as sender."""

import random
from typing import Any

import pytest

from recado.kernel.clock import now
from recado.messaging import message_store
from recado.messaging.inbound import Inbound
from recado.receiving import receive
from tests.rigs.desk import desk
from tests.rigs.product import Json, Line, Product
from tests.rigs.waiting import eventually
from tests.rigs.web_line import WebLine, lid, web_line

CHANCE = random.Random(7)
CJK = "".join(chr(CHANCE.randrange(0x4E00, 0x9F00)) for _ in range(4_000))  # what no compression makes small
LATIN = "".join(chr(CHANCE.randrange(97, 123)) for _ in range(9_000))


def deliver(line: Line, node: Json, contact: Json | None = None) -> None:
    value = line.value(messages=[node]) | ({"contacts": [contact]} if contact else {})
    assert line.post(line.envelope("messages", value)).status == 200


def contact(line: Line, phone: str, **profile: str) -> Json:
    return {"wa_id": phone, "profile": profile}


@pytest.mark.parametrize("long", [CJK, LATIN], ids=["cjk", "latin"])
@pytest.mark.parametrize("what", ["name", "username", "id", "context", "sender"])
def test_a_text_of_any_length_holds_up_nothing(product: Product, long: str, what: str) -> None:
    """It is stored cut, and what the customer writes next is stored after it."""
    line = product.line(bot=False)
    phone = product.customer()
    node = line.text_node(phone, "hola")
    profile = {"name": "Ana"}
    if what in ("name", "username"):
        profile[what] = long
    elif what == "id":
        node["id"] = f"wamid.{long}"
    elif what == "context":
        node["context"] = {"id": long}
    else:
        node["from"] = long
    deliver(line, node, contact(line, node["from"], **profile))
    after = line.text_node(phone, "¿siguen ahí?")
    deliver(line, after)
    eventually(lambda: {row["text"] for row in line.messages()} == {"hola", "¿siguen ahí?"})
    assert product.dead_letters().get("inbound.fifo", 0) == 0


def test_two_long_ids_with_one_beginning_are_two_messages_and_each_is_one(product: Product) -> None:
    line = product.line(bot=False)
    phone = product.customer()
    for ending in ("a", "b", "a"):
        node = line.text_node(phone, f"termina en {ending}")
        node["id"] = f"wamid.{LATIN}{ending}"
        deliver(line, node)
    last = line.text_node(phone, "fin")
    deliver(line, last)
    eventually(lambda: [row["text"] for row in line.messages()][-1:] == ["fin"])
    assert sorted(row["text"] for row in line.messages()) == ["fin", "termina en a", "termina en b"]


def test_what_can_never_be_stored_is_kept_raw_at_once_and_its_neighbours_are_stored(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A limit of PostgreSQL nobody thought of: played by a text that is put into its index as it came."""
    line = product.line(bot=False)
    real = message_store.insert_message

    def unbounded(tx: Any, business_id: Any, row: Any) -> Any:
        if row.text == "imposible":
            tx.run("create temp table narrow (name text) on commit drop")
            tx.run("create index on narrow (name)")
            tx.run("insert into narrow values (%s)", (CJK,))
        return real(tx, business_id, row)

    phone = product.customer()
    nodes = [line.text_node(phone, text) for text in ("antes", "imposible", "después")]
    body = line.envelope("messages", line.value(messages=nodes))
    with monkeypatch.context() as patched:
        patched.setattr(message_store, "insert_message", unbounded)
        receive.receive(Inbound(line.route, now(), body))
    assert [row["text"] for row in line.messages()] == ["antes", "después"]
    (kept,) = line.rows("select field, raw from raw_updates")
    assert kept["raw"]["text"]["body"] == "imposible"
    (event,) = line.events("update.not_stored")
    assert event["severity"] == "error"


class TestOwnNumber:
    """Our own numbers and WhatsApp's own accounts are never customers."""

    @pytest.fixture
    def web(self, product: Product) -> WebLine:
        line = web_line(product, bot=True)
        line.write(jid=f"{product.customer()}:7@s.whatsapp.net", lid=f"{lid(product)}:7@lid")
        return line

    def own(self, web: WebLine) -> tuple[str, str]:
        row = web.session()
        return row["jid"].split(":")[0], row["lid"].split(":")[0]

    def nobody(self, web: WebLine) -> None:
        """A customer's message that came after it is stored, and nobody else is known."""
        web.said("soy cliente", phone=web.product.customer())
        assert [row["text"] for row in web.desk.line.messages()] == ["soy cliente"]
        assert len(web.desk.line.rows("select from contacts")) == 1
        assert len(web.desk.line.rows("select from buffers")) == 1

    def test_a_note_to_oneself_by_phone_makes_no_contact_and_is_not_answered(self, web: WebLine) -> None:
        phone, _ = self.own(web)
        web.said("nota propia", phone=phone)
        self.nobody(web)

    def test_a_note_to_oneself_by_hidden_id_makes_no_contact(self, web: WebLine) -> None:
        _, hidden = self.own(web)
        web.said("nota propia", lid=hidden)
        self.nobody(web)

    def test_whatsapps_own_account_is_not_answered(self, web: WebLine) -> None:
        web.said("Aviso de WhatsApp", phone="0")
        self.nobody(web)

    def test_another_number_of_the_business_is_no_customer_either(self, product: Product, web: WebLine) -> None:
        other = product.customer()
        web.product.admin(
            "update instances set display_phone = %s where business_id = %s and provider = 'cloud'",
            (f"+{other}", web.desk.line.business_id),
        )
        web.said("hola, soy el otro número", phone=other)
        self.nobody(web)


class TestUnread:
    """Only what a person still has to read counts."""

    def unread(self, line: Line) -> int:
        (row,) = line.rows("select unread from conversations")
        return int(row["unread"])

    def change(self, line: Line, phone: str, kind: str, body: Json) -> None:
        node = line.text_node(phone, "")
        del node["text"]
        node |= {"type": kind, kind: body}
        deliver(line, node)
        line.message(node["id"])

    def test_taking_back_or_reacting_to_what_was_read_leaves_nothing_unread(self, product: Product) -> None:
        at = desk(product)
        phone = product.customer()
        conversation = at.heard(phone, "hola")
        (first,) = at.line.messages()
        assert at.post(f"conversations/{conversation}/read").status == 204
        self.change(at.line, phone, "revoke", {"original_message_id": first["vendor_id"]})
        assert self.unread(at.line) == 0
        self.change(at.line, phone, "reaction", {"message_id": "wamid.NOSUCH", "emoji": "👍"})
        self.change(at.line, phone, "reaction", {"message_id": "wamid.NOSUCH"})
        assert self.unread(at.line) == 0

    def test_a_message_taken_back_before_anybody_read_it_is_not_unread_any_more(self, product: Product) -> None:
        line = product.line(bot=False)
        phone = product.customer()
        first = line.say(phone, "uno")
        line.message(first)
        second = line.say(phone, "dos")
        line.message(second)
        assert self.unread(line) == 2
        self.change(line, phone, "revoke", {"original_message_id": first})
        assert self.unread(line) == 1
        self.change(line, phone, "revoke", {"original_message_id": first})
        assert self.unread(line) == 1

    def test_of_a_read_message_and_an_unread_one_taking_back_the_read_one_changes_nothing(
        self, product: Product
    ) -> None:
        at = desk(product)
        phone = product.customer()
        conversation = at.heard(phone, "uno")
        (first,) = at.line.messages()
        assert at.post(f"conversations/{conversation}/read").status == 204
        at.line.message(at.line.say(phone, "dos"))
        self.change(at.line, phone, "revoke", {"original_message_id": first["vendor_id"]})
        assert self.unread(at.line) == 1


def test_what_an_event_says_in_a_vendors_words_is_cut(product: Product) -> None:
    line = product.line(bot=False)
    value = {"event": LATIN, "message_template_id": 1, "message_template_name": "x", "reason": LATIN}
    assert line.post(line.envelope("message_template_status_update", value)).status == 200
    value = {"display_phone_number": line.number.display_phone, "event": LATIN, "current_limit": LATIN}
    assert line.post(line.envelope("phone_number_quality_update", value)).status == 200
    product.ingested()
    for event in line.rows("select data from events"):
        assert all(len(str(each)) <= 500 for each in event["data"].values())
    assert product.dead_letters().get("inbound.fifo", 0) == 0
