"""The simulator's own controls under /_sim: numbers, customers' messages, faults, settings, and what was recorded."""

import asyncio
import base64
import json
import time
from dataclasses import asdict
from typing import Any

from aiohttp import web

from infra.simulators.meta import customers, media, stats, templates, view
from infra.simulators.meta.envelope import Update
from infra.simulators.meta.sim import SIM, Sim
from infra.simulators.meta.world import Number
from infra.simulators.serve import json_object, required

Json = dict[str, Any]
_OPTIONAL = ("verified_name", "app_id")


async def add_number(request: web.Request) -> web.Response:
    """Register a number with its app. With `verify_token`, the callback must pass Meta's handshake first."""
    sim, body = request.app[SIM], await json_object(request)
    names = ("phone_number_id", "waba_id", "display_phone_number", "access_token", "app_secret", "callback_url")
    number_id, waba_id, phone, access_token, secret, url = required(body, *names)
    number = Number(number_id, waba_id, phone, access_token, secret, url)
    number.display_phone_number = number.display_phone_number.lstrip("+").replace(" ", "")
    for name in _OPTIONAL:
        if body.get(name):
            setattr(number, name, str(body[name]))
    token = body.get("verify_token")
    if token and not await sim.sender.handshake(number.callback_url, str(token)):
        raise web.HTTPBadRequest(text="the callback did not pass the verification handshake")
    sim.world.register(number)
    return web.json_response({"phone_number_id": number.phone_number_id, "verified": bool(token)})


async def change_number(request: web.Request) -> web.Response:
    """What Meta would change by itself: {facts?, scopes?, limited_to?, access_token?, app_secret?} of a number."""
    sim, body = request.app[SIM], await json_object(request)
    number = number_of(sim, body)
    number.facts |= body.pop("facts", {})
    for name in ("scopes", "limited_to", "access_token", "app_secret"):
        if name in body:
            setattr(number, name, body[name])
    return web.json_response(asdict(number))


async def enter_webhook(request: web.Request) -> web.Response:
    """What is entered in the app's dashboard: {phone_number_id, callback_url, verify_token}; after the handshake."""
    sim, body = request.app[SIM], await json_object(request)
    url, token = required(body, "callback_url", "verify_token")
    if not await sim.sender.handshake(url, token):
        raise web.HTTPBadRequest(text="the callback did not pass the verification handshake")
    number = number_of(sim, body)
    number.callback_url = url
    return web.json_response({"verified": True})


async def list_numbers(request: web.Request) -> web.Response:
    return web.json_response({"numbers": [asdict(number) for number in request.app[SIM].world.numbers.values()]})


async def add_customer(request: web.Request) -> web.Response:
    """Make a customer known, or change what is known, without a message."""
    sim, body = request.app[SIM], await json_object(request)
    number = number_of(sim, body)
    customer = _checked(customers.person, sim, number, body)
    sim.world.chat(number, customer)
    return web.json_response(asdict(customer))


async def say(request: web.Request) -> web.Response:
    """A customer sends a message."""
    sim, body = request.app[SIM], await json_object(request)
    return web.json_response({"id": _checked(customers.say, sim, number_of(sim, body), body)})


async def say_many(request: web.Request) -> web.Response:
    """Several messages, in order, `pause_ms` apart. What stands beside `messages` goes for each of them."""
    sim, body = request.app[SIM], await json_object(request)
    pause = float(body.pop("pause_ms", 0)) / 1000
    listed, sent = body.pop("messages", []), []
    for index, message in enumerate(listed):
        if index and pause:
            await asyncio.sleep(pause)
        spec = {**body, **message}
        sent.append(_checked(customers.say, sim, number_of(sim, spec), spec))
    return web.json_response({"ids": sent})


async def raw(request: web.Request) -> web.Response:
    """Deliver exactly this: `body` (JSON) or `base64` as the whole POST; or `field` and `value`, put in an envelope."""
    sim, body = request.app[SIM], await json_object(request)
    number = number_of(sim, body)
    if "base64" in body:
        sim.sender.tell(Update(number, "raw", {}, raw=base64.b64decode(body["base64"])))
    elif "body" in body:
        exact = json.dumps(body["body"], ensure_ascii=True, separators=(",", ":")).encode()
        sim.sender.tell(Update(number, "raw", {}, raw=exact))
    else:
        (field,) = required(body, "field")
        sim.sender.tell(Update(number, field, body.get("value") or {}, time=int(time.time())))
    return web.json_response({"success": True})


async def add_media(request: web.Request) -> web.Response:
    """Bytes of a customer's picture or voice note: the request's body, with its Content-Type."""
    sim = request.app[SIM]
    number = number_of(sim, dict(request.query))
    mime_type = request.headers.get("Content-Type", "application/octet-stream")
    medium = media.hold(sim, number.phone_number_id, mime_type, await request.read(), request.query.get("filename", ""))
    digest = base64.b64encode(medium.sha256).decode()
    return web.json_response({"id": medium.id, "mime_type": mime_type, "sha256": digest, "file_size": len(medium.data)})


