"""The official SDK understands everything the OpenAI simulator answers."""

import json
import math
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import openai
import pytest
from openai import OpenAI
from openai.types.responses import FunctionToolParam
from openai.types.responses.response_input_param import FunctionCallOutput

from tests.rigs.simulators import start_simulator
from tests.rigs.waiting import eventually

CONTEXT = """Eres el asistente de Café Luna. Responde siempre con amabilidad.
Cliente: Ana
- Horario: lunes a viernes de 8:00 a 20:00
- Café americano: 45 pesos, precio con IVA
- Dirección: Calle Reforma 12, Centro
"""
TOOL: FunctionToolParam = {
    "type": "function",
    "name": "find_order",
    "description": "x",
    "parameters": {"type": "object", "properties": {"number": {"type": "string"}}, "required": ["number"]},
    "strict": False,
}


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    with start_simulator("openai") as url:
        yield url


@pytest.fixture
def sdk(base: str) -> Iterator[OpenAI]:
    httpx.post(f"{base}/_sim/reset")
    with OpenAI(api_key="sk-test", base_url=f"{base}/v1", max_retries=0, timeout=30) as client:
        yield client


def ask(sdk: OpenAI, *said: str, **more: Any) -> Any:
    messages: list[Any] = [{"role": "user", "content": text} for text in said]
    return sdk.responses.create(model="gpt-6-luna", instructions=CONTEXT, input=messages, **more)


def test_it_answers_from_the_context_and_greets_by_name(sdk: OpenAI) -> None:
    response = ask(sdk, "Hola, ¿a qué hora abren?")
    assert response.model == "gpt-6-luna"
    assert "Ana" in response.output_text
    assert "8:00 a 20:00" in response.output_text
    assert "Eres el asistente" not in response.output_text
    assert response.usage.total_tokens == response.usage.input_tokens + response.usage.output_tokens
    assert response.usage.input_tokens_details.cached_tokens == 0
    assert ask(sdk, "Hola, ¿a qué hora abren?").output_text == response.output_text


def test_one_reply_answers_every_pending_message(sdk: OpenAI) -> None:
    text = ask(sdk, "¿cuánto cuesta el americano?", "⟦nota de voz⟧", "y ¿dónde están?").output_text
    assert "45 pesos" in text
    assert "nota de voz" in text
    assert "Reforma 12" in text


def test_it_answers_in_the_customers_language(sdk: OpenAI) -> None:
    assert "Here is the information" in ask(sdk, "what are your opening hours please?").output_text


def test_a_string_input_and_a_previous_response_are_accepted(sdk: OpenAI) -> None:
    first = sdk.responses.create(model="gpt-6-sol", input="hola", reasoning={"effort": "low"})
    assert first.reasoning is not None
    assert first.reasoning.effort == "low"
    assert first.usage is not None
    assert first.usage.output_tokens_details.reasoning_tokens > 0
    again = sdk.responses.create(model="gpt-6-sol", input="gracias", previous_response_id=first.id)
    assert again.previous_response_id == first.id
    with pytest.raises(openai.BadRequestError) as caught:
        sdk.responses.create(model="gpt-6-sol", input="x", previous_response_id="resp_none")
    assert caught.value.code == "previous_response_not_found"


def test_a_tool_is_called_and_its_result_answered(sdk: OpenAI) -> None:
    said: list[Any] = [{"role": "user", "content": 'mi pedido #tool find_order {"number": "7"}'}]
    first = sdk.responses.create(model="gpt-6-sol", input=said, tools=[TOOL])
    call = first.output[-1]
    assert call.type == "function_call"
    assert (call.name, json.loads(call.arguments)) == ("find_order", {"number": "7"})
    output: FunctionCallOutput = {
        "type": "function_call_output",
        "call_id": call.call_id,
        "output": '{"status": "en camino"}',
    }
    history: list[Any] = [*said, call.model_dump(), output]
    second = sdk.responses.create(model="gpt-6-sol", input=history, tools=[TOOL])
    assert "en camino" in second.output_text
    third = sdk.responses.create(model="gpt-6-sol", input=[output], previous_response_id=first.id)
    assert "en camino" in third.output_text
    with pytest.raises(openai.BadRequestError):
        sdk.responses.create(model="gpt-6-sol", input=[*said, {**output, "call_id": "call_none"}])


def test_structured_output_fits_its_schema(sdk: OpenAI) -> None:
    schema = {
        "type": "object",
        "properties": {"reply": {"type": "string"}, "mood": {"enum": ["calm", "angry"]}},
        "required": ["reply", "mood"],
        "additionalProperties": False,
    }
    shape: Any = {"format": {"type": "json_schema", "name": "answer", "schema": schema, "strict": True}}
    assert json.loads(ask(sdk, "¿qué horario?", text=shape).output_text)["mood"] == "calm"


def test_long_answers_can_be_asked_for_and_cut(sdk: OpenAI) -> None:
    assert len(ask(sdk, "#largo 9000").output_text) == 9000
    cut = ask(sdk, "#largo 9000", max_output_tokens=100)
    assert (cut.status, cut.incomplete_details.reason) == ("incomplete", "max_output_tokens")


def test_responses_stream(sdk: OpenAI) -> None:
    with sdk.responses.stream(model="gpt-6-sol", input="hola", instructions=CONTEXT) as stream:
        seen = [event.type for event in stream]
        final = stream.get_final_response()
    assert seen[0] == "response.created"
    assert seen[-1] == "response.completed"
    assert "Ana" in final.output_text


