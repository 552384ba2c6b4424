"""Contacts brought as a file, over the API."""

import urllib.request
from typing import Any

from tests.rigs.people import Person
from tests.rigs.waiting import eventually


def put(url: str, content: bytes) -> None:
    request = urllib.request.Request(url, content, {"Content-Type": "text/csv"}, method="PUT")
    with urllib.request.urlopen(request, timeout=60) as answer:
        assert answer.status == 200


def upload(owner: Person, content: bytes) -> str:
    begun = owner.post("contacts/imports", size=len(content))
    assert begun.status == 201
    put(begun.body["upload_url"], content)
    started = owner.call("POST", f"/v1/contacts/imports/{begun.body['id']}")
    assert started.status == 200, started.body
    return str(begun.body["id"])


def finished(owner: Person, import_id: str, seconds: float = 60) -> dict[str, Any]:
    def over() -> Any:
        body = owner.call("GET", f"/v1/contacts/imports/{import_id}").body
        return body if body["state"] in ("done", "failed") else None

    ended: dict[str, Any] = eventually(over, seconds)
    return ended


def imported(owner: Person, content: str | bytes) -> dict[str, Any]:
    return finished(owner, upload(owner, content.encode() if isinstance(content, str) else content))
