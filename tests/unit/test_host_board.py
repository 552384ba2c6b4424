"""What a host's processes know of each other."""

import time

import pytest

from recado.runtime.host import board
from recado.runtime.host.board import Board


def test_block_within_its_time_is_not_overdue_and_after_its_end_nothing_is() -> None:
    slot = Board(["a", "b"]).slot("b")
    with slot.limited(60):
        assert not slot.overdue()
    with slot.limited(-0.001):
        assert slot.overdue()
    assert not slot.overdue()


def test_slots_do_not_share_cells() -> None:
    both = Board(["a", "b"])
    with both.slot("a").limited(-1):
        assert (both.slot("a").overdue(), both.slot("b").overdue()) == (True, False)


@pytest.mark.parametrize(("deaths", "failing"), [(board.MOST_DEATHS, []), (board.MOST_DEATHS + 1, ["b"])])
def test_child_that_keeps_dying_fails(deaths: int, failing: list[str]) -> None:
    both = Board(["a", "b"])
    both.slot("b").deaths = deaths
    both.slot("b").clear()  # a new process has taken its place: the deaths are still its own
    assert both.failing(1.0) == failing


def test_only_an_idle_process_that_asks_for_no_work_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    both = Board(["asks", "never asked"])
    slot = both.slot("asks")
    slot.polled()
    later = time.monotonic() + 1000
    monkeypatch.setattr(time, "monotonic", lambda: later)
    assert both.failing(90.0) == ["asks"]
    with slot.limited(5000):
        assert both.failing(90.0) == []
