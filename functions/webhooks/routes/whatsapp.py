"""Meta's WhatsApp Cloud API: the GET handshake and the signed POST (Meta, Webhooks, "Getting started")."""

import hmac
import json
from html import escape
from typing import Any

from chalice.app import Blueprint, Response

from recado.instances import routes as secrets
from recado.kernel import trace
from recado.kernel.clock import now
from recado.kernel.errors import Forbidden, Invalid, TooLarge, Unauthorized
from recado.kernel.settings import settings
from recado.messaging.inbound import Inbound
from recado.platform import queues
from recado.platform.queues import Outgoing
from recado.vendors.whatsapp.cloud.envelope import split
from recado.vendors.whatsapp.cloud.signature import verify

MOST_BYTES = 3 * 1024 * 1024  # Meta: a payload is up to 3 MB

routes = Blueprint(__name__)


@routes.route("/webhooks/whatsapp/{route}", methods=["GET"])
def handshake(route: str) -> Response:
    """Meta asks whether this address is ours; the answer is its challenge, as plain text."""
    query = dict(routes.current_request.query_params or {})
    own = secrets.load(route)
    token = query.get("hub.verify_token", "")
    if query.get("hub.mode") != "subscribe" or not hmac.compare_digest(token.encode(), own.verify_token.encode()):
        raise Forbidden("the verify token is not the one of this route")
    return Response(escape(query.get("hub.challenge", "")), headers={"Content-Type": "text/plain"})


@routes.route("/webhooks/whatsapp/{route}", methods=["POST"])
def receive(route: str) -> Response:
    """200 only when the queue has every update of the body, each in the group of its conversation."""
    raw = routes.current_request.raw_body
    raw = raw.encode() if isinstance(raw, str) else raw
    if len(raw) > MOST_BYTES:
        raise TooLarge(f"a webhook body has at most {MOST_BYTES} bytes")
    received_at, messages = now(), list[Outgoing]()
    signature = routes.current_request.headers.get("x-hub-signature-256")
    if not _signed(secrets.load(route).secrets(received_at), raw, signature):
        # The secret may have been changed a moment ago, and our copy of it be older.
        newest = secrets.load(route, fresh=True).secrets(received_at)
        if not _signed(newest, raw, signature):
            raise Unauthorized("the signature does not match the body")
    for number, part in enumerate(split(_parse(raw))):
        body = Inbound(route, received_at, part.body).to_json()
        chain = trace.traceparent() if number == 0 else None  # each update further is the beginning of its own
        messages.append(Outgoing(settings().queue_inbound_url, body, group=part.address, trace=chain))
    queues.send(messages)
    return Response("EVENT_RECEIVED", headers={"Content-Type": "text/plain"})


def _signed(app_secrets: tuple[str, ...], raw: bytes, signature: str | None) -> bool:
    return any(verify(secret, raw, signature) for secret in app_secrets)


def _parse(raw: bytes) -> dict[str, Any]:
    try:
        body = json.loads(raw.decode())  # UTF-8 and nothing else: bytes would also be taken for UTF-16 and the like
    except (ValueError, RecursionError) as error:
        raise Invalid("the body is not JSON") from error
    if not isinstance(body, dict):
        raise Invalid("the body is not a JSON object")
    return body
