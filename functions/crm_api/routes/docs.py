"""/v1/docs: what this API is, for people, and /v1/openapi.json, for programs."""

from functools import cache
from importlib.metadata import distribution
from pathlib import Path

from chalice.app import Blueprint

from recado.runtime.api import Call, Text, route
from recado.runtime.permissions import Permission

FOLDER = Path(__file__).parents[1]
# A file of a package that is not imported: importing it needs Django.
REDOC = "drf_spectacular_sidecar/static/drf_spectacular_sidecar/redoc/bundles/redoc.standalone.js"
# Redoc writes its styles into the page and searches in a worker; nothing comes from elsewhere.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; connect-src 'self'; img-src 'self' data:; "
    "worker-src blob:; frame-ancestors 'none'; base-uri 'none'"
)
DAY = "public, max-age=86400"
routes = Blueprint(__name__)


@route(routes, "GET", "/v1/openapi.json", permission=Permission.PUBLIC)
def openapi(_call: Call) -> Text:
    """The OpenAPI document."""
    return Text("application/json", _read("openapi.json"))


@route(routes, "GET", "/v1/docs", permission=Permission.PUBLIC)
def docs(_call: Call) -> Text:
    """The document as a page."""
    return Text("text/html; charset=utf-8", _read("docs.html"), {"Content-Security-Policy": POLICY})


@route(routes, "GET", "/v1/docs/redoc.js", permission=Permission.PUBLIC)
def docs_script(_call: Call) -> Text:
    """The script of the page."""
    return Text("text/javascript; charset=utf-8", _script(), {"Cache-Control": DAY})


@cache
def _read(name: str) -> str:
    return (FOLDER / name).read_text()


@cache
def _script() -> str:
    return Path(str(distribution("drf-spectacular-sidecar").locate_file(REDOC))).read_text()
