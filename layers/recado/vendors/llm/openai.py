"""The one door to OpenAI and what speaks its protocol: Responses for GPT-5 and later, else Chat Completions."""

import re
import time
from functools import cache
from typing import Any

import openai
from openai.types.chat import ChatCompletionMessageParam
from openai.types.responses import EasyInputMessageParam

from recado.kernel.settings import settings
from recado.platform.secrets import secret
from recado.vendors.llm.model import ModelDown, ModelRefused, ModelReply, ModelRequest

PROVIDER = "openai"
RETRIES = 1  # in the SDK, with jitter and Retry-After; longer waits are the buffer's
_GENERATION = re.compile(r"^gpt-(\d+)")
_REASONING_ONLY = re.compile(r"^o\d")


def uses_responses(model: str) -> bool:
    """GPT-5 and later and the o-series speak the Responses API; every other name is asked by Chat Completions."""
    found = _GENERATION.match(model)
    return (int(found[1]) >= 5) if found else bool(_REASONING_ONLY.match(model))


def complete(request: ModelRequest) -> ModelReply:
    """Asks the model once. ModelDown when it may answer later, ModelRefused when it never will."""
    started = time.monotonic()
    try:
        answer = _responses(request) if uses_responses(request.model) else _chat(request)
    except (openai.APITimeoutError, openai.APIConnectionError) as error:
        raise ModelDown("the model did not answer in time") from error
    except openai.APIStatusError as error:
        raise _status_error(error) from error
    except openai.APIError as error:
        raise ModelDown(f"the model's answer could not be read ({type(error).__name__})") from error
    text, used = answer
    if not text.strip():
        raise ModelDown("the model answered nothing")
    return ModelReply(
        text=text.strip(),
        provider=PROVIDER,
        model=request.model,
        input_tokens=used[0],
        cached_tokens=used[1],
        output_tokens=used[2],
        milliseconds=round((time.monotonic() - started) * 1000),
    )


def _responses(request: ModelRequest) -> tuple[str, tuple[int, int, int]]:
    turns: list[Any] = [EasyInputMessageParam(role=turn.role, content=turn.text) for turn in request.turns]
    answer = _client().responses.create(
        model=request.model,
        instructions=request.instructions,
        input=turns,
        max_output_tokens=request.most_tokens,
        reasoning={"effort": request.effort} if request.effort else openai.omit,
        store=False,
    )
    if answer.status == "failed" and answer.error is not None:
        raise ModelDown(f"the model failed ({answer.error.code})")
    used = answer.usage
    if used is None:
        return answer.output_text, (0, 0, 0)
    return answer.output_text, (used.input_tokens, used.input_tokens_details.cached_tokens, used.output_tokens)


def _chat(request: ModelRequest) -> tuple[str, tuple[int, int, int]]:
    turns: list[ChatCompletionMessageParam] = [{"role": "system", "content": request.instructions}]
    for turn in request.turns:
        if turn.role == "user":
            turns.append({"role": "user", "content": turn.text})
        else:
            turns.append({"role": "assistant", "content": turn.text})
    answer = _client().chat.completions.create(model=request.model, messages=turns, max_tokens=request.most_tokens)
    if not answer.choices:
        return "", (0, 0, 0)
    if answer.choices[0].finish_reason == "content_filter":
        raise ModelRefused("content_filter")
    text, used = answer.choices[0].message.content or "", answer.usage
    if used is None:
        return text, (0, 0, 0)
    details = used.prompt_tokens_details
    return text, (used.prompt_tokens, (details and details.cached_tokens) or 0, used.completion_tokens)


def _status_error(error: openai.APIStatusError) -> ModelDown | ModelRefused:
    status = error.status_code
    if status in (408, 409, 429) or status >= 500:
        try:
            seconds = float(error.response.headers.get("retry-after", "0"))
        except ValueError:
            seconds = 0.0
        return ModelDown(f"http_{status}", seconds)
    return ModelRefused(f"http_{status}_{error.code or error.type or 'error'}")


@cache
def _client() -> openai.OpenAI:
    """This process's client; threads may share it. Without a key the server decides whether it wants one."""
    return openai.OpenAI(
        api_key=secret("OPENAI_API_KEY") or "none",
        base_url=settings().openai_base_url,
        timeout=openai.Timeout(settings().openai_timeout_seconds, connect=5.0),
        max_retries=RETRIES,
    )
