"""The public API's edge. A view's signature says what it takes and gives; everything around it is done here:
who is asking and whether they may, rate limit, idempotency, ETag, errors as problems, and the same for the documents.
"""

import functools
import hashlib
import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar, get_origin
from uuid import UUID

from chalice.app import Blueprint, MultiDict, Request, Response
from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import from_json

from recado.accounts import admission
from recado.accounts.admission import Caller, Pace
from recado.activity.model import Actor
from recado.kernel.errors import Invalid, NotFound, RecadoError, TooLarge, TooMany
from recado.kernel.json_numbers import is_finite
from recado.kernel.settings import settings
from recado.kernel.validation import invalid
from recado.kernel.words import Words, preferred
from recado.platform import idempotency
from recado.platform.idempotency import Answer
from recado.runtime import problem
from recado.runtime.permissions import Permission

MOST_BYTES = 128 * 1024
WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
REPLAYED = "Idempotency-Replayed"
_WRONG_QUERY = Words("la consulta no es lo que esta ruta acepta", "the query is not what this route takes")
_WRONG_BODY = Words("el cuerpo no es lo que esta ruta acepta", "the body is not what this route takes")
_KEY = re.compile(r"[!-~]{1,255}")

Headers = dict[str, str]
Schema = TypeVar("Schema", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Text:
    """An answer that is no model: a page, a document."""

    content_type: str
    text: str
    headers: Headers = field(default_factory=dict)


Gives = BaseModel | Text | None
View = TypeVar("View", bound=Callable[..., Gives])


class RequestModel(BaseModel):
    """A body we take: nothing unknown in it, and no type guessed from another."""

    model_config = ConfigDict(extra="forbid", strict=True)


@dataclass(frozen=True, slots=True)
class Call:
    """A request that was let in. request_id: also in the answer and in the logs."""

    caller: Caller
    address: str
    request_id: str

    @property
    def actor(self) -> Actor:
        """The caller as the one who acts in their business; only where the permission is one in a business."""
        return self.caller.actor(self.request_id)

    @property
    def user_id(self) -> UUID:
        """The person who asks; only where API keys may not."""
        if self.caller.user_id is None:
            raise LookupError("no person is asking")
        return self.caller.user_id

    @property
    def session_id(self) -> UUID:
        """The session of the person who asks; only where API keys may not."""
        if self.caller.session_id is None:
            raise LookupError("no person is asking")
        return self.caller.session_id


@dataclass(frozen=True, slots=True)
class Route:
    """What is declared of a route: by the decorator, and by the signature of its view."""

    method: str
    path: str
    permission: Permission
    status: int
    view: Callable[..., Gives]
    body: type[BaseModel] | None
    query: type[BaseModel] | None
    parameters: dict[str, type]
    gives: type[BaseModel] | None
    text: bool
    acts_on: str | None


def route(
    blueprint: Blueprint,
    method: str,
    path: str,
    *,
    permission: Permission,
    status: int = 200,
    acts_on: str | None = None,
) -> Callable[[View], View]:
    """Registers a view. There is no other way to, so a route without a permission cannot be written.

    The view takes the Call, then what its signature names: path parameters (UUID or str), `query` and `body`
    (pydantic models). It returns the model (or Text) to answer, or None for 204. `status`: of a success with a body.
    `acts_on`: of a public write, the field of its body that names what it acts on (an address, a token). An
    Idempotency-Key belongs to that: nobody is signed in, and whoever repeats the request may come from another
    network."""

    def decorate(view: View) -> View:
        declared = _declared(view, method, path, permission, status, acts_on)

        @functools.wraps(view)
        def served(**raw: str) -> Response:
            return _serve(declared, blueprint.current_request, str(blueprint.lambda_context.aws_request_id), raw)

        served.route = declared  # type: ignore[attr-defined]
        blueprint.route(path, methods=[method])(served)
        return view

    return decorate


def route_of(view: Callable[..., Any]) -> Route | None:
    """Returns the declaration of a registered view; None when it came in by another door."""
    route = getattr(view, "route", None)
    return route if isinstance(route, Route) else None


def _declared(
    view: Callable[..., Gives], method: str, path: str, permission: Permission, status: int, acts_on: str | None
) -> Route:
    if (permission is Permission.PUBLIC and method in WRITES) != (acts_on is not None):
        raise TypeError(f"{method} {path}: a public write, and nothing else, says what it acts on")
    signature = inspect.signature(view)
    types = {name: each.annotation for name, each in list(signature.parameters.items())[1:]}
    gives = signature.return_annotation
    return Route(
        method=method,
        path=path,
        permission=permission,
        status=204 if gives is None else status,
        view=view,
        body=types.pop("body", None),
        query=types.pop("query", None),
        parameters=types,
        gives=None if gives is Text else gives,
        text=gives is Text,
        acts_on=acts_on,
    )


def _serve(declared: Route, request: Request, request_id: str, raw: dict[str, str]) -> Response:
    """Returns the answer to a request: the view's, or the problem that kept it from one."""
    headers: Headers = {"Content-Type": "application/json", "Cache-Control": "no-store"}
    try:
        caller, pace, address = _admit(declared.permission, request)
        headers |= _paced(pace)
        declared.permission.check(caller, writes=declared.method in WRITES)
        call = Call(caller, address, request_id)
        arguments = _arguments(declared, request, raw)
        answer = _once(declared, call, request, arguments, headers)
    except RecadoError as error:
        language = preferred(request.headers.get("accept-language"))
        refusal = problem.from_error(error, request_id, language)
        answer = Answer(refusal["statusCode"], headers | refusal["headers"], refusal["body"])
    return Response(answer.body, headers=dict(answer.headers), status_code=answer.status)


def _admit(permission: Permission, request: Request) -> tuple[Caller, Pace, str]:
    address = str(request.context["identity"]["sourceIp"])
    if permission is Permission.PUBLIC:
        return *admission.admit_anybody(address), address
    return *admission.admit(request.headers.get("authorization"), address), address


def _paced(pace: Pace) -> Headers:
    """Where the caller stands. TooMany when they asked for more than their share of this minute."""
    most = settings().api_requests_per_minute
    if pace.requests > most:
        raise TooMany(pace.seconds)
    return {
        "RateLimit-Limit": str(most),
        "RateLimit-Remaining": str(most - pace.requests),
        "RateLimit-Reset": str(pace.seconds),
    }


def _arguments(declared: Route, request: Request, raw: dict[str, str]) -> dict[str, Any]:
    inputs: dict[str, Any] = {name: _parameter(kind, raw[name]) for name, kind in declared.parameters.items()}
    if declared.query:
        inputs["query"] = read_query(declared.query, request)
    if declared.body:
        inputs["body"] = read_body(declared.body, _raw(request))
    return inputs


def _parameter(kind: type, text: str) -> object:
    if kind is not UUID:
        return kind(text)
    try:
        if len(text) != 36:
            raise NotFound
        return UUID(text)
    except ValueError as error:
        raise NotFound from error


def read_query(schema: type[Schema], request: Request) -> Schema:
    """Returns the query: a name given once is a value, given more often a list; a list given once is a list of one."""
    given: dict[str, Any] = {}
    query = request.query_params or MultiDict({})
    for name in query:
        values = query.getlist(name)
        field = schema.model_fields.get(name)
        many = field is not None and get_origin(field.annotation) is list
        given[name] = values if many or len(values) > 1 else values[0]
    try:
        return schema.model_validate(given)
    except ValidationError as error:
        raise invalid(error, _WRONG_QUERY, given) from error


def read_body(schema: type[Schema], raw: bytes) -> Schema:
    """Returns a body as the model of its route. Raises Invalid with each field that is wrong, and TooLarge."""
    if len(raw) > MOST_BYTES:
        raise TooLarge(
            Words(f"un cuerpo tiene como mucho {MOST_BYTES} bytes", f"a body has at most {MOST_BYTES} bytes")
        )
    try:
        body = schema.model_validate_json(raw)
    except ValidationError as error:
        raise invalid(error, _WRONG_BODY, _as_read(raw)) from error
    if not is_finite(from_json(raw)):
        raise Invalid(Words("un número del cuerpo no es finito", "a number in the body is not finite"))
    return body


def _as_read(raw: bytes) -> object:
    """Returns the body as JSON; None when it is none."""
    try:
        return from_json(raw)
    except ValueError:
        return None


def _raw(request: Request) -> bytes:
    raw = request.raw_body or b""
    return raw.encode() if isinstance(raw, str) else raw


def _once(declared: Route, call: Call, request: Request, arguments: dict[str, Any], headers: Headers) -> Answer:
    """Runs the view; under an Idempotency-Key once, whoever repeats the request and however often."""
    key = request.headers.get("idempotency-key")
    if key is None or declared.method not in WRITES:
        return _run(declared, call, request, arguments, headers)
    if not _KEY.fullmatch(key):
        raise Invalid(
            Words(
                "una Idempotency-Key tiene de 1 a 255 caracteres ASCII visibles",
                "an Idempotency-Key has 1 to 255 visible ASCII characters",
            )
        )
    whole = f"{declared.method} {request.context['path']}\n".encode() + _raw(request)
    claimed = idempotency.claim(_scope(declared, call.caller, arguments), key, whole)
    if isinstance(claimed, Answer):
        return Answer(claimed.status, headers | claimed.headers | {REPLAYED: "true"}, claimed.body)
    try:
        with claimed.marking():
            answer = _run(declared, call, request, arguments, {})
    except BaseException:
        claimed.release()
        raise
    claimed.keep(answer)
    return Answer(answer.status, headers | answer.headers, answer.body)


def _scope(declared: Route, caller: Caller, arguments: dict[str, Any]) -> str:
    """Returns whose an Idempotency-Key is: the caller's in the business they work in now, or on a public route that of
    the thing acted on. Whoever changes the business or leaves it gets none of the answers given there."""
    if declared.acts_on is None:
        return f"{caller.name}@{caller.business_id}"
    subject = str(getattr(arguments["body"], declared.acts_on)).strip().lower()
    return f"public:{declared.path}:{hashlib.sha256(subject.encode()).hexdigest()}"


def _cacheable(declared: Route) -> str:
    """Returns what Cache-Control says of an answer: what everybody may see is kept for five minutes."""
    return "public, max-age=300" if declared.permission is Permission.PUBLIC else "private, no-cache"


def _run(declared: Route, call: Call, request: Request, arguments: dict[str, Any], headers: Headers) -> Answer:
    gives = declared.view(call, **arguments)
    if gives is None:
        return Answer(204, headers, "")
    more: Headers = {}
    if isinstance(gives, Text):
        body, more = gives.text, gives.headers | {"Content-Type": gives.content_type}
    else:
        body = gives.model_dump_json()
    if declared.method != "GET":
        return Answer(declared.status, headers | more, body)
    tag = f'"{hashlib.sha256(body.encode()).hexdigest()[:32]}"'
    headers = headers | {"ETag": tag, "Cache-Control": _cacheable(declared)} | more
    if tag in [each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(",")]:
        return Answer(304, headers, "")
    return Answer(declared.status, headers, body)
