"""The Meta simulator's tokens, accounts and profiles answer as Meta documents."""

import hashlib
import hmac
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.rigs.simulators import start_simulator

NUMBER, WABA, TOKEN, SECRET = "106540352242922", "102290129340398", "token-1", "secret-1"
BOTH = ["whatsapp_business_management", "whatsapp_business_messaging"]


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    with start_simulator("meta") as url:
        yield url


@pytest.fixture
def graph(base: str) -> Iterator[httpx.Client]:
    httpx.post(f"{base}/_sim/reset", json={"numbers": True})
    register(base, NUMBER)
    with httpx.Client(base_url=f"{base}/v24.0", headers={"Authorization": f"Bearer {TOKEN}"}) as client:
        yield client


def register(base: str, number: str, **more: Any) -> None:
    told = {
        "phone_number_id": number, "waba_id": WABA, "display_phone_number": "15550783881", "access_token": TOKEN,
        "app_secret": SECRET, "callback_url": "http://127.0.0.1:9/nowhere",
    }  # fmt: skip
    assert httpx.post(f"{base}/_sim/numbers", json=told | more).status_code == 200


def change(base: str, **more: Any) -> None:
    assert httpx.post(f"{base}/_sim/numbers/change", json={"phone_number_id": NUMBER, **more}).status_code == 200


def proof(secret: str) -> str:
    return hmac.new(secret.encode(), TOKEN.encode(), hashlib.sha256).hexdigest()


def refusal(answer: httpx.Response) -> tuple[int, int, int | None, str]:
    error = answer.json()["error"]
    assert error["fbtrace_id"]
    return answer.status_code, error["code"], error.get("error_subcode"), error["type"]


def test_debug_token_says_what_a_token_is_good_for(graph: httpx.Client, base: str) -> None:
    change(base, limited_to=[WABA])
    data = graph.get("/debug_token", params={"input_token": TOKEN, "appsecret_proof": proof(SECRET)}).json()["data"]
    assert (data["is_valid"], data["app_id"], data["scopes"]) == (True, "1000000000000001", BOTH)
    assert data["granular_scopes"] == [{"scope": scope, "target_ids": [WABA]} for scope in BOTH]


def test_debug_token_says_of_a_strange_token_that_it_is_not_valid(graph: httpx.Client) -> None:
    data = graph.get("/debug_token", params={"input_token": "strange"}).json()["data"]
    assert (data["is_valid"], data["error"]["code"]) == (False, 190)


def test_a_proof_with_another_secret_is_refused_wherever_it_comes(graph: httpx.Client) -> None:
    for path in ("/debug_token", f"/{NUMBER}", f"/{WABA}/phone_numbers"):
        answer = graph.get(path, params={"input_token": TOKEN, "appsecret_proof": proof("other")})
        assert refusal(answer) == (400, 100, None, "GraphMethodException")


def test_a_bad_token_is_190(graph: httpx.Client) -> None:
    answer = graph.get("/debug_token", params={"input_token": TOKEN}, headers={"Authorization": "Bearer other"})
    assert refusal(answer) == (401, 190, None, "OAuthException")


def test_a_permission_the_token_lacks_is_200(graph: httpx.Client, base: str) -> None:
    change(base, scopes=BOTH[1:])
    assert refusal(graph.get(f"/{WABA}/phone_numbers")) == (403, 200, None, "OAuthException")
    change(base, scopes=BOTH[:1])
    assert graph.get(f"/{WABA}/phone_numbers").status_code == 200
    assert refusal(graph.post(f"/{NUMBER}/messages", json={}))[:2] == (403, 200)


def test_what_does_not_exist_is_100_33(graph: httpx.Client) -> None:
    for path in ("/999", "/999/phone_numbers", "/999/whatsapp_business_profile"):
        assert refusal(graph.get(path)) == (400, 100, 33, "GraphMethodException")
    assert refusal(graph.post("/999/subscribed_apps"))[1:3] == (100, 33)


def test_an_accounts_numbers_come_in_pages(graph: httpx.Client, base: str) -> None:
    for serial in range(4):
        register(base, f"20000000000000{serial}")
    found: list[str] = []
    params = {"limit": "2", "fields": "verified_name"}
    while True:
        page = graph.get(f"/{WABA}/phone_numbers", params=params).json()
        found += [number["id"] for number in page["data"]]
        if "next" not in page["paging"]:
            break
        params["after"] = page["paging"]["cursors"]["after"]
    assert found == [NUMBER, *(f"20000000000000{serial}" for serial in range(4))]


def test_a_number_shows_the_fields_asked_for_as_meta_would_change_them(graph: httpx.Client, base: str) -> None:
    change(base, facts={"quality_rating": "RED"})
    fields = "quality_rating,whatsapp_business_manager_messaging_limit"
    told = graph.get(f"/{NUMBER}", params={"fields": fields}).json()
    assert told == {"id": NUMBER, "quality_rating": "RED", "whatsapp_business_manager_messaging_limit": "TIER_2K"}


def test_a_profile_keeps_what_is_not_named_and_shows_what_is_asked_for(graph: httpx.Client) -> None:
    path = f"/{NUMBER}/whatsapp_business_profile"
    for body in ({"about": "Pan", "vertical": "GROCERY"}, {"email": "a@b.example"}):
        assert graph.post(path, json={"messaging_product": "whatsapp", **body}).json() == {"success": True}
    told = graph.get(path, params={"fields": "about,email"}).json()
    assert told == {"data": [{"about": "Pan", "email": "a@b.example", "messaging_product": "whatsapp"}]}


@pytest.mark.parametrize(
    "body",
    [{"about": ""}, {"about": "x" * 140}, {"websites": ["a", "b", "c"]}, {"vertical": "BAKERY"}, {"colour": "red"}],
)
def test_a_profile_field_against_metas_limits_is_100(graph: httpx.Client, body: dict[str, Any]) -> None:
    answer = graph.post(f"/{NUMBER}/whatsapp_business_profile", json={"messaging_product": "whatsapp", **body})
    assert refusal(answer)[:2] == (400, 100)
    without = graph.post(f"/{NUMBER}/whatsapp_business_profile", json={"about": "Pan"})
    assert refusal(without)[:2] == (400, 100)


def test_faults_aim_at_tokens_and_profiles(graph: httpx.Client, base: str) -> None:
    for target, path in (("token", "/debug_token?input_token=x"), ("profile", f"/{NUMBER}/whatsapp_business_profile")):
        fault = {"target": target, "kind": "error", "code": 2}
        assert httpx.post(f"{base}/_sim/faults", json=fault).status_code == 200
        assert refusal(graph.get(path))[:2] == (503, 2)
        assert graph.get(path).status_code == 200
