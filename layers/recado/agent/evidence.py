"""Evidence: what the words of an answer are checked against. Gathered as a turn begins, read when there is a draft."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from recado.agent import customer_text, prompt
from recado.agent.grounding.checked import Situation
from recado.agent.grounding.effects import effects_of
from recado.agent.grounding.facts import NOTHING, Facts, facts_of_customer, facts_of_text
from recado.agent.grounding.results import facts_of_result
from recado.agent.guard import Surroundings, hosts_of
from recado.agent.model import Draft, Evidence, Json, TurnContext
from recado.agent.shown import shown
from recado.businesses.hours import Stretch, spoken_hours
from recado.messaging.model import StoredMessage

CUSTOMERS_MESSAGES: Final = 20  # the newest, whose numbers an answer may repeat
_IN_STOCK: Final = Facts(signs=frozenset({"in"}))  # of who has no catalogue: what the texts name is there


def gathered(
    context: str,
    away_message: str,
    hours: Sequence[Stretch],
    results: Sequence[Json],
    history: Sequence[StoredMessage],
    lessons: Sequence[str] = (),
    *,
    sells: bool = False,
) -> Evidence:
    """Returns the evidence of a turn. context: variables filled in. results: of tools, of the last day. lessons: that
    a person of the business approved, and the model is shown. sells: the business has a catalogue.

    What people of the team wrote in the conversation, and carts of the business's catalogue, are the business's words.
    What the agent itself wrote is not: prices change.
    """
    theirs = [each for each in history if each.direction == "in"]
    ours = [each for each in history if each.direction == "out" and each.author != "agent"]
    carts = [each for each in theirs if each.kind == "order"]
    texts = (context, away_message, spoken_hours(hours), *lessons, *map(_words, (*ours, *carts)))
    burst = burst_of(history)
    return Evidence(
        business=tuple(text for text in texts if text),
        customer=tuple(_words(each) for each in theirs[-CUSTOMERS_MESSAGES:]),
        results=tuple(results),
        burst="\n".join(burst),
        messages=len(burst),
        sells=sells,
    )


def burst_of(history: Sequence[StoredMessage]) -> list[str]:
    """Returns the texts that the customer wrote since somebody answered, oldest first."""
    burst: list[str] = []
    for message in reversed(history):
        if message.direction == "out":
            break
        burst.append(message.text or "")
    return list(reversed(burst))


def situation(turn: TurnContext, draft: Draft, most_characters: int) -> Situation:
    """Returns what a draft of this turn is checked against, with what tools answered in it so far."""
    business, evidence = turn.business, turn.evidence
    succeeded = [each for each in draft.entries if each.code is None]
    used = frozenset(each.name for each in succeeded)
    facts = NOTHING if evidence.sells else _IN_STOCK
    for text in evidence.business:
        facts |= _of_text(text, business.currency)
    for text in evidence.customer:
        facts |= _of_customer(text, business.currency)
    for result in evidence.results:
        facts |= facts_of_result(result, business.currency, business.timezone, fresh=False)
    for entry in succeeded:
        facts |= facts_of_result(entry.result, business.currency, business.timezone)
    own = [each for each in (*evidence.results, *(entry.result for entry in succeeded)) if not _foreign(each)]
    texts = [*evidence.business, *map(str, own)]
    around = Surroundings(
        hosts=frozenset[str]().union(*map(hosts_of, texts)),
        preface=prompt.PREFACE,
        tools=frozenset(name for name in turn.tool_names if "_" in name),
        used=used,
        burst=evidence.burst,
        most_characters=most_characters,
    )
    return Situation(facts, turn.moment, business.timezone, business.currency, effects_of(used), around)


def _foreign(result: Json) -> bool:
    """Whether somebody else's server said it: a link to a host the business never named may have been slipped in."""
    return result.get("fuente") == "externa"


def _words(message: StoredMessage) -> str:
    return customer_text.text(shown(message, {}))


@lru_cache(maxsize=256)
def _of_text(text: str, currency: str) -> Facts:
    return facts_of_text(text, currency)


@lru_cache(maxsize=2048)
def _of_customer(text: str, currency: str) -> Facts:
    return facts_of_customer(text, currency) if text else NOTHING
