"""What the made-up bakery sells: breads by the piece, cakes by the kilo, some of it running out."""

from typing import Final
from uuid import UUID

from infra.local.showcase import pictures
from infra.local.showcase.pictures import File
from recado.activity.model import Actor
from recado.catalog import categories, service
from recado.catalog.model import Filters, NewVariant, ProductDraft
from recado.kernel.ids import new_id
from recado.kernel.pages import Slice
from recado.kernel.settings import settings
from recado.platform import storage
from recado.platform.db import database
from recado.sending import product_pictures, upload_store
from recado.sending.upload_store import Upload

# By category: name, description, and for each variant its SKU, label, price in pesos, stock and when it runs low.
_Variant = tuple[str, str, float, int | None, int | None]
_SOLD: Final[dict[str, list[tuple[str, str, list[_Variant]]]]] = {
    "Pasteles": [
        (
            "Pastel tres leches",
            "Bizcocho bañado en tres leches, relleno de fruta. Rinde 8 personas por kilo. Se pide con 48 horas.",
            [
                ("TL-1K-FRE", "1 kg · Fresa", 420, 4, 2),
                ("TL-1K-DUR", "1 kg · Durazno", 420, 3, 2),
                ("TL-2K-FRE", "2 kg · Fresa", 780, 2, 1),
            ],
        ),
        (
            "Pastel de chocolate",
            "Con ganache de cacao de Tabasco.",
            [("CH-1K", "1 kg", 460, 4, 1), ("CH-2K", "2 kg", 860, 2, 1)],
        ),
    ],
    "Pan dulce": [
        (
            "Concha",
            "De vainilla o de chocolate.",
            [("CON-VAI", "Vainilla", 18, 40, 10), ("CON-CHO", "Chocolate", 18, 24, 10)],
        ),
        ("Cuernito", "De mantequilla.", [("CUE", "", 22, 38, 10)]),
        ("Oreja", "Hojaldre con azúcar.", [("ORE", "", 20, 5, 8)]),
        ("Garibaldi", "Con mermelada de chabacano y chochitos.", [("GAR", "", 22, 30, 8)]),
        ("Concha rellena de nata", "", [("CON-NAT", "", 26, 3, 5)]),
        ("Pan de elote", "Rebanada o entero.", [("ELO-R", "Rebanada", 28, 0, 4), ("ELO-E", "Entero", 190, 0, 1)]),
    ],
    "Pan salado": [("Bolillo", "", [("BOL", "", 4, None, None)])],
    "Temporada": [
        (
            "Pan de muerto",
            "Hasta la primera semana de noviembre.",
            [("PM-CH", "Chico", 35, 60, 12), ("PM-GR", "Grande", 160, 8, 3)],
        ),
        (
            "Rosca de Reyes",
            "Se aparta desde diciembre.",
            [("RR-M", "Mediana", 420, 40, 5), ("RR-G", "Grande", 620, 25, 5)],
        ),
    ],
    "Bebidas": [("Café de olla 1 L", "Con piloncillo y canela.", [("CAF-1L", "", 70, None, None)])],
}
_SHOWN: Final = {"Concha": "conchas", "Pastel tres leches": "cake", "Pastel de chocolate": "cake", "Bolillo": "breads"}
_NOT_SOLD: Final = "Café de olla 1 L"


def keep(business_id: UUID) -> None:
    """Adds the products, unless there are some."""
    actor = Actor(business_id=business_id, kind="system")
    if service.listing(actor, Filters(), Slice(limit=1)).items:
        return
    for category, products in _SOLD.items():
        category_id = categories.create(actor, category).id
        for name, description, variants in products:
            of = [
                NewVariant(None, sku, label, round(price * 100), stock, low)
                for sku, label, price, stock, low in variants
            ]
            made = service.create(actor, ProductDraft(name, description, category_id, name != _NOT_SOLD, of))
            if name in _SHOWN:
                product_pictures.add(actor, made.id, _brought(actor, pictures.files()[_SHOWN[name]]))


def _brought(actor: Actor, file: File) -> UUID:
    """Returns the upload that the file became."""
    media_id = new_id()
    key = f"{actor.business_id}/up/{media_id}"
    storage.put(settings().bucket_media, key, file.data, file.mime_type)
    with database().tenant(actor.business_id) as tx:
        upload_store.insert(
            tx, actor.business_id, Upload(media_id, None, file.mime_type, len(file.data), file.name, key)
        )
    return media_id
