"""The routes of the Meta simulator, put together."""

from collections.abc import AsyncIterator

from aiohttp import web

from infra.simulators.meta import accounts, admin, media, messages, phone, profile, templates, uploads
from infra.simulators.meta.config import Config
from infra.simulators.meta.sim import SIM, Sim
from infra.simulators.meta.webhooks import Sender
from infra.simulators.meta.world import World

MAX_BODY = 110 * 1024 * 1024


def build(config: Config, public_url: str) -> web.Application:
    """An application with nothing in its memory. `public_url` is where clients reach it; media links start with it."""
    app = web.Application(client_max_size=MAX_BODY)
    world = World()
    app[SIM] = Sim(config, config.copy(), world, Sender(config, world), public_url.rstrip("/"))
    _admin(app.router)
    phone.add(app.router)
    app.router.add_get(media.PATH, media.download)
    for version in ("", r"/{version:v\d+\.\d+}"):
        _graph(app.router, version)
    app.router.add_route("*", "/{rest:.*}", accounts.nowhere)
    app.cleanup_ctx.append(_closing)
    return app


async def _closing(app: web.Application) -> AsyncIterator[None]:
    yield
    await app[SIM].sender.close()


def _admin(router: web.UrlDispatcher) -> None:
    router.add_post("/_sim/numbers", admin.add_number)
    router.add_get("/_sim/numbers", admin.list_numbers)
    router.add_post("/_sim/numbers/change", admin.change_number)
    router.add_post("/_sim/webhook", admin.enter_webhook)
    router.add_post("/_sim/customers", admin.add_customer)
    router.add_post("/_sim/messages", admin.say)
    router.add_post("/_sim/messages/batch", admin.say_many)
    router.add_post("/_sim/raw", admin.raw)
    router.add_post("/_sim/media", admin.add_media)
    router.add_post("/_sim/windows", admin.move_window)
    router.add_post("/_sim/templates", admin.decide_template)
    router.add_post("/_sim/faults", admin.add_fault)
    router.add_get("/_sim/faults", admin.list_faults)
    router.add_delete("/_sim/faults", admin.clear_faults)
    router.add_get("/_sim/config", admin.get_config)
    router.add_post("/_sim/config", admin.set_config)
    router.add_get("/_sim/sent", admin.sent)
    router.add_get("/_sim/conversations/{phone_number_id}/{customer}", admin.conversation)
    router.add_get("/_sim/deliveries", admin.get_deliveries)
    router.add_get("/_sim/stats", admin.get_stats)
    router.add_post("/_sim/reset", admin.reset)


def _graph(router: web.UrlDispatcher, version: str) -> None:
    one = version + "/{id:[^/]+}"
    router.add_post(one + "/messages", messages.send)
    router.add_post(one + "/media", media.upload)
    router.add_post(one + "/uploads", uploads.begin)
    router.add_post(version + "/upload:{session}", uploads.go_on)
    router.add_get(version + "/debug_token", accounts.debug_token)
    router.add_get(one + "/whatsapp_business_profile", profile.read)
    router.add_post(one + "/whatsapp_business_profile", profile.write)
    router.add_post(one + "/register", accounts.register)
    router.add_get(one + "/phone_numbers", accounts.phone_numbers)
    router.add_get(one + "/message_templates", templates.listing)
    router.add_post(one + "/message_templates", templates.create)
    router.add_delete(one + "/message_templates", templates.delete)
    router.add_get(one + "/subscribed_apps", accounts.subscriptions)
    router.add_post(one + "/subscribed_apps", accounts.subscribe)
    router.add_delete(one + "/subscribed_apps", accounts.unsubscribe)
    router.add_get(one, accounts.read)
    router.add_post(one, accounts.write)
    router.add_delete(one, accounts.remove)
