"""SQL of the knowledge library: files, and the chunks their text is in."""

from collections.abc import Sequence
from typing import LiteralString
from uuid import UUID

from recado.knowledge.model import AgentFile, Chunk, Content, FileChanges, Passage, Unembedded
from recado.platform.db import Tx, json_value, vector_value

_FILE: LiteralString = (
    "select id, title, description, when_to_use, filename, mime_type, object_key, size, sendable, searchable, state, "
    "reason, pages, chunks, version, attempts, changed_by, created_at, changed_at from files "
)


def listing(tx: Tx, before: UUID | None, limit: int) -> list[AgentFile]:
    """The newest first."""
    return tx.rows(
        AgentFile,
        _FILE + "where business_id = current_business() and (%(before)s::uuid is null or id < %(before)s) "
        "order by id desc limit %(limit)s",
        {"before": before, "limit": limit},
    )


def file(tx: Tx, file_id: UUID) -> AgentFile | None:
    return tx.row(AgentFile, _FILE + "where id = %s", (file_id,))


def lock(tx: Tx, file_id: UUID) -> AgentFile | None:
    """Returns the file; nobody else changes it until the transaction ends."""
    return tx.row(AgentFile, _FILE + "where id = %s for update", (file_id,))


def sendable(tx: Tx, limit: int) -> list[AgentFile]:
    """Files the agent may send, the newest first."""
    return tx.rows(
        AgentFile,
        _FILE + "where business_id = current_business() and sendable order by id desc limit %s",
        (limit,),
    )


def has_passages(tx: Tx) -> bool:
    """Returns whether there is any text to look things up in."""
    return bool(
        tx.value(
            "select exists (select from files where business_id = current_business() and searchable and chunks > 0)"
        )
    )


def reserve(tx: Tx) -> None:
    """Who adds files, or text of files, waits for whoever does so in the same business."""
    tx.run("select pg_advisory_xact_lock(hashtextextended('files' || current_business()::text, 0))")


def count(tx: Tx) -> int:
    return tx.value(int, "select count(*) from files where business_id = current_business()") or 0


def chunks_of_others(tx: Tx, file_id: UUID) -> int:
    return (
        tx.value(
            int,
            "select coalesce(sum(chunks), 0) from files where business_id = current_business() and id <> %s",
            (file_id,),
        )
        or 0
    )


def with_content(tx: Tx, sha256: bytes) -> UUID | None:
    """Returns the file that has this content."""
    return tx.value(UUID, "select id from files where business_id = current_business() and sha256 = %s", (sha256,))


def insert(tx: Tx, business_id: UUID, file_id: UUID, about: FileChanges, content: Content, by: UUID | None) -> None:
    tx.run(
        "insert into files (id, business_id, title, description, when_to_use, sendable, searchable, filename, "
        "mime_type, object_key, size, sha256, changed_by) values (%(id)s, %(business)s, %(title)s, %(description)s, "
        "%(when_to_use)s, %(sendable)s, %(searchable)s, %(filename)s, %(mime_type)s, %(object_key)s, %(size)s, "
        "%(sha256)s, %(by)s)",
        {**about, **_values(content), "id": file_id, "business": business_id, "by": by},
    )


def update(tx: Tx, file_id: UUID, changes: FileChanges, by: UUID | None) -> None:
    """What is not among the changes stays as it is."""
    tx.run(
        "update files set title = coalesce(%(title)s, title), description = coalesce(%(description)s, description), "
        "when_to_use = coalesce(%(when_to_use)s, when_to_use), sendable = coalesce(%(sendable)s, sendable), "
        "searchable = coalesce(%(searchable)s, searchable), changed_by = %(by)s, changed_at = now() "
        "where id = %(id)s",
        {
            "title": None, "description": None, "when_to_use": None, "sendable": None, "searchable": None,
            **changes, "id": file_id, "by": by,
        },
    )  # fmt: skip


def replace(tx: Tx, file_id: UUID, content: Content, by: UUID | None) -> None:
    """Another content, whose text is to be read; that of the old one is searched until it is."""
    tx.run(
        "update files set filename = %(filename)s, mime_type = %(mime_type)s, object_key = %(object_key)s, "
        "size = %(size)s, sha256 = %(sha256)s, version = version + 1, state = 'waiting', reason = null, attempts = 0, "
        "touched_at = clock_timestamp(), changed_by = %(by)s, changed_at = now() where id = %(id)s",
        {**_values(content), "id": file_id, "by": by},
    )


def delete(tx: Tx, file_id: UUID) -> None:
    """With its chunks; the object is removed by the sweep of deleted files, unless a message has it too."""
    tx.run("delete from files where id = %s", (file_id,))


def begin_reading(tx: Tx, file_id: UUID) -> None:
    tx.run("update files set attempts = attempts + 1, touched_at = clock_timestamp() where id = %s", (file_id,))


