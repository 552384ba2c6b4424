"""The routes of the Gemini simulator: generateContent and, under /_sim, what is heard and what goes wrong."""

import asyncio
import base64
import binascii
import hashlib
import math
import time
from typing import Any

from aiohttp import web

from infra.simulators.faults import Fault, Faults, lag
from infra.simulators.gemini.answers import answer, hidden, seconds
from infra.simulators.serve import json_object, required

Json = dict[str, Any]
MAX_BODY = 140 * 1024 * 1024
MOST_INLINE = 100 * 1024 * 1024
TOKENS_A_SECOND = {"AUDIO": 32, "VIDEO": 300}
LOW_VIDEO = 100
TILE = 258
TYPES = {
    "audio": {"audio/ogg", "audio/wav", "audio/mp3", "audio/mpeg", "audio/aiff", "audio/aac", "audio/flac"},
    "image": {"image/png", "image/jpeg", "image/webp", "image/heic", "image/heif"},
    "video": {"video/mp4", "video/mpeg", "video/quicktime", "video/webm", "video/3gpp"},
    "application": {"application/pdf"},
}
MODALITIES = {"audio": "AUDIO", "image": "IMAGE", "video": "VIDEO", "application": "DOCUMENT"}
FINISHES = ("SAFETY", "MAX_TOKENS", "RECITATION")
STATUSES = {
    400: "INVALID_ARGUMENT", 401: "UNAUTHENTICATED", 403: "PERMISSION_DENIED", 404: "NOT_FOUND",
    429: "RESOURCE_EXHAUSTED", 500: "INTERNAL", 503: "UNAVAILABLE",
}  # fmt: skip


class World:
    """What is in which file (by sha256), what goes wrong, and who called."""

    def __init__(self) -> None:
        self.heard: dict[str, Any] = {}
        self.calls: list[Json] = []
        self.faults = Faults()
        self.held: list[Fault] = []


WORLD = web.AppKey("gemini", World)


