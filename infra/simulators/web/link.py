"""A client's connection: pairing, or the events of a session, one JSON line each."""

import asyncio
import base64
import binascii
import hmac
import json
import secrets
from contextlib import suppress

from aiohttp import web

from infra.simulators.faults import lag
from infra.simulators.serve import json_object
from infra.simulators.web.world import WORLD, Connection, Json, Session, World

HEARTBEAT_SECONDS = 0.5
_LAST = ("logged_out", "banned", "replaced", "timeout")


async def connect(request: web.Request) -> web.StreamResponse:
    """{keys: base64 or null}. With keys the session goes on, without them a QR code waits to be scanned."""
    world, body = request.app[WORLD], await json_object(request)
    for fault in world.faults.strike("connect"):
        if fault.kind == "latency":
            await lag(fault.options.get("ms", 1000))
        else:
            raise web.HTTPServiceUnavailable
    session = None
    if body.get("keys"):
        session, counter = _opened(world, str(body["keys"]))
        if session is None or session.state != "linked":
            return await _refused(request, session)
        if session.connection and session.connection.alive():
            world.violate("second_connection", session)
            raise web.HTTPConflict(text="these keys are in use by another connection")
        if counter < session.counter:
            world.violate("old_keys", session, behind=session.counter - counter)
        world.connects[session.id] += 1
    connection = Connection(secrets.token_hex(8), request, session)
    world.connections[connection.id] = connection
    rotation = None
    connection.queue.put_nowait({"t": "hello", "connection": connection.id})
    if session:
        begin(connection, session)
    else:
        rotation = asyncio.ensure_future(_offer(world, connection))
    try:
        return await _stream(request, connection)
    finally:
        world.connections.pop(connection.id, None)
        if connection.session and connection.session.connection is connection:
            connection.session.connection = None
        if rotation:
            rotation.cancel()


def begin(connection: Connection, session: Session) -> None:
    """The connection is the session's from here on: what waited comes first."""
    connection.session, session.connection = session, connection
    connection.queue.put_nowait({"t": "connected"})
    waiting = list(session.waiting.values())
    for line in waiting:
        connection.queue.put_nowait(line)
    connection.queue.put_nowait({"t": "offline_sync_completed", "Count": len(waiting)})


def keys_of(session: Session) -> Json:
    """What the client keeps: opaque to everybody but this simulator and its client."""
    return {"session": session.id, "secret": session.secret, "counter": session.counter}


def _opened(world: World, keys: str) -> tuple[Session | None, int]:
    try:
        blob = json.loads(base64.b64decode(keys))
        session, counter = world.sessions.get(blob["session"]), int(blob["counter"])
    except (binascii.Error, ValueError, KeyError, TypeError):
        return None, 0
    is_linked = session is not None and hmac.compare_digest(session.secret, str(blob.get("secret")))
    return (session, counter) if is_linked else (None, 0)


async def _refused(request: web.Request, session: Session | None) -> web.StreamResponse:
    """A connection with keys that open nothing any more."""
    banned = session is not None and session.state == "banned"
    line: Json = {"t": "banned", **session.ban} if session and banned else {"t": "logged_out", "reason": "unlinked"}
    return web.Response(text=json.dumps(line) + "\n", content_type="application/x-ndjson")


async def _offer(world: World, connection: Connection) -> None:
    """QR codes, a new one when the last has run out; then the connection ends."""
    for at in range(world.config.qr_codes):
        connection.code = f"2@{secrets.token_urlsafe(48)},{secrets.token_urlsafe(24)}"
        connection.queue.put_nowait({"t": "qr", "code": connection.code})
        await asyncio.sleep(world.config.qr_seconds if at else world.config.qr_first_seconds)
        if connection.session:
            return
    connection.code = ""
    connection.queue.put_nowait({"t": "timeout"})


async def _stream(request: web.Request, connection: Connection) -> web.StreamResponse:
    world = request.app[WORLD]
    response = web.StreamResponse(headers={"Content-Type": "application/x-ndjson"})
    await response.prepare(request)
    with suppress(ConnectionResetError):
        while connection.alive():
            line = await _next(connection)
            if line is None:
                break
            await response.write(json.dumps(line).encode() + b"\n")
            if "seq" in line and connection.session and world.config.ack == "written":
                connection.session.waiting.pop(line["seq"], None)
            if line["t"] in _LAST:
                break
    return response


async def _next(connection: Connection) -> Json | None:
    try:
        return await asyncio.wait_for(connection.queue.get(), HEARTBEAT_SECONDS)
    except TimeoutError:
        return {"t": "ping"}
