"""/v1/docs: what this API is, for people, and /v1/openapi.json, for programs."""

import json
from functools import cache
from importlib.metadata import distribution
from pathlib import Path

from chalice.app import Blueprint

from recado.kernel.settings import settings
from recado.runtime.api import Call, Text, route
from recado.runtime.openapi.merge import merge
from recado.runtime.permissions import Permission

FUNCTIONS = Path(__file__).parents[2]
PAGE = Path(__file__).parents[1] / "docs.html"
# A file of a package that is not imported: importing it needs Django.
REDOC = "drf_spectacular_sidecar/static/drf_spectacular_sidecar/redoc/bundles/redoc.standalone.js"
# Redoc writes its styles into the page and searches in a worker; nothing comes from elsewhere.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; connect-src 'self'; img-src 'self' data:; "
    "worker-src blob:; frame-ancestors 'none'; base-uri 'none'"
)
TITLE = "Recado API"  # the document whose introduction the whole has
HOUR = "public, max-age=3600"
DAY = "public, max-age=86400"
routes = Blueprint(__name__)


@route(routes, "GET", "/v1/openapi.json", permission=Permission.PUBLIC)
def openapi(_call: Call) -> Text:
    """The OpenAPI document.

    Of every operation of this API, whichever function serves it.
    """
    return Text("application/json", whole_document(), {"Cache-Control": HOUR})


@route(routes, "GET", "/v1/docs", permission=Permission.PUBLIC)
def docs(_call: Call) -> Text:
    """The document as a page."""
    return Text("text/html; charset=utf-8", _page(), {"Content-Security-Policy": POLICY})


@route(routes, "GET", "/v1/docs/redoc.js", permission=Permission.PUBLIC)
def docs_script(_call: Call) -> Text:
    """The script of the page."""
    return Text("text/javascript; charset=utf-8", _script(), {"Cache-Control": DAY})


@cache
def whole_document() -> str:
    """Returns the functions' documents as one, of the API at PUBLIC_URL."""
    documents = [json.loads(file.read_text()) for file in sorted(FUNCTIONS.glob("*/openapi.json"))]
    documents.sort(key=lambda document: document["info"]["title"] != TITLE)
    return json.dumps(merge(documents, settings().public_url), ensure_ascii=False, separators=(",", ":"))


@cache
def _page() -> str:
    return PAGE.read_text()


@cache
def _script() -> str:
    return Path(str(distribution("drf-spectacular-sidecar").locate_file(REDOC))).read_text()
