"""The clock: the only place that asks the machine what time it is."""

from datetime import UTC, datetime


def now() -> datetime:
    """Returns the present moment, timezone-aware, in UTC."""
    return datetime.now(UTC)


def from_unix(seconds: int | float | str) -> datetime:
    """A moment from unix seconds, as vendors write them (Meta sends them as strings). ValueError when out of range."""
    try:
        return datetime.fromtimestamp(float(seconds), UTC)
    except (OverflowError, OSError) as error:
        raise ValueError("timestamp out of range") from error
