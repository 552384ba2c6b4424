"""The routes of the OpenAI simulator; around each: bearer token, injected faults, the record of calls."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from infra.simulators.faults import Fault, lag
from infra.simulators.openai import admin, audio, chat, embeddings, responses
from infra.simulators.openai.outcomes import OUTCOME, OUTCOMES
from infra.simulators.openai.state import STATE, State
from infra.simulators.openai.wire import MODELS, SHUTDOWN_DATES, ApiError, new_id

Json = dict[str, Any]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
MAX_BODY = 64 * 1024 * 1024
HELD_LOOK_SECONDS = 0.02
_FLAGGED = "Invalid prompt: your prompt was flagged as potentially violating our usage policy."
_BAD_KEY = "Incorrect API key provided. You can find your API key at https://platform.openai.com/account/api-keys."
_NO_KEY = "You didn't provide an API key. You need to provide it in an Authorization header using Bearer auth."
_TOO_FAST = "Rate limit reached for requests. Please try again in a moment."
_NO_CREDIT = "You exceeded your current quota, please check your plan and billing details."
_BROKEN = "The server had an error while processing your request. Sorry about that!"
_DEFAULT_ERRORS = {
    400: (_FLAGGED, "invalid_request_error", "invalid_prompt"),
    401: (_BAD_KEY, "invalid_request_error", "invalid_api_key"),
    429: (_TOO_FAST, "requests", "rate_limit_exceeded"),
    500: (_BROKEN, "server_error", None),
    503: ("The engine is currently overloaded, please try again later.", "server_error", None),
}


def build(latency_ms: float) -> web.Application:
    """`latency_ms`: how long every answer takes, beside injected faults."""
    app = web.Application(client_max_size=MAX_BODY)
    app[STATE] = State()
    app.on_response_prepare.append(_headers)
    routes = (
        ("responses", "/v1/responses", responses.create),
        ("chat", "/v1/chat/completions", chat.complete),
        ("embeddings", "/v1/embeddings", embeddings.create),
        ("audio", "/v1/audio/transcriptions", audio.transcribe),
    )
    for kind, path, handler in routes:
        app.router.add_post(path, _route(kind, handler, latency_ms))
    app.router.add_get("/v1/models", _route("models", _models, 0))
    app.router.add_get("/v1/models/{model}", _route("models", _model, 0))
    admin.add(app.router)
    app.router.add_route("*", "/{rest:.*}", _nowhere)
    return app


def _route(kind: str, handler: Handler, latency_ms: float) -> Handler:
    async def answer(request: web.Request) -> web.StreamResponse:
        state = request.app[STATE]
        state.running += 1
        state.peak = max(state.peak, state.running)
        call: Json = {"at": time.time(), "kind": kind, "path": request.path, "status": 0}
        state.calls.append(call)
        began = time.perf_counter()
        try:
            response = await _answered(request, kind, handler, call, latency_ms)
            call["status"] = response.status
            return response
        except ApiError as error:
            call["status"] = error.status
            return error.response()
        finally:
            state.running -= 1
            call["ms"] = round((time.perf_counter() - began) * 1000, 3)
            state.by_kind[kind] += 1
            state.by_status[call["status"]] += 1
            state.latencies.append(call["ms"])

    return answer


async def _answered(
    request: web.Request, kind: str, handler: Handler, call: Json, latency_ms: float
) -> web.StreamResponse:
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not key.strip():
        raise ApiError(401, _NO_KEY)
    if request.content_type == "application/json":
        call["body"] = _readable(await request.read())
    if latency_ms:
        await lag(latency_ms)
    for fault in request.app[STATE].faults.strike(kind, model=str((call.get("body") or {}).get("model"))):
        if fault.kind == "latency":
            await lag(fault.options.get("ms", 0))
        elif fault.kind == "hang":
            await asyncio.sleep(float(fault.options.get("for_seconds", 3600)))
        elif fault.kind == "hold":
            await _held(request.app[STATE], fault)
        elif fault.kind in OUTCOMES:
            request[OUTCOME] = (fault.kind, fault.options)
        else:
            raise _injected(fault.options)
    return await handler(request)


async def _held(state: State, fault: Fault) -> None:
    """Waits until a control releases it."""
    state.held.append(fault)
    while fault in state.held:
        await asyncio.sleep(HELD_LOOK_SECONDS)


def _injected(options: Json) -> ApiError:
    status = int(options.get("status", 500))
    message, kind, code = _DEFAULT_ERRORS.get(status, _DEFAULT_ERRORS[500])
    headers = {}
    if options.get("code") == "insufficient_quota":
        message, kind = _NO_CREDIT, "insufficient_quota"
    elif status == 429:
        headers["retry-after"] = str(options.get("retry_after", 1))
    return ApiError(
        status,
        str(options.get("message", message)),
        type_=str(options.get("type", kind)),
        code=options.get("code", code),
        headers=headers,
    )


def _readable(raw: bytes) -> Json | None:
    try:
        body = json.loads(raw)
    except ValueError:
        return None
    return body if isinstance(body, dict) else None


async def _headers(request: web.Request, response: web.StreamResponse) -> None:
    response.headers["x-simulated"] = "true"
    response.headers["x-request-id"] = new_id("req_")
    response.headers["openai-version"] = "2020-10-01"


def _described(model: str) -> Json:
    shutdown = SHUTDOWN_DATES.get(model)
    return {"id": model, "object": "model", "created": 1700000000, "owned_by": "openai", "shutdown_date": shutdown}


async def _models(request: web.Request) -> web.StreamResponse:
    retired = request.app[STATE].retired
    return web.json_response({"object": "list", "data": [_described(name) for name in MODELS if name not in retired]})


async def _model(request: web.Request) -> web.StreamResponse:
    model = request.match_info["model"]
    if model not in MODELS or model in request.app[STATE].retired:
        raise ApiError(404, f"The model '{model}' does not exist", param="model", code="model_not_found")
    return web.json_response(_described(model))


async def _nowhere(request: web.Request) -> web.StreamResponse:
    return ApiError(404, f"Invalid URL ({request.method} {request.path})").response()
