"""The push service over HTTP: browsers' endpoints, and controls under /_sim."""

import json
import re
from typing import Any

from aiohttp import web

from infra.simulators.faults import Faults, lag
from infra.simulators.push.browsers import Browser, NotDecrypted
from infra.simulators.push.vapid import WrongRequest, checked
from infra.simulators.serve import json_object

Json = dict[str, Any]
TOPIC = re.compile(r"^[\w-]{1,32}$", re.ASCII)
MOST_BYTES = 4096  # RFC 8030 §7.2: a push service must take so many


class World:
    """The browsers that subscribed, what they were told, and what goes wrong."""

    def __init__(self) -> None:
        self.browsers: dict[str, Browser] = {}
        self.told: list[Json] = []
        self.faults = Faults()


WORLD = web.AppKey("world", World)


def build() -> web.Application:
    """Returns the application; everything is in memory."""
    app = web.Application(client_max_size=1024 * 1024)
    app[WORLD] = World()
    app.router.add_post("/push/{name}", push)
    app.router.add_post("/_sim/browsers", subscribe)
    app.router.add_post("/_sim/browsers/{name}/leave", leave)
    app.router.add_get("/_sim/told", told)
    app.router.add_get("/_sim/stats", stats)
    app.router.add_post("/_sim/faults", fault)
    app.router.add_delete("/_sim/faults", no_faults)
    app.router.add_post("/_sim/reset", reset)
    return app


async def push(request: web.Request) -> web.Response:
    """One push message (RFC 8030 §5), whose request must be whole: TTL, encoding, VAPID, size."""
    world, name = request.app[WORLD], request.match_info["name"]
    if (struck := await _struck(world, name)) is not None:
        return struck
    browser = world.browsers.get(name)
    if browser is None or browser.left:
        return _problem(410 if browser else 404, "there is no such subscription, or not any more (RFC 8030 §7.3)")
    body = await request.read()
    if len(body) > MOST_BYTES:
        return _problem(413, "payload too large")
    try:
        _check_headers(request)
        claims = checked(request.headers.get("Authorization", ""), f"{request.scheme}://{request.host}", browser.key)
        payload = browser.decrypted(body)  # a real one cannot; the browser would drop what is not for it
    except (WrongRequest, NotDecrypted) as error:
        return _problem(error.status, str(error))
    world.told.append(
        {
            "browser": name,
            "payload": json.loads(payload),
            "ttl": int(request.headers["TTL"]),
            "topic": request.headers.get("Topic"),
            "urgency": request.headers.get("Urgency"),
            "claims": claims,
            "bytes": len(body),
        }
    )
    return web.Response(status=201, headers={"Location": f"/message/{len(world.told)}"})


async def subscribe(request: web.Request) -> web.Response:
    """{application_server_key}: a browser subscribes, as `PushManager.subscribe` does. Returns its PushSubscription."""
    body = await json_object(request)
    browser = Browser(str(body.get("application_server_key", "")))
    request.app[WORLD].browsers[browser.name] = browser
    endpoint = f"{request.scheme}://{request.host}/push/{browser.name}"
    return web.json_response({"name": browser.name, "endpoint": endpoint, "keys": browser.public_keys()})


async def leave(request: web.Request) -> web.Response:
    """The browser unsubscribes: pushes are answered 410 from now on."""
    request.app[WORLD].browsers[request.match_info["name"]].left = True
    return web.json_response({"success": True})


async def told(request: web.Request) -> web.Response:
    """What browsers were told, oldest first; `?browser=` of one."""
    name = request.query.get("browser")
    return web.json_response({"told": [t for t in request.app[WORLD].told if name is None or t["browser"] == name]})


async def stats(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    return web.json_response({"simulated": True, "browsers": len(world.browsers), "told": len(world.told)})


async def fault(request: web.Request) -> web.Response:
    """{kind: error (status, retry_after?) | latency (ms), times? | seconds?, match? {browser}}."""
    return web.json_response(request.app[WORLD].faults.add(await json_object(request), "push").describe())


async def no_faults(request: web.Request) -> web.Response:
    request.app[WORLD].faults.rules.clear()
    return web.json_response({"success": True})


async def reset(request: web.Request) -> web.Response:
    request.app[WORLD] = World()
    return web.json_response({"success": True})


async def _struck(world: World, name: str) -> web.Response | None:
    for struck in world.faults.strike("push", browser=name):
        if struck.kind == "latency":
            await lag(struck.options.get("ms", 1000))
        else:
            retry = struck.options.get("retry_after")
            headers = {} if retry is None else {"Retry-After": str(retry)}
            return _problem(int(struck.options.get("status", 503)), "injected", headers)
    return None


def _check_headers(request: web.Request) -> None:
    if not request.headers.get("TTL", "").isdecimal():
        raise WrongRequest(400, "TTL is required (RFC 8030 §5.2)")
    if request.headers.get("Content-Encoding") != "aes128gcm":
        raise WrongRequest(400, "Content-Encoding must be aes128gcm (RFC 8291 §4)")
    if not TOPIC.match(request.headers.get("Topic", "t")):
        raise WrongRequest(400, "Topic must be up to 32 characters of base64url (RFC 8030 §5.4)")
    if request.headers.get("Urgency", "normal") not in ("very-low", "low", "normal", "high"):
        raise WrongRequest(400, "Urgency is unknown (RFC 8030 §5.3)")


def _problem(status: int, reason: str, headers: dict[str, str] | None = None) -> web.Response:
    return web.json_response({"code": status, "error": reason}, status=status, headers=headers)
