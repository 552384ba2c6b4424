"""The routes of the WhatsApp Web simulator, put together."""

from aiohttp import web

from infra.simulators.web import admin, link, phone, wire
from infra.simulators.web.config import Config
from infra.simulators.web.world import WORLD, World

MAX_BODY = 110 * 1024 * 1024


def build(config: Config) -> web.Application:
    """An application with nothing in its memory."""
    app = web.Application(client_max_size=MAX_BODY)
    app[WORLD] = World(config, config.copy())
    app.on_shutdown.append(_hang_up)
    router = app.router
    router.add_post("/web/connect", link.connect)
    router.add_get("/web/media/{key}", wire.media)
    for name, handler in (
        ("send", wire.send),
        ("ack", wire.ack),
        ("typing", wire.typing),
        ("subscribe", wire.subscribe),
        ("read", wire.read),
        ("pair_code", wire.pair_code),
        ("upload", wire.upload),
        ("logout", wire.logout),
        ("close", wire.close),
    ):
        router.add_post(f"/web/{{connection}}/{name}", handler)
    admin.add(router, "/_sim")
    _controls(router)
    phone.add(router)
    return app


def _controls(router: web.UrlDispatcher) -> None:
    router.add_get("/_sim/sessions", admin.sessions)
    router.add_get("/_sim/chats/{session}/{phone}", admin.chat)
    router.add_get("/_sim/sent", admin.sent)
    router.add_get("/_sim/violations", admin.violations)
    router.add_post("/_sim/faults", admin.add_fault)
    router.add_get("/_sim/faults", admin.list_faults)
    router.add_delete("/_sim/faults", admin.clear_faults)
    router.add_get("/_sim/config", admin.get_config)
    router.add_post("/_sim/config", admin.set_config)
    router.add_get("/_sim/stats", admin.stats)
    router.add_post("/_sim/reset", admin.reset)


async def _hang_up(app: web.Application) -> None:
    for connection in app[WORLD].connections.values():
        connection.queue.put_nowait(None)