async def move_window(request: web.Request) -> web.Response:
    """Pretend the customer last wrote `hours_ago`: 25 closes the window, 0 opens it."""
    sim, body = request.app[SIM], await json_object(request)
    number = number_of(sim, body)
    chat = sim.world.chat(number, _checked(customers.person, sim, number, body))
    chat.last_inbound = time.time() - float(body.get("hours_ago", 25)) * 3600
    return web.json_response({"window_open": chat.window_open()})


async def add_fault(request: web.Request) -> web.Response:
    sim, body = request.app[SIM], await json_object(request)
    required(body, "kind")
    return web.json_response(_checked(sim.faults.add, body, "send").describe())


async def list_faults(request: web.Request) -> web.Response:
    return web.json_response({"faults": [fault.describe() for fault in request.app[SIM].faults.rules]})


async def clear_faults(request: web.Request) -> web.Response:
    request.app[SIM].faults.rules.clear()
    return web.json_response({"success": True})


async def get_config(request: web.Request) -> web.Response:
    return web.json_response(asdict(request.app[SIM].config))


async def set_config(request: web.Request) -> web.Response:
    sim = request.app[SIM]
    _checked(sim.config.change, await json_object(request))
    sim.sender.configured()
    return web.json_response(asdict(sim.config))


async def decide_template(request: web.Request) -> web.Response:
    """What Meta decides of a template now: {phone_number_id, name, language?, event (reason?) | quality | category}."""
    sim, body = request.app[SIM], await json_object(request)
    number = number_of(sim, body)
    (name,) = required(body, "name")
    for template in sim.world.templates.get(number.waba_id, {}).values():
        if template.name == name and body.get("language") in (None, template.language):
            if "quality" in body:
                templates.rate(sim, number, template, str(body["quality"]))
            elif "category" in body:
                templates.recategorise(sim, number, template, str(body["category"]))
            else:
                (event,) = required(body, "event")
                templates.decide(sim, number, template, event, body.get("reason"))
            return web.json_response({"id": template.id, "status": template.status})
    raise web.HTTPNotFound(text="no such template")


async def sent(request: web.Request) -> web.Response:
    """What businesses sent, in order, and how often each callback data was accepted."""
    sim, query = request.app[SIM], request.query
    filters = {"phone_number_id": query.get("phone_number_id"), "to": query.get("to"), "user_id": query.get("user_id")}
    rows = [row for row in sim.world.sent if all(not v or row[k] == v for k, v in filters.items())]
    after = int(query.get("after", 0))
    marks = [row for row in sim.world.receipts if query.get("phone_number_id") in (None, row["phone_number_id"])]
    counted = {row["biz_opaque_callback_data"] for row in rows if row["biz_opaque_callback_data"]}
    accepted = {data: sim.world.accepted[data] for data in counted}
    return web.json_response(
        {"sent": rows[after:], "total": len(rows), "accepted_by_callback_data": accepted, "receipts": marks}
    )


async def conversation(request: web.Request) -> web.Response:
    """The chat as the customer's phone shows it; the customer by phone or by BSUID."""
    sim, info = request.app[SIM], request.match_info
    chat = view.find(sim, info["phone_number_id"], info["customer"])
    if chat is None:
        raise web.HTTPNotFound(text="no such conversation")
    return web.json_response(view.chat(chat))


async def get_deliveries(request: web.Request) -> web.Response:
    last = int(request.query.get("last", 100))
    return web.json_response(
        {"deliveries": [each.describe() for each in list(request.app[SIM].sender.deliveries)[-last:]]}
    )


async def get_stats(request: web.Request) -> web.Response:
    return web.json_response(stats.summary(request.app[SIM]))


async def reset(request: web.Request) -> web.Response:
    """Forget messages, faults and settings; numbers and templates stay unless {"numbers": true}."""
    sim, body = request.app[SIM], await json_object(request)
    sim.sender.forget()
    sim.world.forget(numbers=bool(body.get("numbers")))
    sim.faults.rules.clear()
    sim.media.clear()
    sim.buckets.clear()
    sim.arrivals.clear()
    sim.config.change(asdict(sim.start))
    sim.sender.configured()
    sim.requests = 0
    return web.json_response({"success": True})


def number_of(sim: Sim, body: Json) -> Number:
    """The number a request names; it may be left out when only one is registered."""
    numbers = sim.world.numbers
    number_id = body.get("phone_number_id") or (next(iter(numbers)) if len(numbers) == 1 else None)
    if number_id not in numbers:
        raise web.HTTPBadRequest(text=f"phone_number_id {number_id} is not registered")
    return numbers[number_id]


def _checked(call: Any, *arguments: Any) -> Any:
    try:
        return call(*arguments)
    except (ValueError, TypeError, KeyError) as error:
        raise web.HTTPBadRequest(text=f"{type(error).__name__}: {error}") from None
