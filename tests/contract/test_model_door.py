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
    AnswerSchema,
    Carry,
    Effort,
    ModelCut,
    ModelDown,
    ModelMissing,
    ModelRefused,
    ModelRequest,
    ModelUnpaid,
    ToolResult,
    ToolSpec,
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


LOOK_UP = ToolSpec(
    "buscar",
    "Busca algo",
    {
        "type": "object",
        "properties": {"que": {"type": "string"}},
        "required": ["que"],
        "additionalProperties": False,
    },
)
BOTH = pytest.mark.parametrize("model", ["gpt-6-luna", "gpt-4.1-mini"])


@BOTH
def test_a_model_asks_for_tools_and_answers_with_what_they_say(simulator: str, model: str) -> None:
    control(simulator, "script", steps=[{"calls": [{"name": "buscar", "arguments": {"que": "concha"}}]}])
    request = ask(model, tools=(LOOK_UP,), effort="low")
    asked = openai.complete(request)
    (call,) = asked.calls
    assert (asked.text, call.name, json.loads(call.arguments)) == ("", "buscar", {"que": "concha"})
    results = (ToolResult(call.call_id, '{"precio": "18 pesos"}'),)
    again = replace(request, turns=(*request.turns, asked.carry, *results))
    assert "precio: 18 pesos" in openai.complete(again).text


@BOTH
def test_several_tools_are_asked_for_at_once(simulator: str, model: str) -> None:
    calls_ = [{"name": "buscar", "arguments": {"que": each}} for each in ("concha", "bolillo")]
    control(simulator, "script", steps=[{"calls": calls_}])
    request = ask(model, tools=(LOOK_UP,), effort="low")
    asked = openai.complete(request)
    assert [json.loads(each.arguments)["que"] for each in asked.calls] == ["concha", "bolillo"]
    results = tuple(ToolResult(each.call_id, "{}") for each in asked.calls)
    assert openai.complete(replace(request, turns=(*request.turns, asked.carry, *results))).text


def test_reasoning_goes_back_encrypted_with_the_calls_it_made(simulator: str) -> None:
    control(simulator, "script", steps=[{"calls": [{"name": "buscar", "arguments": {"que": "concha"}}]}])
    request = ask(tools=(LOOK_UP,), effort="low")
    asked = openai.complete(request)
    (call,) = asked.calls
    assert [each["type"] for each in asked.carry.items] == ["reasoning", "function_call"]
    bare = Carry(tuple(each for each in asked.carry.items if each["type"] == "function_call"))
    for carry, results in ((bare, (ToolResult(call.call_id, "{}"),)), (asked.carry, ())):
        with pytest.raises(ModelRefused):
            openai.complete(replace(request, turns=(*request.turns, carry, *results)))


@BOTH
def test_a_schema_that_strict_mode_does_not_take_is_refused(model: str) -> None:
    loose = replace(LOOK_UP, schema={"type": "object", "properties": {"que": {"type": "string"}}})
    with pytest.raises(ModelRefused, match="invalid_function_parameters"):
        openai.complete(ask(model, tools=(loose,), effort="none"))


@BOTH
def test_a_model_may_be_told_to_call_nothing(model: str) -> None:
    assert not openai.complete(ask(model, tools=(LOOK_UP,), tool_choice="none", effort="low")).calls


@BOTH
def test_a_model_may_be_made_to_call_a_tool(model: str) -> None:
    assert openai.complete(ask(model, tools=(LOOK_UP,), tool_choice="buscar", effort="low")).calls[0].name == "buscar"


@BOTH
def test_an_answer_has_the_shape_it_was_asked_for(model: str) -> None:
    schema = AnswerSchema("precio", LOOK_UP.schema)
    assert json.loads(openai.complete(ask(model, schema=schema)).text).keys() == {"que"}


def test_the_vendor_names_the_days_its_models_end() -> None:
    dates = openai.shutdown_dates()
    assert (dates["gpt-5-mini"], dates["gpt-6-luna"]) == ("2026-12-11", None)


def test_requests_that_begin_alike_say_so_and_the_customer_is_not_named(simulator: str) -> None:
    openai.complete(ask(cache_key="business", safety_id="stands-for-ana"))
    body = calls(simulator)[-1]["body"]
    assert (body["prompt_cache_key"], body["safety_identifier"], body["store"]) == ("business", "stands-for-ana", False)
