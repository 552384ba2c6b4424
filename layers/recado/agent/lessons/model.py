"""Types and rules of lessons: what the agent is to do another time, in words of the business."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from recado.agent import customer_text, private
from recado.agent.grounding.folding import folded, seen
from recado.kernel.errors import Conflict, Invalid
from recado.kernel.words import Words

LessonState = Literal["proposed", "approved", "rejected", "retired"]
LessonOrigin = Literal["correction", "person", "model"]
MOST_SITUATION: Final = 120
MOST_INSTRUCTION: Final = 300
MOST_EXAMPLE: Final = 500
MOST_ALWAYS: Final = 10
MOST_APPROVED: Final = 200
MOST_PROPOSED: Final = 100
_COMPARED: Final = re.compile(r"[^\w%+$€£<>=°\-]+")  # what is left out: the rest says how much


class LessonExists(Conflict):
    """There is a lesson that says this already, perhaps one that was rejected."""

    code = "lesson_exists"


class LessonRefused(Invalid):
    """A lesson holds no price and no phone number: those belong in the business's texts, where they are kept right."""

    code = "lesson_refused"


class TooManyLessons(Conflict):
    """So many lessons are approved, or always used, that there is no room for more."""

    code = "too_many_lessons"


class Learned(BaseModel):
    """One sentence. situacion: when it matters, in a few words."""

    model_config = ConfigDict(extra="forbid")

    situacion: str
    instruccion: str


class Teaching(BaseModel):
    """What a model answers: null when there is nothing to learn."""

    model_config = ConfigDict(extra="forbid")

    aprendizaje: Learned | None


@dataclass(frozen=True, slots=True)
class LessonText:
    """What a lesson says."""

    situation: str
    instruction: str
    example: str | None = None

    @property
    def hash(self) -> bytes:
        """Of the instruction as it is compared: capitals, accents and punctuation make no difference; digits do."""
        words = _COMPARED.sub(" ", folded(seen(self.instruction))).replace("_", " ")
        return hashlib.sha256(" ".join(words.split()).encode()).digest()

    @property
    def words(self) -> str:
        return "\n".join(part for part in (self.situation, self.instruction, self.example) if part)

    def line(self) -> str:
        """Returns the lesson as the agent reads it."""
        example = f" For example: {customer_text.quoted(self.example, MOST_EXAMPLE)}" if self.example else ""
        return f"- {self.situation}: {self.instruction}{example}"


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson, with what it came of: agent_said and person_said are null of one that a person wrote, and once the
    messages are erased. uses: turns in which the agent was shown it because the conversation was like it."""

    id: UUID
    situation: str
    instruction: str
    example: str | None
    origin: LessonOrigin
    state: LessonState
    always: bool
    uses: int
    approved_by: UUID | None
    created_at: datetime
    decided_at: datetime | None
    conversation_id: UUID | None
    agent_said: str | None
    person_said: str | None
    person_id: UUID | None

    @property
    def text(self) -> LessonText:
        return LessonText(self.situation, self.instruction, self.example)


@dataclass(frozen=True, slots=True)
class LessonCounts:
    """How many there are of each state, and how many are always used."""

    proposed: int
    approved: int
    rejected: int
    retired: int
    always: int


def plain_text(situation: str, instruction: str, example: str | None) -> LessonText:
    """Returns what a lesson says as lines without marks, brackets and letters nobody sees."""
    return LessonText(
        customer_text.line(situation, MOST_SITUATION),
        customer_text.line(instruction, MOST_INSTRUCTION),
        customer_text.line(example or "", MOST_EXAMPLE) or None,
    )


def check(text: LessonText, currency: str) -> None:
    """Raises Invalid for an empty one, LessonRefused for one with a price, an account or a phone number."""
    if not text.situation or not text.instruction:
        field = "instruction" if text.situation else "situation"
        raise Invalid.of_field(field, Words("escribe algo", "write something"))
    for field, part in (("situation", text.situation), ("instruction", text.instruction), ("example", text.example)):
        if part and (problem := _problem(part, currency)):
            raise LessonRefused.of_field(field, problem)


def _problem(part: str, currency: str) -> Words | None:
    if private.phone(part, currency) or private.payment(part):
        return Words(
            "un aprendizaje no lleva números de teléfono ni de cuenta: quítalo para aprobarlo",
            "a lesson holds no phone or account number: take it out to approve it",
        )
    if private.priced(part, currency):
        return Words(
            "un aprendizaje no lleva precios, que cambian: ponlos en la información del negocio",
            "a lesson holds no price, which changes: put it in what the agent knows of the business",
        )
    return None
