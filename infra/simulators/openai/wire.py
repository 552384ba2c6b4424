"""OpenAI's manners: error answers, ids, token counts, server-sent events."""

import asyncio
import json
import os
from collections.abc import Collection, Iterable
from typing import Any

from aiohttp import web

Json = dict[str, Any]
MODELS = (
    "gpt-6.1-sol", "gpt-6.1-terra", "gpt-6-sol", "gpt-6-luna", "gpt-5.6-terra", "gpt-5.6-luna", "gpt-5.4-mini",
    "gpt-5.4-nano", "gpt-5.2", "gpt-5.1", "gpt-5", "gpt-5-mini", "gpt-5-nano", "gpt-4.1", "gpt-4.1-mini", "gpt-4o",
    "gpt-4o-mini", "gpt-4o-transcribe", "whisper-1", "text-embedding-3-small", "text-embedding-3-large",
)  # fmt: skip
# The days OpenAI has announced (GET /v1/models, shutdown_date).
SHUTDOWN_DATES = {
    "gpt-5": "2026-12-11", "gpt-5-mini": "2026-12-11", "gpt-5-nano": "2026-12-11", "gpt-5.1": "2027-04-01",
    "gpt-5.4-nano": "2027-04-01", "gpt-4.1": "2027-01-14", "gpt-4.1-mini": "2027-01-14", "gpt-4o": "2027-01-14",
    "gpt-4o-mini": "2027-01-14",
}  # fmt: skip
_FAMILIES = ("gpt-", "o1", "o3", "o4", "chatgpt-", "text-embedding-", "whisper", "ft:", "sim")


class ApiError(Exception):
    """An error as OpenAI answers it."""

    def __init__(
        self,
        status: int,
        message: str,
        *,
        type_: str = "invalid_request_error",
        param: str | None = None,
        code: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status, self.headers = status, headers or {}
        self.error = {"message": message, "type": type_, "param": param, "code": code}

    def response(self) -> web.Response:
        return web.json_response({"error": self.error}, status=self.status, headers=self.headers)


def missing(name: str) -> ApiError:
    text = f"Missing required parameter: '{name}'."
    return ApiError(400, text, param=name, code="missing_required_parameter")


def invalid(name: str, message: str) -> ApiError:
    return ApiError(400, message, param=name, code="invalid_value")


async def body_of(request: web.Request, retired: Collection[str] = ()) -> Json:
    """The JSON body, with a model that exists and has not been retired."""
    try:
        body = await request.json()
    except ValueError:
        raise ApiError(400, "We could not parse the JSON body of your request.") from None
    if not isinstance(body, dict):
        raise ApiError(400, "The body must be a JSON object.")
    known_model(body.get("model"), retired)
    return body


def known_model(model: object, retired: Collection[str] = ()) -> None:
    if not model:
        raise missing("model")
    if not str(model).startswith(_FAMILIES) or model in retired:
        text = f"The model `{model}` does not exist or you do not have access to it."
        raise ApiError(404, text, code="model_not_found")


def new_id(prefix: str) -> str:
    return f"{prefix}{os.urandom(16).hex()}"


def tokens(text: str) -> int:
    """A token is about four characters."""
    return (len(text) + 3) // 4


async def events(request: web.Request, lines: Iterable[tuple[str, Json]], *, done: bool) -> web.StreamResponse:
    """Server-sent events: named ones for responses, bare ones with a final [DONE] for chat."""
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream; charset=utf-8"})
    await response.prepare(request)
    for name, data in lines:
        head = f"event: {name}\n" if name else ""
        await response.write(f"{head}data: {json.dumps(data)}\n\n".encode())
        await asyncio.sleep(0)
    if done:
        await response.write(b"data: [DONE]\n\n")
    return response


def pieces(text: str, size: int = 24) -> list[str]:
    """The text as a stream would bring it."""
    return [text[start : start + size] for start in range(0, len(text), size)]
