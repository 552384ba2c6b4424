"""Playing a case: its steps in order, through the ordinary code, and what came of them."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from infra.local.seed import get, post
from recado.agent.evals.observed import Burst, Json, Observed
from recado.agent.fields.extracting import extract
from recado.inbox import conversations
from recado.messaging import buffers
from recado.platform import queues
from recado.sending import queueing
from recado.vendors.whatsapp.contents import TextContent
from tests.evals.cases_format import Mensaje, Paso
from tests.evals.sandbox import Sandbox, conversation_of
from tests.rigs.waiting import eventually

SECONDS: Final = 90.0  # for one step
OPINION: Final = "opinion"  # of what V2 thinks of a draft
FIELDS: Final = "datos_del_cliente"  # the schema of what the fields are read with
BEGUN: Final = "select from agent_turns t join messages m on m.id = t.newest_message_id where m.seq > %s"
BUSY: Final = (
    "select from buffers where state <> 'quarantined' union all select from outbound "
    "union all select from agent_turns where state = 'started'"
)
FRESH: Final = (
    "update buffers set due_at = now() where state = 'open' and attempts = 0 and due_at > now() + interval '5 seconds'"
)


@dataclass(slots=True)
class _Mark:
    """A step as it began: the newest message there was."""

    seq: int
    unused: int = 0


@dataclass(slots=True)
class _Play:
    sandbox: Sandbox
    scripted: bool
    marks: list[_Mark] = field(default_factory=list)

    def step(self, step: Paso) -> None:
        self.marks.append(_Mark(self._newest()))
        sandbox, line = self.sandbox, self.sandbox.line
        if step.dice:
            self._burst(step)
        elif step.espera:
            time.sleep(step.espera)
        elif step.persona:
            self._person(step.persona)
        elif step.devuelve:
            conversations.set_bot(sandbox.actor, conversation_of(sandbox), enabled=True, paused_until=None)
        elif step.falla:
            sandbox.behave(step.falla.herramienta, step.falla.como)
        elif step.extrae:
            if self.scripted:
                sandbox.script(step.guion, FIELDS)
            extract(line.business_id, conversation_of(sandbox))
        self._settle()

    def _burst(self, step: Paso) -> None:
        scripted = self.scripted and step.guion
        before = self._asked() if scripted else 0
        if scripted:
            self.sandbox.script(step.guion, OPINION)
        if step.mientras:
            self._race(step)
        else:
            self._say(step.dice or [])
        self._settle()
        if scripted:
            self.marks[-1].unused = max(0, len(step.guion) - (self._asked() - before))

    def _race(self, step: Paso) -> None:
        """Something happens while the model thinks: the simulated one is held so long, a real one is slow enough."""
        with self._held():
            self._say(step.dice or [])
            self._flush()
            eventually(lambda: self.sandbox.line.rows(BEGUN, (self.marks[-1].seq,)), SECONDS)
            if self.sandbox.model is None:
                self.sandbox.line.thinking()
            if step.mientras and step.mientras.persona:
                self._person(step.mientras.persona)
            elif step.mientras and step.mientras.dice:
                self._say(step.mientras.dice)

    @contextmanager
    def _held(self) -> Iterator[None]:
        if self.sandbox.model is not None:
            yield
            return
        with self.sandbox.line.held_answer():
            yield

    def _say(self, messages: list[Any]) -> None:
        """One after the other, each once the one before is stored."""
        for each in messages:
            self.sandbox.line.message(self.sandbox.say(each))

    def _person(self, text: str) -> None:
        line = self.sandbox.line
        content = TextContent(body=text)
        line.publish(queueing.send_by_person(line.business_id, conversation_of(self.sandbox), content))

    def _settle(self) -> None:
        """Waits until nothing is to be answered or sent. The customer is done: what was gathered is due."""

        def still() -> bool:
            self._flush()
            return not self.sandbox.line.rows(BUSY)

        eventually(still, SECONDS)

    def _flush(self) -> None:
        line = self.sandbox.line
        line.change(FRESH)
        open_now = line.rows("select conversation_id from buffers where state = 'open' and due_at <= now()")
        if open_now:
            buffers.flush([], queues.send)

    def _newest(self) -> int:
        (row,) = self.sandbox.line.rows("select coalesce(max(seq), 0) newest from messages")
        return int(row["newest"])

    def _asked(self) -> int:
        return len(self.sandbox.line.asked())


def play(sandbox: Sandbox, lies: dict[str, float] | None = None, seed: int = 0) -> Observed:
    """Plays the case and returns what came of it. lies: rates by which the simulated model makes things up, in place
    of the case's script; another seed makes up others. Raises AssertionError when a step does not come to an end."""
    line = sandbox.line
    if lies:
        post(f"{line.product.model}/_sim/temper", {"model": line.model, "seed": seed, "rates": lies})
    playing = _Play(sandbox, scripted=sandbox.model is None and not lies)
    for step in sandbox.case.pasos:
        playing.step(step)
    return _observed(sandbox, playing.marks, lying=bool(lies))


