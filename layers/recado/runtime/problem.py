"""Errors at the edge: every refusal is an `application/problem+json` (RFC 9457) with our code and the request's id."""

import functools
import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from chalice.app import ChaliceViewError, Response

from recado.kernel.error_codes import CODES
from recado.kernel.errors import RecadoError
from recado.kernel.log import logger
from recado.kernel.words import Language
from recado.runtime.failure import describe

CONTENT_TYPE = "application/problem+json"
log = logger("runtime")


def body(status: int, code: str, detail: str = "", *, request_id: str = "", **data: object) -> str:
    """Returns the problem as JSON. `data` are further members, such as the field that was wrong."""
    members = {**data, "type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "code": code}
    if detail:
        members["detail"] = detail
    if request_id:
        members["request_id"] = request_id
    return json.dumps(members, default=str)


def answer(status: int, code: str, detail: str = "", *, request_id: str = "", **data: object) -> dict[str, Any]:
    """Returns the problem as an HTTP API answer."""
    headers = {"content-type": CONTENT_TYPE}
    if "retry_after" in data:
        headers["retry-after"] = str(data["retry_after"])
    return {
        "statusCode": status,
        "headers": headers,
        "body": body(status, code, detail, request_id=request_id, **data),
        "isBase64Encoded": False,
    }


def from_error(error: RecadoError, request_id: str, language: Language = "en") -> dict[str, Any]:
    """Returns a named situation as an HTTP API answer, its detail in the reader's language."""
    detail = error.detail_in(language)
    problem = answer(error.status, error.code, detail, request_id=request_id, **error.data_in(language))
    return {**problem, "headers": {**problem["headers"], "content-language": language}}


def guarded(view: Callable[..., Any], request_id: Callable[[], str]) -> Callable[..., Any]:
    """The view with its errors translated. Chalice answers 500 to exceptions before a middleware could see them."""

    @functools.wraps(view)
    def wrapped(*args: object, **kwargs: object) -> Any:
        try:
            return view(*args, **kwargs)
        except ChaliceViewError:
            raise
        except RecadoError as error:
            problem = from_error(error, request_id())
        except Exception as error:  # noqa: BLE001  the edge: whatever it was, the caller gets an answer and no traceback
            log.error("request failed", extra={"request_id": request_id(), **describe(error)})
            problem = answer(500, RecadoError.code, request_id=request_id())
        return Response(problem["body"], headers=problem["headers"], status_code=problem["statusCode"])

    return wrapped


def from_chalice(response: dict[str, Any], request_id: str, language: Language = "en") -> dict[str, Any]:
    """Returns Chalice's own refusals (405, 415, unreadable JSON) in the same dress as ours; anything else as it is."""
    if response["statusCode"] < 400 or response["headers"].get("content-type") != "application/json":
        return response
    try:
        refusal = json.loads(response["body"])
        code, detail = refusal["Code"], refusal["Message"]
    except (ValueError, TypeError, KeyError):
        return response
    words = CODES.get(_snake(code))
    detail = words.in_language(language) if words else detail
    problem = answer(response["statusCode"], _snake(code), detail, request_id=request_id)
    return {**problem, "headers": {**response["headers"], **problem["headers"]}}


def _snake(name: str) -> str:
    words = "".join(f"_{c.lower()}" if c.isupper() else c for c in name.removesuffix("Error"))
    return words.lstrip("_")
