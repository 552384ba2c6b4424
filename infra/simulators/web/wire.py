"""What a connected client asks: send, typing, read, files, pairing code, log out."""

import asyncio
import base64
import hashlib
import secrets
import time

from aiohttp import web
from google.protobuf.json_format import MessageToDict

from infra.simulators.faults import lag
from infra.simulators.serve import json_object, required
from infra.simulators.web.protobufs import receipt_event
from infra.simulators.web.world import WORLD, Chat, Connection, Entry, Json, Session, World, new_message_id
from sessions_host.protobufs import waE2E


def _connection(request: web.Request) -> Connection:
    connection = request.app[WORLD].connections.get(request.match_info["connection"])
    if connection is None:
        raise web.HTTPNotFound(text="no such connection")
    return connection


def _session(request: web.Request) -> tuple[World, Session]:
    session = _connection(request).session
    if session is None:
        raise web.HTTPNotFound(text="not paired")
    return request.app[WORLD], session


async def send(request: web.Request) -> web.Response:
    """{to, message, counter} → {id, timestamp}, or {error, code}."""
    (world, session), body = _session(request), await json_object(request)
    to, encoded = required(body, "to", "message")
    user, _, server = to.partition("@")
    after = None
    for fault in world.faults.strike("send", session=session.id, phone=session.phone, to=user):
        if fault.kind == "latency":
            await lag(fault.options.get("ms", 1000))
        elif fault.kind == "error":
            code = int(fault.options.get("code", 463))
            return web.json_response({"error": f"server returned error {code}", "code": code})
        else:
            after = fault.kind
    if after == "drop":
        return _hang_up(request)
    chat = world.chat(session, user, group=server == "g.us")
    if not chat.wrote and (world.config.lock_cold or (world.config.lock_tokenless and not chat.subscribed)):
        return web.json_response({"error": "server returned error 463", "code": 463})
    counter = int(body.get("counter", 0))
    if counter <= session.counter:
        world.violate("counter_reused", session, counter=counter)
    session.counter = max(session.counter, counter)
    entry = _accept(world, session, chat, to, base64.b64decode(encoded))
    if after == "ambiguous":
        return _hang_up(request)
    return web.json_response({"id": entry.id, "timestamp": int(entry.at)})


def _accept(world: World, session: Session, chat: Chat, to: str, encoded: bytes) -> Entry:
    message = MessageToDict(waE2E.Message.FromString(encoded))
    entry = Entry(new_message_id(), "business", message, time.time())
    chat.entries.append(entry)
    row = {
        "id": entry.id,
        "typed": chat.typed,
        "session": session.id,
        "phone": session.phone,
        "to": to,
        "message": message,
        "at": entry.at,
    }
    world.sent.append({**row, "chat": chat.phone})
    chat.typing = chat.typed = False
    task = asyncio.ensure_future(_deliver(world, session, chat, entry))
    world.tasks.add(task)
    task.add_done_callback(world.tasks.discard)
    return entry


async def _deliver(world: World, session: Session, chat: Chat, entry: Entry) -> None:
    await asyncio.sleep(world.config.delivered_ms / 1000)
    if entry.status == "sent":
        entry.status = "delivered"
        session.tell(receipt_event(world.config, session, chat, [entry.id], "DELIVERED", from_me=False))


def _hang_up(request: web.Request) -> web.Response:
    """The answer is lost."""
    if request.transport:
        request.transport.close()
    return web.Response()


async def ack(request: web.Request) -> web.Response:
    (_, session), body = _session(request), await json_object(request)
    session.waiting.pop(int(body.get("seq", 0)), None)
    return web.json_response({})


async def typing(request: web.Request) -> web.Response:
    (world, session), body = _session(request), await json_object(request)
    (to,) = required(body, "to")
    chat = world.chat(session, to.partition("@")[0])
    chat.typing = bool(body.get("on"))
    chat.typed = chat.typed or chat.typing
    return web.json_response({})


async def subscribe(request: web.Request) -> web.Response:
    """{to}: whether they are online is followed from here on, and the token of writing to them first is had."""
    (world, session), body = _session(request), await json_object(request)
    (to,) = required(body, "to")
    world.chat(session, to.partition("@")[0]).subscribed = True
    return web.json_response({})


async def read(request: web.Request) -> web.Response:
    (world, session), body = _session(request), await json_object(request)
    world.read.append({"session": session.id, **body})
    return web.json_response({})


async def pair_code(request: web.Request) -> web.Response:
    """{phone} → {code}: eight signs, typed on the phone."""
    connection, body = _connection(request), await json_object(request)
    (phone,) = required(body, "phone")
    if connection.session or not connection.code:
        return web.json_response({"error": "no pairing is open", "code": 400})
    signs = "".join(secrets.choice("123456789ABCDEFGHJKLMNPQRSTVWXYZ") for _ in range(8))
    connection.pairing_code, connection.pairing_phone = f"{signs[:4]}-{signs[4:]}", phone
    return web.json_response({"code": connection.pairing_code})


async def upload(request: web.Request) -> web.Response:
    """The bytes → the file's address and keys under waE2E's names."""
    world, _ = _session(request)
    for fault in world.faults.strike("upload"):
        if fault.kind != "latency":
            raise web.HTTPInternalServerError
        await lag(fault.options.get("ms", 1000))
    return web.json_response(hold(world, await request.read()))


def hold(world: World, data: bytes) -> Json:
    key = secrets.token_hex(12)
    world.media[key] = data
    digest = base64.b64encode(hashlib.sha256(data).digest()).decode()
    return {
        "URL": f"https://mmg.whatsapp.net/web/media/{key}",
        "directPath": f"/web/media/{key}",
        "mediaKey": base64.b64encode(secrets.token_bytes(32)).decode(),
        "fileEncSHA256": digest,
        "fileSHA256": digest,
        "fileLength": len(data),
    }


async def media(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    for fault in world.faults.strike("download"):
        if fault.kind != "latency":
            raise web.HTTPGone
        await lag(fault.options.get("ms", 1000))
    data = world.media.get(request.match_info["key"])
    if data is None:
        raise web.HTTPNotFound
    return web.Response(body=data)


async def logout(request: web.Request) -> web.Response:
    _, session = _session(request)
    session.state = "logged_out"
    session.end({"t": "logged_out", "reason": "by this device"})
    return web.json_response({})


async def close(request: web.Request) -> web.Response:
    _connection(request).queue.put_nowait(None)
    return web.json_response({})
