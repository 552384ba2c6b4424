"""The one door to Gemini: a file and a question about it become an answer of a given shape."""

import time
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

import httpx2
from google import genai
from google.genai import errors, types
from pydantic import BaseModel, ValidationError

from recado.kernel.settings import settings
from recado.platform.secrets import secret
from recado.vendors.llm.model import (
    Consumed,
    ModelCut,
    ModelDown,
    ModelError,
    ModelMissing,
    ModelRefused,
    ModelUnpaid,
)

PROVIDER = "google"
SECONDS = 45.0  # of one call
MOST_TOKENS = 2048
Shape = TypeVar("Shape", bound=BaseModel)


class ModelBlocked(ModelRefused):
    """The vendor's rules do not let the model see or repeat what is in the file. reason: the vendor's word for it."""

    code = "model_blocked"


@dataclass(frozen=True, slots=True)
class Perceived(Generic[Shape]):
    """What the model heard or saw, in the shape that was given."""

    value: Shape
    consumed: Consumed


def configured() -> bool:
    """Returns whether there is a key."""
    return bool(secret("GEMINI_API_KEY"))


def perceive(
    data: bytes, mime_type: str, question: str, shape: type[Shape], *, model: str = "", seconds: float = SECONDS
) -> Perceived[Shape]:
    """Lets the model hear or see a file, once. model: "" for the one in the settings. seconds: until its answer.

    Raises ModelDown when it may answer later, ModelUnpaid when only a payment or a key helps, ModelBlocked when the
    vendor's rules forbid it, ModelCut when the answer is not whole, ModelMissing, ModelRefused.
    """
    model = model or settings().gemini_model
    started = time.monotonic()
    try:
        response = _client().models.generate_content(
            model=model,
            contents=types.Content(
                role="user",
                parts=[types.Part.from_bytes(data=data, mime_type=mime_type), types.Part.from_text(text=question)],
            ),
            config=_config(model, shape, mime_type, seconds),
        )
    except errors.APIError as error:
        raise _status_error(error) from error
    except httpx2.TransportError as error:
        raise ModelDown("the model did not answer in time") from error
    except (httpx2.HTTPError, ValueError) as error:
        raise ModelDown(f"the model's answer could not be read ({type(error).__name__})") from error
    consumed = _consumed(model, response.usage_metadata, round((time.monotonic() - started) * 1000))
    text = _text(response, consumed)
    try:
        return Perceived(shape.model_validate_json(text), consumed)
    except ValidationError as error:
        raise ModelCut("malformed_answer", consumed) from error


def _config(model: str, shape: type[BaseModel], mime_type: str, seconds: float) -> types.GenerateContentConfig:
    """The least thinking the model takes: 2.5 can do without, later ones have levels (ai.google.dev, thinking)."""
    least = types.ThinkingConfig(thinking_level=types.ThinkingLevel.MINIMAL)
    low = types.MediaResolution.MEDIA_RESOLUTION_LOW
    return types.GenerateContentConfig(
        temperature=0,
        max_output_tokens=MOST_TOKENS,
        response_mime_type="application/json",
        response_json_schema=shape.model_json_schema(),
        thinking_config=types.ThinkingConfig(thinking_budget=0) if model.startswith("gemini-2") else least,
        media_resolution=low if mime_type.startswith("video/") else None,
        http_options=types.HttpOptions(timeout=round(seconds * 1000)),  # milliseconds
    )


def _text(response: types.GenerateContentResponse, consumed: Consumed) -> str:
    """Returns the answer's JSON. Raises ModelBlocked, ModelCut."""
    feedback = response.prompt_feedback
    if feedback is not None and feedback.block_reason is not None:
        raise ModelBlocked(feedback.block_reason.value.lower(), consumed)
    candidate = response.candidates[0] if response.candidates else None
    if candidate is None:
        raise ModelCut("empty_answer", consumed)
    finish = candidate.finish_reason
    if finish in (types.FinishReason.MAX_TOKENS, types.FinishReason.MALFORMED_RESPONSE):
        raise ModelCut(finish.value.lower(), consumed)
    if finish not in (None, types.FinishReason.STOP, types.FinishReason.FINISH_REASON_UNSPECIFIED):
        raise ModelBlocked(finish.value.lower(), consumed)
    parts = candidate.content.parts if candidate.content and candidate.content.parts else []
    text = "".join(part.text or "" for part in parts if not part.thought)
    if not text.strip():
        raise ModelCut("empty_answer", consumed)
    return text


def _consumed(model: str, usage: types.GenerateContentResponseUsageMetadata | None, milliseconds: int) -> Consumed:
    """Thoughts are billed as output and are told apart from it."""
    usage = usage or types.GenerateContentResponseUsageMetadata()
    thoughts = usage.thoughts_token_count or 0
    details = usage.prompt_tokens_details or []
    return Consumed(
        provider=PROVIDER,
        model=model,
        input_tokens=usage.prompt_token_count or 0,
        cached_tokens=usage.cached_content_token_count or 0,
        written_tokens=0,
        output_tokens=(usage.candidates_token_count or 0) + thoughts,
        reasoning_tokens=thoughts,
        milliseconds=milliseconds,
        audio_tokens=sum(each.token_count or 0 for each in details if each.modality is types.MediaModality.AUDIO),
    )


def _status_error(error: errors.APIError) -> ModelError:
    """A used-up day's quota comes as a 429 like any other: it may be tried later."""
    reason = f"http_{error.code}_{(error.status or 'error').lower()}"
    if error.code in (401, 402, 403) or "api key" in (error.message or "").lower():
        return ModelUnpaid(reason)
    if error.code in (408, 429) or error.code >= 500:
        headers = getattr(error.response, "headers", None) or {}
        after = str(headers.get("retry-after", ""))
        return ModelDown(reason, float(after) if after.isdecimal() else 0.0)
    return ModelMissing(reason) if error.code == 404 else ModelRefused(reason)


@cache
def _client() -> genai.Client:
    """This process's client; threads may share it. It retries nothing: longer waits are the queue's."""
    options = types.HttpOptions(base_url=settings().gemini_base_url, api_version="v1")
    return genai.Client(api_key=secret("GEMINI_API_KEY"), http_options=options, vertexai=False)