class Refused(Exception):
    """An error as Google's APIs word it."""

    def __init__(self, status: int, message: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.status, self.message, self.headers = status, message, headers

    def response(self) -> web.Response:
        error = {"code": self.status, "message": self.message, "status": STATUSES.get(self.status, "UNKNOWN")}
        return web.json_response({"error": error}, status=self.status, headers=self.headers)


def build() -> web.Application:
    """Returns the application; everything is in memory."""
    app = web.Application(client_max_size=MAX_BODY)
    app[WORLD] = World()
    for version in ("v1", "v1beta"):
        app.router.add_post(f"/{version}/models/{{model}}:generateContent", generate)
    app.router.add_post("/_sim/heard", heard)
    app.router.add_get("/_sim/calls", calls)
    app.router.add_get("/_sim/stats", stats)
    app.router.add_post("/_sim/faults", fault)
    app.router.add_delete("/_sim/faults", no_faults)
    app.router.add_post("/_sim/release", release)
    app.router.add_post("/_sim/reset", reset)
    return app


async def generate(request: web.Request) -> web.Response:
    """One answer about one file."""
    world, model = request.app[WORLD], request.match_info["model"]
    call: Json = {"at": time.time(), "model": model, "status": 200}
    world.calls.append(call)
    try:
        return await _generated(request, world, model, call)
    except Refused as refusal:
        call["status"] = refusal.status
        return refusal.response()


async def _generated(request: web.Request, world: World, model: str, call: Json) -> web.Response:
    if not (request.headers.get("x-goog-api-key") or request.query.get("key")):
        raise Refused(403, "Method doesn't allow unregistered callers. Please use API Key to call this API.")
    body = await json_object(request)
    data, mime_type = _file(body)
    digest = hashlib.sha256(data).hexdigest()
    call |= {"sha256": digest, "mime_type": mime_type, "bytes": len(data)}
    outcome = ""
    for struck in world.faults.strike("generate", sha256=digest, model=model):
        outcome = await _struck(world, struck) or outcome
    if outcome == "block":
        feedback = {"blockReason": "SAFETY", "safetyRatings": []}
        return web.json_response({"promptFeedback": feedback, "usageMetadata": {}, "modelVersion": model})
    config = _either(body, "generationConfig", "generation_config") or {}
    schema = _either(config, "responseJsonSchema", "response_json_schema")
    text = answer(schema, mime_type, world.heard.get(digest, hidden(data)))
    text = text[: len(text) // 2] if outcome in ("bad_json", "MAX_TOKENS") else text
    parts = [] if outcome in ("SAFETY", "RECITATION") else [{"text": text}]
    finish = outcome if outcome in FINISHES else "STOP"
    candidate = {"content": {"role": "model", "parts": parts}, "finishReason": finish, "index": 0}
    usage = _usage(data, mime_type, config, text)
    return web.json_response({"candidates": [candidate], "usageMetadata": usage, "modelVersion": model})


def _file(body: Json) -> tuple[bytes, str]:
    """Returns the bytes and type of the request's one file. Field names come in both cases."""
    parts = [part for content in body.get("contents") or [] for part in content.get("parts") or []]
    files = [inline for part in parts if (inline := _either(part, "inlineData", "inline_data"))]
    if len(files) != 1:
        raise Refused(400, "Provide exactly one inline file.")
    mime_type = str(_either(files[0], "mimeType", "mime_type") or "").partition(";")[0]
    if mime_type not in TYPES.get(mime_type.partition("/")[0], set()):
        raise Refused(400, f"Unsupported MIME type: {mime_type}")
    try:
        data = base64.b64decode(str(files[0].get("data", "")).replace("-", "+").replace("_", "/"), validate=True)
    except binascii.Error:
        raise Refused(400, "Invalid value at 'contents[0].parts[0].inline_data.data' (TYPE_BYTES)") from None
    if not data:
        raise Refused(400, "Unable to process input: the file is empty.")
    if len(data) > MOST_INLINE:
        raise Refused(400, "Request payload size exceeds the limit: 104857600 bytes.")
    return data, mime_type


def _either(node: Json, camel: str, snake: str) -> Any:
    return node.get(camel, node.get(snake))


async def _struck(world: World, struck: Fault) -> str:
    """Returns how the answer is to be spoiled; "" when it is not. Raises Refused for an error."""
    if struck.kind == "latency":
        await lag(struck.options.get("ms", 0))
        return ""
    if struck.kind == "hang":
        await asyncio.sleep(float(struck.options.get("for_seconds", 3600)))
        return ""
    if struck.kind == "hold":
        world.held.append(struck)
        while struck in world.held:
            await asyncio.sleep(0.02)
        return ""
    if struck.kind in ("block", "bad_json"):
        return struck.kind
    if struck.kind == "finish":
        return str(struck.options.get("reason", "SAFETY"))
    after = struck.options.get("retry_after")
    headers = None if after is None else {"Retry-After": str(after)}
    raise Refused(int(struck.options.get("status", 503)), str(struck.options.get("message", "injected")), headers)


def _usage(data: bytes, mime_type: str, config: Json, text: str) -> Json:
    modality = MODALITIES[mime_type.partition("/")[0]]
    rate = TOKENS_A_SECOND.get(modality)
    low = _either(config, "mediaResolution", "media_resolution") == "MEDIA_RESOLUTION_LOW"
    rate = LOW_VIDEO if modality == "VIDEO" and low else rate
    of_file = TILE if rate is None else math.ceil(seconds(data) * rate)
    written = math.ceil(len(text) / 4)
    return {
        "promptTokenCount": of_file + 60,
        "candidatesTokenCount": written,
        "totalTokenCount": of_file + 60 + written,
        "promptTokensDetails": [
            {"modality": "TEXT", "tokenCount": 60},
            {"modality": modality, "tokenCount": of_file},
        ],
    }


async def heard(request: web.Request) -> web.Response:
    """{sha256, text | json}: what is in a file."""
    body = await json_object(request)
    (sha256,) = required(body, "sha256")
    request.app[WORLD].heard[sha256] = body.get("json", body.get("text"))
    return web.json_response({"success": True})


async def calls(request: web.Request) -> web.Response:
    """Who called, oldest first; `?sha256=` about one file."""
    sha256 = request.query.get("sha256")
    every = request.app[WORLD].calls
    return web.json_response({"calls": [each for each in every if sha256 in (None, each.get("sha256"))]})


async def stats(request: web.Request) -> web.Response:
    return web.json_response({"simulated": True, "calls": len(request.app[WORLD].calls)})


async def fault(request: web.Request) -> web.Response:
    """{kind: error (status, message?, retry_after?) | block | finish (reason) | bad_json | latency (ms) | hang | hold,
    times? | seconds?, match? {sha256, model}}."""
    return web.json_response(request.app[WORLD].faults.add(await json_object(request), "generate").describe())


async def no_faults(request: web.Request) -> web.Response:
    request.app[WORLD].faults.rules.clear()
    return web.json_response({"success": True})


async def release(request: web.Request) -> web.Response:
    """Lets go what is held."""
    request.app[WORLD].held.clear()
    return web.json_response({"success": True})


async def reset(request: web.Request) -> web.Response:
    request.app[WORLD] = World()
    return web.json_response({"success": True})
