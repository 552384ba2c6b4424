"""One message over the API: what it quotes, what its sender calls it, and the part of the history it stands in."""

from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from recado.inbox import message_view_store
from tests.rigs.desk import Desk, desk, hired
from tests.rigs.desk_files import talking
from tests.rigs.message_views import view
from tests.rigs.people import Json, Said
from tests.rigs.product import Product
from tests.rigs.races import together


def quoting(at: Desk, phone: str, text: str, vendor_id: str) -> None:
    """A customer answers a message."""
    node = at.line.text_node(phone, text) | {"context": {"id": vendor_id}}
    at.line.post(at.line.envelope("messages", at.line.value(messages=[node])))
    at.line.product.ingested()


def test_a_message_shows_the_one_it_quotes_in_short(product: Product) -> None:
    at = desk(product)
    phone = product.customer()
    wamid = at.line.say(phone, "¿" + "a" * 300 + "?")
    at.line.message(wamid)
    conversation = at.conversation(phone)
    question = at.history(conversation)[0]
    answer = at.send(conversation, reply_to=question["id"], type="text", body="sí")
    assert answer["quoted"] == {
        "state": "shown", "id": question["id"], "direction": "in", "author": "customer", "author_id": None,
        "author_name": None, "kind": "text", "text": ("¿" + "a" * 300)[:200], "media": None,
    }  # fmt: skip
    at.reached(conversation, answer["id"], "delivered")
    quoting(at, phone, "gracias", at.line.sent()[0]["id"])
    quoting(at, phone, "¿y esto?", "wamid.of-another-time")
    revoke = at.line.text_node(phone, "") | {"type": "revoke", "revoke": {"original_message_id": wamid}}
    at.line.post(at.line.envelope("messages", at.line.value(messages=[revoke])))
    product.ingested()
    by_text = {each["text"]: each for each in at.history(conversation)}
    assert question["quoted"] is None
    ours = by_text["gracias"]["quoted"]
    assert (ours["state"], ours["id"], ours["author_id"]) == ("shown", answer["id"], str(at.user_id))
    gone = by_text["sí"]["quoted"]
    assert (gone["state"], gone["id"], gone["kind"], gone["text"]) == ("revoked", question["id"], "text", None)
    unknown = by_text["¿y esto?"]
    assert (unknown["reply_to"], unknown["quoted"]["state"], unknown["quoted"]["id"]) == (None, "unknown", None)


def test_an_advisor_sees_nothing_of_a_quoted_message_that_is_not_theirs(product: Product) -> None:
    at = desk(product)
    advisor = hired(product, at.line, "ADVISOR")
    mine, other = product.customer(), product.customer()
    secret = at.line.say(other, "un secreto")
    at.line.message(secret)
    at.heard(mine)
    quoting(at, mine, "responde en privado", secret)
    conversation = at.conversation(mine)
    contact = at.get(f"conversations/{conversation}")["contact"]["id"]
    at.line.change("update contacts set assigned_to = %s where id = %s", (advisor.user_id, contact))
    said = next(each for each in advisor.history(conversation) if each["text"] == "responde en privado")
    assert (said["reply_to"], said["quoted"]["state"], said["quoted"]["text"]) == (None, "unknown", None)
    hidden = at.history(at.conversation(other))[0]["id"]
    assert at.get(f"messages/{hidden}")["text"] == "un secreto"
    for path in (f"messages/{hidden}", f"conversations/{conversation}/messages?around={hidden}"):
        assert advisor.person.call("GET", f"/v1/{path}").status == 404
    assert advisor.get(f"messages/{said['id']}") == said


