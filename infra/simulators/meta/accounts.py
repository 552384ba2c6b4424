"""The other objects of the Graph: numbers, accounts, subscriptions; and what is answered about an id of any kind."""

from typing import Any

from aiohttp import web

from infra.simulators.meta import graph, media, templates
from infra.simulators.meta.errors import GraphError, missing_object, parameter
from infra.simulators.meta.sim import SIM, Caller
from infra.simulators.meta.world import Number

Json = dict[str, Any]


@graph.endpoint("objects")
async def read(request: web.Request, caller: Caller) -> web.StreamResponse:
    """GET /{id}: a number, an account, a media file or a template, whichever it is."""
    sim, object_id = request.app[SIM], request.match_info["id"]
    if medium := media.find(sim, caller, object_id):
        return await media.describe(request, caller, medium)
    if template := templates.find(sim, caller, object_id):
        return web.json_response(templates.describe(template, request.query.get("fields", "")))
    fields = request.query.get("fields", "")
    for number in caller.numbers:
        if number.phone_number_id == object_id:
            return web.json_response(describe(number, fields))
        if number.waba_id == object_id:
            account = {"name": number.verified_name, "timezone_id": "1", "message_template_namespace": "simulated"}
            return web.json_response(_only(account, fields) | {"id": object_id})
    raise missing_object(object_id, "GET")


@graph.endpoint("objects")
async def write(request: web.Request, caller: Caller) -> web.StreamResponse:
    """POST /{id}: edit a template, or set the webhook override of a number."""
    sim, object_id = request.app[SIM], request.match_info["id"]
    if template := templates.find(sim, caller, object_id):
        return await templates.edit(request, caller, template)
    number = caller.number(object_id)
    body = await graph.body_of(request)
    if "webhook_configuration" in body:
        await _override(request, [number], body["webhook_configuration"])
    return web.json_response({"success": True})


@graph.endpoint("objects")
async def remove(request: web.Request, caller: Caller) -> web.StreamResponse:
    """DELETE /{id}: only media files can be deleted by their id."""
    medium = media.find(request.app[SIM], caller, request.match_info["id"])
    if medium is None:
        raise missing_object(request.match_info["id"], "DELETE")
    return await media.delete(request, caller, medium)


@graph.endpoint("accounts")
async def phone_numbers(request: web.Request, caller: Caller) -> web.StreamResponse:
    """The account's numbers, `limit` at a time; `after` is the place where the page before ended."""
    waba_id, query = request.match_info["id"], request.query
    caller.waba(waba_id)
    mine = [number for number in caller.numbers if number.waba_id == waba_id]
    begin, limit = _whole(query.get("after", "0")), _whole(query.get("limit", "25"))
    page = [describe(number, query.get("fields", "")) for number in mine[begin : begin + limit]]
    paging: Json = {"cursors": {"before": str(begin), "after": str(begin + len(page))}}
    if begin + limit < len(mine):
        paging["next"] = str(request.url.update_query(after=str(begin + limit)))
    return web.json_response({"data": page, "paging": paging})


@graph.endpoint("accounts")
async def subscribe(request: web.Request, caller: Caller) -> web.StreamResponse:
    """From now on this account's webhooks come; with an override, there instead of to the app's callback."""
    sim, waba_id = request.app[SIM], request.match_info["id"]
    number = caller.waba(waba_id)
    body = await graph.body_of(request) if request.can_read_body else {}
    if "override_callback_uri" in body:
        await _override(request, sim.world.of_waba(waba_id), body)
    sim.world.unsubscribed.discard(waba_id)
    answer: Json = {"success": True}
    if body.get("override_callback_uri"):
        answer["data"] = [_app(number)]
    return web.json_response(answer)


@graph.endpoint("accounts")
async def unsubscribe(request: web.Request, caller: Caller) -> web.StreamResponse:
    waba_id = request.match_info["id"]
    caller.waba(waba_id)
    request.app[SIM].world.unsubscribed.add(waba_id)
    return web.json_response({"success": True})


