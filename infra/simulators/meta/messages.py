"""POST /{phone_number_id}/messages: accept or refuse what a business sends, and the marks it gives (read, typing)."""

import asyncio
import time
from typing import Any

from aiohttp import web

from infra.simulators.faults import Fault
from infra.simulators.meta import graph, ids, limits, receipts
from infra.simulators.meta.checks import BSUID, MEDIA, check
from infra.simulators.meta.errors import GraphError, parameter
from infra.simulators.meta.sim import SIM, Caller, Sim
from infra.simulators.meta.templates import chosen, rendered
from infra.simulators.meta.world import Chat, Customer, Entry, Number

Json = dict[str, Any]
TYPING_SECONDS = 25


@graph.endpoint("send")
async def send(request: web.Request, caller: Caller) -> web.StreamResponse:
    """One message, or the mark that a customer's message was read."""
    sim = request.app[SIM]
    number = caller.number(request.match_info["id"])
    body = await graph.body_of(request)
    if body.get("status") == "read":
        return _read(sim, number, body)
    to = str(body.get("to") or body.get("recipient") or "")
    struck = sim.faults.strike("send", id=number.phone_number_id, to=to.lstrip("+"), type=str(body.get("type", "text")))
    fault = await graph.suffer(request, struck)
    check(body)
    answer = _accept(sim, number, caller, body, fault)
    if fault and fault.kind == "ambiguous":
        await asyncio.sleep(float(fault.options.get("hold_ms", 0)) / 1000)
        graph.hang_up(request)
    return web.json_response(answer)


def _accept(sim: Sim, number: Number, caller: Caller, body: Json, fault: Fault | None) -> Json:
    kind = body.get("type", "text")
    customer, given = _recipient(sim, number, body)
    template = chosen(sim, number, body["template"]) if kind == "template" else None
    _media_exists(sim, number, body, kind)
    limits.throughput(sim, number)
    if customer:
        limits.pair(sim, number, customer)
    wamid = ids.wamid(customer.address if customer else given, inbound=False)
    outcome = _outcome(sim, number, customer, kind, fault)
    who = {"phone_number_id": number.phone_number_id, "user_id": customer.user_id if customer else None}
    phone = customer.phone if customer else body.get("to")
    _record(sim, body, {"id": wamid, "to": phone, "outcome": outcome, **who, "api_version": caller.api_version})
    if customer:
        entry = _entry(body, kind, wamid, caller.api_version)
        if template:
            entry.category = template.category.lower()
            entry.node["rendered"] = rendered(template, body["template"])
        chat = sim.world.chat(number, customer)
        if outcome.startswith("failed"):
            receipts.fail(sim, chat, entry, int(outcome.split()[1]), to_phone=bool(body.get("to")))
        else:
            _deliver(sim, chat, entry, to_phone=bool(body.get("to")))
    contact: Json = {"input": given}
    if body.get("to"):
        contact["wa_id"] = customer.phone if customer and customer.phone else given.lstrip("+")
    else:
        contact["user_id"] = given
    message: Json = {"id": wamid}
    if template:
        message["message_status"] = "accepted"
    return {"messaging_product": "whatsapp", "contacts": [contact], "messages": [message]}


def _recipient(sim: Sim, number: Number, body: Json) -> tuple[Customer | None, str]:
    """Who gets it, and the address as it was given. A BSUID in `to` is nobody: Meta accepts and drops it."""
    to = body.get("to")
    if to:
        given = str(to)
        if BSUID.fullmatch(given):
            return None, given
        phone = "".join(char for char in given if char.isdigit())
        if not 7 <= len(phone) <= 15 or any(char.isalpha() for char in given):
            raise GraphError(131009, f"Invalid recipient phone number: {given}")
        if phone == number.display_phone_number:
            raise GraphError(131021)
        return sim.world.customer(number.waba_id, phone, None), given
    given = str(body["recipient"])
    if not BSUID.fullmatch(given):
        raise GraphError(131009, f"Invalid business-scoped user ID: {given}")
    customer = sim.world.customers.get((number.waba_id, given))
    return customer or Customer(number.waba_id, given, reachable=False), given


