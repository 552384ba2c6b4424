"""/v1/openapi.json: what this API is, for programs."""

from functools import cache
from pathlib import Path

from chalice.app import Blueprint

from recado.runtime.api import Call, Text, route
from recado.runtime.permissions import Permission

FOLDER = Path(__file__).parents[1]
routes = Blueprint(__name__)


@route(routes, "GET", "/v1/openapi.json", permission=Permission.PUBLIC)
def openapi(_call: Call) -> Text:
    """This document."""
    return Text("application/json", _read("openapi.json"))


@cache
def _read(name: str) -> str:
    return (FOLDER / name).read_text()
