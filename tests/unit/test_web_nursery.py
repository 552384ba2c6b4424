"""The nursery's word to its supervisor."""

import os
from threading import Thread

import pytest

from sessions_host import nursery, pipe


def test_a_death_is_told_also_when_the_line_is_full_and_the_supervisor_is_process_1(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "getppid", lambda: 1)  # as in a container
    supervisor, own = pipe.pair()
    told = nursery._Nursery(own, lambda _line, _order: None)
    while pipe.say(own, born="x"):
        pass
    telling = Thread(target=told._tell, kwargs={"dead": 7})
    telling.start()
    heard: list[object] = []
    while telling.is_alive():
        heard += pipe.heard(supervisor)
    heard += pipe.heard(supervisor)
    assert heard[-1] == {"dead": 7}
    for end in (supervisor, own, told._wake_in, told._wake_out):
        end.close()
