"""The phone page: the owner's phone that scans, and the customers' who write."""

from pathlib import Path

import segno
from aiohttp import web

from infra.simulators.serve import STYLE
from infra.simulators.web import admin
from infra.simulators.web.world import WORLD, Chat, Json

STATIC = Path(__file__).parent / "static"


def add(router: web.UrlDispatcher) -> None:
    router.add_get("/phone", page)
    router.add_static("/phone/static", STATIC)
    router.add_static("/phone/style", STYLE)
    router.add_get("/phone/api/sessions", admin.sessions)
    router.add_get("/phone/api/qr/{connection}", qr)
    router.add_get("/phone/api/chats/{session}", chats)
    router.add_get("/phone/api/chats/{session}/{phone}", admin.chat)
    router.add_post("/phone/api/faults", admin.add_fault)
    admin.add(router, "/phone/api")


async def page(_: web.Request) -> web.StreamResponse:
    return web.FileResponse(STATIC / "index.html", headers={"Cache-Control": "no-cache"})


async def qr(request: web.Request) -> web.Response:
    """The QR that a client shows now, as a picture."""
    connection = request.app[WORLD].connections.get(request.match_info["connection"])
    if connection is None or not connection.code:
        raise web.HTTPNotFound(text="no QR is shown there")
    picture = segno.make(connection.code, error="l", micro=False).svg_inline(border=2, light="#fff", omitsize=True)
    return web.Response(
        text=picture.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1), content_type="image/svg+xml"
    )


async def chats(request: web.Request) -> web.Response:
    """The chats of a session with their last line, the latest first."""
    session = admin.session_of(request.app[WORLD], {"session": request.match_info["session"]})
    chats = [chat for chat in session.chats.values() if chat.entries]
    chats.sort(key=lambda chat: chat.entries[-1].at, reverse=True)
    return web.json_response([_row(chat) for chat in chats[:200]])


def _row(chat: Chat) -> Json:
    last = chat.entries[-1]
    shown = {"by": last.by, "message": last.message, "at": last.at}
    return {"phone": chat.phone, "name": chat.name, "group": chat.group, "last": shown}
