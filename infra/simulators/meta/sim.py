"""The simulator itself: its parts, and who is calling the Graph."""

import hashlib
import hmac
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from infra.simulators.faults import Faults
from infra.simulators.meta.config import Config
from infra.simulators.meta.errors import GraphError, missing_object
from infra.simulators.meta.webhooks import Sender
from infra.simulators.meta.world import Number, World

Json = dict[str, Any]


@dataclass(slots=True)
class Medium:
    """Bytes held for a number. `sha256` is the raw digest: webhooks write it in base64, the Graph in hexadecimal."""

    id: str
    phone_number_id: str
    mime_type: str
    data: bytes
    sha256: bytes
    filename: str = ""


@dataclass(slots=True)
class Sim:
    """The parts of one running simulator. `start` is the configuration it goes back to on reset."""

    config: Config
    start: Config
    world: World
    sender: Sender
    public_url: str
    faults: Faults = field(default_factory=Faults)
    media: dict[str, Medium] = field(default_factory=dict)
    buckets: dict[tuple[str, str], float] = field(default_factory=dict)
    arrivals: dict[str, deque[float]] = field(default_factory=dict)
    began: float = field(default_factory=time.time)
    requests: int = 0


SIM: web.AppKey[Sim] = web.AppKey("sim", Sim)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who holds the token: the numbers it opens, and the version of the API that was asked for."""

    numbers: tuple[Number, ...]
    api_version: float
    method: str

    def need(self, scope: str) -> None:
        """Meta's refusal when the token lacks a permission."""
        if scope not in self.numbers[0].scopes:
            raise GraphError(200, message=f"(#200) Requires {scope} permission to manage the object", status=403)

    def number(self, phone_number_id: str) -> Number:
        for number in self.numbers:
            if number.phone_number_id == phone_number_id:
                return number
        raise missing_object(phone_number_id, self.method)

    def waba(self, waba_id: str) -> Number:
        """Any number of the account; what is asked of the account is the same for all of them."""
        for number in self.numbers:
            if number.waba_id == waba_id:
                return number
        raise missing_object(waba_id, self.method)


def caller(request: web.Request) -> Caller:
    """Who is calling, or Meta's 401."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    token = token.strip() if scheme.lower() in ("bearer", "oauth") else request.query.get("access_token", "")
    if not token:
        text = "An access token is required to request this resource."
        raise GraphError(190, message=text, status=401)
    world = request.app[SIM].world
    numbers = tuple(number for number in world.numbers.values() if number.access_token == token)
    if not numbers:
        raise GraphError(190, message="Invalid OAuth access token - Cannot parse access token", status=401)
    proof = request.query.get("appsecret_proof")
    if proof is not None and not hmac.compare_digest(proof.encode(), _proof(token, numbers[0].app_secret).encode()):
        text = "Invalid appsecret_proof provided in the API argument"
        raise GraphError(100, message=text, kind="GraphMethodException")
    return Caller(numbers, float(request.match_info.get("version", "v24.0")[1:]), request.method)


def _proof(token: str, app_secret: str) -> str:
    """What shows that a caller holds the app's secret (Meta, Secure Graph API calls)."""
    return hmac.new(app_secret.encode(), token.encode(), hashlib.sha256).hexdigest()