def test_chat_completions_with_tools_and_streams(sdk: OpenAI) -> None:
    function = {key: TOOL[key] for key in ("name", "description", "parameters")}
    tools: Any = [{"type": "function", "function": function}]
    messages: list[Any] = [
        {"role": "system", "content": CONTEXT},
        {"role": "user", "content": [{"type": "text", "text": '#tool find_order {"number":"7"}'}]},
    ]
    first = sdk.chat.completions.create(model="gpt-4o", messages=messages, tools=tools)
    assert first.choices[0].finish_reason == "tool_calls"
    message = first.choices[0].message
    assert message.tool_calls
    answered: Any = message.model_dump()
    result: Any = {"role": "tool", "tool_call_id": message.tool_calls[0].id, "content": "llega hoy"}
    second = sdk.chat.completions.create(model="gpt-4o", messages=[*messages, answered, result])
    assert "llega hoy" in (second.choices[0].message.content or "")
    assert second.usage is not None
    assert second.usage.prompt_tokens_details is not None
    chunks = list(
        sdk.chat.completions.create(
            model="gpt-4o",
            messages=[messages[0], {"role": "user", "content": "hola"}],
            stream=True,
            stream_options={"include_usage": True},
        )
    )
    assert "Ana" in "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
    assert chunks[-1].usage is not None


def test_embeddings_are_unit_vectors_and_similar_texts_are_near(sdk: OpenAI) -> None:
    texts = ["¿Cuánto cuesta el café americano?", "precio del cafe americano", "política de devoluciones de zapatos"]
    data = sdk.embeddings.create(model="text-embedding-3-small", input=texts).data
    first, near, far = (item.embedding for item in data)
    assert len(first) == 1536
    assert math.isclose(sum(value * value for value in first), 1, rel_tol=1e-3)
    assert _dot(first, near) > _dot(first, far) + 0.3
    plain = sdk.embeddings.create(model="text-embedding-3-small", input=texts[0], encoding_format="float")
    assert plain.data[0].embedding == pytest.approx(first)
    assert (
        len(sdk.embeddings.create(model="text-embedding-3-large", input="x", dimensions=256).data[0].embedding) == 256
    )
    with pytest.raises(openai.BadRequestError):
        sdk.embeddings.create(model="text-embedding-3-small", input="")


def test_errors_are_the_sdks_own_errors(sdk: OpenAI, base: str) -> None:
    bare = httpx.post(f"{base}/v1/responses", json={"model": "gpt-6-sol", "input": "x"})
    assert bare.status_code == 401
    assert set(bare.json()["error"]) == {"message", "type", "param", "code"}
    with pytest.raises(openai.NotFoundError) as missing:
        sdk.responses.create(model="claude", input="x")
    assert missing.value.code == "model_not_found"
    httpx.post(f"{base}/_sim/faults", json={"kind": "error", "status": 429, "retry_after": 7})
    with pytest.raises(openai.RateLimitError) as limited:
        ask(sdk, "hola")
    assert limited.value.response.headers["retry-after"] == "7"
    assert limited.value.request_id
    for status, kind in (
        (500, openai.InternalServerError),
        (400, openai.BadRequestError),
        (401, openai.AuthenticationError),
    ):
        httpx.post(f"{base}/_sim/faults", json={"kind": "error", "status": status, "target": "responses"})
        with pytest.raises(kind):
            ask(sdk, "hola")
    httpx.post(f"{base}/_sim/faults", json={"kind": "hang"})
    with pytest.raises(openai.APITimeoutError):
        ask(sdk, "hola", timeout=0.3)
    assert ask(sdk, "hola").output_text


def test_a_held_call_is_answered_once_it_is_released(sdk: OpenAI, base: str) -> None:
    httpx.post(f"{base}/_sim/faults", json={"kind": "hold", "match": {"model": "gpt-6-luna"}})
    with ThreadPoolExecutor(1) as pool:
        held = pool.submit(ask, sdk, "hola")
        eventually(lambda: httpx.get(f"{base}/_sim/faults").json()["faults"][-1]["struck"] == 1)
        assert ask(sdk, "hola").output_text, "only one was to be held"
        assert not held.done()
        httpx.post(f"{base}/_sim/release", json={"match": {"model": "gpt-6-luna"}})
        assert held.result(60).output_text


def test_calls_are_recorded_and_every_answer_says_it_is_simulated(sdk: OpenAI, base: str) -> None:
    raw = sdk.models.with_raw_response.list()
    assert raw.headers["x-simulated"] == "true"
    assert raw.parse().data
    ask(sdk, "hola")
    calls = httpx.get(f"{base}/_sim/calls", params={"last": 1}).json()["calls"]
    assert (calls[0]["kind"], calls[0]["body"]["instructions"]) == ("responses", CONTEXT)
    assert httpx.get(f"{base}/_sim/stats").json()["calls"] == {"models": 1, "responses": 1}


def test_a_long_context_seen_before_counts_as_cached(sdk: OpenAI) -> None:
    context = CONTEXT + "Dato sin importancia. " * 400
    usages = [sdk.responses.create(model="gpt-6-sol", instructions=context, input="hola").usage for _ in range(2)]
    cached = [usage.input_tokens_details.cached_tokens for usage in usages if usage]
    assert cached[0] == 0
    assert cached[1] >= 1024


def test_a_recording_is_transcribed(sdk: OpenAI) -> None:
    heard = sdk.audio.transcriptions.create(model="gpt-4o-transcribe", file=("a.ogg", b"OggS", "audio/ogg"))
    assert "simulada" in heard.text


def _dot(one: list[float], other: list[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))
