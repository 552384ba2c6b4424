"""One request to the Graph API, with a token, and its answer as JSON."""

import re
from typing import Any

import httpx

from recado.kernel.errors import Invalid
from recado.kernel.settings import settings
from recado.kernel.words import Words
from recado.vendors.whatsapp.cloud import transport
from recado.vendors.whatsapp.cloud.json_reading import Json

_ID = re.compile(r"[A-Za-z0-9_-]{1,256}")
_TOKEN = re.compile(r"[\x21-\x7e]+")


def authorization(access_token: str) -> dict[str, str]:
    """Returns the header that carries a token. Raises Invalid when it cannot be one."""
    if not _TOKEN.fullmatch(access_token):
        raise Invalid(
            Words(
                "el token de acceso tiene caracteres que ningún token tiene",
                "the access token has characters no token has",
            )
        )
    return {"Authorization": f"Bearer {access_token}"}


def checked(value: str, label: str) -> str:
    """Returns an id that goes into a path: letters, digits, _ and -, so that it cannot lead elsewhere."""
    if not _ID.fullmatch(value):
        raise Invalid(Words(f"este {label} no es uno que dé Meta", f"the {label} is not one Meta gives"))
    return value


def call(method: str, path: str, headers: dict[str, str], seconds: float | None = None, **request: Any) -> Json:
    """Returns the answer, waited for `seconds` at most. Raises GraphError, NotSent, Ambiguous, TooSlow (errors.py)."""
    where = settings()
    url = f"{where.graph_base_url.rstrip('/')}/{where.graph_version}/{path}"
    with transport.failures_named(), transport.time_limits(seconds) as timeout:
        client = transport.client()
        response: httpx.Response = client.request(method, url, headers=headers, timeout=timeout, **request)
    return transport.answer(response)
