"""Recording a case: what a customer wrote becomes its steps, without what says who they are."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from recado.accounts import store as accounts
from recado.activity.model import Actor
from recado.agent.bench import store as bench_store
from recado.agent.evals import case_service, recording_store
from recado.agent.evals.cases import (
    MOST_MESSAGES,
    MOST_STEPS,
    CaseBody,
    CaseMessage,
    CaseStep,
    Expectations,
    ExpectedEffect,
    ExpectedHandover,
)
from recado.agent.evals.checks import NO_TOOL
from recado.agent.evals.model import CaseRow, NewCase, NothingToRecord
from recado.agent.evals.stand_ins import StandIns
from recado.agent.sandbox.model import SaidAs
from recado.kernel.errors import NotFound
from recado.kernel.words import Words
from recado.messaging import conversation_store
from recado.platform.db import Tx, database

Json = dict[str, Any]
MOST_READ: Final = 200
MOST_LINE: Final = 1000
MOST_RECORDED: Final = 15_000  # characters of all that is recorded; a burst has no more than 10,000
MOST_NAME: Final = 60
_HEARD: Final[dict[str, SaidAs]] = {"transcript": "voice", "description": "picture", "ocr": "picture"}
_PEOPLE: Final = ("person", "phone")


@dataclass(slots=True)
class _Burst:
    """What the customer wrote before somebody answered, and the agent's answers. ids: of all these messages."""

    messages: list[CaseMessage] = field(default_factory=list)
    ids: list[UUID] = field(default_factory=list)
    sent: list[UUID] = field(default_factory=list)


def record(actor: Actor, conversation_id: UUID, upto: UUID | None, name: str | None) -> CaseRow:
    """Returns the case. Recorded is until a person of the team wrote: from there on the agent had no say.

    What the agent did is what is expected. Raises NotFound, NothingToRecord, TooManyCases.
    """
    names = _team(actor)
    with database().acting(actor) as tx:
        return case_service.add(tx, actor, recorded(tx, conversation_id, upto, name, names))


def record_bench(actor: Actor, session_id: UUID, name: str | None) -> CaseRow:
    """Returns what the actor tried out at the test bench, as a case. Raises NotFound, NothingToRecord, TooManyCases."""
    names = _team(actor)
    with database().acting(actor) as tx:
        session = bench_store.session(tx, session_id)
    if session is None or session.opened_by != actor.id:
        raise NotFound(Words("no existe esa prueba", "there is no such test"))
    with database().tenant(session.sandbox_id) as tx:
        conversation_id = recording_store.only_conversation(tx)
        if conversation_id is None:
            raise NothingToRecord
        new = recorded(tx, conversation_id, None, name, names)
    with database().acting(actor) as tx:
        return case_service.add(tx, actor, new)


def _team(actor: Actor) -> list[str]:
    """Returns what the members of the business are called."""
    with database().acting(actor) as tx:
        members = recording_store.team(tx)
    with database().accounts() as tx:
        return list(accounts.names(tx, members).values())


def recorded(tx: Tx, conversation_id: UUID, upto: UUID | None, name: str | None, names: Sequence[str]) -> NewCase:
    """Returns what of a conversation of the transaction's business becomes a case. names: of the team."""
    if conversation_store.conversation(tx, conversation_id) is None:
        raise NotFound(Words("no existe esa conversación", "there is no such conversation"))
    seq = recording_store.seq_of(tx, conversation_id, upto) if upto else None
    if upto and seq is None:
        raise NotFound(Words("ese mensaje no es de la conversación", "that message is not of the conversation"))
    rows = _agents_part(recording_store.messages(tx, conversation_id, seq, MOST_READ))
    stand_ins = StandIns(
        [*recording_store.names(tx, conversation_id), *names], recording_store.values(tx, conversation_id)
    )
    for row in rows:
        if row["author"] == "customer":
            stand_ins.learn(f"{row['text'] or ''} {row['heard'] or ''}")
    bursts = _bursts(rows, stand_ins)
    if not bursts:
        raise NothingToRecord
    body = CaseBody(steps=_steps(tx, conversation_id, bursts), expected=_expected(tx, conversation_id, bursts))
    return NewCase(name or bursts[0].messages[0].text[:MOST_NAME].strip(), [], body, "recorded")


