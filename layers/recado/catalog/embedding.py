"""Embedding: products get their meaning as vectors, in batches, each kept as soon as it is there."""

from typing import Final

from recado.catalog import search_store as store
from recado.catalog.jobs import ProductsJob
from recado.platform.db import database
from recado.platform.queues import Outgoing
from recado.vendors.llm import embeddings

BATCH: Final = 64
MOST_SWEPT: Final = 100
GRACE_SECONDS: Final = 60.0
assert BATCH <= embeddings.MOST_TEXTS


def embed(job: ProductsJob) -> None:
    """Gives vectors to the products whose words changed. Doing it twice changes nothing.

    Raises EmbeddingsDown: the message comes again, and goes on where it was.
    """
    if not embeddings.configured():
        return
    model = embeddings.model()
    while True:
        with database().tenant(job.business_id) as tx:
            unread = store.unread(tx, model, BATCH)
            if not unread:
                store.all_read(tx, model)
                return
        vectors = embeddings.passages([each.words[: embeddings.MOST_CHARACTERS // BATCH] for each in unread])
        with database().tenant(job.business_id) as tx:
            store.set_vectors(tx, job.business_id, model, list(zip(unread, vectors, strict=True)))


def sweep() -> list[Outgoing]:
    """Returns what to publish: businesses with products that the model in use has not read."""
    if not embeddings.configured():
        return []
    with database().worker() as tx:
        late = store.to_embed(tx, MOST_SWEPT, GRACE_SECONDS)
    return [ProductsJob(business_id=business_id).to_message() for business_id in late]
