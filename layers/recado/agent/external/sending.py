"""One request of an external tool, and what its answer means. Nothing here is in a transaction."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from recado.agent.external import results, secrets, templates
from recado.agent.external.model import MOST_BODY_READ, Definition, Json
from recado.kernel.settings import settings
from recado.platform.public_addresses import LinkRefused

if TYPE_CHECKING:
    from recado.platform.links import Answer


@dataclass(frozen=True, slots=True)
class Request:
    """What is posted. body: JSON."""

    url: str
    headers: dict[str, str]
    body: Json


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of a request, secrets cut. result: for the model. code: of a failure. doubtful: it may have arrived,
    and nobody knows what became of it. answer: what the server said, as it said it; None when it said nothing."""

    result: Json
    code: str | None
    doubtful: bool
    milliseconds: int
    answer: "Answer | None"


def request(
    definition: Definition,
    arguments: Mapping[str, Any],
    variables: Mapping[str, str],
    opened: Mapping[str, str],
    ours: Mapping[str, str],
) -> Request:
    """Returns what is posted. opened: the tool's secrets. ours: headers that say which call it is.

    Raises HeaderBroken when an argument cannot be in the header it is for.
    """
    values: Json = {f"{templates.OF_SECRETS}{name}": value for name, value in opened.items()}
    for each in definition.parameters:
        if each.source == "model":
            values[each.name] = arguments.get(each.name)
        else:
            values[each.name] = each.value if each.source == "fixed" else variables.get(each.variable or "")
    headers = {name: templates.header(value, values) for name, value in definition.headers.items()}
    own = {"Content-Type": "application/json", "Accept": "application/json"}
    if any(name.lower() == "accept" for name in headers):
        own.pop("Accept")
    return Request(definition.url, {**headers, **own, **ours}, templates.filled(definition.body_template, values))


def send(made: Request, definition: Definition, opened: Mapping[str, str], seconds: float) -> Reply:
    """Sends it once and returns what came of it within `seconds`, whatever it was."""
    from recado.platform import links  # noqa: PLC0415  the API loads an HTTP client only when a tool is tried

    trusted = settings().external_tools_trusted_hosts
    body = json.dumps(made.body, ensure_ascii=False, allow_nan=False).encode()
    started, answer, doubtful = time.monotonic(), None, False
    result: Json
    code: str | None
    try:
        answer = links.post(made.url, body, made.headers, seconds, trusted, MOST_BODY_READ + 1)
    except LinkRefused:
        result, code = results.failure("direccion_no_permitida")
    except links.LinkUnreachable as error:
        doubtful = error.sent
        result, code = results.failure("sin_respuesta" if error.sent else "no_enviada")
    else:
        result, code = results.read(answer, definition, list(opened.values()))
    milliseconds = round((time.monotonic() - started) * 1000)
    return Reply(result, code, doubtful, milliseconds, answer)


def shown(made: Request, opened: Mapping[str, str]) -> Request:
    """Returns the request as people may see it."""
    values = list(opened.values())
    return Request(made.url, secrets.cut(made.headers, values), secrets.cut(made.body, values))
