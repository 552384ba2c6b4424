"""Embedding: the passages of a file get their meaning as vectors, in batches, each kept as soon as it is there."""

from typing import Final

from recado.knowledge import store
from recado.knowledge.jobs import EmbedJob
from recado.platform.db import database
from recado.platform.queues import Outgoing
from recado.vendors.llm import embeddings

BATCH: Final = 64
MOST_SWEPT: Final = 100
GRACE_SECONDS: Final = 300.0
assert BATCH <= embeddings.MOST_TEXTS


def embed(job: EmbedJob) -> None:
    """Gives vectors to the passages that have none of the model in use. Doing it twice changes nothing.

    Raises EmbeddingsDown: the message comes again, and goes on where it was.
    """
    if not embeddings.configured():
        return
    model = embeddings.model()
    while True:
        with database().tenant(job.business_id) as tx:
            chunks = store.unembedded(tx, job.file_id, model, BATCH)
            if not chunks:
                store.finish_embedding(tx, job.file_id, model)
                return
        vectors = embeddings.passages([each.text[: embeddings.MOST_CHARACTERS // BATCH] for each in chunks])
        with database().tenant(job.business_id) as tx:
            store.set_vectors(tx, job.file_id, model, list(zip(chunks, vectors, strict=True)))


def sweep() -> list[Outgoing]:
    """Returns what to publish: files with passages that the model in use has not read, of every business."""
    if not embeddings.configured():
        return []
    with database().worker() as tx:
        late = store.to_embed(tx, embeddings.model(), MOST_SWEPT, GRACE_SECONDS)
    return [
        EmbedJob(business_id=business_id, file_id=file_id, version=version).to_message()
        for business_id, file_id, version in late
    ]