def test_what_a_client_sends_again_under_its_own_id_is_the_same_message(product: Product) -> None:
    at, conversation = talking(product)
    where, name = f"conversations/{conversation}/messages", str(uuid4())
    body = {"content": {"type": "text", "body": "claro"}, "client_id": name}

    first = at.post(where, **body)
    assert (first.status, first.body["client_id"]) == (201, name)
    at.line.change("update conversations set window_expires_at = now() - interval '1 day'")
    again = at.post(where, **body)
    assert (again.status, again.body["id"]) == (201, first.body["id"]), "whatever would keep it from being sent now"
    assert at.get(f"messages/{first.body['id']}")["client_id"] == name
    at.line.change("update conversations set window_expires_at = now() + interval '1 day'")
    other = at.post(where, **body | {"content": {"type": "text", "body": "otra cosa"}})
    assert (other.status, other.body["code"]) == (409, "client_id_used")
    place = at.post(where, **body | {"content": {"type": "location", "latitude": 1, "longitude": 2}})
    assert place.body["code"] == "client_id_used"
    elsewhere = at.post(f"conversations/{at.heard(product.customer())}/messages", **body)
    assert elsewhere.body["code"] == "client_id_used"
    note = at.post(f"conversations/{conversation}/notes", text="claro", client_id=name)
    assert note.body["code"] == "client_id_used"

    colleague = hired(product, at.line)
    assert colleague.post(where, **body).body["id"] != first.body["id"], "another member's id is another one"
    assert len([each for each in at.history(conversation) if each["text"] == "claro"]) == 2


def test_a_client_id_holds_for_first_messages_and_notes_and_for_many_at_once(product: Product) -> None:
    at, conversation = talking(product)
    phone = product.customer()
    at.line.message(at.line.say(phone, "hola"))

    def start() -> Said:
        content = {"type": "text", "body": "buenas"}
        to = {"phone": f"+{phone}"}
        return at.post("messages", instance_id=str(at.line.instance_id), to=to, content=content, client_id="a-1")

    def note() -> Said:
        return at.post(f"conversations/{conversation}/notes", text="ojo", client_id="n-1")

    def send() -> Said:
        content = {"type": "text", "body": "voy"}
        return at.post(f"conversations/{conversation}/messages", content=content, client_id="s-1")

    for act in (start, note, send):
        said = together([act] * 4)
        assert [each.status for each in said] == [201] * 4, [each.body for each in said]
        assert len({each.body["id"] for each in said}) == 1
    assert at.line.rows("select client_id from messages where client_id is not null order by 1") == [
        {"client_id": "a-1"}, {"client_id": "n-1"}, {"client_id": "s-1"},
    ]  # fmt: skip
    changed = at.get("sync")["next"]
    third = product.customer()
    content = {"type": "text", "body": "buenas"}
    at.line.message(at.line.say(third, "hola"))
    refused = at.post(
        "messages", instance_id=str(at.line.instance_id), to={"phone": f"+{third}"}, content=content,
        client_id="a-1",
    )  # fmt: skip
    assert refused.body["code"] == "client_id_used", "one id for every recipient would reach only the first"
    again = at.post("messages", instance_id=str(at.line.instance_id), to={"phone": f"+{third}"}, content=content,
                    client_id="a-2").body  # fmt: skip
    messages = at.get("sync", cursor=changed)["messages"]
    assert {each["client_id"] for each in messages if each["id"] == again["id"]} == {"a-2"}
    for wrong in ("", "x" * 101, "con espacio", "ñ"):
        refused = at.post(f"conversations/{conversation}/notes", text="ojo", client_id=wrong)
        assert (refused.status, refused.body["errors"][0]["field"]) == (400, "client_id")


def texts(stretch: Json) -> list[str]:
    return [each["text"] for each in stretch["items"]]


def test_the_history_opens_around_a_message_and_goes_on_both_ways(product: Product) -> None:
    at, conversation = talking(product)
    for number in range(9):
        at.post(f"conversations/{conversation}/notes", text=f"nota {number}")
    whole = at.history(conversation)
    path = f"conversations/{conversation}/messages"
    middle = whole[5]
    stretch = at.get(path, around=middle["id"], limit="5")
    assert texts(stretch) == [each["text"] for each in whole[3:8]]
    older = at.get(path, cursor=stretch["older"], limit="50")
    newer = at.get(path, cursor=stretch["newer"], towards="newer", limit="50")
    assert texts(older) + texts(stretch) + texts(newer) == [each["text"] for each in whole]
    first = at.get(path, around=whole[0]["id"], limit="4")
    assert (texts(first), first["older"]) == ([each["text"] for each in whole[:4]], None)
    last = at.get(path, around=whole[-1]["id"], limit="3")
    assert texts(last) == [each["text"] for each in whole[-2:]]
    assert texts(at.get(path, around=middle["id"], limit="1")) == [middle["text"]]
    assert at.get(f"messages/{middle['id']}") == middle


