"""The one door to OpenAI and what speaks its protocol: Responses for GPT-5 and later, else Chat Completions."""

import re
import time
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import openai
from openai.types.chat import ChatCompletion, ChatCompletionMessageParam
from openai.types.responses import EasyInputMessageParam, Response

from recado.kernel.settings import settings
from recado.platform.secrets import secret
from recado.vendors.llm import efforts
from recado.vendors.llm.model import (
    Consumed,
    ModelCut,
    ModelDown,
    ModelError,
    ModelMissing,
    ModelRefused,
    ModelReply,
    ModelRequest,
    ModelUnpaid,
)

PROVIDER = "openai"
RETRIES = 1  # in the SDK, with jitter and Retry-After; longer waits are the buffer's
_GENERATION = re.compile(r"^gpt-(\d+)")
_REASONING_ONLY = re.compile(r"^o\d")
_UNPAID = {"insufficient_quota", "billing_hard_limit_reached", "billing_not_active", "account_deactivated"}
_PASSING_FAILURES = {"server_error", "rate_limit_exceeded", "vector_store_timeout"}  # of a response that failed


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a call brought. problem: why there is no whole answer in it; None when there is."""

    text: str
    consumed: Consumed
    problem: type[ModelCut] | type[ModelRefused] | None = None
    reason: str = ""


def uses_responses(model: str) -> bool:
    """Returns whether the Responses API is asked: GPT-5 and later and the o-series; all others by Chat Completions."""
    generation = _GENERATION.match(model)
    return (int(generation[1]) >= 5) if generation else bool(_REASONING_ONLY.match(model))


def complete(request: ModelRequest) -> ModelReply:
    """Asks the model once.

    Raises ModelDown when it may answer later, ModelUnpaid when only a payment or a key helps, ModelMissing when there
    is no such model, ModelCut when the tokens ran out, ModelRefused when it never will.
    """
    started = time.monotonic()
    try:
        answer = _responses(request) if uses_responses(request.model) else _chat(request)
    except (openai.APITimeoutError, openai.APIConnectionError) as error:
        raise ModelDown("the model did not answer in time") from error
    except openai.APIStatusError as error:
        raise _status_error(error) from error
    except openai.APIError as error:
        raise ModelDown(f"the model's answer could not be read ({type(error).__name__})") from error
    consumed = replace(answer.consumed, milliseconds=round((time.monotonic() - started) * 1000))
    if answer.problem is not None:
        raise answer.problem(answer.reason, consumed)
    if not answer.text.strip():
        raise ModelCut("empty_answer", consumed)
    return ModelReply(answer.text.strip(), consumed)


def _responses(request: ModelRequest) -> _Answer:
    turns: list[Any] = [EasyInputMessageParam(role=turn.role, content=turn.text) for turn in request.turns]
    allowed = efforts.of_family(request.model) if request.efforts is None else request.efforts
    effort = efforts.nearest(request.effort, allowed)
    response = _client().responses.create(
        model=request.model,
        instructions=request.instructions,
        input=turns,
        max_output_tokens=request.most_tokens,
        reasoning={"effort": effort} if effort else openai.omit,
        store=False,
    )
    if response.status == "failed":
        code = response.error.code if response.error else "unknown"
        if code in _PASSING_FAILURES or response.error is None:
            raise ModelDown(f"the model failed ({code})")
        raise ModelRefused(code, _consumed_by_response(request, response))
    text, consumed = response.output_text, _consumed_by_response(request, response)
    if _refusal(response):
        return _Answer(text, consumed, ModelRefused, "refusal")
    if response.status == "incomplete":
        reason = (response.incomplete_details and response.incomplete_details.reason) or "incomplete"
        return _Answer(text, consumed, ModelRefused if reason == "content_filter" else ModelCut, reason)
    return _Answer(text, consumed)


def _refusal(response: Response) -> bool:
    return any(
        part.type == "refusal" for item in response.output if item.type == "message" for part in item.content or []
    )


def _consumed_by_response(request: ModelRequest, response: Response) -> Consumed:
    used = response.usage
    if used is None:
        return _consumed(request.model)
    details, output = getattr(used, "input_tokens_details", None), getattr(used, "output_tokens_details", None)
    return _consumed(
        request.model,
        used.input_tokens,
        _count(details, "cached_tokens"),
        _count(details, "cache_write_tokens"),
        used.output_tokens,
        _count(output, "reasoning_tokens"),
    )


def _chat(request: ModelRequest) -> _Answer:
    turns: list[ChatCompletionMessageParam] = [{"role": "system", "content": request.instructions}]
    for turn in request.turns:
        if turn.role == "user":
            turns.append({"role": "user", "content": turn.text})
        elif turn.role == "assistant":
            turns.append({"role": "assistant", "content": turn.text})
        else:
            turns.append({"role": "system", "content": turn.text})  # compatible servers know no "developer"
    answer = _client().chat.completions.create(model=request.model, messages=turns, max_tokens=request.most_tokens)
    consumed = _consumed_by_chat(request, answer)
    if not answer.choices:
        return _Answer("", consumed)
    choice = answer.choices[0]
    text = choice.message.content or ""
    if choice.finish_reason == "content_filter":
        return _Answer(text, consumed, ModelRefused, "content_filter")
    if choice.message.refusal:
        return _Answer(text, consumed, ModelRefused, "refusal")
    if choice.finish_reason == "length":
        return _Answer(text, consumed, ModelCut, "max_output_tokens")
    return _Answer(text, consumed)


def _consumed_by_chat(request: ModelRequest, answer: ChatCompletion) -> Consumed:
    used = answer.usage
    if used is None:
        return _consumed(request.model)
    return _consumed(
        request.model,
        used.prompt_tokens,
        _count(used.prompt_tokens_details, "cached_tokens"),
        _count(used.prompt_tokens_details, "cache_write_tokens"),
        used.completion_tokens,
        _count(used.completion_tokens_details, "reasoning_tokens"),
    )


def _count(details: object, name: str) -> int:
    """Returns a number of the usage; compatible servers leave some out, and the SDK does not insist on any."""
    return getattr(details, name, None) or 0


def _consumed(
    model: str, given: int = 0, cached: int = 0, written: int = 0, made: int = 0, reasoning: int = 0
) -> Consumed:
    return Consumed(PROVIDER, model, given, cached, written, made, reasoning, 0)


def _status_error(error: openai.APIStatusError) -> ModelError:
    status, code = error.status_code, error.code or error.type or "error"
    if status in (401, 402) or {error.code, error.type} & _UNPAID:
        return ModelUnpaid(f"http_{status}_{code}")
    if status in (408, 409, 429) or status >= 500:
        try:
            seconds = float(error.response.headers.get("retry-after", "0"))
        except ValueError:
            seconds = 0.0
        return ModelDown(f"http_{status}", seconds)
    if status == 404 or error.code == "model_not_found":
        return ModelMissing(f"http_{status}_{code}")
    return ModelRefused(f"http_{status}_{code}")


@cache
def _client() -> openai.OpenAI:
    """This process's client; threads may share it. Without a key the server decides whether it wants one."""
    return openai.OpenAI(
        api_key=secret("OPENAI_API_KEY") or "none",
        base_url=settings().openai_base_url,
        timeout=openai.Timeout(settings().openai_timeout_seconds, connect=5.0),
        max_retries=RETRIES,
    )