def _agents_part(rows: Sequence[Json]) -> list[Json]:
    """Returns what came before a person of the team wrote."""
    until = next((at for at, row in enumerate(rows) if row["author"] in _PEOPLE), len(rows))
    return list(rows[:until])


def _bursts(rows: Sequence[Json], stand_ins: StandIns) -> list[_Burst]:
    """Returns the last bursts a case has room for."""
    bursts: list[_Burst] = []
    for row in rows:
        if row["author"] != "customer":
            if bursts and row["author"] == "agent":
                bursts[-1].sent.append(row["id"])
            continue
        said = _said(row, stand_ins)
        if not said:
            continue
        if not bursts or bursts[-1].sent or len(bursts[-1].messages) + len(said) > MOST_MESSAGES:
            bursts.append(_Burst())
        bursts[-1].messages += said
        bursts[-1].ids.append(row["id"])
    return _fitting(bursts[-MOST_STEPS:])


def _fitting(bursts: list[_Burst]) -> list[_Burst]:
    """Returns the last bursts whose texts together fit a case."""
    length = 0
    for at, burst in reversed(list(enumerate(bursts))):
        length += sum(len(each.text) for each in burst.messages)
        if length > MOST_RECORDED:
            return bursts[at + 1 :]
    return bursts


def _said(row: Json, stand_ins: StandIns) -> list[CaseMessage]:
    """Returns what is heard or seen in a message, and what is written in it."""
    heard = [(_HEARD.get(row["heard_as"] or "", "picture"), row["heard"])] if row["heard"] else []
    parts: list[tuple[SaidAs, str]] = [*heard, ("text", row["text"] or "")]
    lines = [(kind, stand_ins.replaced(text)[:MOST_LINE]) for kind, text in parts if text.strip()]
    return [CaseMessage(kind=kind, text=line) for kind, line in lines]


def _steps(tx: Tx, conversation_id: UUID, bursts: Sequence[_Burst]) -> list[CaseStep]:
    answered = set(recording_store.answered(tx, conversation_id))
    first = dict[UUID, str]()
    for call in recording_store.calls(tx, conversation_id):
        first.setdefault(call["newest_message_id"], call["name"])
    return [
        CaseStep(kind="customer", messages=each.messages, first_tools=_first_tools(each, answered, first))
        for each in bursts
    ]


def _first_tools(burst: _Burst, answered: set[UUID], first: dict[UUID, str]) -> list[str] | None:
    """Returns which tool came first; None of what the agent did not answer."""
    if not answered.intersection(burst.ids):
        return None
    return [next((first[each] for each in burst.ids if each in first), NO_TOOL)]


def _expected(tx: Tx, conversation_id: UUID, bursts: Sequence[_Burst]) -> Expectations:
    ids = {each for burst in bursts for each in burst.ids}
    last = bursts[-1].sent[-1] if bursts[-1].sent else bursts[-1].ids[-1]
    reasons = recording_store.handovers(tx, conversation_id, bursts[0].ids[0], last)
    called = [each for each in recording_store.calls(tx, conversation_id) if each["newest_message_id"] in ids]
    effects = [each["name"] for each in called if each["effect"] and each["state"] == "done"]
    sent = [each for burst in bursts for each in burst.sent]
    return Expectations(
        handovers=[ExpectedHandover.model_validate({"reasons": [each]}) for each in reasons[:1]],
        effects=[ExpectedEffect(tool=each) for each in effects[:10]],
        files=recording_store.files_sent(tx, sent)[:10],
    )
