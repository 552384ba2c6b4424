"""`make demo`: the scripted conversation passes every check it makes."""

from pathlib import Path

import pytest

from tests.rigs.command import TIMEOUT_SECONDS, nothing_belongs, run

pytestmark = pytest.mark.timeout(TIMEOUT_SECONDS)

TURNS = 10


def test_the_demo_plays_ten_turns_and_every_check_passes(tmp_path: Path) -> None:
    demo = run("demo", tmp_path)
    summary = demo.output.partition("What was checked")[2]
    assert [line for line in summary.splitlines() if "✗" in line] == []
    assert demo.process.returncode == 0, demo.output
    assert "── 10. " in demo.output
    assert summary.count("      ✓") >= 3 * TURNS
    assert "checks passed" in demo.last
    assert "Traceback" not in demo.output
    assert nothing_belongs(tmp_path)
