"""The Meta simulator answers as Meta documents: what our clients are tested against is itself tested here."""

import hashlib
import json
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.rigs.simulators import WebhookReceiver, start_simulator
from tests.rigs.waiting import eventually

NUMBER, WABA, TOKEN, SECRET = "106540352242922", "102290129340398", "token-1", "secret-1"
CUSTOMER = "5215512345678"
FAST = ("--status-delay-ms", "15", "--retry-base-ms", "30")


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    with start_simulator("meta", *FAST) as url:
        yield url


@pytest.fixture
def hook() -> Iterator[WebhookReceiver]:
    receiver = WebhookReceiver(SECRET)
    yield receiver
    receiver.close()


class Meta:
    """The Graph with a token, and the admin API."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.graph = httpx.Client(base_url=base, headers={"Authorization": f"Bearer {TOKEN}"}, timeout=30)
        self.sim = httpx.Client(base_url=f"{base}/_sim", timeout=30)

    def send(self, version: str = "/v24.0", **body: Any) -> httpx.Response:
        message = {"messaging_product": "whatsapp", "to": f"+{CUSTOMER}", "type": "text", "text": {"body": "Hola"}}
        whole = {key: value for key, value in {**message, **body}.items() if value is not None}
        return self.graph.post(f"{version}/{NUMBER}/messages", json=whole)

    def say(self, **body: Any) -> str:
        answer = self.sim.post("/messages", json={"from": CUSTOMER, "name": "Ana", "text": "Buenos días ñ", **body})
        assert answer.status_code == 200, answer.text
        return str(answer.json()["id"])

    def fault(self, **spec: Any) -> None:
        assert self.sim.post("/faults", json=spec).status_code == 200

    def config(self, **values: Any) -> None:
        assert self.sim.post("/config", json=values).status_code == 200


@pytest.fixture
def meta(base: str, hook: WebhookReceiver) -> Iterator[Meta]:
    client = Meta(base)
    client.sim.post("/reset", json={"numbers": True})
    number = {
        "phone_number_id": NUMBER,
        "waba_id": WABA,
        "display_phone_number": "15550783881",
        "access_token": TOKEN,
        "app_secret": SECRET,
        "callback_url": hook.url,
        "verify_token": hook.verify_token,
    }
    answer = client.sim.post("/numbers", json=number)
    assert answer.json() == {"phone_number_id": NUMBER, "verified": True}
    yield client
    client.graph.close()
    client.sim.close()


def code(answer: httpx.Response) -> tuple[int, int]:
    error = answer.json()["error"]
    assert error["fbtrace_id"]
    assert error["type"]
    return answer.status_code, error["code"]


def test_a_callback_that_fails_the_handshake_is_refused(meta: Meta, hook: WebhookReceiver) -> None:
    number = meta.sim.get("/numbers").json()["numbers"][0]
    answer = meta.sim.post("/numbers", json={**number, "verify_token": "wrong"})
    assert answer.status_code == 400


def test_errors_have_the_shape_and_the_codes_of_the_graph(meta: Meta) -> None:
    assert code(httpx.post(f"{meta.base}/v24.0/{NUMBER}/messages", json={})) == (401, 190)
    bad = httpx.get(f"{meta.base}/{NUMBER}", headers={"Authorization": "Bearer nobody"})
    assert code(bad) == (401, 190)
    assert bad.json()["error"]["type"] == "OAuthException"
    unknown = meta.graph.get("/v25.0/999")
    assert code(unknown) == (400, 100)
    assert unknown.json()["error"]["error_subcode"] == 33
    assert code(meta.graph.post("/v24.0/999/messages", json={})) == (400, 100)
    assert code(meta.graph.get("/v24.0/a/b/c/d")) == (400, 2500)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"messaging_product": None}, 100),
        ({"to": None}, 100),
        ({"type": "fax"}, 100),
        ({"text": {"body": "x" * 4097}}, 100),
        ({"text": {"body": " "}}, 100),
        ({"to": "nobody"}, 131009),
        ({"to": "+15550783881"}, 131021),
        ({"biz_opaque_callback_data": "x" * 513}, 100),
        ({"type": "image", "image": {}}, 131008),
        ({"type": "image", "image": {"id": "1"}}, 100),
        ({"type": "reaction", "reaction": {"emoji": "👍"}}, 131008),
        ({"type": "interactive", "interactive": {"type": "button", "body": {"text": "x"}, "action": {}}}, 131009),
        ({"type": "template", "template": {"name": "no_such", "language": {"code": "es"}}}, 132001),
    ],
)
def test_a_wrong_message_is_refused_with_metas_code(meta: Meta, change: dict[str, Any], expected: int) -> None:
    assert code(meta.send(**change)) == (400, expected)


def test_a_customers_message_is_signed_over_escaped_bytes(meta: Meta, hook: WebhookReceiver) -> None:
    wamid = meta.say(text="mañana ☀")
    hook.wait("messages", 1)
    body, signature = hook.raw[0]
    assert hook.signed(body, signature)
    assert not hook.signed(body + b" ", signature)
    assert b"ma\\u00f1ana" in body
    assert body.isascii()
    message = hook.values("messages")[0]
    assert message["id"] == wamid
    assert (message["from"], message["text"]) == (CUSTOMER, {"body": "mañana ☀"})
    assert message["_value"]["contacts"][0]["wa_id"] == CUSTOMER
    assert message["timestamp"].isdigit()


def test_a_customer_with_a_username_has_no_phone_anywhere(meta: Meta, hook: WebhookReceiver) -> None:
    meta.say(username="ana.mx", hide_phone=True)
    message = hook.wait("messages", 1)[0]
    contact = message["_value"]["contacts"][0]
    assert "from" not in message
    assert "wa_id" not in contact
    assert contact["profile"]["username"] == "@ana.mx"
    answer = meta.send(to=None, recipient=message["from_user_id"], biz_opaque_callback_data="m-1").json()
    assert answer["contacts"] == [{"input": message["from_user_id"], "user_id": message["from_user_id"]}]
    status = hook.wait("statuses", 2)[0]
    assert "recipient_id" not in status
    assert status["recipient_user_id"] == message["from_user_id"]


def test_a_business_scoped_id_in_to_is_accepted_and_dropped(meta: Meta, hook: WebhookReceiver) -> None:
    meta.say()
    user_id = hook.wait("messages", 1)[0]["from_user_id"]
    assert meta.send(to=user_id).status_code == 200
    after = meta.send().json()["messages"][0]["id"]
    assert {status["id"] for status in hook.wait("statuses", 2)} == {after}
    assert meta.sim.get("/sent").json()["sent"][0]["outcome"] == "dropped"


def test_statuses_come_in_order_and_carry_the_callback_data(meta: Meta, hook: WebhookReceiver) -> None:
    meta.config(statuses="sent,delivered,read")
    meta.say()
    answer = meta.send(biz_opaque_callback_data="m-7").json()
    wamid = answer["messages"][0]["id"]
    assert "message_status" not in answer["messages"][0]
    assert answer["contacts"] == [{"input": f"+{CUSTOMER}", "wa_id": CUSTOMER}]
    statuses = hook.wait("statuses", 3)
    assert [status["status"] for status in statuses] == ["sent", "delivered", "read"]
    assert {status["id"] for status in statuses} == {wamid}
    assert {status["biz_opaque_callback_data"] for status in statuses} == {"m-7"}
    assert [bool(status.get("pricing")) for status in statuses] == [True, True, False]
    assert all("conversation" not in status for status in statuses)
    assert statuses[0]["pricing"]["type"] == "free_customer_service"
    assert statuses[1]["_value"]["contacts"][0]["user_id"].startswith("MX.")
    meta.send("/v23.0")
    assert "conversation" in hook.wait("statuses", 6)[-1]


def test_outside_the_window_a_message_is_accepted_and_fails_later(meta: Meta, hook: WebhookReceiver) -> None:
    meta.say(timestamp=time.time() - 25 * 3600)
    assert meta.send(biz_opaque_callback_data="late").status_code == 200
    status = hook.wait("statuses", 1)[0]
    assert (status["status"], status["errors"][0]["code"]) == ("failed", 131047)
    assert status["biz_opaque_callback_data"] == "late"
    assert "contacts" not in status["_value"]
    template = {"name": "hello_world", "language": {"code": "en_US"}}
    answer = meta.send(type="template", template=template, text=None)
    assert answer.json()["messages"][0]["message_status"] == "accepted"
    assert hook.wait("statuses", 2)[1]["status"] == "sent"
    meta.say()
    meta.send()
    eventually(lambda: len(hook.values("statuses")) == 5)


def test_a_webhook_that_is_refused_comes_again_unchanged(meta: Meta, hook: WebhookReceiver) -> None:
    hook.answers = [500, 503]
    meta.say()
    eventually(lambda: len(hook.raw) == 3)
    assert len(set(hook.raw)) == 1

    def acknowledged() -> Any:
        last = meta.sim.get("/deliveries").json()["deliveries"][-1]
        return last if last["acknowledged_ms"] else None

    delivery = eventually(acknowledged)
    assert [attempt["status"] for attempt in delivery["attempts"]] == [500, 503, 200]
    assert delivery["acknowledged_ms"] > 30


def test_batching_gathers_updates_of_one_number_in_one_post(meta: Meta, hook: WebhookReceiver) -> None:
    meta.config(batch_ms=100)
    messages = [{"from": f"52155000000{n:02}", "text": f"n{n}"} for n in range(20)]
    assert len(meta.sim.post("/messages/batch", json={"messages": messages}).json()["ids"]) == 20
    hook.wait("messages", 20)
    assert len(hook.raw) == 1


def test_duplicates_and_disorder_can_be_asked_for(meta: Meta, hook: WebhookReceiver) -> None:
    meta.config(duplicate_probability=1)
    meta.say()
    eventually(lambda: len(hook.raw) == 2)
    assert hook.raw[0] == hook.raw[1]


def test_exact_updates_and_edits_are_delivered(meta: Meta, hook: WebhookReceiver) -> None:
    first = meta.say(text="uno")
    hook.wait("messages", 1)
    edit = {"original_message_id": first, "message": {"type": "text", "text": {"body": "dos"}}}
    meta.say(type="edit", edit=edit, text=None)
    hook.wait("messages", 2)
    meta.say(type="reaction", reaction={"message_id": first, "emoji": "❤️"}, text=None)
    assert [message["type"] for message in hook.wait("messages", 3)] == ["text", "edit", "reaction"]
    chat = meta.sim.get(f"/conversations/{NUMBER}/{CUSTOMER}").json()
    assert [(line["content"]["text"]["body"], line["edited"], line["reactions"]) for line in chat["entries"]] == [
        ("dos", True, {"customer": "❤️"})
    ]
    meta.sim.post("/raw", json={"field": "account_update", "value": {"event": "DISABLED_UPDATE"}})
    eventually(lambda: len(hook.raw) == 4)
    meta.sim.post("/raw", json={"body": {"object": "whatsapp_business_account", "entry": [], "new": "é"}})
    eventually(lambda: len(hook.raw) == 5)
    assert hook.signed(*hook.raw[-1])
    assert hook.bodies[3]["entry"][0]["changes"] == [{"value": {"event": "DISABLED_UPDATE"}, "field": "account_update"}]


def test_faults_answer_the_code_asked_for_as_often_as_asked(meta: Meta) -> None:
    meta.say()
    meta.fault(kind="error", code=131056, times=2)
    assert [meta.send().status_code for _ in range(3)] == [400, 400, 200]
    meta.fault(kind="error", code=80007, status=429, retry_after=3)
    limited = meta.send()
    assert code(limited) == (429, 80007)
    assert limited.headers["retry-after"] == "3"
    assert "estimated_time_to_regain_access" in limited.headers["x-business-use-case-usage"]
    meta.fault(kind="html", status=502)
    broken = meta.send()
    assert (broken.status_code, broken.headers["content-type"].split(";")[0]) == (502, "text/html")
    meta.fault(kind="error", code=131048, match={"to": "34600000000"})
    assert meta.send().status_code == 200
    assert code(meta.send(to="+34600000000")) == (400, 131048)


def test_an_ambiguous_send_is_accepted_but_never_answered(meta: Meta, hook: WebhookReceiver) -> None:
    meta.say()
    meta.fault(kind="ambiguous")
    with pytest.raises(httpx.TransportError):
        meta.send(biz_opaque_callback_data="m-9")
    assert {status["biz_opaque_callback_data"] for status in hook.wait("statuses", 2)} == {"m-9"}
    meta.send(biz_opaque_callback_data="m-9")
    sent = meta.sim.get("/sent", params={"to": CUSTOMER}).json()
    assert sent["accepted_by_callback_data"] == {"m-9": 2}
    assert meta.sim.get("/stats").json()["accepted_more_than_once"] == ["m-9"]


def test_reading_and_typing_show_on_the_customers_phone(meta: Meta) -> None:
    wamid = meta.say()
    mark = {"messaging_product": "whatsapp", "status": "read", "message_id": wamid}
    answer = meta.graph.post(f"/v24.0/{NUMBER}/messages", json={**mark, "typing_indicator": {"type": "text"}})
    assert answer.json() == {"success": True}
    chat = meta.sim.get(f"/conversations/{NUMBER}/{CUSTOMER}").json()
    assert chat["entries"][0]["status"] == "read"
    assert 0 < chat["typing_seconds"] <= 25
    unknown = meta.graph.post(f"/v24.0/{NUMBER}/messages", json={**mark, "message_id": "wamid.x"})
    assert unknown.status_code == 400


def test_media_takes_two_steps_and_the_same_token(meta: Meta, hook: WebhookReceiver) -> None:
    voice = b"OggS" + bytes(500)
    held = meta.sim.post("/media", content=voice, headers={"Content-Type": "audio/ogg; codecs=opus"}).json()
    meta.say(type="audio", audio={"id": held["id"]}, text=None)
    node = hook.wait("messages", 1)[0]["audio"]
    assert (node["voice"], node["sha256"], node["mime_type"]) == (True, held["sha256"], "audio/ogg; codecs=opus")
    found = meta.graph.get(f"/v24.0/{node['id']}", params={"phone_number_id": NUMBER}).json()
    assert found["sha256"] == hashlib.sha256(voice).hexdigest()
    assert meta.graph.get(found["url"]).content == voice
    assert meta.graph.get(node["url"]).content == voice
    assert httpx.get(found["url"]).status_code == 404
    assert meta.graph.get(f"/v24.0/{node['id']}", params={"phone_number_id": "1"}).status_code == 400
    meta.config(media_url_seconds=0)
    expired = meta.graph.get(f"/v24.0/{node['id']}").json()["url"]
    assert meta.graph.get(expired).status_code == 404
    assert meta.graph.delete(f"/v24.0/{node['id']}").json() == {"success": True}
    assert code(meta.graph.get(f"/v24.0/{node['id']}")) == (400, 100)


def test_a_business_uploads_and_sends_a_picture(meta: Meta, hook: WebhookReceiver) -> None:
    meta.say()
    file = {"file": ("menu.png", b"\x89PNG\r\n", "image/png")}
    form = {"messaging_product": "whatsapp", "type": "image/png"}
    media_id = meta.graph.post(f"/v24.0/{NUMBER}/media", data=form, files=file).json()["id"]
    assert meta.send(type="image", text=None, image={"id": media_id, "caption": "Menú"}).status_code == 200
    wrong = {"file": ("a.exe", b"MZ", "application/x-msdownload")}
    assert code(meta.graph.post(f"/v24.0/{NUMBER}/media", data=form, files=wrong)) == (400, 100)
    meta.fault(target="media", kind="wrong_sha")
    assert meta.graph.get(f"/{media_id}").json()["sha256"] != hashlib.sha256(b"\x89PNG\r\n").hexdigest()


def test_a_template_is_reviewed_and_the_verdict_is_told(meta: Meta, hook: WebhookReceiver) -> None:
    meta.config(template_review_ms=50)
    body = {"type": "BODY", "text": "Hola {{1}}, su cita es hoy.", "example": {"body_text": [["Ana"]]}}
    template = {"name": "cita_hoy", "language": "es_MX", "category": "UTILITY", "components": [body]}
    made = meta.graph.post(f"/v24.0/{WABA}/message_templates", json=template).json()
    assert made["status"] == "PENDING"
    assert meta.graph.post(f"/v24.0/{WABA}/message_templates", json=template).status_code == 400
    eventually(lambda: hook.raw)
    change = hook.bodies[0]["entry"][0]["changes"][0]
    assert (change["field"], change["value"]["event"]) == ("message_template_status_update", "APPROVED")
    assert change["value"]["message_template_id"] == int(made["id"])
    page = meta.graph.get(f"/v24.0/{WABA}/message_templates", params={"limit": 1}).json()
    assert page["summary"]["total_count"] == 2
    rest = meta.graph.get(page["paging"]["next"]).json()
    assert [each["name"] for each in page["data"] + rest["data"]] == ["hello_world", "cita_hoy"]
    assert "next" not in rest["paging"]
    node: dict[str, Any] = {"name": "cita_hoy", "language": {"code": "es_MX"}}
    assert code(meta.send(type="template", template=node, text=None)) == (400, 132000)
    node["components"] = [{"type": "body", "parameters": [{"type": "text", "text": "Ana"}]}]
    assert meta.send(type="template", template=node, text=None).status_code == 200
    assert meta.graph.delete(f"/v24.0/{WABA}/message_templates", params={"name": "cita_hoy"}).json()["success"]


def test_an_account_that_is_not_subscribed_gets_no_webhooks(meta: Meta, hook: WebhookReceiver) -> None:
    assert len(meta.graph.get(f"/v24.0/{WABA}/subscribed_apps").json()["data"]) == 1
    meta.graph.delete(f"/v24.0/{WABA}/subscribed_apps")
    meta.say()
    assert meta.graph.get(f"/v24.0/{WABA}/subscribed_apps").json() == {"data": []}
    assert meta.graph.post(f"/v24.0/{WABA}/subscribed_apps").json() == {"success": True}
    wamid = meta.say()
    assert [message["id"] for message in hook.wait("messages", 1)] == [wamid]
    assert meta.graph.get(f"/v24.0/{WABA}/phone_numbers").json()["data"][0]["id"] == NUMBER


def test_the_phone_page_is_live_and_reading_there_is_told(meta: Meta, hook: WebhookReceiver) -> None:
    meta.say()
    audio = {"file": ("a.ogg", b"OggS", "audio/ogg; codecs=opus")}
    form = {"messaging_product": "whatsapp", "type": "audio/ogg"}
    media_id = meta.graph.post(f"/v24.0/{NUMBER}/media", data=form, files=audio).json()["id"]
    before = meta.send().json()["messages"][0]["id"]
    hook.wait("statuses", 2)
    with httpx.stream("GET", f"{meta.base}/phone/api/events/{NUMBER}/{CUSTOMER}", timeout=60) as page:
        lines = page.iter_lines()
        next(lines)
        assert [(status["id"], status["status"]) for status in hook.wait("statuses", 3)][2] == (before, "read")
        voice = meta.send(type="audio", text=None, audio={"id": media_id, "voice": True}).json()["messages"][0]["id"]
        event = json.loads(next(line for line in lines if line.startswith("data:"))[5:])
        assert (event["entry"]["id"], event["entry"]["type"]) == (voice, "audio")
        assert [status["status"] for status in hook.wait("statuses", 6)[3:]] == ["sent", "delivered", "read"]
        httpx.post(f"{meta.base}/phone/api/played", json={"id": voice})
        assert hook.wait("statuses", 7)[6]["status"] == "played"
    assert "Simulador" in httpx.get(f"{meta.base}/phone/static/words.js").text
    assert httpx.get(f"{meta.base}/phone").headers["content-type"].startswith("text/html")
    assert TOKEN not in httpx.get(f"{meta.base}/phone/api/numbers").text


def test_a_new_business_scoped_id_stays_the_same_customer(meta: Meta, hook: WebhookReceiver) -> None:
    meta.say(user_id="MX.1")
    hook.wait("messages", 1)
    meta.say(user_id="MX.2")
    assert [message["from_user_id"] for message in hook.wait("messages", 2)] == ["MX.1", "MX.2"]
    assert len(meta.sim.get(f"/conversations/{NUMBER}/MX.2").json()["entries"]) == 2
