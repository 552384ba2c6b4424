"""The simulator's own controls under /_sim: scanning, messages, receipts, troubles, and what was recorded."""

import base64
import time
from collections import Counter
from dataclasses import asdict

from aiohttp import web
from google.protobuf.json_format import ParseError
from google.protobuf.message import DecodeError

from infra.simulators.serve import json_object, required
from infra.simulators.web import wire
from infra.simulators.web.link import begin, keys_of
from infra.simulators.web.protobufs import checked, message_event, receipt_event
from infra.simulators.web.world import WORLD, Chat, Connection, Entry, Json, Session, World, new_message_id
from sessions_host.protobufs import neonize


def add(router: web.UrlDispatcher, prefix: str) -> None:
    """The controls. The phone page uses them too, under its own prefix."""
    for name, handler in (
        ("scan", scan),
        ("messages", say),
        ("receipts", receipt),
        ("trouble", trouble),
        ("media", add_media),
    ):
        router.add_post(f"{prefix}/{name}", handler)


def session_of(world: World, body: Json) -> Session:
    """The session named by id or phone; the only one when none is named."""
    session_id = body.get("session")
    linked = [one for one in world.sessions.values() if one.state == "linked"]
    for session in [*linked, *world.sessions.values()]:
        if session_id in (session.id, session.phone) or (session_id is None and len(linked) == 1 and session in linked):
            return session
    raise web.HTTPBadRequest(text=f"no session {session_id}")


async def scan(request: web.Request) -> web.Response:
    """The owner links this device: {phone, name?} and the QR's `code`, the `pairing_code`, or the `connection`."""
    world, body = request.app[WORLD], await json_object(request)
    (phone,) = required(body, "phone")
    connection = _pairing(world, body)
    if connection.pairing_phone and "pairing_code" in body and connection.pairing_phone != phone:
        raise web.HTTPBadRequest(text="the pairing code was made for another phone")
    session = world.link(phone, str(body.get("name") or "Negocio"))
    connection.code = connection.pairing_code = ""
    world.connects[session.id] += 1
    jids = {"jid": f"{session.phone}@s.whatsapp.net", "lid": f"{session.lid}@lid"}
    connection.queue.put_nowait({"t": "paired", **jids, "keys": keys_of(session)})
    begin(connection, session)
    return web.json_response({"session": session.id, **jids})


def _pairing(world: World, body: Json) -> Connection:
    waiting = [one for one in world.connections.values() if one.code and one.alive()]
    filters = {name: body[name] for name in ("code", "pairing_code", "connection") if body.get(name)}
    for one in waiting:
        facts = {"code": one.code, "pairing_code": one.pairing_code, "connection": one.id}
        if all(facts[name] == value for name, value in filters.items()) and (filters or len(waiting) == 1):
            return one
    raise web.HTTPNotFound(text="no such pairing is open")


async def say(request: web.Request) -> web.Response:
    """Somebody writes to a session: {from, text | message (waE2E JSON) | serialized (base64 of neonize's Message)}.

    More: session?, name?, lid?, hide_phone?, group? (its id), from_me? (the owner's phone writes to `from`), id?,
    ago_seconds?, reply_to?, undecryptable?, unavailable?
    """
    world, body = request.app[WORLD], await json_object(request)
    session = session_of(world, body)
    if "serialized" in body:
        neonize.Message.FromString(base64.b64decode(body["serialized"]))
        session.tell({"t": "message", "data": body["serialized"]})
        return web.json_response({"id": body.get("id")})
    (sender,) = required(body, "from")
    chat = _chat(world, session, body, sender)
    facts = {**body, "id": str(body.get("id") or new_message_id())}
    facts |= {"at": time.time() - float(body.get("ago_seconds", 0))}
    if chat.group:
        facts |= {"author": sender, "author_lid": body.get("lid") or world.chat(session, sender).lid}
    try:
        message = checked(_message(body))
        line = message_event(world.config, session, chat, message, facts)
    except (ParseError, DecodeError, ValueError) as error:
        raise web.HTTPBadRequest(text=str(error)) from None
    chat.wrote = chat.wrote or not body.get("from_me")
    by = "phone" if body.get("from_me") else "customer"
    chat.entries.append(Entry(facts["id"], by, message, facts["at"], sender if chat.group else ""))
    session.tell(line)
    return web.json_response({"id": facts["id"]})


def _chat(world: World, session: Session, body: Json, sender: str) -> Chat:
    if body.get("group"):
        return world.chat(session, str(body["group"]), group=True)
    chat = world.chat(session, sender)
    chat.lid, chat.name = str(body.get("lid") or chat.lid), str(body.get("name") or chat.name)
    chat.hide_phone = bool(body.get("hide_phone", chat.hide_phone))
    return chat


def _message(body: Json) -> Json:
    if isinstance(body.get("message"), dict):
        message: Json = body["message"]
        return message
    text = str(body.get("text", ""))
    if body.get("reply_to"):
        return {"extendedTextMessage": {"text": text, "contextInfo": {"stanzaID": str(body["reply_to"])}}}
    return {"conversation": text}


