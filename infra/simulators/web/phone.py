"""The phone page: the owner's phone that scans, and the customers' who write."""

from pathlib import Path

from aiohttp import web

from infra.simulators.web import admin
from infra.simulators.web.world import WORLD

STATIC = Path(__file__).parent / "static"


def add(router: web.UrlDispatcher) -> None:
    router.add_get("/phone", page)
    router.add_static("/phone/static", STATIC)
    router.add_get("/phone/api/sessions", admin.sessions)
    router.add_get("/phone/api/chats/{session}", chats)
    router.add_get("/phone/api/chats/{session}/{phone}", admin.chat)
    router.add_post("/phone/api/faults", admin.add_fault)
    admin.add(router, "/phone/api")


async def page(_: web.Request) -> web.StreamResponse:
    return web.FileResponse(STATIC / "index.html", headers={"Cache-Control": "no-cache"})


async def chats(request: web.Request) -> web.Response:
    """The chats of a session, the latest first."""
    session = admin.session_of(request.app[WORLD], {"session": request.match_info["session"]})
    found = [chat for chat in session.chats.values() if chat.entries]
    found.sort(key=lambda chat: chat.entries[-1].at, reverse=True)
    return web.json_response([{"phone": chat.phone, "name": chat.name, "group": chat.group} for chat in found[:200]])
