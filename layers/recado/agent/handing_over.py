"""Giving a conversation to people: what becomes real with it, and what the customer is told."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from recado.agent.model import Draft, Effect, TurnContext
from recado.alerts import rings
from recado.businesses import preference_store
from recado.businesses.hours import Stretch, is_open, next_opening
from recado.businesses.model import Business, spoken_moment
from recado.kernel.clock import now
from recado.kernel.words import Words
from recado.messaging import handovers
from recado.messaging.model import HandoverReason
from recado.platform.db import Tx, database
from recado.platform.queues import Outgoing

_PASSED: Final = Words(
    "Te paso con una persona del equipo; te escribe en cuanto pueda.",
    "I am passing you to a person of the team; they will write to you as soon as they can.",
)
_CLOSED: Final = Words(
    "Te paso con una persona del equipo. Ahora está cerrado: te escriben a partir del {when}.",
    "I am passing you to a person of the team. It is closed now: they will write to you from {when} on.",
)
_SORRY: Final = Words("Siento lo ocurrido. ", "I am sorry about that. ")


def effect(turn: TurnContext, reason: HandoverReason, summary: str = "") -> Effect:
    """Returns what opens the hand-over, and lets the team's phones ring for it."""
    business_id, conversation_id = turn.claimed.business_id, turn.claimed.conversation_id

    def opens(tx: Tx) -> list[Outgoing]:
        if not handovers.open_handover(tx, business_id, conversation_id, turn.contact_id, reason, summary):
            return []
        return rings.ring(tx, business_id, conversation_id, now())

    return opens


def draft(turn: TurnContext, reason: HandoverReason) -> Draft:
    """Returns what is said and done instead of an answer of the model."""
    passed = Draft()
    instead(passed, turn, reason)
    return passed


def instead(draft: Draft, turn: TurnContext, reason: HandoverReason) -> None:
    """Makes a draft one that passes the conversation on. What its tools would have done is not done: the customer is
    not told of it."""
    draft.answer, draft.passed_on, draft.effects = None, words(turn, reason), [effect(turn, reason)]


def words(turn: TurnContext, reason: HandoverReason) -> str:
    """Returns what the customer is told: that a person will write, and when the business opens if it is closed."""
    with database().tenant(turn.claimed.business_id) as tx:
        preferences = preference_store.read(tx)
    hours = preferences.hours if preferences and preferences.away_enabled else ()
    return told(turn.business, hours, turn.moment, reason)


def told(business: Business, hours: Sequence[Stretch], moment: datetime, reason: HandoverReason) -> str:
    """As `words`, of what was read. hours: of a business that says when it is closed; else none."""
    spanish = business.language == "es"
    if is_open(hours, business.timezone, moment):
        said = _PASSED.es if spanish else _PASSED.en
    else:
        opens = spoken_moment(business, next_opening(hours, business.timezone, moment))
        said = (_CLOSED.es if spanish else _CLOSED.en).format(when=opens)
    sorry = (_SORRY.es if spanish else _SORRY.en) if reason == "complaint" else ""
    return sorry + said
