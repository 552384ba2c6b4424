"""The send governor: decides before sending whether a message may go now, and if not, why it waits and until when.

Budgets are kept in PostgreSQL, so they hold for all processes together (see claim_send in infra/sql): messages a second
of a number, messages to one customer, and customers a day outside their windows.
"""

import random
from dataclasses import dataclass
from uuid import UUID

from recado.activity import service as activity
from recado.kernel.words import Words
from recado.platform.db import Tx, database
from recado.sending import governor_store
from recado.sending.governor_store import Claim, Number, Waiting
from recado.sending.wait_reasons import WORDS
from recado.vendors.whatsapp.cloud.errors import GraphError, Verdict

STANDARD, ON_PHONE, HIGH = 80, 20, 1000  # messages a second (Meta, Throughput)
# A number's own messages count together with those it receives, and requests can overtake each other on their way.
SPENT = 0.8
SHARES_OF_HIGH = 10  # one row a number could not be locked and written often enough
AHEAD_MESSAGES, AHEAD_SECONDS = 8, 1.0  # a worker waits for its turn itself when it is that near
RETURNED_AHEAD_SECONDS = 1.5  # queues give back in whole seconds: those of one second are spread over it here
# Meta: one in 6 s to one customer, 45 at once on credit. A few less, as Meta sees them a little later than we do.
PAIR_GAP_SECONDS, PAIR_BURST = 6.0, 40
SLOWED_SECONDS = 600.0
# What a refusal stops: the number, for so many seconds.
PAUSES = {130429: 10.0, 131057: 60.0, 131048: 3600.0, 133016: 3600.0}
PAUSE_SECONDS = {Verdict.THROTTLE_NUMBER: 10.0, Verdict.THROTTLE_APP: 60.0}
TOO_FAST, SPAM = 130429, 131048


@dataclass(frozen=True, slots=True)
class Wait:
    """Why a message is not sent now, and for how many seconds."""

    reason: str
    seconds: float


def rate(number: Number) -> float:
    """Messages a second this number may send."""
    most = HIGH if number.throughput == "HIGH" else ON_PHONE if number.on_phone else STANDARD
    allowed = most * SPENT
    return min(allowed, number.slow_rate) if number.slow_rate else allowed


def daily_limit(tier: str | None) -> int | None:
    """Returns to how many customers in 24 hours a business may write first; None: no limit, or not told yet."""
    digits = (tier or "").removeprefix("TIER_")
    if digits.endswith("K") and digits[:-1].isdecimal():
        return int(digits[:-1]) * 1000
    return int(digits) if digits.isdecimal() else None


def claim(tx: Tx, new: Claim, number: Number, *, opens: bool, returned: bool) -> Wait | float:
    """Claims the message and answers in how many seconds it may be sent, or why it must wait.

    opens: it goes to a customer outside the window. returned: it has waited for the number's rate before.
    """
    allowed = rate(number)
    shares = SHARES_OF_HIGH if allowed > HIGH * SPENT / 2 else 1
    gap = shares / allowed
    ahead = RETURNED_AHEAD_SECONDS if returned else min(AHEAD_MESSAGES * gap, AHEAD_SECONDS)
    decision = governor_store.claim_send(
        tx,
        new,
        share=random.randrange(shares),  # noqa: S311  any will do
        gap=gap,
        ahead=ahead,
        pair=(PAIR_GAP_SECONDS, PAIR_BURST),
        most=daily_limit(number.messaging_limit) if opens else None,
    )
    return Wait(decision.reason, decision.seconds) if decision.reason else decision.seconds


def wait_after(error: GraphError, tries: int) -> Wait:
    """Returns how long a message waits after a refusal that is not final. tries: of this message; each time it waits
    longer."""
    again = 2.0 ** (tries - 1)
    retry_after = error.retry_after_seconds or 0.0
    if error.verdict is Verdict.THROTTLE_PAIR:
        return Wait("pair_rate", max(PAIR_GAP_SECONDS, 4.0**tries, retry_after))  # Meta: wait 4^n seconds
    base = PAUSE_SECONDS.get(error.verdict)
    if base is None:
        return Wait("retry", max(again, retry_after))
    return Wait(error.name, max(PAUSES.get(error.code or 0, base) * again, retry_after))


def slow_down(
    tx: Tx, business_id: UUID, instance_id: UUID, conversation_id: UUID, error: GraphError, wait: Wait
) -> None:
    """Takes a refusal that asks to go more slowly into account, for the pair, the number or its whole account."""
    if error.verdict is Verdict.THROTTLE_PAIR:
        governor_store.exhaust_pair(tx, business_id, conversation_id, PAIR_GAP_SECONDS * PAIR_BURST)
    elif error.verdict in PAUSE_SECONDS:
        account = error.verdict is Verdict.THROTTLE_APP
        pause(tx, business_id, instance_id, error.code, error.name, wait.seconds, whole_account=account)


def slow_down_after_status(tx: Tx, business_id: UUID, instance_id: UUID, codes: list[int]) -> None:
    """A message was accepted and failed later, for what is no fault of its own: the number is slowed all the same."""
    for code in codes:
        if code in PAUSES:
            pause(tx, business_id, instance_id, code, f"graph_{code}", PAUSES[code])


def pause(
    tx: Tx,
    business_id: UUID,
    instance_id: UUID,
    code: int | None,
    name: str,
    seconds: float,
    *,
    whole_account: bool = False,
) -> None:
    """The number, or every number of its account, sends nothing for so long; after "too fast" it is slower."""
    number = governor_store.number(tx, instance_id)
    if number is None:
        return
    slower = max(1.0, rate(number) / 2) if code in (TOO_FAST, SPAM) else None
    account_id = number.account_id if whole_account else None
    paused = governor_store.pause(tx, instance_id, account_id, name, seconds, SLOWED_SECONDS, slower)
    if number.pause_seconds > 0:
        return  # known already: what was on its way when it was paused is refused as well
    for each in paused:
        data = {"instance_id": str(each), "code": code, "seconds": round(seconds)}
        activity.note(tx, business_id, "warning", "instance.paused", **data)


def waiting(tx: Tx, message_ids: list[UUID]) -> list[Waiting]:
    """Of these messages, those that wait: for what (`words` says it plainly) and until when, if that is known."""
    return governor_store.waiting(tx, message_ids)


def words(reason: str | None) -> Words:
    """Returns why a message waits, in plain words."""
    return WORDS.get(reason or "", WORDS["paused" if (reason or "").startswith("graph_") else "retry"])


def forget() -> None:
    """Removes what is not needed any more to decide."""
    with database().worker() as tx:
        governor_store.forget(tx)
