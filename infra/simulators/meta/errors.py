"""Meta's errors: the table of codes, and the shape of an error answer and of an error inside a status."""

from typing import Any

from aiohttp import web

from infra.simulators.meta import ids

Json = dict[str, Any]
HREF = "/documentation/business-messaging/whatsapp/support/error-codes"

# Titles from Meta's error table. A code not listed here can still be injected and reads "Unknown error".
TITLES = {
    0: "AuthException",
    1: "An unknown error occurred",
    2: "Service temporarily unavailable",
    3: "Application does not have the capability to make this API call.",
    4: "Application request limit reached",
    10: "Application does not have permission for this action",
    100: "Invalid parameter",
    190: "Error validating access token: Session has expired",
    368: "Temporarily blocked for policies violations",
    80007: "There have been too many calls to this WhatsApp Business account. Wait a bit and try again.",
    130429: "Rate limit hit",
    130472: "User's number is part of an experiment",
    130497: "Business account is restricted from messaging users in this country.",
    131000: "Something went wrong",
    131005: "Access denied",
    131008: "Required parameter is missing",
    131009: "Parameter value is not valid",
    131016: "Service unavailable",
    131021: "Recipient cannot be sender",
    131026: "Message undeliverable",
    131030: "Recipient phone number not in allowed list",
    131031: "Business Account locked",
    131037: "WhatsApp provided number needs display name approval before message can be sent.",
    131042: "Business eligibility payment issue",
    131045: "Incorrect certificate",
    131047: "Re-engagement message",
    131048: "Spam rate limit hit",
    131049: "This message was not delivered to maintain healthy ecosystem engagement.",
    131050: "User has stopped receiving marketing messages from you",
    131051: "Unsupported message type",
    131052: "Media download error",
    131053: "Media upload error",
    131056: "(Business Account, Consumer Account) pair rate limit hit",
    131057: "Account in maintenance mode",
    131059: "Invalid cursor",
    131062: "Business-scoped User ID is not supported for this message",
    132000: "Number of parameters does not match the expected number of params",
    132001: "Template name does not exist in the translation",
    132005: "Translated text too long",
    132007: "Template format character policy violated",
    132012: "Parameter format does not match format in the created template",
    132015: "Template is paused",
    132016: "Template is disabled",
    133010: "Account not registered",
    133016: "Too many registration or deregistration attempts",
    135000: "Generic user error",
    137000: "Identity key hash mismatch",
}
_STATUS = {0: 401, 190: 401, 10: 403, 368: 403, 131005: 403, 131031: 403, 1: 500, 2: 503, 131000: 500, 131016: 503}
_TRANSIENT = {1, 2, 4, 80007, 131000, 131016}


class GraphError(Exception):
    """An error answer. `status` is the HTTP status; where none is given, the one usual for the code."""

    def __init__(
        self,
        code: int,
        details: str = "",
        *,
        message: str = "",
        subcode: int | None = None,
        status: int | None = None,
        kind: str = "OAuthException",
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(code, details)
        self.code, self.details, self.subcode, self.kind = code, details, subcode, kind
        self.status = status or _STATUS.get(code, 400)
        self.message = message or f"(#{code}) {TITLES.get(code, 'Unknown error')}"
        self.headers = headers or {}

    def response(self) -> web.Response:
        error: Json = {"message": self.message, "type": self.kind, "code": self.code}
        if self.details:
            error["error_data"] = {"messaging_product": "whatsapp", "details": self.details}
        if self.subcode is not None:
            error["error_subcode"] = self.subcode
        if self.code in _TRANSIENT:
            error["is_transient"] = True
        error["fbtrace_id"] = ids.trace_id()
        headers = dict(self.headers)
        if self.status == 401:
            headers["WWW-Authenticate"] = f'OAuth "Facebook Platform" "invalid_token" "{self.message}"'
        return web.json_response({"error": error}, status=self.status, headers=headers)


def parameter(message: str) -> GraphError:
    """Code 100 with Meta's wording about one parameter."""
    return GraphError(100, message=f"(#100) {message}")


def missing_object(object_id: str, method: str) -> GraphError:
    """What Meta says of an id that does not exist, or that this token may not see: the same words for both."""
    text = (
        f"Unsupported {method.lower()} request. Object with ID '{object_id}' does not exist, cannot be loaded due to "
        "missing permissions, or does not support this operation. Please read the Graph API documentation at "
        "https://developers.facebook.com/docs/graph-api"
    )
    return GraphError(100, message=text, subcode=33, kind="GraphMethodException")


def in_status(code: int, details: str = "") -> Json:
    """The error as a `failed` status carries it."""
    title = TITLES.get(code, "Unknown error")
    return {"code": code, "title": title, "message": title, "error_data": {"details": details or title}, "href": HREF}
