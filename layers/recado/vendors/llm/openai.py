"""The one door to OpenAI and what speaks its protocol: Responses for GPT-5 and later, else Chat Completions."""

import re
import time
from dataclasses import replace
from functools import cache

import openai

from recado.kernel.settings import settings
from recado.platform.secrets import secret
from recado.vendors.llm import chat, responses
from recado.vendors.llm.model import (
    Answer,
    Json,
    ModelCut,
    ModelDown,
    ModelError,
    ModelMissing,
    ModelRefused,
    ModelReply,
    ModelRequest,
    ModelUnpaid,
)

PROVIDER = responses.PROVIDER
RETRIES = 1  # in the SDK, with jitter and Retry-After; longer waits are the buffer's
_GENERATION = re.compile(r"^gpt-(\d+)")
_REASONING_ONLY = re.compile(r"^o\d")
_UNPAID = {"insufficient_quota", "billing_hard_limit_reached", "billing_not_active", "account_deactivated"}


def uses_responses(model: str) -> bool:
    """Returns whether the Responses API is asked: GPT-5 and later and the o-series; all others by Chat Completions."""
    generation = _GENERATION.match(model)
    return (int(generation[1]) >= 5) if generation else bool(_REASONING_ONLY.match(model))


def complete(request: ModelRequest) -> ModelReply:
    """Asks the model once: it says something, or asks for tools.

    Raises ModelDown when it may answer later, ModelUnpaid when only a payment or a key helps, ModelMissing when there
    is no such model, ModelCut when the tokens ran out, ModelRefused when it never will.
    """
    started = time.monotonic()
    try:
        answer = _asked(request)
    except (openai.APITimeoutError, openai.APIConnectionError) as error:
        raise ModelDown("the model did not answer in time") from error
    except openai.APIStatusError as error:
        raise _status_error(error) from error
    except openai.APIError as error:
        raise ModelDown(f"the model's answer could not be read ({type(error).__name__})") from error
    consumed = replace(answer.consumed, milliseconds=round((time.monotonic() - started) * 1000))
    if answer.problem is not None:
        raise answer.problem(answer.reason, consumed)
    if not answer.text.strip() and not answer.calls:
        raise ModelCut("empty_answer", consumed)
    return ModelReply(answer.text.strip(), consumed, answer.calls, answer.carry)


def shutdown_dates() -> dict[str, str | None]:
    """Returns the models the vendor has, each with the day it is shut down (YYYY-MM-DD), if that is known.

    `GET /v1/models`, `shutdown_date` (developers.openai.com, deprecations). Raises ModelError.
    """
    try:
        listed = _client().models.list()
    except openai.APIStatusError as error:
        raise _status_error(error) from error
    except openai.APIError as error:
        raise ModelDown(f"the list of models could not be read ({type(error).__name__})") from error
    return {each.id: getattr(each, "shutdown_date", None) for each in listed.data}


def _asked(request: ModelRequest) -> Answer:
    client = _client()
    if request.seconds:
        client = client.with_options(timeout=openai.Timeout(request.seconds, connect=5.0))
    if uses_responses(request.model):
        response = client.responses.create(**responses.body(request))
        return responses.answer(request, _plain(response))
    completion = client.chat.completions.create(**chat.body(request))
    return chat.answer(request, _plain(completion))


def _plain(answer: openai.BaseModel) -> Json:
    """As it came: the SDK reads leniently, and what we send back must be what we were sent."""
    return answer.to_dict(mode="json", exclude_unset=True)


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
