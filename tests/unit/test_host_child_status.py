"""What a host's processes know of each other."""

import time

import pytest

from recado.runtime.host import child_status
from recado.runtime.host.child_status import ChildStatuses


def test_block_within_its_time_is_not_overdue_and_after_its_end_nothing_is() -> None:
    status = ChildStatuses(["a", "b"]).status("b")
    with status.limited(60):
        assert not status.overdue()
    with status.limited(-0.001):
        assert status.overdue()
    assert not status.overdue()


def test_slots_do_not_share_cells() -> None:
    both = ChildStatuses(["a", "b"])
    with both.status("a").limited(-1):
        assert (both.status("a").overdue(), both.status("b").overdue()) == (True, False)


@pytest.mark.parametrize(("deaths", "failing"), [(child_status.MOST_DEATHS, []), (child_status.MOST_DEATHS + 1, ["b"])])
def test_child_that_keeps_dying_fails(deaths: int, failing: list[str]) -> None:
    both = ChildStatuses(["a", "b"])
    both.status("b").deaths = deaths
    both.status("b").clear()  # a new process has taken its place: the deaths are still its own
    assert both.failing(1.0) == failing


def test_only_an_idle_process_that_asks_for_no_work_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    both = ChildStatuses(["asks", "never asked"])
    status = both.status("asks")
    status.polled()
    later = time.monotonic() + 1000
    monkeypatch.setattr(time, "monotonic", lambda: later)
    assert both.failing(90.0) == ["asks"]
    with status.limited(5000):
        assert both.failing(90.0) == []
