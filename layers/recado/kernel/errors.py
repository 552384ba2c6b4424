"""Named situations: raised where they are known, translated to an answer once, at the edge."""


class RecadoError(Exception):
    """A situation with a stable code and the HTTP status it has at the edge (problem+json, RFC 9457)."""

    code = "internal"
    status = 500

    def __init__(self, detail: str = "", **data: object) -> None:
        super().__init__(detail or self.code)
        self.detail = detail or (type(self).__doc__ or self.code)
        self.data = data


class Invalid(RecadoError):
    """The request cannot be understood."""

    code = "invalid"
    status = 400


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
        super().__init__(f"too many attempts: wait {retry_after} seconds", retry_after=retry_after)


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