async def receipt(request: web.Request) -> web.Response:
    """{chat, type?: READ | DELIVERED | PLAYED …, ids? (default: all the business's), from_me?}."""
    world, body = request.app[WORLD], await json_object(request)
    session, (phone,), kind = session_of(world, body), required(body, "chat"), str(body.get("type", "READ"))
    chat = world.chat(session, phone)
    ids = body.get("ids") or [entry.id for entry in chat.entries if entry.by == "business"]
    for entry in chat.entries:
        if entry.id in ids and kind in ("READ", "DELIVERED", "PLAYED"):
            entry.status = kind.lower()
    if ids:
        session.tell(receipt_event(world.config, session, chat, ids, kind, from_me=bool(body.get("from_me"))))
    return web.json_response({"ids": ids})


async def trouble(request: web.Request) -> web.Response:
    """{kind: drop | logout | ban | replace, session?}; ban takes code? (101) and seconds?."""
    world, body = request.app[WORLD], await json_object(request)
    session, (kind,) = session_of(world, body), required(body, "kind")
    if kind == "drop":
        if session.connection:
            session.connection.queue.put_nowait(None)
    elif kind == "logout":
        session.state = "logged_out"
        session.end({"t": "logged_out", "reason": "by the phone"})
    elif kind == "ban":
        session.state = "banned"
        session.ban = {"code": int(body.get("code", 101)), "expire": time.time() + float(body.get("seconds", 3600))}
        session.end({"t": "banned", **session.ban})
    elif kind == "replace":
        session.end({"t": "replaced"})
    else:
        raise web.HTTPBadRequest(text="kind is one of drop, logout, ban, replace")
    return web.json_response(describe(session))


async def add_media(request: web.Request) -> web.Response:
    """Bytes of a customer's file → its address and keys, to be put into e.g. `imageMessage`."""
    return web.json_response(wire.hold(request.app[WORLD], await request.read()))


async def sessions(request: web.Request) -> web.Response:
    """Linked accounts, and connections that wait to be paired."""
    world = request.app[WORLD]
    waiting = [
        {"connection": one.id, "code": one.code, "pairing_code": one.pairing_code, "phone": one.pairing_phone}
        for one in world.connections.values()
        if one.code and one.alive()
    ]
    return web.json_response({"sessions": [describe(one) for one in world.sessions.values()], "pairings": waiting})


def describe(session: Session) -> Json:
    online = session.connection is not None and session.connection.alive()
    facts = {"id": session.id, "phone": session.phone, "lid": session.lid, "name": session.name}
    return {**facts, "state": session.state, "online": online, "waiting": len(session.waiting)}


async def chat(request: web.Request) -> web.Response:
    """One chat as the customer's phone has it."""
    world, info = request.app[WORLD], request.match_info
    session = session_of(world, {"session": info["session"]})
    chat = world.chat(session, info["phone"])
    return web.json_response({**asdict(chat), "session": session.id})


async def sent(request: web.Request) -> web.Response:
    """What the clients sent, in order: ?session= (id or phone) &to= (phone, hidden id or group)."""
    world, query = request.app[WORLD], request.query
    session_id, to = query.get("session"), query.get("to")
    rows = [row for row in world.sent if session_id in (None, row["session"], row["phone"])]
    rows = [row for row in rows if to is None or to in (row["chat"], row["to"].partition("@")[0])]
    return web.json_response({"sent": rows, "total": len(rows), "read": world.read})


async def violations(request: web.Request) -> web.Response:
    """What a client must never do: a second connection with the same keys, an old copy of the keys."""
    violations = request.app[WORLD].violations
    return web.json_response({"violations": violations, "counts": Counter(row["kind"] for row in violations)})


async def add_fault(request: web.Request) -> web.Response:
    body = await json_object(request)
    required(body, "kind")
    try:
        return web.json_response(request.app[WORLD].faults.add(body, "send").describe())
    except (ValueError, TypeError) as error:
        raise web.HTTPBadRequest(text=str(error)) from None


async def list_faults(request: web.Request) -> web.Response:
    return web.json_response({"faults": [fault.describe() for fault in request.app[WORLD].faults.rules]})


async def clear_faults(request: web.Request) -> web.Response:
    request.app[WORLD].faults.rules.clear()
    return web.json_response({})


async def get_config(request: web.Request) -> web.Response:
    return web.json_response(asdict(request.app[WORLD].config))


async def set_config(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    try:
        world.config.change(await json_object(request))
    except (ValueError, TypeError) as error:
        raise web.HTTPBadRequest(text=str(error)) from None
    return web.json_response(asdict(world.config))


async def stats(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    online = sum(describe(one)["online"] for one in world.sessions.values())
    counts = {"sessions": len(world.sessions), "online": online, "connections": len(world.connections)}
    counts |= {"sent": len(world.sent), "violations": len(world.violations), "connects": sum(world.connects.values())}
    return web.json_response(counts)


async def reset(request: web.Request) -> web.Response:
    """Forget messages, faults, settings and violations; sessions stay unless {"sessions": true}."""
    world, body = request.app[WORLD], await json_object(request)
    for kept in (world.sent, world.read, world.violations, world.faults.rules):
        kept.clear()
    world.connects.clear()
    world.config.change(asdict(world.start))
    for session in world.sessions.values():
        session.chats.clear()
        session.waiting.clear()
        if body.get("sessions"):
            session.end({"t": "logged_out", "reason": "reset"})
    if body.get("sessions"):
        world.sessions.clear()
    return web.json_response({})