@graph.endpoint("accounts")
async def subscriptions(request: web.Request, caller: Caller) -> web.StreamResponse:
    number = caller.waba(request.match_info["id"])
    gone = number.waba_id in request.app[SIM].world.unsubscribed
    return web.json_response({"data": [] if gone else [_app(number)]})


@graph.endpoint("token")
async def debug_token(request: web.Request, caller: Caller) -> web.StreamResponse:
    """GET /debug_token?input_token=: what a token of the caller's app is good for (Meta, debug_token)."""
    token = request.query.get("input_token", "")
    if not token:
        raise parameter("The parameter input_token is required")
    number = next((each for each in request.app[SIM].world.numbers.values() if each.access_token == token), None)
    if number is None or number.app_id != caller.numbers[0].app_id:
        error = {"code": 190, "message": "Invalid OAuth access token."}
        return web.json_response({"data": {"error": error, "is_valid": False, "scopes": []}})
    limited = {"target_ids": number.limited_to} if number.limited_to else {}
    data: Json = {
        "app_id": number.app_id,
        "type": "SYSTEM_USER",
        "application": "Recado",
        "data_access_expires_at": 0,
        "expires_at": 0,
        "is_valid": True,
        "issued_at": 1763000000,
        "scopes": number.scopes,
        "granular_scopes": [{"scope": scope, **limited} for scope in number.scopes],
        "user_id": "122100000000000000",
    }
    return web.json_response({"data": data})


@graph.endpoint("accounts")
async def register(request: web.Request, caller: Caller) -> web.StreamResponse:
    """POST /{phone_number_id}/register with the six-digit PIN."""
    caller.number(request.match_info["id"])
    body = await graph.body_of(request)
    pin = str(body.get("pin", ""))
    if len(pin) != 6 or not pin.isdigit():
        raise parameter("The parameter pin is required.")
    return web.json_response({"success": True})


async def nowhere(request: web.Request) -> web.StreamResponse:
    """A path the Graph does not have."""
    text = f"Unknown path components: {request.path}"
    return GraphError(2500, message=text, kind="OAuthException").response()


def describe(number: Number, fields: str = "") -> Json:
    node: Json = {
        "verified_name": number.verified_name,
        "code_verification_status": "VERIFIED",
        "display_phone_number": "+" + number.display_phone_number,
        "quality_rating": "GREEN",
        "platform_type": "CLOUD_API",
        "throughput": {"level": "STANDARD"},
        "status": "CONNECTED",
        "name_status": "APPROVED",
        "account_mode": "LIVE",
        "is_on_biz_app": False,
        "messaging_limit_tier": "TIER_2K",
        "whatsapp_business_manager_messaging_limit": "TIER_2K",
        "webhook_configuration": {"application": number.callback_url, "phone_number": number.override_url},
    }
    return _only(node | number.facts, fields) | {"id": number.phone_number_id}


def _whole(text: str) -> int:
    if not text.isdecimal():
        raise parameter("Param must be a whole number.")
    return int(text)


def _only(node: Json, fields: str) -> Json:
    names = [name.strip() for name in fields.split(",") if name.strip()]
    return {name: node[name] for name in names if name in node} if names else node


def _app(number: Number) -> Json:
    link = f"https://www.facebook.com/games/?app_id={number.app_id}"
    data: Json = {"whatsapp_business_api_data": {"id": number.app_id, "name": "Recado", "link": link}}
    return {**data, "override_callback_uri": number.override_url} if number.override_url else data


async def _override(request: web.Request, numbers: list[Number], setting: Json) -> None:
    """Webhooks go elsewhere, after the same handshake; an empty address takes the override away."""
    url = str(setting.get("override_callback_uri", ""))
    if len(url) > 200:
        raise parameter("Param override_callback_uri must be at most 200 characters long.")
    if url and not await request.app[SIM].sender.handshake(url, str(setting.get("verify_token", ""))):
        text = "(#2200) Callback verification failed: the verify token or the challenge did not match."
        raise GraphError(2200, message=text)
    for number in numbers:
        number.override_url = url
