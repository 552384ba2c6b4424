"""Routes: what `webhooks` needs to verify a body, read from the object store so that it needs no database."""

import base64
import json
import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from recado.instances.model import Route
from recado.kernel.errors import NotFound, Unavailable
from recado.kernel.settings import settings
from recado.kernel.words import Words
from recado.platform import crypto, storage

KEPT_SECONDS = 60.0
FRESH_SECONDS = 2.0
MISSING_KEPT_SECONDS = 5.0
MOST_KEPT = 10_000


@dataclass(frozen=True, slots=True)
class _Kept:
    read_at: float
    until: float
    route: Route | None


_known: dict[str, _Kept] = {}


def publish(
    route: str,
    app_secret_sealed: bytes,
    verify_token_sealed: bytes,
    previous_secret_sealed: bytes | None = None,
    previous_until: datetime | None = None,
) -> None:
    """Writes the sealed secrets of `route` where `load` finds them."""
    body = {"app_secret": _text(app_secret_sealed), "verify_token": _text(verify_token_sealed)}
    if previous_secret_sealed and previous_until:
        body |= {"previous_secret": _text(previous_secret_sealed), "previous_until": previous_until.isoformat()}
    storage.put(settings().bucket_config, _key(route), json.dumps(body).encode(), "application/json")


def withdraw(route: str) -> None:
    """There is no such route any more."""
    storage.delete(settings().bucket_config, _key(route))


def load(route: str, *, fresh: bool = False) -> Route:
    """Returns the secrets of `route`. Raises NotFound when there is no such route; a copy is kept a minute and outlives
    an outage.

    fresh: a copy older than 2 s is not good enough. Whoever asks with rubbish cannot make us read more often than that.
    """
    kept, moment = _known.get(route), time.monotonic()
    if kept and moment < (min(kept.until, kept.read_at + FRESH_SECONDS) if fresh else kept.until):
        if kept.route is None:
            raise NotFound(Words("no existe esa ruta", "no such route"))
        return kept.route
    try:
        route_file = _read(route)
    except NotFound:
        _keep(route, None, MISSING_KEPT_SECONDS)
        raise
    except Unavailable:
        if kept is None or kept.route is None:
            raise
        return kept.route
    _keep(route, route_file, KEPT_SECONDS)
    return route_file


def place(route: str, name: str) -> str:
    """Returns where a route's secret is sealed to."""
    return f"route:{route}:{name}"


def _read(route: str) -> Route:
    body: dict[str, Any] = json.loads(storage.get(settings().bucket_config, _key(route)))
    secret_place = place(route, "app_secret")
    previous = body.get("previous_secret")
    return Route(
        app_secret=crypto.unseal(base64.b64decode(body["app_secret"]), secret_place),
        verify_token=crypto.unseal(base64.b64decode(body["verify_token"]), place(route, "verify_token")),
        previous_secret=crypto.unseal(base64.b64decode(previous), secret_place) if previous else None,
        previous_until=datetime.fromisoformat(body["previous_until"]) if previous else None,
    )


def _keep(route: str, loaded: Route | None, seconds: float) -> None:
    if len(_known) >= MOST_KEPT:  # somebody is guessing routes
        _known.clear()
    moment = time.monotonic()
    _known[route] = _Kept(moment, moment + seconds, loaded)


def _text(sealed: bytes) -> str:
    return base64.b64encode(sealed).decode()


def _key(route: str) -> str:
    return f"routes/{route}.json"
