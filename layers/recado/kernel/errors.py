"""Named situations: raised where they are known, translated to an answer once, at the edge."""

from typing import Any, Self

from recado.kernel.error_codes import CODES
from recado.kernel.words import Language, Words

_SAY_LITTLE = frozenset({"invalid", "conflict", "forbidden"})


def _in_language(value: object, language: Language) -> object:
    if isinstance(value, Words):
        return value.in_language(language)
    if isinstance(value, dict):
        return {name: _in_language(each, language) for name, each in value.items()}
    return [_in_language(each, language) for each in value] if isinstance(value, list) else value


class RecadoError(Exception):
    """A situation with a stable code and the HTTP status it has at the edge (problem+json, RFC 9457)."""

    code = "internal"
    status = 500

    def __init__(self, detail: str | Words = "", **data: object) -> None:
        """`detail`: what is to be said of this time; where it is left out, what is always said of the code."""
        english = detail.en if isinstance(detail, Words) else detail
        super().__init__(english or self.code)
        self.detail = english or (type(self).__doc__ or self.code)
        self.data = data
        self._given = detail

    def data_in(self, language: Language) -> dict[str, Any]:
        """Returns the data with each text in the reader's language."""
        return {name: _in_language(value, language) for name, value in self.data.items()}

    def detail_in(self, language: Language) -> str:
        """Returns the detail in the reader's language. What is given in English alone stays so where its code says too
        little, and gives way to the code's own words elsewhere."""
        words = self._given if isinstance(self._given, Words) else CODES.get(self.code)
        if isinstance(self._given, str) and self._given and (language == "en" or self.code in _SAY_LITTLE):
            return self._given
        return words.in_language(language) if words else self.detail


class Invalid(RecadoError):
    """The request cannot be understood."""

    code = "invalid"
    status = 400

    @classmethod
    def of_field(cls, field: str, problem: Words, **data: object) -> Self:
        """Returns the refusal of one field, named as it is in the request."""
        return cls(problem, errors=[{"field": field, "problem": problem}], **data)


class Unauthorized(RecadoError):
    """Who is asking could not be established."""

    code = "unauthorized"
    status = 401


class Forbidden(RecadoError):
    """The one who asks may not do this."""

    code = "forbidden"
    status = 403


class NotFound(RecadoError):
    """There is no such thing, or the one who asks may not know of it."""

    code = "not_found"
    status = 404


class Conflict(RecadoError):
    """The thing is in a state that does not allow this."""

    code = "conflict"
    status = 409


class TooLarge(RecadoError):
    """The body is larger than allowed."""

    code = "too_large"
    status = 413


class TooMany(RecadoError):
    """This was tried too often; wait `retry_after` seconds."""

    code = "too_many_requests"
    status = 429

    def __init__(self, retry_after: int) -> None:
        words = Words(
            f"demasiados intentos: espera {retry_after} segundos", f"too many attempts: wait {retry_after} seconds"
        )
        super().__init__(words, retry_after=retry_after)


class Unavailable(RecadoError):
    """Something we depend on did not answer; the same request may succeed later."""

    code = "unavailable"
    status = 503


class TimedOut(RecadoError):
    """Something we depend on is too slow; whether the request took effect is not known."""

    code = "timed_out"
    status = 504


class RetryLater(RecadoError):
    """The work cannot succeed now. A queue consumer gives the message back for `seconds` seconds."""

    code = "retry_later"
    status = 503

    def __init__(self, seconds: float, detail: str = "") -> None:
        super().__init__(detail)
        self.seconds = seconds
