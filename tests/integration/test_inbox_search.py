"""Searching messages, and canned replies, over the API."""

from uuid import uuid4

from tests.rigs.desk import desk, hired
from tests.rigs.product import Product


def test_words_are_found_without_their_accents_by_their_beginning_newest_first(product: Product) -> None:
    at = desk(product)
    phone = product.customer()
    conversation = at.heard(phone, "¿Tienen café orgánico?")
    at.line.message(at.line.say(phone, "CAFE con leche, correo ana@cafeteria.mx"))
    at.post(f"conversations/{conversation}/notes", text="le gusta el cafecito")
    at.line.message(at.line.say(phone, "té verde, 1½ litros"))
    other = desk(product)
    other.heard(product.customer(), "café de otro negocio")

    def found(q: str) -> list[str]:
        return [each["text"][:4] for each in at.get("messages/search", q=q)["items"]]

    assert found("café") == found("CAFÉ") == found("caf") == ["le g", "CAFE", "¿Tie"]
    assert found("organico café") == ["¿Tie"]
    assert found("cafeteria") == ["CAFE"]
    assert found("verde") == found("1½") == ["té v"]
    assert found("orquídea") == found("!?") == []
    for hostile in ("a & | ! <-> b:*", "'; drop table messages; --", "\\", "%_", "caf\u202e", "a½", "xŉ", "t⒈", "①"):
        at.get("messages/search", q=hostile)
    first = at.get("messages/search", q="cafe", limit="2")
    rest = at.get("messages/search", q="cafe", limit="2", cursor=first["next"])
    assert [each["text"][:4] for each in first["items"] + rest["items"]] == ["le g", "CAFE", "¿Tie"]
    assert rest["next"] is None
    assert {each["contact"]["phone"][-10:] for each in first["items"]} == {phone[-10:]}


def test_one_conversation_is_searched_alone_and_each_hit_says_whose_it_is(product: Product) -> None:
    at = desk(product)
    mine, other = (at.heard(product.customer(), f"quiero {n} pasteles") for n in (1, 2))
    both = at.get("messages/search", q="pastel")["items"]
    assert [each["conversation_id"] for each in both] == [other, mine]
    assert len({each["contact"]["id"] for each in both}) == 2
    alone = at.get("messages/search", q="pastel", conversation_id=mine)["items"]
    assert [each["text"] for each in alone] == ["quiero 1 pasteles"]
    assert at.get("messages/search", q="pastel", conversation_id=str(uuid4()))["items"] == []


def test_an_advisor_finds_only_what_their_contacts_wrote(product: Product) -> None:
    at = desk(product)
    advisor = hired(product, at.line, "ADVISOR")
    mine, others = (at.heard(product.customer(), f"quiero pastel {n}") for n in range(2))
    contact = at.get(f"conversations/{mine}")["contact"]["id"]
    at.post(f"contacts/{contact}/assignee", user_id=str(advisor.user_id))
    assert [each["conversation_id"] for each in advisor.get("messages/search", q="pastel")["items"]] == [mine]
    assert [each["id"] for each in advisor.get("conversations")["items"]] == [mine]
    assert advisor.person.call("GET", f"/v1/conversations/{others}/messages").status == 404
    assert advisor.try_to_send(others, type="text", body="hola").status == 404


def test_a_text_longer_than_an_index_holds_is_stored_and_found_by_its_beginning(product: Product) -> None:
    at = desk(product)
    node = at.line.text_node(product.customer(), "principio " + " ".join(uuid4().hex for _ in range(40_000)))
    at.line.post(at.line.envelope("messages", at.line.value(messages=[node])))
    at.line.message(node["id"])
    assert len(at.get("messages/search", q="principio")["items"]) == 1


def test_canned_replies_are_kept_by_shortcut_and_filled_for_a_conversation(product: Product) -> None:
    at = desk(product)
    advisor = hired(product, at.line, "ADVISOR")
    made = at.post("canned-replies", shortcut="Hola", text="¡Hola {{contact_name}}! Somos {{business_name}}.")
    assert made.status == 201
    assert at.post("canned-replies", shortcut="hola", text="otra").body["code"] == "shortcut_taken"
    unknown = at.post("canned-replies", shortcut="mal", text="{{precio}}")
    assert (unknown.status, unknown.body["errors"][0]["field"]) == (400, "text")
    assert advisor.post("canned-replies", shortcut="x", text="y").status == 403
    other = at.post("canned-replies", shortcut="adios", text="¡Adiós!").body
    assert [each["shortcut"] for each in advisor.get("canned-replies")["items"]] == ["adios", "Hola"]
    path = f"canned-replies/{other['id']}"
    assert at.person.call("PATCH", f"/v1/{path}", {"shortcut": "HOLA"}).status == 409
    assert at.person.call("PATCH", f"/v1/{path}", {"text": "Hasta luego"}).body["text"] == "Hasta luego"
    conversation = at.heard(product.customer())
    at.line.change("update contacts set name = 'Luz'")
    filled = at.post(f"canned-replies/{made.body['id']}/fill", conversation_id=conversation)
    assert filled.body["text"].startswith("¡Hola Luz! Somos Panadería")
    used = {
        each["shortcut"]: (each["uses"], each["last_used_at"] is not None) for each in at.get("canned-replies")["items"]
    }
    assert used == {"adios": (0, False), "Hola": (1, True)}
    assert at.person.call("DELETE", f"/v1/{path}").status == 204
    assert at.person.call("DELETE", f"/v1/{path}").status == 404