def test_a_message_is_looked_for_only_where_it_is(product: Product) -> None:
    at, conversation = talking(product)
    elsewhere = at.heard(product.customer())
    stranger = desk(product)
    message = at.history(conversation)[0]["id"]
    for person, path in (
        (at, f"conversations/{elsewhere}/messages?around={message}"),
        (stranger, f"conversations/{conversation}/messages?around={message}"),
        (stranger, f"messages/{message}"),
        (at, f"messages/{uuid4()}"),
    ):
        assert person.person.call("GET", f"/v1/{path}").status == 404
    cursor = at.get(f"conversations/{conversation}/messages")["newer"]
    both = at.person.call("GET", f"/v1/conversations/{conversation}/messages?around={message}&cursor={cursor}")
    assert (both.status, both.body["code"]) == (400, "invalid")


class Recorder:
    """Stands for a transaction: keeps what would be asked of the database."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Any]] = []

    def rows(self, _: type, query: str, parameters: Any = ()) -> list[Any]:
        self.asked.append((query, parameters))
        return []

    def value(self, _: type, query: str, parameters: Any = ()) -> None:
        self.asked.append((query, parameters))

    def dicts(self, query: str, parameters: Any = ()) -> list[Any]:
        return self.rows(object, query, parameters)


@pytest.mark.parametrize("advisor", [None, UUID(int=7)])
def test_pages_with_what_they_quote_are_read_by_indexes_alone(product: Product, advisor: UUID | None) -> None:
    at, conversation = talking(product)
    asked: Any = Recorder()
    place = (at.line.rows("select now() as at")[0]["at"], 5)
    message_view_store.older(asked, UUID(conversation), place, 50)
    message_view_store.newer(asked, UUID(conversation), place, 50)
    message_view_store.some(asked, [uuid4() for _ in range(50)])
    message_view_store.named(asked, [view(reply_to=f"v{number}") for number in range(50)])
    message_view_store.by_client_id(asked, at.user_id, "a")
    message_view_store.place(asked, UUID(conversation), uuid4())
    with psycopg.connect(product.stack.environment["DATABASE_ADMIN_URL"]) as connection:
        connection.execute(
            "insert into messages (id, business_id, conversation_id, instance_id, direction, author, kind, text, "
            "status, sent_at, vendor_id, reply_to, client_id, sender_id) select gen_random_uuid(), business_id, "
            "conversation_id, instance_id, 'in', 'customer', 'text', 'x', 'received', now() - n * interval '1 s', "
            "'v' || n, 'v' || n - 1, 'c' || n, business_id from messages, generate_series(1, 15000) n "
            "where conversation_id = %s limit 15000",
            (conversation,),
        )
        connection.execute("analyze messages")
        connection.execute(
            "select set_config('role', 'recado_app', true), set_config('app.business_id', %s, true), "
            "set_config('app.advisor_id', %s, true)",
            (str(at.line.business_id), str(advisor or "")),
        )
        for query, parameters in asked.asked:
            ((plan,),) = connection.execute(f"explain (format json) {query}".encode(), parameters).fetchall()
            scanned = [node for node in nodes(plan[0]["Plan"]) if node["Node Type"] == "Seq Scan"]
            assert [node["Relation Name"] for node in scanned if node["Relation Name"] == "messages"] == [], query
        connection.rollback()


def nodes(plan: dict[str, Any]) -> list[dict[str, Any]]:
    return [plan, *(node for inner in plan.get("Plans", []) for node in nodes(inner))]
