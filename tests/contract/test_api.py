"""The API's routes as they are registered."""

from functions.crm_api.app import app
from recado.runtime.api import Permission, permission_of


def test_every_route_has_a_permission() -> None:
    found = {
        (method, path): permission_of(entry.view_function)
        for path, methods in app.routes.items()
        for method, entry in methods.items()
    }
    assert len(found) >= 10
    assert [route for route, permission in found.items() if permission is None] == []
    public = {path for (_, path), permission in found.items() if permission is Permission.PUBLIC}
    assert public == {
        f"/v1/auth/{name}"
        for name in (
            "sign-up",
            "verify-email",
            "log-in",
            "refresh",
            "log-out",
            "request-reset",
            "reset-password",
        )
    }, "a new public route: is it meant to be?"


def test_every_route_is_under_the_version() -> None:
    assert [path for path in app.routes if not path.startswith("/v1/")] == []
