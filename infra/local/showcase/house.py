"""How the made-up bakery is set up: when it is open, what it writes again and again, whom it invited, its keys."""

from datetime import timedelta
from uuid import UUID

from infra.local.showcase.team import Member
from recado.accounts.model import digest, new_token
from recado.kernel.clock import now
from recado.kernel.ids import new_id
from recado.platform.db import Tx, json_value

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
HOURS = [{"day": day, "from": "07:00", "to": "20:00"} for day in WEEK] + [
    {"day": "sunday", "from": "08:00", "to": "15:00"}
]
AWAY = (
    "Gracias por escribir a {{business_name}}. Abrimos a las 7:00 (domingo a las 8:00) y te contestamos en cuanto "
    "lleguemos al horno."
)
REPLIES = (
    ("hola", "¡Hola, {{contact_name}}! Soy de {{business_name}}. ¿En qué te ayudo?", 214),
    ("precios", "Concha $18, cuernito $22, bolillo $4, pan de muerto $35, pastel de tres leches $420.", 180),
    ("envio", "El envío en Roma y Condesa cuesta $40; gratis desde $300. Tarda unos 40 minutos.", 96),
    ("pago", "Puedes pagar en efectivo, con tarjeta al recibir o por transferencia a La Espiga SA de CV.", 71),
    ("factura", "Para tu factura mándame RFC, razón social, código postal y uso del CFDI.", 38),
    ("pastel", "Los pasteles se piden con un día de anticipación y la mitad de anticipo.", 33),
    ("gracias", "¡Gracias a ti, {{contact_name}}! Que lo disfruten.", 125),
)
KEYS: tuple[tuple[str, list[str], int | None], ...] = (
    ("n8n", ["contacts:read", "messages:read", "messages:send"], 30),
    ("Tienda en línea", ["contacts:write"], None),
)


def furnish(tx: Tx, business_id: UUID, team: list[Member]) -> None:
    """Writes it all down, in the caller's transaction."""
    owner = team[0].id
    tx.run(
        "update businesses set hours = %s, away_enabled = true, away_message = %s where id = %s",
        (json_value(HOURS), AWAY, business_id),
    )
    for shortcut, text, uses in REPLIES:
        tx.run(
            "insert into canned_replies (id, business_id, shortcut, text, uses, last_used_at) "
            "values (%s, %s, %s, %s, %s, now())",
            (new_id(), business_id, shortcut, text, uses),
        )
    for email, days in (("sofia@laespiga.example", 5), ("martin@laespiga.example", -1)):
        tx.run(
            "insert into invitations (id, business_id, email, role, digest, invited_by, expires_at) "
            "values (%s, %s, %s, 'ADVISOR', %s, %s, %s)",
            (new_id(), business_id, email, digest(new_token()), owner, now() + timedelta(days=days)),
        )
    for name, scopes, lasts in KEYS:
        until = now() + timedelta(days=lasts) if lasts else None
        tx.run(
            "insert into api_keys (id, business_id, name, digest, prefix, scopes, created_by, expires_at) "
            "values (%s, %s, %s, %s, 'rk_muestra', %s, %s, %s)",
            (new_id(), business_id, name, digest(new_token()), scopes, owner, until),
        )
    tx.run("update instances set quality_rating = 'YELLOW' where business_id = %s", (business_id,))
