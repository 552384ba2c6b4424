"""The API's routes as they are registered, and the document that describes them."""

from pathlib import Path

import pytest
from chalice.app import Chalice

from recado.runtime.openapi import document as openapi
from recado.runtime.permissions import Permission
from tests.rigs.api_routes import APPS, routes

ROOT = Path(__file__).parents[2]


def registered(app: Chalice) -> set[tuple[str, str]]:
    return {(method, path) for path, methods in app.routes.items() for method in methods}


def test_every_route_has_a_permission() -> None:
    for module in APPS.values():
        assert {(each.method, each.path) for each in openapi.declared(module.app)} == registered(module.app)
    public = {each.path for each in routes() if each.permission is Permission.PUBLIC}
    auth = (
        "sign-up", "verify-email", "log-in", "second-factor", "refresh", "log-out", "request-reset", "reset-password",
        "accept-invitation", "confirm-email", "undo-email",
    )  # fmt: skip
    others = ("openapi.json", "docs", "docs/redoc.js", "config", "invitations/preview", "pictures/{token}")
    assert public == {f"/v1/{name}" for name in (*others, *(f"auth/{name}" for name in auth))}, (
        "a new public route: meant to be?"
    )


def test_every_route_is_under_the_version() -> None:
    assert [each.path for each in routes() if not each.path.startswith("/v1/")] == []


def test_every_route_has_a_name_of_its_own_and_says_what_it_does() -> None:
    names = [each.view.__name__ for each in routes()]
    assert len(names) == len(set(names))
    assert [each.path for each in routes() if not each.view.__doc__] == []


@pytest.mark.parametrize("name", APPS)
def test_the_document_in_the_repository_is_that_of_the_code(name: str) -> None:
    kept = (ROOT / "functions" / name / "openapi.json").read_text()
    assert kept == openapi.text(APPS[name].app, APPS[name].TITLE), "write it again: make openapi"
