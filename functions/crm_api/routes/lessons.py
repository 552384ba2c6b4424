"""/v1/lessons: what the agent learned of the team, and what waits for somebody to approve it."""

from uuid import UUID

from chalice.app import Blueprint

from functions.crm_api.schemas.lessons import (
    ApproveLesson,
    LessonQuery,
    NewLesson,
    ShownLesson,
    ShownLessonCounts,
    UpdateLesson,
)
from recado.agent.lessons import service
from recado.runtime.api import Call, route
from recado.runtime.pages import Page, page
from recado.runtime.permissions import Permission

routes = Blueprint(__name__)
READ, WRITE = Permission.AGENT_READ, Permission.AGENT_WRITE


@route(routes, "GET", "/v1/lessons", permission=READ)
def list_lessons(call: Call, query: LessonQuery) -> Page[ShownLesson]:
    """List lessons.

    Of one state, the newest first. With agent V2, what a person answers soon after the agent becomes a proposal.
    """
    return page(service.listing(call.actor, query.state, query.slice()), ShownLesson.of)


@route(routes, "GET", "/v1/lessons/counts", permission=READ)
def get_lesson_counts(call: Call) -> ShownLessonCounts:
    """Get how many lessons there are.

    Of each state.
    """
    return ShownLessonCounts.of(service.counts(call.actor))


@route(routes, "POST", "/v1/lessons", permission=WRITE, status=201)
def create_lesson(call: Call, body: NewLesson) -> ShownLesson:
    """Write a lesson.

    Refused when there is one that says this already, and with a price or a phone number.
    """
    return ShownLesson.of(service.write(call.actor, body.text(), approve=body.approve, always=body.always))


@route(routes, "PATCH", "/v1/lessons/{lesson_id}", permission=WRITE)
def update_lesson(call: Call, lesson_id: UUID, body: UpdateLesson) -> ShownLesson:
    """Change a lesson.

    One that is in use is used as it now reads from the agent's next turn on.
    """
    changed = service.change(call.actor, lesson_id, body.situation, body.instruction, body.example, body.always)
    return ShownLesson.of(changed)


@route(routes, "POST", "/v1/lessons/{lesson_id}/approve", permission=WRITE)
def approve_lesson(call: Call, lesson_id: UUID, body: ApproveLesson) -> ShownLesson:
    """Approve a lesson.

    The agent uses it from its next turn on. One with a price or a phone number is refused: those belong in what the
    agent knows of the business.
    """
    return ShownLesson.of(service.approve(call.actor, lesson_id, always=body.always))


@route(routes, "POST", "/v1/lessons/{lesson_id}/reject", permission=WRITE)
def reject_lesson(call: Call, lesson_id: UUID) -> ShownLesson:
    """Reject a proposed lesson.

    It is not proposed again.
    """
    return ShownLesson.of(service.reject(call.actor, lesson_id))


@route(routes, "POST", "/v1/lessons/{lesson_id}/retire", permission=WRITE)
def retire_lesson(call: Call, lesson_id: UUID) -> ShownLesson:
    """Retire a lesson.

    The agent uses it no more, and it is not proposed again.
    """
    return ShownLesson.of(service.retire(call.actor, lesson_id))
