"""Media: upload, the two-step download (ask the Graph for a link, fetch the link with the same token), delete."""

import asyncio
import hashlib
import hmac
import time
from typing import Any

from aiohttp import web

from infra.simulators.meta import graph, ids
from infra.simulators.meta.errors import GraphError, missing_object, parameter
from infra.simulators.meta.sim import SIM, Caller, Medium, Sim, caller

Json = dict[str, Any]
MB = 1024 * 1024
_AUDIO = ("audio/aac", "audio/mp4", "audio/mpeg", "audio/amr", "audio/ogg", "audio/opus")
_OFFICE = "application/vnd.openxmlformats-officedocument."
_DOCUMENTS = (
    "application/pdf", "application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint", "text/plain",
    f"{_OFFICE}wordprocessingml.document", f"{_OFFICE}spreadsheetml.sheet", f"{_OFFICE}presentationml.presentation",
)  # fmt: skip
LIMITS = {
    **dict.fromkeys(_AUDIO, 16 * MB),
    **dict.fromkeys(_DOCUMENTS, 100 * MB),
    **dict.fromkeys(("image/jpeg", "image/png"), 5 * MB),
    **dict.fromkeys(("video/mp4", "video/3gpp"), 16 * MB),
    "image/webp": 500 * 1024,
}
PATH = "/lookaside/whatsapp_business/attachments/"
CHUNK = 64 * 1024


def hold(sim: Sim, phone_number_id: str, mime_type: str, data: bytes, filename: str = "") -> Medium:
    """Keep bytes under a new id."""
    digest = hashlib.sha256(data).digest()
    medium = Medium(ids.digits(), phone_number_id, mime_type, data, digest, filename)
    sim.media[medium.id] = medium
    return medium


def link(sim: Sim, media_id: str, source: str) -> str:
    """A link that expires, signed so that it cannot be made up."""
    expires = int(time.time() + sim.config.media_url_seconds)
    return f"{sim.public_url}{PATH}?mid={media_id}&source={source}&ext={expires}&hash={_seal(media_id, expires)}"


@graph.endpoint("media_upload")
async def upload(request: web.Request, caller: Caller) -> web.StreamResponse:
    sim = request.app[SIM]
    number = caller.number(request.match_info["id"])
    if not request.content_type.startswith("multipart/"):
        raise parameter("The parameter file is required.")
    form = await request.post()
    if form.get("messaging_product") != "whatsapp":
        raise parameter("The parameter messaging_product is required.")
    file = form.get("file")
    if not isinstance(file, web.FileField):
        raise parameter("The parameter file is required.")
    mime_type = str(file.content_type or form.get("type") or "")
    bare = mime_type.partition(";")[0].strip().lower()
    if bare in ("", "application/octet-stream"):
        mime_type = str(form.get("type") or mime_type)
        bare = mime_type.partition(";")[0].strip().lower()
    if bare not in LIMITS:
        kinds = ", ".join(LIMITS)
        text = (
            f"Param file must be a file with one of the following types: {kinds}. Received file of type '{mime_type}'."
        )
        raise parameter(text)
    data = file.file.read()
    if not data or len(data) > LIMITS[bare]:
        raise GraphError(131053, f"File size {len(data)} is not within 1 and {LIMITS[bare]} bytes for {bare}.")
    medium = hold(sim, number.phone_number_id, mime_type, data, file.filename)
    return web.json_response({"id": medium.id})


async def describe(request: web.Request, caller: Caller, medium: Medium) -> web.StreamResponse:
    """The first step: where the bytes are, for five minutes."""
    sim = request.app[SIM]
    number_id = request.query.get("phone_number_id")
    if number_id and number_id != medium.phone_number_id:
        raise missing_object(medium.id, caller.method)
    fault = await graph.suffer(request, sim.faults.strike("media", id=medium.id))
    if fault and fault.kind == "not_found":
        raise missing_object(medium.id, caller.method)
    digest = hashlib.sha256(b"not it").digest() if fault and fault.kind == "wrong_sha" else medium.sha256
    answer: Json = {
        "url": link(sim, medium.id, "getMedia"),
        "mime_type": medium.mime_type,
        "sha256": digest.hex(),
        "file_size": len(medium.data),
        "id": medium.id,
        "messaging_product": "whatsapp",
    }
    return web.json_response(answer)


async def download(request: web.Request) -> web.StreamResponse:
    """The second step. Without the token, too late, or with a seal that is wrong: 404, as Meta answers."""
    sim, query = request.app[SIM], request.query
    sim.requests += 1
    medium = sim.media.get(query.get("mid", ""))
    try:
        who = caller(request)
        if (
            medium is None
            or not _valid(query)
            or not any(n.phone_number_id == medium.phone_number_id for n in who.numbers)
        ):
            raise GraphError(100)
        fault = await graph.suffer(request, sim.faults.strike("media_bytes", id=medium.id))
    except GraphError as error:
        if error.status in (400, 401):
            return web.Response(status=404)
        return error.response()
    kind = fault.kind if fault else ""
    if kind == "not_found":
        return web.Response(status=404)
    if kind == "wrong_bytes":
        return web.Response(body=medium.data[::-1] + b"!", content_type="application/octet-stream")
    if fault and kind in ("huge", "slow"):
        return await _trickle(request, medium, kind, fault.options)
    return web.Response(body=medium.data, headers={"Content-Type": medium.mime_type})


async def delete(request: web.Request, caller: Caller, medium: Medium) -> web.StreamResponse:
    request.app[SIM].media.pop(medium.id, None)
    return web.json_response({"success": True})


def find(sim: Sim, caller: Caller, media_id: str) -> Medium | None:
    medium = sim.media.get(media_id)
    if medium and any(number.phone_number_id == medium.phone_number_id for number in caller.numbers):
        return medium
    return None


async def _trickle(request: web.Request, medium: Medium, kind: str, options: Json) -> web.StreamResponse:
    """`huge`: far more bytes than announced. `slow`: the right bytes, a few at a time."""
    response = web.StreamResponse(headers={"Content-Type": medium.mime_type})
    await response.prepare(request)
    if kind == "huge":
        for _ in range(int(options.get("bytes", 150 * MB)) // CHUNK):
            await response.write(bytes(CHUNK))
        return response
    size, pause = int(options.get("chunk", 1024)), float(options.get("ms", 200)) / 1000
    for start in range(0, len(medium.data), size):
        await response.write(medium.data[start : start + size])
        await asyncio.sleep(pause)
    return response


def _seal(media_id: str, expires: int) -> str:
    return hmac.new(b"simulated", f"{media_id}:{expires}".encode(), hashlib.sha256).hexdigest()[:22]


def _valid(query: Any) -> bool:
    try:
        expires = int(query.get("ext", ""))
    except ValueError:
        return False
    return time.time() < expires and hmac.compare_digest(query.get("hash", ""), _seal(query["mid"], expires))
