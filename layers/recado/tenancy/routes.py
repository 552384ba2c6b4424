"""Routes: what `webhooks` needs to verify a body, read from the object store so that it needs no database."""

import base64
import json
import time

from recado.kernel.errors import NotFound, Unavailable
from recado.kernel.settings import settings
from recado.platform import crypto, storage
from recado.tenancy.model import Route

KEPT_SECONDS = 60.0
MISSING_KEPT_SECONDS = 5.0
MOST_KEPT = 10_000

_known: dict[str, tuple[float, Route | None]] = {}


def publish(route: str, app_secret_sealed: bytes, verify_token_sealed: bytes) -> None:
    """Writes the sealed secrets of `route` where `load` finds them. Processes see a change within 60 s."""
    body = {
        "app_secret": base64.b64encode(app_secret_sealed).decode(),
        "verify_token": base64.b64encode(verify_token_sealed).decode(),
    }
    storage.put(settings().bucket_config, _key(route), json.dumps(body).encode(), "application/json")


def load(route: str) -> Route:
    """The secrets of `route`. NotFound when there is no such route; a copy is kept a minute and outlives an outage."""
    until, kept = _known.get(route, (0.0, None))
    if time.monotonic() < until:
        if kept is None:
            raise NotFound("no such route")
        return kept
    try:
        found = _read(route)
    except NotFound:
        _keep(route, None, MISSING_KEPT_SECONDS)
        raise
    except Unavailable:
        if kept is None:
            raise
        return kept
    _keep(route, found, KEPT_SECONDS)
    return found


def place(route: str, name: str) -> str:
    """Where a route's secret is sealed to."""
    return f"route:{route}:{name}"


def _read(route: str) -> Route:
    body = json.loads(storage.get(settings().bucket_config, _key(route)))
    return Route(
        app_secret=crypto.unseal(base64.b64decode(body["app_secret"]), place(route, "app_secret")),
        verify_token=crypto.unseal(base64.b64decode(body["verify_token"]), place(route, "verify_token")),
    )


def _keep(route: str, found: Route | None, seconds: float) -> None:
    if len(_known) >= MOST_KEPT:  # somebody is guessing routes
        _known.clear()
    _known[route] = (time.monotonic() + seconds, found)


def _key(route: str) -> str:
    return f"routes/{route}.json"
