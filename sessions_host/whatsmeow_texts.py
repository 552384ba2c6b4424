"""What whatsmeow's error and log texts mean: it gives no codes."""

import re

from sessions_host.port import Ambiguous, NotSent, Refused

_CODE = re.compile(r"server returned error (\d+)")
_IDENTITY = re.compile(r"\d{6,}")
# Said before anything went out (whatsmeow, send.go and errors.go).
_BEFORE = (
    "not connected",
    "not logged in",
    "client is nil",
    "doesn't contain a device",
    "failed to get device list",
    "failed to get user devices",
    "failed to encrypt",
    "failed to fetch",
    "failed to marshal",
)
_NEVER = ("no LID found", "unknown server", "no such group", "not a participant", "not in group")
_REPLACED = re.compile(r"replaced stream error", re.IGNORECASE)
_OUTDATED = re.compile(r"client outdated|\b405\b.*connect failure", re.IGNORECASE)
_GONE = re.compile(r"download failed with status code (403|404|410)")
TEMPORARY_BANS = {
    "SEND_TO_TOO_MANY_PEOPLE": 101,
    "BLOCKED_BY_USERS": 102,
    "CREATED_TOO_MANY_GROUPS": 103,
    "SENT_TOO_MANY_SAME_MESSAGE": 104,
    "BROADCAST_LIST": 106,
}


def send_error(text: str) -> Refused | NotSent | Ambiguous:
    """Returns the outcome an error of `send_message` stands for. What is not known for certain is Ambiguous."""
    cleaned = without_identities(text)
    if code := _CODE.search(text):
        return Refused(code[1], cleaned)
    if any(part in text for part in _NEVER):
        return Refused("not_on_whatsapp", cleaned)
    return NotSent(cleaned) if any(part in text for part in _BEFORE) else Ambiguous(cleaned)


def gone(text: str) -> bool:
    """Returns whether a download failed for good (whatsmeow, errors.go: ErrMediaDownloadFailedWith403, 404, 410)."""
    return _GONE.search(text) is not None


def replaced(line: str) -> bool:
    """Returns whether a log line says that another client has taken the session."""
    return _REPLACED.search(line) is not None


def outdated(line: str) -> bool:
    """Returns whether a log line says that WhatsApp no longer takes this version of the client."""
    return _OUTDATED.search(line) is not None


def without_identities(text: str) -> str:
    """Returns the text without phone numbers and ids, fit for a log."""
    return _IDENTITY.sub("…", text)[:500]
