"""A worker's threads: none of them may die and leave the others looking alive."""

import os
import threading
from typing import Any
from uuid import uuid4

import pytest

from sessions_host import worker
from sessions_host.inbound import NotHandedOver


@pytest.mark.parametrize(
    "body",
    [
        {"typing": True},
        {"typing": True, "conversation_id": "no id"},
        {"typing": True, "conversation_id": 7},
        {"read": ["x"], "conversation_id": str(uuid4())},
        {"read": 5, "conversation_id": str(uuid4())},
        {"read": [None], "conversation_id": str(uuid4())},
        {},
    ],
)
def test_a_token_that_cannot_be_read_asks_for_nothing(body: dict[str, Any]) -> None:
    assert worker._marks_of(body) is None


def test_a_token_that_can_be_read_names_conversation_and_messages() -> None:
    conversation, message = uuid4(), uuid4()
    marks = worker._marks_of({"conversation_id": str(conversation), "read": [str(message)], "typing": True})
    assert marks is not None
    assert (marks.conversation_id, marks.read, marks.typing) == (conversation, (message,), True)


@pytest.mark.parametrize(("raised", "ends_with"), [(RuntimeError, [73]), (NotHandedOver, [])])
def test_a_thread_that_dies_ends_the_worker_unless_the_session_was_ending(
    monkeypatch: pytest.MonkeyPatch, raised: type[Exception], ends_with: list[int]
) -> None:
    ended: list[int] = []
    monkeypatch.setattr(os, "_exit", ended.append)
    monkeypatch.setattr(threading, "excepthook", worker._exit_on_thread_death)

    def die() -> None:
        raise raised

    thread = threading.Thread(target=die)
    thread.start()
    thread.join()
    assert ended == ends_with
