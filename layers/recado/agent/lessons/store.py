"""SQL of lessons."""

from typing import LiteralString
from uuid import UUID

from recado.agent.lessons.model import (
    MOST_ALWAYS,
    Lesson,
    LessonCounts,
    LessonOrigin,
    LessonState,
    LessonText,
)
from recado.kernel.pages import Key
from recado.platform.db import Tx

LIKE_ENOUGH = 0.4  # how much of the words of one are in the other
_LESSON: LiteralString = (
    "select l.id, l.situation, l.instruction, l.example, l.origin, l.state, l.always, l.uses, l.approved_by, "
    "l.created_at, l.decided_at, coalesce(p.conversation_id, a.conversation_id) as conversation_id, "
    "left(a.text, 1000) as agent_said, left(p.text, 1000) as person_said, p.author_id as person_id from lessons l "
    "left join messages a on a.id = l.agent_message_id and a.revoked_at is null "
    "left join messages p on p.id = l.person_message_id and p.revoked_at is null "
)


def listing(tx: Tx, state: LessonState, after: tuple[Key, ...] | None, limit: int) -> list[Lesson]:
    """The newest first."""
    at, lesson_id = after or (None, None)
    return tx.rows(
        Lesson,
        _LESSON + "where l.business_id = current_business() and l.state = %(state)s "
        "and (%(at)s::timestamptz is null or (l.created_at, l.id) < (%(at)s, %(id)s)) "
        "order by l.created_at desc, l.id desc limit %(limit)s",
        {"state": state, "at": at, "id": lesson_id, "limit": limit},
    )


def counts(tx: Tx) -> LessonCounts:
    row = tx.row(
        LessonCounts,
        "select count(*) filter (where state = 'proposed')::int as proposed, "
        "count(*) filter (where state = 'approved')::int as approved, "
        "count(*) filter (where state = 'rejected')::int as rejected, "
        "count(*) filter (where state = 'retired')::int as retired, "
        "count(*) filter (where state = 'approved' and always)::int as always "
        "from lessons where business_id = current_business()",
    )
    assert row is not None  # a count always has a row
    return row


def hold(tx: Tx) -> None:
    """Lessons of a business change one after the other: how many there may be is counted before."""
    tx.run("select pg_advisory_xact_lock(hashtextextended('lessons ' || current_business()::text, 0))")


def lesson(tx: Tx, lesson_id: UUID) -> Lesson | None:
    return tx.row(Lesson, _LESSON + "where l.id = %s", (lesson_id,))


def insert(
    tx: Tx, business_id: UUID, lesson_id: UUID, text: LessonText, origin: LessonOrigin,
    agent_message_id: UUID | None = None, person_message_id: UUID | None = None,
) -> bool:  # fmt: skip
    """Proposes it. False when there is one that says this, whatever became of it."""
    statement: LiteralString = (
        "insert into lessons (id, business_id, situation, instruction, example, origin, state, text_hash, "
        "agent_message_id, person_message_id) values (%s, %s, %s, %s, %s, %s, 'proposed', %s, %s, %s) "
        "on conflict (business_id, text_hash) do nothing"
    )
    values = (
        lesson_id, business_id, text.situation, text.instruction, text.example, origin, text.hash, agent_message_id,
        person_message_id,
    )  # fmt: skip
    return tx.run(statement, values) > 0


def saying(tx: Tx, text: LessonText) -> UUID | None:
    """Returns the lesson that says this."""
    statement: LiteralString = "select id from lessons where business_id = current_business() and text_hash = %s"
    return tx.value(UUID, statement, (text.hash,))


def rewrite(tx: Tx, lesson_id: UUID, text: LessonText, always: bool) -> None:
    tx.run(
        "update lessons set situation = %s, instruction = %s, example = %s, text_hash = %s, always = %s where id = %s",
        (text.situation, text.instruction, text.example, text.hash, always, lesson_id),
    )


def settle(tx: Tx, lesson_id: UUID, state: LessonState, always: bool, approved_by: UUID | None) -> None:
    tx.run(
        "update lessons set state = %s, always = %s, approved_by = coalesce(%s, approved_by), "
        "decided_at = clock_timestamp() where id = %s",
        (state, always, approved_by, lesson_id),
    )


def always(tx: Tx) -> list[LessonText]:
    """Returns those the agent always reads, the oldest first, so that its prompt begins alike."""
    return tx.rows(
        LessonText,
        "select situation, instruction, example from lessons where business_id = current_business() "
        "and state = 'approved' and always order by created_at, id limit %s",
        (MOST_ALWAYS,),
    )


def like(tx: Tx, words: str, limit: int) -> list[tuple[UUID, LessonText]]:
    """Returns what is most like what the customer wrote."""
    rows = tx.dicts(
        "select id, situation, instruction, example from (select l.*, greatest("
        "word_similarity(fold(l.situation), fold(%(words)s)), word_similarity(fold(%(words)s), "
        "fold(l.situation || ' ' || l.instruction))) as near from lessons l "
        "where l.business_id = current_business() and l.state = 'approved' and not l.always) s "
        "where near >= %(least)s order by near desc, id limit %(limit)s",
        {"words": words, "least": LIKE_ENOUGH, "limit": limit},
    )
    return [(row["id"], LessonText(row["situation"], row["instruction"], row["example"])) for row in rows]


def count_uses(tx: Tx, lesson_ids: list[UUID]) -> None:
    """Always in the same order, so that turns that count the same ones do not wait for each other for ever."""
    tx.run(
        "with used as (select id from lessons where id = any(%s) order by id for update) "
        "update lessons l set uses = l.uses + 1 from used where l.id = used.id",
        (lesson_ids,),
    )


def forget(tx: Tx, contact_id: UUID) -> None:
    """What came of a contact's conversations and nobody approved goes with them."""
    tx.run(
        "delete from lessons where state in ('proposed', 'rejected') and agent_message_id in (select m.id from "
        "messages m join conversations c on c.id = m.conversation_id where c.contact_id = %s and m.author = 'agent')",
        (contact_id,),
    )
