"""The public API's edge: a permission on every route, who is asking, bodies read by a schema, answers in JSON."""

import functools
from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

from chalice.app import Blueprint, Request, Response
from pydantic import BaseModel, ValidationError

from recado.accounts import access
from recado.accounts.model import Identity
from recado.kernel.errors import Invalid, TooLarge

MOST_BYTES = 64 * 1024
MOST_PROBLEMS = 20
# Tokens and people's data are nobody's to cache.
HEADERS: dict[str, str | list[str]] = {"Content-Type": "application/json", "Cache-Control": "no-store"}

Body = TypeVar("Body", bound=BaseModel)


class Permission(StrEnum):
    """Who may call a route."""

    PUBLIC = "public"
    SIGNED_IN = "signed_in"


class Call:
    """A request that was let in."""

    def __init__(self, request: Request, caller: Identity | None) -> None:
        self._request, self._caller = request, caller

    @property
    def caller(self) -> Identity:
        """Who is asking; only on routes that are not PUBLIC."""
        if self._caller is None:
            raise LookupError("a public route does not know who is asking")
        return self._caller

    @property
    def address(self) -> str:
        """The IP address the gateway saw."""
        return str(self._request.context["identity"]["sourceIp"])

    def body(self, schema: type[Body]) -> Body:
        """The JSON body. TooLarge over 64 KiB; Invalid, saying where but quoting nothing, when it does not fit."""
        raw = self._request.raw_body or b""
        if len(raw) > MOST_BYTES:
            raise TooLarge(f"a body has at most {MOST_BYTES} bytes")
        try:
            return schema.model_validate_json(raw)
        except ValidationError as error:
            found = error.errors(include_url=False, include_context=False, include_input=False)[:MOST_PROBLEMS]
            problems = [
                {"field": ".".join(map(str, each["loc"]))[:100], "problem": each["msg"][:200]} for each in found
            ]
            raise Invalid("the body is not what this route takes", errors=problems) from error


View = Callable[[Call], Response]


def route(blueprint: Blueprint, method: str, path: str, *, permission: Permission) -> Callable[[View], View]:
    """Registers a view. There is no other way to, so a route without a permission cannot be written."""

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def guarded() -> Response:
            request = blueprint.current_request
            known = permission is Permission.PUBLIC
            return view(Call(request, None if known else access.identify(request.headers.get("authorization"))))

        guarded.permission = permission  # type: ignore[attr-defined]
        blueprint.route(path, methods=[method])(guarded)
        return view

    return decorate


def answer(body: BaseModel, status: int = 200) -> Response:
    """A JSON answer."""
    return Response(body.model_dump_json(), headers=HEADERS, status_code=status)


def nothing() -> Response:
    """204: done, and there is nothing to say."""
    return Response("", headers=HEADERS, status_code=204)


def permission_of(view: Callable[..., Any]) -> Permission | None:
    """The permission a registered view was given; None when it came in by another door."""
    found = getattr(view, "permission", None)
    return found if isinstance(found, Permission) else None
