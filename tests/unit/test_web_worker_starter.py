"""What the worker starter reports to its supervisor."""

import os
from threading import Thread

import pytest

from sessions_host import pipe, worker_starter


def test_an_end_is_reported_also_when_the_line_is_full_and_the_supervisor_is_process_1(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "getppid", lambda: 1)  # as in a container
    supervisor, own = pipe.pair()
    starter = worker_starter._WorkerStarter(own, lambda _line, _order: None)
    while pipe.send(own, started="x"):
        pass
    reporting = Thread(target=starter._report, kwargs={"ended": 7})
    reporting.start()
    packets: list[object] = []
    while reporting.is_alive():
        packets += pipe.receive(supervisor)
    packets += pipe.receive(supervisor)
    assert packets[-1] == {"ended": 7}
    for end in (supervisor, own, starter._wake_in, starter._wake_out):
        end.close()
