"""The conversation on a terminal: the customer on the left, the business on the right, the narrator between."""

import textwrap
import time

WIDTH = 84
BUBBLE = 52
MOST_LINES = 6
TICKS = {"sent": "✓", "delivered": "✓✓", "read": "✓✓ read", "failed": "✗"}


def title(text: str) -> None:
    """The heading of the whole demo."""
    _print(f"\n  {text}\n")


def scene(text: str) -> None:
    """The heading of one turn."""
    head = f"── {text} "
    _print(f"\n  {head}{'─' * max(2, WIDTH - len(head) - 2)}\n")


def narrate(text: str) -> None:
    """What happens, in the narrator's words."""
    for line in textwrap.wrap(text, WIDTH - 8):
        _print(f"      · {line}")


def left(name: str, text: str, status: str) -> None:
    """A customer's message."""
    lines = _bubble(text)
    for index, line in enumerate(lines):
        _print(f"    {name + ':' if index == 0 else '':<10} {line}")
    _print(f"    {'':<10} {_mark(status)}\n")


def right(name: str, text: str, status: str) -> None:
    """The business's message."""
    lines = [f"{name}:", *_bubble(text)]
    wide = max(len(line) for line in [*lines, _mark(status)])
    for line in [*lines, _mark(status)]:
        _print(" " * (WIDTH - wide) + line)
    _print("")


def heading(text: str) -> None:
    """A heading within the summary."""
    _print(f"    {text}")


def verdict(text: str, passed: bool, detail: str) -> None:
    """One line of the summary."""
    _print(f"      {'✓' if passed else '✗'} {text}" + ("" if passed else f" — {detail}"))


def _bubble(text: str) -> list[str]:
    lines = [part for line in text.splitlines() for part in textwrap.wrap(line, BUBBLE) or [""]]
    if len(lines) <= MOST_LINES:
        return lines
    return [*lines[: MOST_LINES - 3], f"[… {len(text)} characters in this message …]", lines[-1]]


def _mark(status: str) -> str:
    return f"{time.strftime('%H:%M:%S')} {TICKS.get(status, status)}"


def _print(line: str) -> None:
    print(line, flush=True)
