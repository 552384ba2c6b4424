"""The simulated Meta's templates and sending limits: refusals, verdicts and example files as Meta documents them."""

import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.rigs.simulators import WebhookReceiver, start_simulator
from tests.rigs.waiting import eventually

NUMBER, WABA, APP, TOKEN = "106540352242922", "102290129340398", "1000000000000001", "token-1"
BODY = {"type": "BODY", "text": "Hola {{1}}, ya abrimos hoy.", "example": {"body_text": [["Ana"]]}}
Json = dict[str, Any]


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    with start_simulator("meta", "--status-delay-ms", "15") as url:
        yield url


@pytest.fixture
def hook() -> Iterator[WebhookReceiver]:
    receiver = WebhookReceiver("secret")
    yield receiver
    receiver.close()


@pytest.fixture
def graph(base: str, hook: WebhookReceiver) -> Iterator[httpx.Client]:
    httpx.post(f"{base}/_sim/reset", json={"numbers": True})
    number = {
        "phone_number_id": NUMBER, "waba_id": WABA, "display_phone_number": "15550783881", "access_token": TOKEN,
        "app_secret": "secret", "callback_url": hook.url, "app_id": APP,
    }  # fmt: skip
    httpx.post(f"{base}/_sim/numbers", json=number).raise_for_status()
    httpx.post(f"{base}/_sim/config", json={"template_review_ms": 20})
    with httpx.Client(base_url=f"{base}/v24.0", headers={"Authorization": f"Bearer {TOKEN}"}) as client:
        yield client


def create(graph: httpx.Client, *components: Json, **more: Any) -> httpx.Response:
    listed = list(components or (BODY,))
    new = {"name": "aviso", "language": "es", "category": "UTILITY", "components": listed} | more
    return graph.post(f"/{WABA}/message_templates", json=new)


def refusal(answer: httpx.Response) -> tuple[int, int | None]:
    error = answer.json()["error"]
    return error["code"], error.get("error_subcode")


def updates(hook: WebhookReceiver, field: str) -> list[Json]:
    return [c["value"] for body in hook.bodies for e in body["entry"] for c in e["changes"] if c["field"] == field]


def test_what_meta_refuses_at_once_has_its_subcode(graph: httpx.Client) -> None:
    assert create(graph).status_code == 200
    assert refusal(create(graph)) == (100, 2388024)
    crowded = {"type": "BODY", "text": "a {{1}} b {{2}} c {{3}} d", "example": {"body_text": [["x", "y", "z"]]}}
    assert refusal(create(graph, crowded, name="b")) == (100, 2388293)
    edged = {"type": "BODY", "text": "{{1}} hola", "example": {"body_text": [["x"]]}}
    assert refusal(create(graph, edged, name="c")) == (100, 2388299)
    assert refusal(create(graph, {"type": "HEADER", "format": "IMAGE"}, BODY, name="d")) == (100, 2388273)
    assert refusal(create(graph, BODY, name="e", category="AUTHENTICATION")) == (100, 2388047)


def test_a_name_is_blocked_after_deletion_and_a_disabled_template_stays(
    base: str, graph: httpx.Client, hook: WebhookReceiver
) -> None:
    create(graph)
    eventually(lambda: updates(hook, "message_template_status_update"))
    assert graph.delete(f"/{WABA}/message_templates", params={"name": "aviso"}).json() == {"success": True}
    assert refusal(create(graph)) == (100, 2388023)
    create(graph, name="otro")
    eventually(lambda: len(updates(hook, "message_template_status_update")) == 2)
    httpx.post(f"{base}/_sim/templates", json={"name": "otro", "event": "DISABLED"})
    assert refusal(graph.delete(f"/{WABA}/message_templates", params={"name": "otro"})) == (100, 2388025)


def test_quality_category_and_rejection_are_told(base: str, graph: httpx.Client, hook: WebhookReceiver) -> None:
    create(graph)
    for decision in ({"quality": "RED"}, {"category": "MARKETING"}, {"event": "REJECTED", "reason": "ABUSIVE_CONTENT"}):
        httpx.post(f"{base}/_sim/templates", json={"name": "aviso"} | decision).raise_for_status()
    eventually(lambda: updates(hook, "template_category_update") and updates(hook, "message_template_quality_update"))
    (quality,) = updates(hook, "message_template_quality_update")
    assert (quality["previous_quality_score"], quality["new_quality_score"]) == ("UNKNOWN", "RED")
    (category,) = updates(hook, "template_category_update")
    assert (category["previous_category"], category["new_category"]) == ("UTILITY", "MARKETING")
    eventually(lambda: "REJECTED" in [each["event"] for each in updates(hook, "message_template_status_update")])
    rejected = next(each for each in updates(hook, "message_template_status_update") if each["event"] == "REJECTED")
    assert rejected["reason"] == "ABUSIVE_CONTENT"


def test_an_example_file_goes_up_in_a_session_of_the_app(graph: httpx.Client) -> None:
    params = {"file_length": "4", "file_type": "image/png", "file_name": "a.png"}
    session = graph.post(f"/{APP}/uploads", params=params).json()["id"]
    oauth = {"Authorization": f"OAuth {TOKEN}", "file_offset": "0"}
    assert refusal(graph.post(f"/{session}", content=b"too long", headers=oauth)) == (100, 1363041)
    handle = graph.post(f"/{session}", content=b"\x89PNG", headers=oauth).json()["h"]
    header = {"type": "HEADER", "format": "IMAGE", "example": {"header_handle": [handle]}}
    assert create(graph, header, BODY).status_code == 200
    assert refusal(graph.post("/77/uploads", params=params)) == (100, 33)
    assert refusal(graph.post(f"/{APP}/uploads", params=params | {"file_type": "image/gif"})) == (100, None)


def test_more_messages_in_a_second_than_the_number_may_are_refused(base: str, graph: httpx.Client) -> None:
    httpx.post(f"{base}/_sim/config", json={"throughput_limit": 5, "pair_limit": True})
    text = {"messaging_product": "whatsapp", "type": "text", "text": {"body": "Hola"}}

    def within_a_second() -> list[httpx.Response] | None:
        """The answers, if all were asked for within a second of the first; what was before is a second ago."""
        time.sleep(1)  # time itself: the second before is over
        begun = time.monotonic()
        answers = [graph.post(f"/{NUMBER}/messages", json=text | {"to": f"+52155123456{n:02d}"}) for n in range(8)]
        return answers if time.monotonic() - begun < 1 else None

    answers = eventually(within_a_second)
    assert [answer.status_code for answer in answers] == [200] * 5 + [400] * 3
    assert refusal(answers[-1]) == (130429, None)
