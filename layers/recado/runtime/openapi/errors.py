"""The problems an operation may answer: its statuses, each with the codes that come with it."""

from collections import defaultdict
from collections.abc import Iterator

from recado.accounts import admission
from recado.accounts.model import EmailNotVerified
from recado.kernel.errors import Forbidden, Invalid, NotFound, RecadoError, RetryLater, TooMany
from recado.plans.model import Suspended
from recado.platform import idempotency
from recado.runtime import api
from recado.runtime.api import WRITES, Route
from recado.runtime.openapi.raised_errors import raised
from recado.runtime.permissions import Permission, SecondFactorRequired

# Chalice's own refusals: `problem.from_chalice` gives them these codes.
OF_A_BODY = {400: "bad_request", 415: "unsupported_media_type"}
FAULT = 500  # of ours: any operation may answer it, and it is nothing a program can act on


def codes_by_status(route: Route) -> dict[int, list[str]]:
    """Returns the codes an operation may answer, by HTTP status, both in order."""
    codes: dict[int, set[str]] = defaultdict(set)
    for error in (*raised(*_roots(route)).values(), *_refusals(route)):
        if error.status != FAULT and error is not RetryLater:
            codes[error.status].add(error.code)
    for status, code in OF_A_BODY.items() if route.body else ():
        codes[status].add(code)
    return {status: sorted(codes[status]) for status in sorted(codes)}


def _roots(route: Route) -> Iterator[object]:
    """Returns the code that runs for a request to this route."""
    yield route.view
    yield admission.admit_anybody if route.permission is Permission.PUBLIC else admission.admit
    if route.query:
        yield from (route.query, api.read_query)
    if route.body:
        yield from (route.body, api.read_body)
    if route.method in WRITES:
        yield idempotency.claim


def _refusals(route: Route) -> Iterator[type[RecadoError]]:
    """Returns how `Permission.check` may refuse, and the edge before it."""
    rule = route.permission.rule
    yield TooMany
    if route.method in WRITES:  # an Idempotency-Key that is none
        yield Invalid
    if route.parameters:
        yield NotFound
    if not rule.public:
        yield Forbidden
    if rule.platform:
        yield SecondFactorRequired
    if rule.verified:
        yield EmailNotVerified
    if route.method in WRITES and rule.role and not rule.when_suspended:
        yield Suspended
