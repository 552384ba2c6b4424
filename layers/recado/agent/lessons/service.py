"""What people do with lessons: read them, write one, mend it, approve, reject or retire it."""

from datetime import datetime
from uuid import UUID

from recado.activity import service as activity
from recado.activity.model import Actor
from recado.agent.lessons import store
from recado.agent.lessons.model import (
    MOST_ALWAYS,
    MOST_APPROVED,
    MOST_PROPOSED,
    Lesson,
    LessonCounts,
    LessonExists,
    LessonState,
    LessonText,
    TooManyLessons,
    check,
    plain_text,
)
from recado.businesses import service as businesses
from recado.kernel.errors import Conflict, NotFound
from recado.kernel.ids import new_id
from recado.kernel.pages import Page, Slice, page_of
from recado.kernel.words import Words
from recado.platform.db import Tx, database


def listing(actor: Actor, state: LessonState, page: Slice) -> Page[Lesson]:
    """The newest first."""
    after = page.keys(datetime.fromisoformat, UUID)
    with database().acting(actor) as tx:
        rows = store.listing(tx, state, after, page.limit + 1)
    return page_of(rows, page.limit, lambda row: (row.created_at, row.id))


def counts(actor: Actor) -> LessonCounts:
    with database().acting(actor) as tx:
        return store.counts(tx)


def write(actor: Actor, text: LessonText, *, approve: bool, always: bool) -> Lesson:
    """Proposes a lesson by hand, and approves it at once where that is wanted; raises as `approve` does, and
    LessonExists."""
    lesson_id, said = new_id(), plain_text(text.situation, text.instruction, text.example)
    with database().acting(actor) as tx:
        store.hold(tx)
        check(said, businesses.business_of(tx).currency)
        if store.counts(tx).proposed >= MOST_PROPOSED and not approve:
            raise TooManyLessons(most=MOST_PROPOSED)
        if not store.insert(tx, actor.business_id, lesson_id, said, "person"):
            raise LessonExists
        activity.audit(tx, actor, "lesson.created", "lesson", lesson_id)
        if approve:
            _approve(tx, actor, _existing(tx, lesson_id), always=always)
        return _existing(tx, lesson_id)


def change(
    actor: Actor, lesson_id: UUID, situation: str | None, instruction: str | None, example: str | None,
    always: bool | None,
) -> Lesson:  # fmt: skip
    """What is None stays; an empty example is none. Raises NotFound, LessonExists, LessonRefused, TooManyLessons."""
    with database().acting(actor) as tx:
        store.hold(tx)
        old = _existing(tx, lesson_id)
        given = old.example if example is None else example
        text = plain_text(
            old.situation if situation is None else situation,
            old.instruction if instruction is None else instruction,
            given,
        )
        check(text, businesses.business_of(tx).currency)
        if store.saying(tx, text) not in (None, lesson_id):
            raise LessonExists
        use_always = old.always if always is None else always
        if old.state == "approved" and use_always and not old.always:
            _check_always(tx)
        store.rewrite(tx, lesson_id, text, use_always)
        activity.audit(tx, actor, "lesson.changed", "lesson", lesson_id)
        return _existing(tx, lesson_id)


def approve(actor: Actor, lesson_id: UUID, *, always: bool) -> Lesson:
    """The agent uses it from its next turn on. One that was rejected or retired may be approved after all.

    Raises NotFound, LessonRefused for one with a price or a phone number, TooManyLessons.
    """
    with database().acting(actor) as tx:
        store.hold(tx)
        old = _existing(tx, lesson_id)
        if (old.state, old.always) != ("approved", always):
            _approve(tx, actor, old, always=always)
        return _existing(tx, lesson_id)


def reject(actor: Actor, lesson_id: UUID) -> Lesson:
    """It is not proposed again. Raises NotFound, and Conflict for one that is in use: that is retired."""
    return _put_away(actor, lesson_id, "proposed", "rejected")


def retire(actor: Actor, lesson_id: UUID) -> Lesson:
    """The agent uses it no more, and it is not proposed again. Raises NotFound, and Conflict for one not in use."""
    return _put_away(actor, lesson_id, "approved", "retired")


def _approve(tx: Tx, actor: Actor, old: Lesson, *, always: bool) -> None:
    check(old.text, businesses.business_of(tx).currency)
    if old.state != "approved" and store.counts(tx).approved >= MOST_APPROVED:
        raise TooManyLessons(most=MOST_APPROVED)
    if always and not (old.state == "approved" and old.always):
        _check_always(tx)
    store.settle(tx, old.id, "approved", always, actor.id if actor.kind == "user" else None)
    activity.audit(tx, actor, "lesson.approved", "lesson", old.id, after={"always": always})


def _check_always(tx: Tx) -> None:
    if store.counts(tx).always >= MOST_ALWAYS:
        raise TooManyLessons(
            Words(f"como mucho {MOST_ALWAYS} se usan siempre", f"at most {MOST_ALWAYS} are always used"),
            most=MOST_ALWAYS,
        )


def _put_away(actor: Actor, lesson_id: UUID, before: LessonState, after: LessonState) -> Lesson:
    with database().acting(actor) as tx:
        store.hold(tx)
        old = _existing(tx, lesson_id)
        if old.state == after:
            return old
        if old.state != before:
            raise Conflict(
                Words("eso ya se decidió de otra forma", "that was decided in another way already"), state=old.state
            )
        store.settle(tx, lesson_id, after, False, None)
        activity.audit(tx, actor, f"lesson.{after}", "lesson", lesson_id)
        return _existing(tx, lesson_id)


def _existing(tx: Tx, lesson_id: UUID) -> Lesson:
    lesson = store.lesson(tx, lesson_id)
    if lesson is None:
        raise NotFound(Words("no existe ese aprendizaje", "there is no such lesson"))
    return lesson