def _outcome(sim: Sim, number: Number, customer: Customer | None, kind: str, fault: Fault | None) -> str:
    if customer is None:
        return "dropped"
    if fault and fault.kind == "failed_status":
        return f"failed {fault.options.get('code', 131026)}"
    if not customer.reachable:
        return "failed 131026"
    if kind != "template" and not sim.world.chat(number, customer).window_open():
        return "failed 131047"
    return "accepted"


def _record(sim: Sim, body: Json, facts: Json) -> None:
    """What came in, for those who check that nothing was sent twice."""
    callback_data = body.get("biz_opaque_callback_data")
    if callback_data:
        sim.world.accepted[callback_data] += 1
    about = {"received_at": time.time(), "type": body.get("type", "text"), "biz_opaque_callback_data": callback_data}
    sim.world.sent.append({**facts, **about, "body": body})


def _entry(body: Json, kind: str, wamid: str, api_version: float) -> Entry:
    return Entry(
        id=wamid,
        by="business",
        type=kind,
        node={kind: body[kind]},
        at=time.time(),
        quoted=(body.get("context") or {}).get("message_id"),
        callback_data=body.get("biz_opaque_callback_data"),
        api_version=api_version,
    )


def _deliver(sim: Sim, chat: Chat, entry: Entry, *, to_phone: bool) -> None:
    """Put it on the customer's phone and let the statuses follow."""
    chat.typing_until = 0
    if entry.type == "reaction":
        target = sim.world.messages.get(entry.node["reaction"]["message_id"])
        if target:
            target[1].reactions["business"] = entry.node["reaction"]["emoji"]
            chat.publish({"event": "entry", "id": target[1].id})
        sim.world.messages[entry.id] = (chat, entry)
    else:
        sim.world.append(chat, entry)
        chat.unread += 0 if chat.viewers else 1
        chat.publish({"event": "entry", "id": entry.id})
    receipts.follow(sim, chat, entry, to_phone=to_phone)


def _media_exists(sim: Sim, number: Number, body: Json, kind: str) -> None:
    media_id = body[kind].get("id") if kind in MEDIA else None
    medium = sim.media.get(str(media_id)) if media_id else None
    if media_id and (medium is None or medium.phone_number_id != number.phone_number_id):
        raise parameter(f"Param {kind}['id'] is not a valid whatsapp business account media attachment ID")


def _read(sim: Sim, number: Number, body: Json) -> web.Response:
    """Blue ticks on this message and those before it; with `typing_indicator`, the three dots too."""
    if str(body.get("messaging_product", "")).lower() != "whatsapp":
        raise parameter("The parameter messaging_product is required.")
    if not body.get("message_id"):
        raise parameter("The parameter message_id is required.")
    chat, entry = sim.world.messages.get(str(body["message_id"]), (None, None))
    if not chat or not entry or entry.by != "customer" or chat.number is not number:
        raise GraphError(131009, "Message ID is invalid or does not belong to this phone number.")
    typing = "typing_indicator" in body
    sim.world.receipts.append(
        {
            "received_at": time.time(),
            "phone_number_id": number.phone_number_id,
            "user_id": chat.customer.user_id,
            "message_id": entry.id,
            "typing": typing,
        }
    )
    for earlier in chat.entries:
        if earlier.by == "customer" and earlier.at <= entry.at and earlier.status != "read":
            earlier.status = "read"
            chat.publish({"event": "ticks", "id": earlier.id, "status": "read"})
    if typing:
        chat.typing_until = time.time() + TYPING_SECONDS
        chat.publish({"event": "typing", "seconds": TYPING_SECONDS})
    return web.json_response({"success": True})
