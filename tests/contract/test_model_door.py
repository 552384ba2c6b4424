"""The model door against the simulated OpenAI: which API is asked, and what becomes of errors."""

import json
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from recado.kernel.settings import settings
from recado.platform import secrets
from recado.vendors.llm import openai
from recado.vendors.llm.model import (
    EFFORTS,
    Effort,
    ModelCut,
    ModelDown,
    ModelMissing,
    ModelRefused,
    ModelRequest,
    ModelUnpaid,
    Turn,
)
from tests.rigs.simulators import free_port, start_simulator


@pytest.fixture(scope="module")
def simulator() -> Iterator[str]:
    with start_simulator("openai") as url:
        yield url


@pytest.fixture(autouse=True)
def door(simulator: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    use(monkeypatch, f"{simulator}/v1")
    control(simulator, "reset")
    yield
    forget()


def use(monkeypatch: pytest.MonkeyPatch, base_url: str) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", base_url)
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    monkeypatch.setenv("OPENAI_TIMEOUT_SECONDS", "2")
    forget()


def forget() -> None:
    settings.cache_clear()
    secrets.secret.cache_clear()
    openai._client.cache_clear()


def ask(model: str = "gpt-6-luna", **changes: Any) -> ModelRequest:
    turns = (Turn("user", "Hola"), Turn("assistant", "¡Hola!"), Turn("user", "¿Cuánto cuesta una concha?"))
    return ModelRequest(model, "Precios: concha 18 pesos.", turns, **changes)


def control(simulator: str, verb: str, **body: Any) -> None:
    request = urllib.request.Request(
        f"{simulator}/_sim/{verb}", json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    urllib.request.urlopen(request).close()


def calls(simulator: str) -> list[dict[str, Any]]:
    with urllib.request.urlopen(f"{simulator}/_sim/calls?last=10") as answer:
        recorded: list[dict[str, Any]] = json.load(answer)["calls"]
        return recorded


@pytest.mark.parametrize(
    ("model", "responses"),
    [
        ("gpt-5", True), ("gpt-5.1-mini", True), ("gpt-6", True), ("gpt-12-nano", True), ("o3", True),
        ("o4-mini", True),
        ("gpt-4.1", False), ("gpt-4o-mini", False), ("gpt-3.5-turbo", False), ("llama3.3", False), ("qwen3", False),
    ],
)  # fmt: skip
def test_gpt_5_and_later_speak_responses_and_all_others_chat_completions(model: str, responses: bool) -> None:
    assert openai.uses_responses(model) is responses


def test_a_responses_model_is_asked_with_its_reasoning_effort(simulator: str) -> None:
    reply = openai.complete(ask(effort="low"))
    assert "18" in reply.text
    assert reply.consumed.input_tokens > 0
    assert reply.consumed.output_tokens > 0
    body = calls(simulator)[-1]["body"]
    assert body["reasoning"] == {"effort": "low"}
    assert body["store"] is False
    assert [turn["role"] for turn in body["input"]] == ["user", "assistant", "user"]


def test_a_chat_model_is_asked_without_effort(simulator: str) -> None:
    reply = openai.complete(ask("gpt-4.1-mini", effort="low"))
    assert "18" in reply.text
    body = calls(simulator)[-1]["body"]
    assert body["messages"][0]["role"] == "system"
    assert "reasoning" not in body
    assert "reasoning_effort" not in body


@pytest.mark.parametrize("status", [408, 429, 500, 503])
def test_trouble_that_passes_means_down(simulator: str, status: int) -> None:
    control(simulator, "faults", kind="error", status=status, times=5)
    with pytest.raises(ModelDown) as caught:
        openai.complete(ask())
    assert caught.value.reason == f"http_{status}"


def test_one_passing_error_is_retried_on_the_spot(simulator: str) -> None:
    control(simulator, "faults", kind="error", status=500, times=1)
    assert "18" in openai.complete(ask()).text


@pytest.mark.parametrize("status", [400, 403, 404])
def test_a_no_for_good_means_refused(simulator: str, status: int) -> None:
    control(simulator, "faults", kind="error", status=status, times=5)
    with pytest.raises(ModelRefused) as caught:
        openai.complete(ask())
    assert caught.value.reason.startswith(f"http_{status}")
    assert "sk-test" not in str(caught.value)


def test_a_model_that_hangs_is_down_after_the_timeout(simulator: str) -> None:
    control(simulator, "faults", kind="hang", times=5, for_seconds=10)
    with pytest.raises(ModelDown):
        openai.complete(ask())


def test_a_server_nobody_runs_is_down(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, f"http://127.0.0.1:{free_port()}/v1")
    with pytest.raises(ModelDown):
        openai.complete(ask())


@pytest.mark.parametrize("fault", [{"status": 429, "code": "insufficient_quota"}, {"status": 401}, {"status": 402}])
def test_no_credit_or_no_valid_key_means_unpaid(simulator: str, fault: dict[str, Any]) -> None:
    control(simulator, "faults", kind="error", times=5, **fault)
    with pytest.raises(ModelUnpaid) as caught:
        openai.complete(ask())
    assert "sk-test" not in str(caught.value)


@pytest.mark.parametrize("model", ["gpt-6-luna", "gpt-4.1"])
def test_a_name_the_vendor_has_retired_is_missing(simulator: str, model: str) -> None:
    control(simulator, "retired", models=[model])
    with pytest.raises(ModelMissing):
        openai.complete(ask(model))


@pytest.mark.parametrize("model", ["gpt-6-luna", "gpt-4.1"])
@pytest.mark.parametrize(("outcome", "reason"), [("refuse", "refusal"), ("filtered", "content_filter")])
def test_a_refusal_is_no_outage_and_was_paid_for(simulator: str, model: str, outcome: str, reason: str) -> None:
    control(simulator, "faults", kind=outcome)
    with pytest.raises(ModelRefused) as caught:
        openai.complete(ask(model))
    assert caught.value.reason == reason
    assert caught.value.consumed is not None
    assert caught.value.consumed.input_tokens > 0


@pytest.mark.parametrize("model", ["gpt-6-luna", "gpt-4.1"])
@pytest.mark.parametrize(("outcome", "reason"), [("cut", "max_output_tokens"), ("empty", "empty_answer")])
def test_an_answer_that_is_not_whole_is_cut_and_was_paid_for(
    simulator: str, model: str, outcome: str, reason: str
) -> None:
    control(simulator, "faults", kind=outcome)
    with pytest.raises(ModelCut) as caught:
        openai.complete(ask(model))
    assert caught.value.reason == reason
    assert caught.value.consumed is not None


def test_half_an_answer_is_none(simulator: str) -> None:
    for model in ("gpt-6-luna", "gpt-4.1"):
        with pytest.raises(ModelCut):
            openai.complete(ask(model, most_tokens=5))


@pytest.mark.parametrize(
    ("code", "expected"), [("server_error", ModelDown), ("invalid_prompt", ModelRefused), ("bio_policy", ModelRefused)]
)
def test_a_failed_response_is_repeated_only_when_that_may_help(
    simulator: str, code: str, expected: type[Exception]
) -> None:
    control(simulator, "faults", kind="failed", code=code)
    with pytest.raises(expected):
        openai.complete(ask())


@pytest.mark.parametrize("model", ["gpt-6-sol", "gpt-5.6-luna", "gpt-5.4-mini", "gpt-5.1", "gpt-5-mini", "o4-mini"])
@pytest.mark.parametrize("effort", EFFORTS)
def test_every_effort_is_sent_as_one_the_model_takes(model: str, effort: Effort) -> None:
    assert "18" in openai.complete(ask(model, effort=effort)).text


def test_usage_tells_reasoning_and_what_was_written_to_the_prompt_cache(simulator: str) -> None:
    request = replace(ask(effort="low"), instructions="Precios: concha 18 pesos. " * 300)
    first, second = openai.complete(request).consumed, openai.complete(request).consumed
    assert first.reasoning_tokens > 0
    assert first.cached_tokens == 0
    assert first.written_tokens > 1024
    assert second.cached_tokens == first.written_tokens
    assert second.written_tokens == 0
