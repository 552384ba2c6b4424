"""How much of a conversation the model reads, and where that begins.

Vendors charge little for a beginning they know from the call before. A history that lost its oldest message with each
new one would never begin twice with the same words. So when it is too long it is cut to about 70 % at once, and then
grows until it is too long again.

No cut is remembered: each is found anew, and the same one is found as long as it will do. Between what fits in 70 % and
what fits in all, the history begins after the longest pause, which stays the longest while newer messages come, and is
where people begin anew. Among equal pauses `seq` decides: the number that halves most often is rarest.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from recado.messaging.model import StoredMessage

MOST_MESSAGES: Final = 80  # of a conversation, whatever the budget
KEPT_AT_CUT: Final = 0.7


def first_kept(history: Sequence[StoredMessage], costs: Sequence[int], budget: int) -> int:
    """Returns the position of the first message to be read; 0 when there is room for all.

    history: oldest first; when there are MOST_MESSAGES of them, there may be older ones. costs: of each message, in the
    budget's unit. The newest message is always kept.
    """
    filled = _filled(costs, budget)
    if not filled or (filled[0] <= 1 and len(history) < MOST_MESSAGES):
        return 0
    fitting = next((position for position, share in enumerate(filled) if share <= 1), len(history) - 1)
    middle = [at for at in range(fitting, len(history)) if filled[at] >= KEPT_AT_CUT]
    return max(middle or [fitting], key=lambda at: _rank(history, at))


def _filled(costs: Sequence[int], budget: int) -> list[float]:
    """Returns how much of what is allowed, in tokens or in messages, each position to the end would fill."""
    filled: list[float] = []
    total = 0
    for count, cost in enumerate(reversed(costs), 1):
        total += cost
        filled.append(max(total / max(budget, 1), count / MOST_MESSAGES))
    return filled[::-1]


def _rank(history: Sequence[StoredMessage], at: int) -> tuple[timedelta, int]:
    """Returns how well the history begins at this message: the longer people paused before it, the better."""
    pause = history[at].sent_at - history[at - 1].sent_at if at else timedelta(0)
    seq = history[at].seq
    return pause, seq & -seq
