"""What the phone page needs: chats, bytes of media, and a live stream of what happens in the chat that is open."""

import asyncio
import json
from pathlib import Path
from typing import Any

from aiohttp import web

from infra.simulators.meta import admin, receipts, view
from infra.simulators.meta.sim import SIM
from infra.simulators.meta.world import Chat
from infra.simulators.serve import STYLE, json_object, required

Json = dict[str, Any]
STATIC = Path(__file__).parent / "static"
HEARTBEAT_SECONDS = 15


def add(router: web.UrlDispatcher) -> None:
    router.add_get("/phone", page)
    router.add_static("/phone/static", STATIC)
    router.add_static("/phone/style", STYLE)
    router.add_get("/phone/api/numbers", numbers)
    router.add_get("/phone/api/chats/{phone_number_id}", chats)
    router.add_get("/phone/api/chat/{phone_number_id}/{customer}", admin.conversation)
    router.add_get("/phone/api/events/{phone_number_id}/{customer}", events)
    router.add_get("/phone/api/media/{media_id}", media_bytes)
    router.add_post("/phone/api/customers", admin.add_customer)
    router.add_post("/phone/api/messages", admin.say)
    router.add_post("/phone/api/media", admin.add_media)
    router.add_post("/phone/api/played", played)


async def page(request: web.Request) -> web.StreamResponse:
    return web.FileResponse(STATIC / "index.html", headers={"Cache-Control": "no-cache"})


async def numbers(request: web.Request) -> web.Response:
    """Without tokens and secrets: the page needs names only."""
    shown = [
        {"id": number.phone_number_id, "phone": number.display_phone_number, "name": number.verified_name}
        for number in request.app[SIM].world.numbers.values()
    ]
    return web.json_response(shown)


async def chats(request: web.Request) -> web.Response:
    """The chats of a number, the latest first."""
    number_id = request.match_info["phone_number_id"]
    chats = [chat for (number, _), chat in request.app[SIM].world.chats.items() if number == number_id]
    chats.sort(key=lambda chat: chat.entries[-1].at if chat.entries else 0, reverse=True)
    return web.json_response([_line(chat) for chat in chats[:200]])


async def media_bytes(request: web.Request) -> web.Response:
    medium = request.app[SIM].media.get(request.match_info["media_id"])
    if medium is None:
        raise web.HTTPNotFound
    return web.Response(body=medium.data, headers={"Content-Type": medium.mime_type, "Cache-Control": "max-age=3600"})


async def events(request: web.Request) -> web.StreamResponse:
    """Server-sent events of one chat. Having it open is what makes the business's messages read."""
    sim, info = request.app[SIM], request.match_info
    chat = view.find(sim, info["phone_number_id"], info["customer"])
    if chat is None:
        raise web.HTTPNotFound
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-cache"})
    await response.prepare(request)
    await response.write(b"retry: 1000\n\n")
    viewer: asyncio.Queue[Json] = asyncio.Queue()
    chat.viewers.add(viewer)
    receipts.read_by_customer(sim, chat)
    try:
        while True:
            await response.write(await _next(viewer, chat))
    except ConnectionResetError:
        return response
    finally:
        chat.viewers.discard(viewer)


async def played(request: web.Request) -> web.Response:
    """The customer listened to a voice note of the business."""
    sim, (message_id,) = request.app[SIM], required(await json_object(request), "id")
    chat, entry = sim.world.messages.get(message_id, (None, None))
    if chat and entry and entry.by == "business" and entry.type == "audio" and entry.status != "played":
        receipts.tell(sim, chat, entry, "played", to_phone=not chat.customer.hide_phone)
    return web.json_response({"success": True})


async def _next(viewer: "asyncio.Queue[Json]", chat: Chat) -> bytes:
    """The next event, with the whole line it is about; or a sign of life."""
    try:
        event = await asyncio.wait_for(viewer.get(), HEARTBEAT_SECONDS)
    except TimeoutError:
        return b": still here\n\n"
    if event["event"] == "entry":
        line = next((line for line in chat.entries if line.id == event["id"]), None)
        event = {**event, "entry": view.entry(line) if line else None}
    return f"data: {json.dumps(event)}\n\n".encode()


def _line(chat: Chat) -> Json:
    customer = chat.customer
    return {
        "user_id": customer.user_id,
        "phone": customer.phone,
        "name": customer.name,
        "username": customer.username,
        "hide_phone": customer.hide_phone,
        "unread": chat.unread,
        "last": view.entry(chat.entries[-1]) if chat.entries else None,
    }
