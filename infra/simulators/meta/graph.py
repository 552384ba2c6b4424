"""The edge of the Graph: token, injected faults, and errors in Meta's shape, around every handler."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from infra.simulators.faults import Fault, lag
from infra.simulators.meta.errors import GraphError, parameter
from infra.simulators.meta.sim import SIM, Caller, caller

Json = dict[str, Any]
Endpoint = Callable[[web.Request, Caller], Awaitable[web.StreamResponse]]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
# What a token must be allowed to; reading a number asks for nothing here, as either permission will do at Meta.
_NEEDS = {
    "send": "whatsapp_business_messaging",
    "accounts": "whatsapp_business_management",
    "templates": "whatsapp_business_management",
    "profile": "whatsapp_business_management",
}
HTML = "<!DOCTYPE html><html><head><title>Error</title></head><body><h1>Sorry, something went wrong.</h1></body></html>"


def endpoint(target: str) -> Callable[[Endpoint], Handler]:
    """Make a route of a handler. `target` is the name by which faults aim at it."""

    def wrap(handler: Endpoint) -> Handler:
        async def answer(request: web.Request) -> web.StreamResponse:
            sim = request.app[SIM]
            sim.requests += 1
            try:
                who = caller(request)
                if target in _NEEDS:
                    who.need(_NEEDS[target])
                if target != "send":  # sending applies its own: some faults strike after the message is accepted
                    await suffer(request, sim.faults.strike(target, id=request.match_info.get("id", "")))
                return await handler(request, who)
            except GraphError as error:
                sim.world.rejected[error.code] += 1
                return error.response()

        return answer

    return wrap


async def suffer(request: web.Request, faults: list[Fault]) -> Fault | None:
    """Be late, answer an error, or break the connection. A fault of any other kind is returned to the handler."""
    kept = None
    for fault in faults:
        options = fault.options
        if fault.kind == "latency":
            await lag(options.get("ms", 0))
        elif fault.kind == "error":
            raise injected(options)
        elif fault.kind == "html":
            raise _html(int(options.get("status", 502)))
        elif fault.kind == "drop":
            hang_up(request)
        else:
            kept = fault
    return kept


def injected(options: Json) -> GraphError:
    """The error a fault asks for; codes for rate limits carry the headers Meta sends with them."""
    code, headers = int(options.get("code", 131000)), {}
    if "retry_after" in options:
        headers["Retry-After"] = str(options["retry_after"])
    if code in (4, 80007):
        minutes = int(options.get("regain_access_minutes", 1))
        usage = f'{{"0":[{{"call_count":100,"type":"messaging","estimated_time_to_regain_access":{minutes}}}]}}'
        headers["X-Business-Use-Case-Usage"] = usage
    return GraphError(
        code,
        str(options.get("details", "")),
        subcode=options.get("subcode"),
        status=options.get("status"),
        headers=headers,
    )


def hang_up(request: web.Request) -> None:
    """Close the connection without an answer."""
    if request.transport:
        request.transport.abort()
    raise ConnectionResetError


async def body_of(request: web.Request) -> Json:
    """The JSON body of a Graph request, or Meta's complaint."""
    try:
        body = await request.json()
    except ValueError:
        raise parameter("The request body is not valid JSON.") from None
    if not isinstance(body, dict):
        raise parameter("The request body must be a JSON object.")
    return body


def _html(status: int) -> Exception:
    classes = {500: web.HTTPInternalServerError, 502: web.HTTPBadGateway, 503: web.HTTPServiceUnavailable}
    return classes.get(status, web.HTTPBadGateway)(text=HTML, content_type="text/html")
