"""The webhook protocol, read straight from the JSON: what our parser is checked against."""

from typing import Any

FIELDS_WITH_MESSAGES = ("messages", "smb_message_echoes", "history")


def changes(body: Any) -> list[Any]:
    """Every change of a body."""
    return [change for entry in body["entry"] for change in entry.get("changes", [])]


def protocol_nodes(body: Any) -> tuple[list[Any], list[Any]]:
    """The nodes of messages and of statuses, at the protocol's positions."""
    messages: list[Any] = []
    statuses: list[Any] = []
    for change in changes(body):
        value = change["value"]
        if change["field"] in FIELDS_WITH_MESSAGES:
            messages += [node for key in ("messages", "message_echoes") for node in value.get(key, [])]
            threads = [thread for chunk in value.get("history", []) for thread in chunk.get("threads", [])]
            messages += [node for thread in threads for node in thread["messages"]]
        if change["field"] == "messages":
            statuses += value.get("statuses", [])
    return messages, statuses
