"""Templates of the made-up bakery, one in each state. They stand at the simulated Meta, as real ones do at Meta."""

import json
import urllib.request
from typing import Any
from uuid import UUID

from infra.local import seed
from recado.activity.model import Actor
from recado.templates import meta_sync

Json = dict[str, Any]


def _named(text: str, **examples: str) -> Json:
    named = [{"param_name": name, "example": example} for name, example in examples.items()]
    return {"type": "BODY", "text": text, **({"example": {"body_text_named_params": named}} if named else {})}


NEVER_MS, USUAL_MS = 86_400_000, 1_000  # no review comes by itself while these are decided here
_FOOTER = {"type": "FOOTER", "text": "La Espiga, pan desde 1987"}
_MAP = {"type": "BUTTONS", "buttons": [{"type": "URL", "text": "Cómo llegar", "url": "https://laespiga.example/roma"}]}
# Name, language, category, components, what Meta decided and why.
TEMPLATES: tuple[tuple[str, str, str, list[Json], Json], ...] = (
    (
        "pedido_listo", "es_MX", "UTILITY",
        [
            _named(
                "Hola, {{nombre}}. Tu pedido {{numero}} está listo.\nPasa por él a *Sucursal Roma*, de 7:00 a 20:00.",
                nombre="Mariana", numero="1042",
            ),
            _FOOTER, _MAP,
        ],
        {"event": "APPROVED"},
    ),
    (
        "pedido_listo", "en_US", "UTILITY",
        [_named("Hello, {{nombre}}. Your order {{numero}} is ready.", nombre="Mariana", numero="1042"), _FOOTER],
        {"event": "PENDING"},
    ),
    (
        "recordatorio_pastel", "es_MX", "UTILITY",
        [
            _named(
                "Hola, {{nombre}}. Mañana entregamos tu pastel a las {{hora}}. ¿Todo sigue igual?",
                nombre="Ana", hora="17:00",
            )
        ],
        {"event": "APPROVED"},
    ),
    (
        "rosca_de_reyes", "es_MX", "MARKETING",
        [
            _named("Ya puedes apartar tu rosca de reyes, {{nombre}}. Hay de 10, 20 y 30 personas.", nombre="Luis"),
            _FOOTER,
        ],
        {"event": "PAUSED", "quality": "YELLOW"},
    ),
    (
        "promo_martes", "es_MX", "MARKETING",
        [_named("Los martes, dos conchas por el precio de una. ¡Te esperamos!")],
        {"event": "REJECTED", "reason": "PROMOTIONAL"},
    ),
)  # fmt: skip


def bring(meta_url: str, business_id: UUID, instance_id: UUID) -> None:
    """Puts the templates at the simulated Meta, which forgets them when it stops, and takes over how they stand."""
    number = {"phone_number_id": seed.NUMBER.phone_number_id}
    seed.post(f"{meta_url}/_sim/config", {"template_review_ms": NEVER_MS})
    for name, language, category, components, decision in TEMPLATES:
        body = {
            "name": name, "language": language, "category": category, "parameter_format": "NAMED",
            "components": components,
        }  # fmt: skip
        _create(f"{meta_url}/v24.0/{seed.NUMBER.account_id}/message_templates", body)
        one = {**number, "name": name, "language": language}
        if decision["event"] != "PENDING":
            seed.post(f"{meta_url}/_sim/templates", {**one, "event": "APPROVED"})
        if decision["event"] not in ("PENDING", "APPROVED"):
            reason = {"reason": decision["reason"]} if "reason" in decision else {}
            seed.post(f"{meta_url}/_sim/templates", {**one, "event": decision["event"], **reason})
        if quality := decision.get("quality"):
            seed.post(f"{meta_url}/_sim/templates", {**one, "quality": quality})
    seed.post(f"{meta_url}/_sim/config", {"template_review_ms": USUAL_MS})
    meta_sync.sync_account(Actor(business_id, "system"), instance_id)


def _create(url: str, body: Json) -> None:
    headers = {"Authorization": f"Bearer {seed.NUMBER.access_token}", "Content-Type": "application/json"}
    with urllib.request.urlopen(urllib.request.Request(url, json.dumps(body).encode(), headers), timeout=30):  # noqa: S310
        pass
