"""Versions of how the made-up bakery's agent behaves: two that were, one that is live, and a draft."""

from typing import Final
from uuid import UUID

from infra.local.seed import CONTEXT
from recado.activity.model import Actor
from recado.agent.configs import service
from recado.platform.db import database

_GREETS: Final = f"""\
Eres quien atiende el WhatsApp de {{{{business_name}}}}. Saluda a {{{{contact_first_name}}}} por su nombre, de tú, con \
calidez y sin rodeos.

{CONTEXT}"""
_RULES: Final = f"""{_GREETS}
Reglas del mostrador:
- Los pasteles de 2 kg o más se piden con 24 horas de anticipación.
- Repite artículos, total y hora, y espera un sí.
- Nunca prometas avisar: usa una herramienta o pide ayuda.
"""
_HOURS: Final = _RULES.replace(
    "\n\nSomos",
    "\n\nSi {{open_now}} dice que no, di que abrimos {{next_opening}} y ofrece apartar.\n\nSomos",
    1,
)


def keep(business_id: UUID) -> None:
    """Publishes them once, as the owner."""
    with database().tenant(business_id) as tx:
        owner = tx.value(UUID, "select user_id from memberships where role = 'OWNER' order by created_at limit 1")
        written = service.draft(tx) is not None
    actor = Actor(business_id=business_id, kind="user", id=owner, role="OWNER")
    if written or service.overview(actor).live.context != CONTEXT:
        return
    for note, changes in (
        ("Saluda por su nombre", {"context": _GREETS}),
        ("Reglas del mostrador y un tope", {"context": _RULES, "agent_daily_micros": 3_000_000}),
    ):
        draft = service.change_draft(actor, service.overview(actor).revision, changes)
        service.publish(actor, draft.revision, note)
    service.change_draft(actor, 0, {"context": _HOURS, "agent_version": "v2", "human_pause_minutes": 30})
