"""What the agent of the made-up business learned of its team, and remembers of a customer."""

from typing import Final
from uuid import UUID

from recado.activity.model import Actor
from recado.agent.lessons import service, store
from recado.agent.lessons.learning import Correction, next_correction
from recado.agent.lessons.model import LessonText
from recado.agent.memory import service as memories
from recado.agent.memory.model import MemoryKind
from recado.kernel.ids import new_id
from recado.messaging import quiet_review_store
from recado.platform.db import Tx, database

_LATEST: Final = 80  # conversations that are looked through
# What the agent said in a correction, and what is learned of it.
_CORRECTED: Final = (
    ("Lamento mucho", LessonText("Llega un pedido incompleto", "Ofrece reponer lo que faltó sin costo.")),
    ("Lo paso con la pastelera", LessonText(
        "Piden un pastel con foto", "Pregunta cuántas personas son y di que el anticipo es la mitad.")),
)  # fmt: skip
_BY_HAND: Final = LessonText(
    "Preguntan dónde estacionarse", "Hay parquímetro en Colima y pensión en Tonalá, a media cuadra."
)
_APPROVED: Final = LessonText("Piden factura de otro mes", "Las facturas se piden dentro del mes de la compra.")
_REMEMBERED: Final[tuple[tuple[MemoryKind, str], ...]] = (
    ("preference", "Le gusta el pan bien dorado."),
    ("fact", "Compra los viernes para su oficina."),
)


def keep(business_id: UUID) -> None:
    """Writes them once."""
    actor = Actor(business_id=business_id, kind="system")
    counts = service.counts(actor)
    if counts.proposed or counts.approved or counts.rejected or counts.retired:
        return
    service.write(actor, _APPROVED, approve=True, always=False)
    service.write(actor, _BY_HAND, approve=False, always=False)
    with database().tenant(business_id) as tx:
        conversations = tx.dicts(
            "select id, contact_id from conversations where last_message_at is not null "
            "order by last_message_at desc limit %s", (_LATEST,),
        )  # fmt: skip
        corrections = [each for row in conversations if (each := _correction(tx, row["id"]))]
        for said, text in _CORRECTED:
            one = next((each for each in corrections if said in each.agent["text"]), None)
            if one:
                store.insert(tx, business_id, new_id(), text, "correction", one.agent["id"], one.person["id"])
    for kind, line in _REMEMBERED if conversations else ():
        memories.write(actor, conversations[0]["contact_id"], kind, line)


def _correction(tx: Tx, conversation_id: UUID) -> Correction | None:
    return next_correction(quiet_review_store.written(tx, conversation_id, 60), 0)