def finish_reading(tx: Tx, business_id: UUID, file_id: UUID, chunks: Sequence[Chunk], pages: int | None) -> None:
    """Swaps the chunks of the file."""
    tx.run("delete from file_chunks where file_id = %s", (file_id,))
    tx.run(
        "insert into file_chunks (business_id, file_id, position, page, heading, text) "
        "select %s, %s, r.position, r.page, r.heading, r.text from jsonb_to_recordset(%s) "
        "as r(position integer, page integer, heading text, text text)",
        (
            business_id,
            file_id,
            json_value(
                [{"position": c.position, "page": c.page, "heading": c.heading, "text": c.text} for c in chunks]
            ),
        ),
    )
    tx.run(
        "update files set state = 'ready', reason = null, pages = %s, chunks = %s, embedded_model = null, "
        "touched_at = clock_timestamp() "
        "where id = %s",
        (pages, len(chunks), file_id),
    )


def fail_reading(tx: Tx, file_id: UUID, state: str, reason: str, pages: int | None) -> None:
    """The file has no text, and none of what it had before is searched."""
    tx.run("delete from file_chunks where file_id = %s", (file_id,))
    tx.run(
        "update files set state = %s, reason = %s, pages = %s, chunks = 0, touched_at = clock_timestamp() "
        "where id = %s",
        (state, reason, pages, file_id),
    )


def search(
    tx: Tx, words: list[str], most: int, vector: Sequence[float] | None = None, model: str = "", least: float = 0
) -> list[Passage]:
    """Best first. words: folded. vector: of the question, by `model`; least: how alike a passage must be to count."""
    return tx.rows(
        Passage,
        "select c.file_id, f.title, c.page, c.heading, c.text, p.score from "
        "search_passages(%s, %s::halfvec, %s, %s, %s) with ordinality as p(file_id, chunk, score, place) "
        "join file_chunks c on c.file_id = p.file_id and c.position = p.chunk join files f on f.id = c.file_id "
        "order by p.place",
        (words, None if vector is None else vector_value(vector), model, least, most),
    )


def unembedded(tx: Tx, file_id: UUID, model: str, limit: int) -> list[Unembedded]:
    """Returns passages that have no vector of this model. text: with the file's title and what it stands under."""
    return tx.rows(
        Unembedded,
        "select c.position, concat_ws(E'\\n', concat_ws(' · ', f.title, c.heading), c.text) as text, c.text as plain "
        "from file_chunks c join files f on f.id = c.file_id where c.file_id = %s "
        "and c.embedding_model is distinct from %s order by c.position limit %s",
        (file_id, model, limit),
    )


def set_vectors(tx: Tx, file_id: UUID, model: str, vectors: Sequence[tuple[Unembedded, Sequence[float]]]) -> None:
    """A passage that says something else meanwhile keeps none."""
    tx.run(
        "update file_chunks c set embedding = r.vector::halfvec, embedding_model = %s from jsonb_to_recordset(%s) "
        "as r(position integer, plain text, vector text) "
        "where c.file_id = %s and c.position = r.position and c.text = r.plain",
        (
            model,
            json_value(
                [{"position": c.position, "plain": c.plain, "vector": vector_value(vector)} for c, vector in vectors]
            ),
            file_id,
        ),
    )


def finish_embedding(tx: Tx, file_id: UUID, model: str) -> None:
    """All its passages have vectors of this model."""
    tx.run("update files set embedded_model = %s, touched_at = clock_timestamp() where id = %s", (model, file_id))


def to_embed(tx: Tx, model: str, limit: int, grace_seconds: float) -> list[tuple[UUID, UUID, int]]:
    """For the worker role: business, id and version of files with passages that this model has not read."""
    rows = tx.dicts("select * from sweep_embeddings(%s, %s, make_interval(secs => %s))", (model, limit, grace_seconds))
    return [(row["business_id"], row["file_id"], row["version"]) for row in rows]


def lost(tx: Tx, limit: int, grace_seconds: float) -> list[tuple[UUID, UUID, int]]:
    """For the worker role: business, id and version of files whose message was lost."""
    rows = tx.dicts("select * from sweep_files(%s, make_interval(secs => %s))", (limit, grace_seconds))
    return [(row["business_id"], row["file_id"], row["version"]) for row in rows]


def sent_since(tx: Tx, conversation_id: UUID, object_key: str, hours: int) -> bool:
    """Returns whether this object was sent in the conversation in the last hours, or is to be."""
    return bool(
        tx.value(
            "select exists (select from media f join messages m on m.id = f.message_id "
            "where f.business_id = current_business() and f.object_key = %s and m.conversation_id = %s "
            "and m.direction = 'out' and m.sent_at > now() - make_interval(hours => %s))",
            (object_key, conversation_id, hours),
        )
    )


def _values(content: Content) -> dict[str, object]:
    return {
        "filename": content.filename,
        "mime_type": content.mime_type,
        "object_key": content.object_key,
        "size": content.size,
        "sha256": content.sha256,
    }