def _observed(sandbox: Sandbox, marks: list[_Mark], *, lying: bool) -> Observed:
    line, case = sandbox.line, sandbox.case
    messages = line.rows("select seq, direction, author, kind, text, status from messages order by seq")
    spoken = [(_step_of(marks, row["seq"]), row) for row in messages]
    agents = [(at, row) for at, row in spoken if row["author"] == "agent" and row["status"] != "failed"]
    said = [(at, row["text"] or "") for at, row in agents]
    turns = _turns(sandbox)
    return Observed(
        bursts=tuple(
            Burst(
                number,
                tuple(row["text"] or "" for at, row in agents if at == number and row["kind"] == "text"),
                tuple(call for at, call in _calls(sandbox, marks) if at == number),
                marks[number - 1].unused,
            )
            for number, step in enumerate(case.pasos, start=1)
            if step.dice
        ),
        said=tuple((at, text) for at, text in said if text),
        over_a_person=_over_a_person(case.pasos, spoken),
        given_up=len(line.rows("select from buffers where state = 'quarantined'")),
        handovers=tuple(
            (row["reason"], row["state"])
            for row in line.rows("select reason, state from handovers order by opened_at, id")
        ),
        effects=tuple(_effects(sandbox)),
        files=tuple(
            row["title"]
            for row in line.rows(
                "select f.title from media m join files f on f.object_key = m.object_key "
                "join messages g on g.id = m.message_id where g.author = 'agent' and g.status <> 'failed'"
            )
        ),
        fields=_fields(sandbox),
        sources=tuple(_sources(sandbox, messages)),
        made_up=tuple(_made_up(sandbox)) if lying else (),
        rejected=tuple(each for row in turns if (each := _rejected(row))),
        replaced_by=tuple(row["data"]["successor"] for row in line.events("model.replaced")),
        transcript=tuple((row["author"], row["text"] or f"[{row['kind']}]") for row in messages),
        milliseconds=tuple(row["milliseconds"] for row in turns if row["milliseconds"] is not None),
        **_spent(sandbox),
    )


def _step_of(marks: list[_Mark], seq: int) -> int:
    return sum(seq > mark.seq for mark in marks)


def _over_a_person(steps: list[Paso], spoken: list[tuple[int, Json]]) -> int:
    """How many messages of the agent follow a person's, before the conversation was given back."""
    back = [number for number, step in enumerate(steps, start=1) if step.devuelve]
    since: int | None = None  # the step in which a person spoke last
    over = 0
    for at, row in spoken:
        if since is not None and any(since <= number < at for number in back):
            since = None
        if row["author"] in ("person", "phone"):
            since = at
        over += since is not None and row["author"] == "agent" and row["status"] != "failed"
    return over


def _turns(sandbox: Sandbox) -> list[Json]:
    return sandbox.line.rows("select state, reason, verdict, milliseconds from agent_turns order by created_at")


def _rejected(turn: Json) -> str:
    """Why drafts of a turn were not sent, or why it has none: kinds, and what became of it."""
    kinds = [*turn["verdict"].get("misses", []), *turn["verdict"].get("findings", [])]
    outcome = turn["verdict"].get("outcome", "")
    said = f"{', '.join(kinds)} → {outcome}" if kinds else ""
    return " ".join(part for part in (said, turn["reason"] or "") if part)


def _calls(sandbox: Sandbox, marks: list[_Mark]) -> list[tuple[int, tuple[str, str | None]]]:
    """The tools called, each with the step whose message the turn answered."""
    rows = sandbox.line.rows(
        "select m.seq, c.name, c.code from agent_tool_calls c join agent_turns t on t.id = c.turn_id "
        "join messages m on m.id = t.newest_message_id order by t.created_at, c.created_at, c.position"
    )
    return [(_step_of(marks, row["seq"]), (row["name"], row["code"])) for row in rows]


def _effects(sandbox: Sandbox) -> Iterator[tuple[str, Json]]:
    for tool in sandbox.case.negocio.herramientas:
        if tool.efecto:
            yield from ((tool.nombre, each["body"]) for each in sandbox.server.at(sandbox.path(tool.nombre)))


def _fields(sandbox: Sandbox) -> Json:
    rows = sandbox.line.rows("select fields from contacts")
    return {name: value for row in rows for name, value in row["fields"].items() if value is not None}


def _sources(sandbox: Sandbox, messages: list[Json]) -> Iterator[str]:
    """Every text figures may come from: the business's own, its files', what tools answered, and what customers and
    people said."""
    business = sandbox.case.negocio
    yield business.contexto
    yield from (f"{each.dia} {each.de} {each.a}" for each in business.horario)
    yield from (each.texto for each in business.archivos)
    yield from (str(row["result"]) for row in sandbox.line.rows("select result from agent_tool_calls"))
    yield from (row["text"] or "" for row in messages if row["author"] in ("customer", "person", "phone"))
    for step in sandbox.case.bursts:
        for each in step.dice or []:
            if isinstance(each, Mensaje):
                yield from (text for text in (each.voz, each.imagen, each.pie) if text)


def _made_up(sandbox: Sandbox) -> Iterator[str]:
    line = sandbox.line
    made_up = get(f"{line.product.model}/_sim/inventions?model={line.model}")["inventions"]
    yield from (each["said"] for each in made_up if each["said"])


def _spent(sandbox: Sandbox) -> Json:
    """Calls to models, tokens and dollars, of everything in this business."""
    (row,) = sandbox.line.rows(
        "select count(*) calls, coalesce(sum(input_tokens), 0)::bigint given, coalesce(sum(output_tokens), 0)::bigint "
        "made, case when count(*) = count(cost_micros) then coalesce(sum(cost_micros), 0) / 1e6 end cost from usage "
        "where feature <> 'understand'"
    )
    cost = None if row["cost"] is None else float(row["cost"])
    return {"calls": row["calls"], "tokens_in": row["given"], "tokens_out": row["made"], "cost": cost}
