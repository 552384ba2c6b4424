"""Playing a case: its steps in order, through the ordinary code, and what came of them."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal

from infra.local.seed import get, post
from recado.agent.evals import observing
from recado.agent.evals.observed import Json, Mark, Observed
from recado.agent.fields.extracting import extract
from recado.inbox import conversations
from recado.messaging import buffers
from recado.platform import queues
from recado.platform.db import database
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
class _Play:
    sandbox: Sandbox
    scripted: bool
    marks: list[Mark] = field(default_factory=list)

    def step(self, step: Paso) -> None:
        kind: Literal["customer", "hand_back", "other"] = (
            "customer" if step.dice else "hand_back" if step.devuelve else "other"
        )
        self.marks.append(Mark(kind, self._newest()))
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
            unused = max(0, len(step.guion) - (self._asked() - before))
            self.marks[-1] = replace(self.marks[-1], unused=unused)

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


def _observed(sandbox: Sandbox, marks: list[Mark], *, lying: bool) -> Observed:
    """What the product's tables hold, with what the servers around it got and what was made up on purpose."""
    with database().tenant(sandbox.line.business_id) as tx:
        observed = observing.observe(tx, marks)
    return replace(
        observed,
        effects=tuple(_effects(sandbox)),
        sources=(*observed.sources, *_described(sandbox)),
        made_up=tuple(_made_up(sandbox)) if lying else (),
    )


def _effects(sandbox: Sandbox) -> Iterator[tuple[str, Json]]:
    for tool in sandbox.case.negocio.herramientas:
        if tool.efecto:
            yield from ((tool.nombre, each["body"]) for each in sandbox.server.at(sandbox.path(tool.nombre)))


def _described(sandbox: Sandbox) -> Iterator[str]:
    """What customers say and show in files, and the files of the business as the case has them."""
    yield from (each.texto for each in sandbox.case.negocio.archivos)
    for step in sandbox.case.bursts:
        for each in step.dice or []:
            if isinstance(each, Mensaje):
                yield from (text for text in (each.voz, each.imagen, each.pie) if text)


def _made_up(sandbox: Sandbox) -> Iterator[str]:
    line = sandbox.line
    made_up = get(f"{line.product.model}/_sim/inventions?model={line.model}")["inventions"]
    yield from (each["said"] for each in made_up if each["said"])
