"""A number's business profile: what customers see (Meta, Business profiles)."""

from typing import Any

from aiohttp import web

from infra.simulators.meta import graph
from infra.simulators.meta.errors import parameter
from infra.simulators.meta.sim import Caller

Json = dict[str, Any]
_MOST = {"about": 139, "address": 256, "description": 512, "email": 128}
_VERTICALS = frozenset(
    {"UNDEFINED", "OTHER", "AUTO", "BEAUTY", "APPAREL", "EDU", "ENTERTAIN", "EVENT_PLAN", "FINANCE", "GROCERY"}
    | {"GOVT", "HOTEL", "HEALTH", "NONPROFIT", "PROF_SERVICES", "RETAIL", "TRAVEL", "RESTAURANT", "NOT_A_BIZ"}
)


@graph.endpoint("profile")
async def read(request: web.Request, caller: Caller) -> web.StreamResponse:
    """GET /{phone_number_id}/whatsapp_business_profile: the fields asked for that have a value."""
    number = caller.number(request.match_info["id"])
    names = [name.strip() for name in request.query.get("fields", "").split(",") if name.strip()]
    profile = {name: value for name, value in number.profile.items() if name in names}
    return web.json_response({"data": [{**profile, "messaging_product": "whatsapp"}]})


@graph.endpoint("profile")
async def write(request: web.Request, caller: Caller) -> web.StreamResponse:
    """POST: the fields named are changed, the others stay."""
    number = caller.number(request.match_info["id"])
    body = await graph.body_of(request)
    if body.pop("messaging_product", None) != "whatsapp":
        raise parameter("The parameter messaging_product is required.")
    for name, value in body.items():
        _check(name, value)
    number.profile.update(body)
    return web.json_response({"success": True})


def _check(name: str, value: Any) -> None:
    if name == "websites":
        if not isinstance(value, list) or len(value) > 2 or any(len(str(url)) > 256 for url in value):
            raise parameter("Param websites must be an array of at most 2 URLs of at most 256 characters.")
    elif name == "vertical":
        if value not in _VERTICALS:
            raise parameter("Param vertical must be one of the known values.")
    elif name in _MOST:
        if not isinstance(value, str) or len(value) > _MOST[name] or (name == "about" and not value):
            raise parameter(f"Param {name} must be a string of at most {_MOST[name]} characters.")
        if name == "email" and value and "@" not in value:
            raise parameter("Param email must be a valid email address.")
    elif name != "profile_picture_handle":
        raise parameter(f"Unexpected key {name}.")
