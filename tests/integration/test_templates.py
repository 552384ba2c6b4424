"""Templates: written here, reviewed by Meta, sent when a conversation's window is closed."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from infra.local.seed import get, post
from recado.activity.model import Actor
from recado.kernel.clock import now
from recado.kernel.settings import settings
from recado.messaging.jobs import SendJob
from recado.platform import storage
from recado.platform.db import database
from recado.runtime.permissions import SCOPES
from recado.sending import queueing, uploads
from recado.templates import message_content, meta_sync, store
from recado.templates.model import HeaderMedia, TemplateNotUsable, TemplateValues, ValuesMissing
from recado.vendors.whatsapp.contents import TemplateContent
from tests.rigs.cast import key
from tests.rigs.message_views import without_nulls
from tests.rigs.people import Person, Said
from tests.rigs.product import Line, Product
from tests.rigs.waiting import eventually

BODY = {
    "type": "BODY",
    "text": "Hola {{1}}, su pedido {{2}} ya está listo para recoger.",
    "example": {"body_text": [["Ana", "A-17"]]},
}
BUTTONS = {
    "type": "BUTTONS",
    "buttons": [
        {"type": "QUICK_REPLY", "text": "Gracias"},
        {
            "type": "URL", "text": "Ver pedido", "url": "https://example.com/p/{{1}}",
            "example": ["https://example.com/p/17"],
        },
        {"type": "PHONE_NUMBER", "text": "Llamar", "phone_number": "+5215512345678"},
    ],
}  # fmt: skip
Json = dict[str, Any]


class Desk:
    """An administrator of the business of a line, at the API."""

    def __init__(self, product: Product, line: Line) -> None:

        self.line = line
        self.person: Person = key(product, line.business_id, list(SCOPES))

    def call(self, method: str, path: str = "", body: Any = None) -> Said:
        return self.person.call(method, f"/v1/templates{path}", body)

    def write(self, *components: Json, **more: Any) -> Said:
        new = {
            "instance_id": str(self.line.instance_id),
            "name": f"aviso_{uuid4().hex[:8]}",
            "language": "es_MX",
            "category": "UTILITY",
            "components": list(components or (BODY,)),
        }
        return self.call("POST", "", new | more)

    def submitted(self, *components: Json, status: str = "APPROVED", **more: Any) -> Json:
        """A template Meta has decided on."""
        made = self.write(*components, **more).body
        said = self.call("POST", f"/{made['id']}/submit")
        assert said.status == 200, said.body
        return self.until(made["id"], status)

    def until(self, template_id: str, status: str) -> Json:
        def there() -> Json | None:
            found = self.call("GET", f"/{template_id}").body
            return found if found["status"] == status else None

        return dict(eventually(there))

    def decide(self, template: Json, **verdict: Any) -> None:
        self.line.tell("templates", name=template["name"], **verdict)


@pytest.fixture
def desk(product: Product) -> Desk:
    return Desk(product, product.line(bot=False))


def test_a_template_is_written_submitted_and_approved_by_webhook(desk: Desk) -> None:
    made = desk.write(BODY, BUTTONS)
    assert (made.status, made.body["status"], made.body["problems"]) == (201, "DRAFT", [])
    template = desk.call("POST", f"/{made.body['id']}/submit").body
    assert template["status"] == "PENDING"
    assert template["meta_id"]
    approved = desk.until(made.body["id"], "APPROVED")
    assert approved["reason"] is None
    (event,) = desk.line.events("template.status_changed")
    assert event["data"] == {
        "template_id": made.body["id"], "before": "PENDING", "after": "APPROVED", "reason": None,
    }  # fmt: skip
    audited = desk.line.rows("select action from audit where thing = 'template' order by id")
    assert [row["action"] for row in audited] == ["template.created", "template.submitted"]


def test_meta_s_verdicts_arrive_with_their_reasons(desk: Desk) -> None:
    template = desk.submitted()
    desk.decide(template, event="REJECTED", reason="TAG_CONTENT_MISMATCH")
    assert desk.until(template["id"], "REJECTED")["reason"] == "TAG_CONTENT_MISMATCH"
    desk.decide(template, event="REINSTATED")
    desk.until(template["id"], "APPROVED")
    desk.decide(template, event="PAUSED")
    desk.until(template["id"], "PAUSED")
    desk.decide(template, quality="RED")
    eventually(lambda: desk.call("GET", f"/{template['id']}").body["quality"] == "RED")
    desk.decide(template, category="MARKETING")
    eventually(lambda: desk.call("GET", f"/{template['id']}").body["category"] == "MARKETING")
    assert [row["severity"] for row in desk.line.events("template.quality_changed")] == ["warning"]
    assert desk.line.events("template.category_changed")


def test_what_breaks_whatsapp_s_rules_says_all_that_is_wrong_before_meta_is_asked(desk: Desk) -> None:
    made = desk.write(
        {"type": "HEADER", "format": "TEXT", "text": "{{1}} y {{2}}" + "x" * 60},
        {"type": "BODY", "text": "{{1}} {{3}}"},
        {"type": "FOOTER", "text": "hasta {{1}}"},
        {"type": "BUTTONS", "buttons": [{"type": "URL", "text": "x" * 26, "url": "https://a.b/{{1}}/c"}]},
    ).body
    assert made["problems"]
    fault = {"target": "templates", "kind": "error", "code": 2, "match": {"id": desk.line.number.account_id}}
    post(f"{desk.line.product.meta}/_sim/faults", fault)
    said = desk.call("POST", f"/{made['id']}/submit")
    assert (said.status, said.body["code"]) == (400, "template_invalid")
    assert said.body["errors"] == [{name: each[name] for name in ("field", "problem")} for each in made["problems"]]
    fields = {each["field"] for each in said.body["errors"]}
    assert {"header", "header.example", "body", "body.example", "footer", "buttons.0.text", "buttons.0.url"} <= fields
    rules = get(f"{desk.line.product.meta}/_sim/faults")["faults"]
    assert [rule["struck"] for rule in rules if rule["match"] == fault["match"]] == [0]


def test_names_of_another_form_are_refused_and_a_name_and_language_exist_once(desk: Desk) -> None:
    assert desk.write(name="Con Mayúsculas").status == 400
    assert desk.write(language="español").status == 400
    first = desk.write(name="una_vez")
    again = desk.write(name="una_vez")
    assert (first.status, again.status, again.body["code"]) == (201, 409, "template_exists")
    assert desk.write(name="una_vez", language="en_US").status == 201
    listed = desk.call("GET", "?q=una_vez").body["items"]
    assert {each["language"] for each in listed} == {"es_MX", "en_US"}


def test_one_that_meta_has_already_is_refused_until_it_is_synced(desk: Desk) -> None:
    made = desk.write(name="hello_world", language="en_US").body
    said = desk.call("POST", f"/{made['id']}/submit")
    assert (said.status, said.body["code"]) == (409, "template_exists")
    assert desk.call("POST", "/sync").body == {"found": 1, "changed": 1, "gone": 0}
    assert desk.call("GET", f"/{made['id']}").body["status"] == "APPROVED"
    assert desk.call("POST", "/sync").body == {"found": 1, "changed": 0, "gone": 0}


def test_a_change_is_reviewed_again_while_the_old_wording_stays(desk: Desk) -> None:
    template = desk.submitted()
    longer = BODY | {"text": "Buenos días {{1}}, su pedido {{2}} ya está listo para recoger."}
    changed = desk.call("PATCH", f"/{template['id']}", {"components": [longer]}).body
    assert without_nulls(changed["components"]) == [BODY]
    assert without_nulls(changed["draft"]["components"]) == [longer]
    assert changed["status"] == "APPROVED"
    moved = desk.call("PATCH", f"/{template['id']}", {"category": "MARKETING"})
    assert desk.call("POST", f"/{template['id']}/submit").status == 400  # not of an approved one
    assert moved.body["draft"]["category"] == "MARKETING"
    desk.call("PATCH", f"/{template['id']}", {"category": "UTILITY"})
    submitted = desk.call("POST", f"/{template['id']}/submit").body
    assert (submitted["status"], submitted["draft"]) == ("PENDING", None)
    assert without_nulls(submitted["components"]) == [longer]
    desk.until(template["id"], "APPROVED")
    assert desk.call("POST", f"/{template['id']}/submit").body["code"] == "template_unchanged"


def test_a_deleted_template_is_gone_here_and_at_meta(desk: Desk) -> None:
    template = desk.submitted()
    assert desk.call("DELETE", f"/{template['id']}").status == 204
    assert desk.call("GET", f"/{template['id']}").status == 404
    assert desk.call("POST", "/sync").body["found"] == 1  # Meta's own
    said = desk.write(name=template["name"]).body
    refused = desk.call("POST", f"/{said['id']}/submit")
    assert (refused.status, refused.body["code"]) == (400, "template_refused")
    assert "30 days" in refused.body["detail"]


def test_a_sync_reads_every_page_and_drops_what_is_gone(desk: Desk) -> None:
    line = desk.line
    base = f"{line.product.meta}/v24.0/{line.number.account_id}/message_templates"
    for number in range(120):
        body = {"name": f"muchas_{number:03d}", "language": "es", "category": "UTILITY"}
        _graph(base, line, body | {"components": [{"type": "BODY", "text": "Su pedido ya está listo"}]})
    assert desk.call("POST", "/sync").body["found"] == 121
    listed = desk.call("GET", "?limit=100").body
    assert len(listed["items"]) == 100
    rest = desk.call("GET", f"?limit=100&cursor={listed['next']}").body
    assert len(rest["items"]) == 21
    desk.write(name="borrador")
    _graph(f"{base}?name=muchas_000", line, None, "DELETE")
    assert desk.call("POST", "/sync").body["found"] == 120
    assert not desk.call("GET", "?q=muchas_000").body["items"]
    assert desk.call("GET", "?q=borrador").body["items"]


def _graph(url: str, line: Line, body: Any, method: str = "POST") -> None:

    headers = {"Authorization": f"Bearer {line.number.access_token}"}
    httpx.request(method, url, json=body, headers=headers, timeout=30).raise_for_status()


def test_a_template_made_elsewhere_comes_by_itself(desk: Desk) -> None:
    line = desk.line
    base = f"{line.product.meta}/v24.0/{line.number.account_id}/message_templates"
    body = {"name": "hecha_en_meta", "language": "es", "category": "UTILITY"}
    _graph(base, line, body | {"components": [{"type": "BODY", "text": "Su pedido ya está listo"}]})
    (found,) = eventually(lambda: desk.call("GET", "?q=hecha_en_meta").body["items"], 90)
    assert found["status"] == "APPROVED"


def test_a_preview_fills_positions_and_names_and_says_what_is_missing(desk: Desk) -> None:
    made = desk.write(BODY, BUTTONS).body
    shown = desk.call("POST", f"/{made['id']}/preview", {"body": {"1": "Luis"}, "buttons": {"1": "99"}}).body
    assert shown["body"] == "Hola Luis, su pedido A-17 ya está listo para recoger."
    assert shown["buttons"][1]["url"] == "https://example.com/p/99"
    assert shown["missing"] == ["body.2"]
    example = {"body_text_named_params": [{"param_name": "nombre", "example": "Ana"}]}
    named = {"type": "BODY", "text": "Hola {{nombre}}, ya abrimos.", "example": example}
    made = desk.write(named, parameter_format="NAMED").body
    shown = desk.call("POST", f"/{made['id']}/preview", {"body": {"nombre": "Luis"}}).body
    assert (shown["body"], shown["missing"]) == ("Hola Luis, ya abrimos.", [])


def closed_conversation(line: Line) -> UUID:
    """A customer who wrote two days ago."""
    customer = line.product.customer()
    line.message(line.say(customer))
    line.change("update conversations set window_expires_at = %s", (now() - timedelta(days=1),))
    line.tell("windows", **{"from": customer, "hours_ago": 48})
    return line.conversation()


def send(line: Line, template_id: str, values: TemplateValues) -> None:
    conversation = line.conversation()
    with database().tenant(line.business_id) as tx:
        content = message_content.content_for(tx, UUID(template_id), values, line.number.account_id)
        queueing.enqueue(tx, line.business_id, conversation, [content], "person", None)
    line.publish(SendJob(business_id=line.business_id, conversation_id=conversation).to_message())


def test_an_approved_template_reaches_a_customer_whose_window_is_closed(desk: Desk) -> None:
    line = desk.line
    template = desk.submitted(BODY, BUTTONS)
    closed_conversation(line)
    send(line, template["id"], TemplateValues(body={"1": "Luis", "2": "B-3"}, buttons={"1": "3"}))
    (sent,) = eventually(line.sent)
    parameters = sent["body"]["template"]["components"]
    assert parameters[0]["parameters"] == [{"type": "text", "text": "Luis"}, {"type": "text", "text": "B-3"}]
    assert parameters[1] == {
        "type": "button", "sub_type": "url", "index": "1", "parameters": [{"type": "text", "text": "3"}],
    }  # fmt: skip
    eventually(lambda: [row["status"] for row in line.messages()][-1] == "delivered")
    stored = line.messages()[-1]
    words = "Hola Luis, su pedido B-3 ya está listo para recoger."
    assert (stored["text"], stored["content"]["shown"]["body"]) == (words, words)
    by_name = TemplateContent.model_validate(stored["content"]).model_copy(update={"shown": None})
    with database().tenant(line.business_id) as tx:
        assert message_content.with_text(tx, by_name, line.number.account_id).as_json() == stored["content"]
        assert message_content.with_text(tx, by_name, "1").shown is None


def test_values_that_do_not_fit_and_templates_not_in_use_are_refused_before_queueing(desk: Desk) -> None:
    line = desk.line
    template = desk.submitted()
    closed_conversation(line)
    with pytest.raises(ValuesMissing) as missing:
        send(line, template["id"], TemplateValues(body={"1": "Luis"}))
    assert missing.value.data_in("en")["errors"] == [{"field": "body.2", "problem": "a value is needed"}]
    with pytest.raises(ValuesMissing):
        send(line, template["id"], TemplateValues(body={"1": "dos\nlíneas", "2": "x"}))
    desk.decide(template, event="PAUSED")
    desk.until(template["id"], "PAUSED")
    with pytest.raises(TemplateNotUsable) as refused:
        send(line, template["id"], TemplateValues(body={"1": "Luis", "2": "x"}))
    assert "paused" in refused.value.detail
    assert line.rows("select message_id from outbound") == []


def test_named_variables_and_a_code_go_out_as_meta_wants_them(desk: Desk) -> None:
    line = desk.line
    example = {"body_text_named_params": [{"param_name": "nombre", "example": "Ana"}]}
    named = {"type": "BODY", "text": "Hola {{nombre}}, ya abrimos.", "example": example}
    greeting = desk.submitted(named, parameter_format="NAMED")
    otp = {"type": "BUTTONS", "buttons": [{"type": "OTP", "otp_type": "COPY_CODE", "text": "Copiar"}]}
    code = desk.submitted({"type": "BODY", "add_security_recommendation": True}, otp, category="AUTHENTICATION")
    closed_conversation(line)
    send(line, greeting["id"], TemplateValues(body={"nombre": "Luis"}))
    send(line, code["id"], TemplateValues(body={"1": "493021"}))
    first, second = (
        row["body"]["template"]["components"] for row in eventually(lambda: line.sent()[1:] and line.sent())
    )
    assert first[0]["parameters"] == [{"type": "text", "parameter_name": "nombre", "text": "Luis"}]
    assert [each["parameters"][0]["text"] for each in second] == ["493021", "493021"]
    assert (second[1]["sub_type"], second[1]["index"]) == ("url", "0")


def test_a_media_header_needs_an_example_and_its_file_when_it_is_sent(desk: Desk) -> None:
    line = desk.line
    conversation = closed_conversation(line)
    media_id, key = uuid4(), f"{line.business_id}/example.png"
    storage.put(settings().bucket_media, key, b"\x89PNG\r\n\x1a\n", "image/png")
    line.change(
        "insert into media (id, business_id, message_id, instance_id, vendor_media_id, state, mime_type, object_key, "
        "size) select %s, %s, id, instance_id, 'x', 'stored', 'image/png', %s, 8 from messages limit 1",
        (media_id, line.business_id, key),
    )
    said = desk.call("POST", "/examples", {"instance_id": str(line.instance_id), "media_id": str(media_id)})
    assert said.status == 201, said.body
    brought = uploads.upload_link(Actor(line.business_id, "system"), "image/png", 8, "pastel.png")
    example = {"instance_id": str(line.instance_id), "media_id": str(brought.media_id)}
    assert desk.call("POST", "/examples", example).status == 404  # its link was given, the file is not there yet
    storage.put(settings().bucket_media, f"{line.business_id}/up/{brought.media_id}", b"\x89PNG\r\n\x1a\n", "image/png")
    assert desk.call("POST", "/examples", example).status == 201
    header = {"type": "HEADER", "format": "IMAGE", "example": {"header_handle": [said.body["handle"]]}}
    (broken, *_) = desk.write({"type": "HEADER", "format": "IMAGE"}, BODY).body["problems"]
    assert (broken["field"], broken["message"]["en"]) == ("header.example", broken["problem"])
    assert broken["message"]["es"].startswith("falta un archivo de ejemplo")
    template = desk.submitted(header, BODY)
    values = TemplateValues(body={"1": "Luis", "2": "x"})
    with pytest.raises(ValuesMissing):
        send(line, template["id"], values)
    picture = HeaderMedia(link="https://example.com/a.png")
    send(line, template["id"], TemplateValues(body=values.body, media=picture))
    (sent,) = eventually(line.sent)
    assert sent["body"]["template"]["components"][0]["parameters"] == [
        {"type": "image", "image": {"link": "https://example.com/a.png"}}
    ]
    assert conversation == line.conversation()


def test_an_account_s_templates_are_asked_for_every_six_hours(desk: Desk) -> None:
    desk.line.change("update instances set templates_tried_at = now() - interval '7 hours'")
    eventually(lambda: desk.call("GET").body["items"], 90)
    with database().worker() as tx:
        assert store.claim_syncs(tx, 10, meta_sync.AGE_SECONDS) == []


def test_a_graph_that_is_down_changes_nothing(desk: Desk) -> None:
    made = desk.write().body
    post(
        f"{desk.line.product.meta}/_sim/faults",
        {"target": "templates", "kind": "error", "code": 2, "match": {"id": desk.line.number.account_id}},
    )
    said = desk.call("POST", f"/{made['id']}/submit")
    assert (said.status, said.body["code"]) == (503, "whatsapp_unavailable")
    assert desk.call("GET", f"/{made['id']}").body["status"] == "DRAFT"


def write_to_customer(desk: Desk, **content: Any) -> Said:
    path = f"/v1/conversations/{desk.line.conversation()}/messages"
    return desk.person.call("POST", path, {"content": content})


def test_a_saved_template_is_sent_from_a_conversation_whose_window_is_closed(desk: Desk) -> None:
    line = desk.line
    template = desk.submitted(BODY, BUTTONS)
    closed_conversation(line)
    values = {"body": {"1": "Luis", "2": "B-3"}, "buttons": {"1": "3"}}
    said = write_to_customer(desk, type="saved_template", template_id=template["id"], values=values)
    assert (said.status, said.body["kind"]) == (201, "template")
    (sent,) = eventually(line.sent)
    assert sent["body"]["template"]["name"] == template["name"]
    said = write_to_customer(desk, type="saved_template", template_id=template["id"], values={"body": {"1": "Luis"}})
    assert (said.status, said.body["code"]) == (400, "template_values_invalid")
    desk.decide(template, event="PAUSED")
    desk.until(template["id"], "PAUSED")
    said = write_to_customer(desk, type="saved_template", template_id=template["id"], values=values)
    assert said.status == 409
    assert "paused" in said.body["detail"]


def test_a_message_that_waits_says_why_and_until_when(desk: Desk) -> None:
    line = desk.line
    line.message(line.say(line.product.customer()))
    line.change("update instances set state = 'stopped' where id = %s", (line.instance_id,))
    said = write_to_customer(desk, type="text", body="Ya casi")
    history = desk.person.call("GET", f"/v1/conversations/{line.conversation()}/messages").body["items"]
    (waiting,) = [each["waiting"] for each in history if each["id"] == said.body["id"]]
    assert waiting["code"] == "number_off"
    assert waiting["until"] is None
    assert {"es", "en"} == waiting["reason"].keys()
