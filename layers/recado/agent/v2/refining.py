"""The Refiner: writes a draft anew as the Observer's faults ask, without tools; its words are checked like any."""

from dataclasses import replace
from typing import Final

from recado.agent import customer_text
from recado.agent.asking import Calls, ask
from recado.agent.grounding.checked import Checked
from recado.agent.model import Draft, TurnContext
from recado.agent.models import Successor
from recado.agent.review import Review
from recado.agent.v2.observing import SECONDS, Opinion
from recado.vendors.llm.model import ModelError, Turn

FEATURE: Final = "refiner"
_INSTRUCTIONS: Final = """\
You mend one WhatsApp message of an assistant of {business} before it is sent. Change only what the faults ask for; \
keep every price, number, date and name as it stands; add no fact. Plain text, the customer's language, as brief as it \
is. Write only the message."""


def refine(
    turn: TurnContext, draft: Draft, opinion: Opinion, review: Review, successor: Successor, calls: Calls
) -> bool:
    """Replaces the draft's words by mended ones that pass the checks. Returns False when there are none."""
    faults = "\n".join(f"- {fault.tipo}: «{fault.cita[:200]}» → {fault.arreglo[:300]}" for fault in opinion.fallas)
    request = replace(
        turn.request,
        instructions=_INSTRUCTIONS.format(business=turn.business.name),
        turns=(Turn("user", f"Customer:\n{turn.evidence.burst}\n\nMessage:\n{draft.text}\n\nFaults:\n{faults}"),),
        effort="low",
        seconds=SECONDS,
        cache_key=f"{turn.business.id} refiner",
    )
    try:
        reply = ask(request, successor, calls, FEATURE)
    except ModelError:
        return False
    checked = review.once_more(customer_text.text(reply.text), draft)
    if isinstance(checked, Checked):
        draft.answer = checked
    return isinstance(checked, Checked)
