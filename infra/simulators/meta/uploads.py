"""The resumable upload of example files: a session of the app, then the bytes, then the handle that names them."""

from typing import Any

from aiohttp import web

from infra.simulators.meta import graph, ids
from infra.simulators.meta.errors import GraphError, missing_object, parameter
from infra.simulators.meta.sim import SIM, Caller

Json = dict[str, Any]
TYPES = ("application/pdf", "image/jpeg", "image/jpg", "image/png", "video/mp4")


@graph.endpoint("uploads")
async def begin(request: web.Request, caller: Caller) -> web.StreamResponse:
    """POST /{app_id}/uploads: how long the file will be, and what it is."""
    app_id, query = request.match_info["id"], request.query
    if caller.numbers[0].app_id != app_id:
        raise missing_object(app_id, caller.method)
    if not query.get("file_length", "").isdecimal():
        raise parameter("The parameter file_length is required.")
    if query.get("file_type") not in TYPES:
        raise parameter(f"Param file_type must be one of {{{', '.join(TYPES)}}}.")
    session = f"upload:{ids.digits()}"
    request.app[SIM].world.uploads[session] = {"length": int(query["file_length"]), "type": query["file_type"]}
    return web.json_response({"id": session})


@graph.endpoint("uploads")
async def go_on(request: web.Request, caller: Caller) -> web.StreamResponse:
    """POST /upload:{session}: the bytes, from `file_offset` on. The handle, once all are there."""
    uploads, session = request.app[SIM].world.uploads, "upload:" + request.match_info["session"]
    upload = uploads.get(session)
    if upload is None:
        raise missing_object(session, caller.method)
    if request.headers.get("file_offset") != "0" or len(await request.read()) != upload["length"]:
        raise GraphError(100, "The file is not as long as was announced.", subcode=1363041)
    handle = f"4::{ids.digits()}"
    uploads[handle] = upload
    return web.json_response({"h": handle})
