"""Lessons of the agent."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from recado.agent.lessons.model import (
    MOST_EXAMPLE,
    MOST_INSTRUCTION,
    MOST_SITUATION,
    LessonOrigin,
    LessonState,
    LessonText,
)
from recado.runtime.api import RequestModel
from recado.runtime.pages import Paging
from recado.runtime.responses import ResponseModel
from recado.vendors.whatsapp.contents.fields import written

Situation = Annotated[str, written(MOST_SITUATION)]
Instruction = Annotated[str, written(MOST_INSTRUCTION)]


class LessonQuery(Paging):
    """Of one state."""

    state: LessonState = "proposed"


class NewLesson(RequestModel):
    """`situation`: when it matters. `approve`: the agent uses it from its next turn on; it waits for that otherwise.
    `always`: whatever the conversation is about."""

    situation: Situation
    instruction: Instruction
    example: Annotated[str, written(MOST_EXAMPLE)] | None = None
    approve: bool = False
    always: bool = False

    def text(self) -> LessonText:
        return LessonText(self.situation, self.instruction, self.example)


class UpdateLesson(RequestModel):
    """What is left out or null stays as it is. An empty `example` takes it away."""

    situation: Situation | None = None
    instruction: Instruction | None = None
    example: Annotated[str, Field(max_length=MOST_EXAMPLE, pattern=r"^[^\x00]*$")] | None = None
    always: bool | None = None


class ApproveLesson(RequestModel):
    """`always`: the agent reads it in every conversation, not only where what the customer writes is like it."""

    always: bool = False


class ShownLesson(ResponseModel):
    """`agent_said`, `person_said`: what it was proposed for, as long as those messages are kept. `uses`: turns in which
    the agent was shown it because the conversation was like it."""

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


class ShownLessonCounts(ResponseModel):
    """How many lessons there are of each state. `always`: of the approved ones, those always used: ten at most."""

    proposed: int
    approved: int
    rejected: int
    retired: int
    always: int
