"""One-time codes against the vectors of RFC 6238, appendix B (the last six digits)."""

from datetime import UTC, datetime

import pytest

from recado.platform import totp

SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # "12345678901234567890"
VECTORS = [
    (59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (2000000000, "279037"),
    (20000000000, "353130"),
]  # fmt: skip


def at(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


@pytest.mark.parametrize(("seconds", "code"), VECTORS)
def test_a_code_belongs_to_the_step_the_standard_says(seconds: int, code: str) -> None:
    assert totp.step_of(SECRET, code, at(seconds), after=0) == seconds // 30


@pytest.mark.parametrize("off", [-30, -1, 30, 59])
def test_a_clock_may_be_one_step_off(off: int) -> None:
    assert totp.step_of(SECRET, "005924", at(1234567890 + off), after=0) == 1234567890 // 30


@pytest.mark.parametrize("off", [-31, -60, 60, 90])
def test_and_not_two(off: int) -> None:
    assert totp.step_of(SECRET, "005924", at(1234567890 + off), after=0) is None


def test_a_code_of_a_step_that_is_used_up_is_none() -> None:
    step = 1234567890 // 30
    assert totp.step_of(SECRET, "005924", at(1234567890), after=step - 1) == step
    assert totp.step_of(SECRET, "005924", at(1234567890), after=step) is None


@pytest.mark.parametrize("nonsense", ["", "5924", "5924 ", "0059240", "٠٠٥٩٢٤", "abcdef"])
def test_anything_else_is_no_code(nonsense: str) -> None:
    assert totp.step_of(SECRET, nonsense, at(1234567890), after=0) is None


def test_secrets_have_160_bits_and_differ() -> None:
    made = {totp.new_secret() for _ in range(50)}
    assert len(made) == 50
    assert {len(secret) for secret in made} == {32}
