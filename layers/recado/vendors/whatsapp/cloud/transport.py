"""HTTP to the Graph API: one shared client, and answers and failures turned into what they mean for sending."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC
from email.utils import parsedate_to_datetime
from functools import cache
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpx

from recado.kernel import time_limits as vendor_time
from recado.kernel.clock import now
from recado.vendors.whatsapp.cloud.errors import Ambiguous, GraphError, NotSent, TooSlow
from recado.vendors.whatsapp.cloud.json_reading import Json, as_dict, as_list, as_str
from recado.vendors.whatsapp.cloud.values import number

READ_SECONDS, CONNECT_SECONDS = 20.0, 5.0

# Failures from before the first byte of the request left. Every other one leaves the outcome open.
_BEFORE_SENDING = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)


@cache
def client() -> httpx.Client:
    """Returns the process's only client: connections are kept and shared by all channels, cookies and redirects are
    not."""
    return httpx.Client(
        timeout=httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS, pool=CONNECT_SECONDS),
        limits=httpx.Limits(max_connections=20, max_keepalive_connections=10, keepalive_expiry=30),
        follow_redirects=False,
        # A cookie set for one tenant must not travel with the next one's request.
        cookies=CookieJar(policy=DefaultCookiePolicy(allowed_domains=[])),
        headers={"User-Agent": "recado/1", "Accept-Encoding": "identity"},
    )


@contextmanager
def time_limits(most: float | None = None) -> Iterator[httpx.Timeout]:
    """The time limits of one call, which waits at most `most` seconds for its answer.

    Raises TooSlow when an HTTP request of ours has no time left for vendors.
    """
    with vendor_time.waiting(READ_SECONDS if most is None else most) as seconds:
        if seconds <= 0:
            raise TooSlow
        before = min(CONNECT_SECONDS, seconds / 2)
        yield httpx.Timeout(seconds, connect=before, write=max(before, seconds / 2), pool=before)


@contextmanager
def failures_named() -> Iterator[None]:
    """Turn httpx's failures into NotSent or Ambiguous. Their texts may quote addresses and are left out."""
    try:
        yield
    except httpx.TimeoutException as error:
        if vendor_time.limited():
            raise TooSlow from error
        raise (NotSent if isinstance(error, _BEFORE_SENDING) else Ambiguous)(type(error).__name__) from error
    except _BEFORE_SENDING as error:
        raise NotSent(type(error).__name__) from error
    except httpx.RequestError as error:
        raise Ambiguous(type(error).__name__) from error


def answer(response: httpx.Response) -> Json:
    """Returns the JSON object of an accepted request.

    Raises GraphError when it was refused, and Ambiguous when the answer does not say (a gateway's error page, an
    accepted request without a readable answer).
    """
    body = _json(response)
    if response.is_success and "error" not in body:
        if not body:
            raise Ambiguous(f"HTTP {response.status_code} without a readable answer")
        return body
    if isinstance(body.get("error"), dict):
        raise _refusal(response, body["error"])
    if response.is_success or response.status_code >= 500:
        raise Ambiguous(f"HTTP {response.status_code} without a reason")
    raise GraphError(None, status=response.status_code, retry_after_seconds=_retry_after(response))


def _json(response: httpx.Response) -> Json:
    try:
        return as_dict(response.json())
    except (ValueError, RecursionError):
        return {}


def _refusal(response: httpx.Response, error: Json) -> GraphError:
    details = as_str(as_dict(error.get("error_data")).get("details"))
    return GraphError(
        _whole(error.get("code")),
        _whole(error.get("error_subcode")),
        details or as_str(error.get("message")) or "",
        as_str(error.get("fbtrace_id")),
        status=response.status_code,
        retry_after_seconds=_retry_after(response),
        transient=error.get("is_transient") is True,
    )


def _whole(value: object) -> int | None:
    parsed = number(value)
    return int(parsed) if parsed is not None else None


def _retry_after(response: httpx.Response) -> float | None:
    """Seconds to wait: from `Retry-After` (seconds or a date) or `X-Business-Use-Case-Usage` (which counts minutes)."""
    written = response.headers.get("Retry-After", "").strip()
    if re.fullmatch(r"\d{1,9}", written):
        return float(written)
    if written:
        try:
            at = parsedate_to_datetime(written)
        except ValueError:
            return None
        return max(0.0, ((at if at.tzinfo else at.replace(tzinfo=UTC)) - now()).total_seconds())
    try:
        usage = as_dict(json.loads(response.headers.get("X-Business-Use-Case-Usage", "{}")))
    except ValueError:
        return None
    items = (as_dict(item) for items in usage.values() for item in as_list(items))
    minutes = max((number(item.get("estimated_time_to_regain_access")) or 0 for item in items), default=0)
    return minutes * 60 or None
