"""Answers that are none: refused, cut, filtered, empty, failed. A test asks for them as it asks for faults."""

from typing import Any

from aiohttp import web

Json = dict[str, Any]
OUTCOMES = ("refuse", "cut", "filtered", "empty", "failed")
OUTCOME: web.RequestKey[tuple[str, Json]] = web.RequestKey("outcome", tuple)
REFUSAL = "I'm sorry, but I can't help with that request."


def of(request: web.Request) -> tuple[str, Json]:
    """What is to become of this request, with the options of the fault; an empty name: an ordinary answer."""
    outcome: tuple[str, Json] = request.get(OUTCOME, ("", {}))
    return outcome
