"""A first business to try things with: a bakery in Mexico City with one simulated number."""

import json
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from recado.businesses import service as businesses
from recado.businesses.store import NewBusiness
from recado.instances import app_store, connect
from recado.instances.connect import CloudNumber
from recado.platform.db import database

CONTEXT = """\
Somos La Espiga, panadería artesanal en la colonia Roma, Ciudad de México.
Dirección: Orizaba 87, Roma Norte.
Horario: lunes a sábado de 7:00 a 20:00; domingo de 8:00 a 15:00.
Precios: concha 18 pesos; bolillo 4 pesos; cuernito 22 pesos; pan de muerto 35 pesos; pastel de tres leches 420 pesos.
Envíos: a domicilio en Roma y Condesa por 40 pesos; gratis desde 300 pesos.
Pagos: efectivo, tarjeta y transferencia.
Pedidos de pastel: con un día de anticipación.
"""
NUMBER = CloudNumber(
    name="La Espiga",
    phone_number_id="109876543210987",
    account_id="102345678901234",
    display_phone="525512345678",
    access_token="EAAsimulated0espiga",  # noqa: S106  made up, for the simulator
    app_secret="0123456789abcdef0123456789abcdef",  # noqa: S106
    verify_token="espiga-verify",  # noqa: S106
)


@dataclass(frozen=True, slots=True)
class Seeded:
    """What a try-out needs to know."""

    business_id: UUID
    instance_id: UUID
    route: str
    phone_number_id: str = NUMBER.phone_number_id

    @property
    def path(self) -> str:
        return f"/webhooks/whatsapp/{self.route}"


def seed(home: Path, new: NewBusiness | None = None) -> Seeded:
    """Returns the business of this home, made once. Its routes are written again when the object store came up empty.

    Whatever a killed run had made by then is found again: the business in the file, its number in the database.
    """
    file = home / "business.json"
    kept: dict[str, str] = json.loads(file.read_text()) if file.exists() else {}
    if "business_id" not in kept:
        business = new or NewBusiness(
            name="La Espiga",
            context=CONTEXT,
            timezone="America/Mexico_City",
            buffer_quiet_seconds=3,
            buffer_max_seconds=12,
        )
        kept["business_id"] = str(businesses.create_business(business))
        _keep(file, kept)
    business_id = UUID(kept["business_id"])
    connect.republish_routes(business_id)
    if "route" not in kept:
        kept["route"] = _route(business_id) or connect.connect_cloud_number(business_id, NUMBER).route
        _keep(file, kept)
    return Seeded(business_id, _instance(business_id), kept["route"])


def _route(business_id: UUID) -> str | None:
    with database().tenant(business_id) as tx:
        return next((app.route for app in app_store.every(tx)), None)


def _instance(business_id: UUID) -> UUID:
    with database().tenant(business_id) as tx:
        return UUID(str(tx.value("select id from instances where channel_id = %s", (NUMBER.phone_number_id,))))


def _keep(file: Path, kept: dict[str, str]) -> None:
    draft = file.with_suffix(".draft")
    draft.write_text(json.dumps(kept))
    draft.replace(file)


def register_at_simulator(meta_url: str, product_url: str, seeded: Seeded) -> None:
    """Tells the simulated Meta of the number and where its webhooks go; Meta's handshake is played."""
    post(
        f"{meta_url}/_sim/numbers",
        {
            "phone_number_id": NUMBER.phone_number_id,
            "waba_id": NUMBER.account_id,
            "display_phone_number": NUMBER.display_phone,
            "verified_name": "La Espiga",
            "access_token": NUMBER.access_token,
            "app_secret": NUMBER.app_secret,
            "callback_url": product_url + seeded.path,
            "verify_token": NUMBER.verify_token,
        },
    )


def post(url: str, body: dict[str, Any]) -> dict[str, Any]:
    """Posts JSON to one of our simulators."""
    request = urllib.request.Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"})  # noqa: S310
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310  our own address
        answered: dict[str, Any] = json.load(answer)
        return answered


def get(url: str) -> dict[str, Any]:
    """Reads JSON from one of our simulators."""
    with urllib.request.urlopen(url, timeout=30) as answer:  # noqa: S310  our own address
        answered: dict[str, Any] = json.load(answer)
        return answered
