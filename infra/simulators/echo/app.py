"""The server over HTTP: parcels at /envios, anything else comes back as it was sent; what came is kept under /_sim."""

import hashlib
from typing import Any

from aiohttp import web

from infra.simulators.serve import json_object

Json = dict[str, Any]
MOST_CALLS = 500  # that are kept
STATES = ("en preparación", "en camino", "en reparto", "entregado")
CALLS = web.AppKey("calls", list[Json])


def build() -> web.Application:
    """Returns the application; everything is in memory."""
    app = web.Application(client_max_size=1024 * 1024)
    app[CALLS] = []
    app.router.add_post("/envios", parcel)
    app.router.add_get("/_sim/calls", calls)
    app.router.add_get("/_sim/stats", stats)
    app.router.add_post("/{path:.*}", echo)
    return app


async def parcel(request: web.Request) -> web.Response:
    """Where a parcel is: the same number always gets the same answer; one without digits is not known."""
    body = await _kept(request)
    number = str(body.get("guia") or "").strip()
    if not any(each.isdigit() for each in number):
        return web.json_response({"error": "no hay envío con esa guía"}, status=404)
    at = hashlib.sha256(number.encode()).digest()[0]
    return web.json_response({"guia": number, "estado": STATES[at % len(STATES)], "paquetes": 1 + at % 3})


async def echo(request: web.Request) -> web.Response:
    """What was sent."""
    return web.json_response(await _kept(request))


async def calls(request: web.Request) -> web.Response:
    """What came, oldest first."""
    return web.json_response({"calls": request.app[CALLS]})


async def stats(request: web.Request) -> web.Response:
    """How many calls came."""
    return web.json_response({"calls": len(request.app[CALLS])})


async def _kept(request: web.Request) -> Json:
    body = await json_object(request)
    kept = request.app[CALLS]
    kept.append({"path": request.path, "headers": dict(request.headers), "body": body})
    del kept[:-MOST_CALLS]
    return body
