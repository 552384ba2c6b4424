"""What the made-up business gave its agent: the menu, the prices of wholesale, and a picture it may send."""

from dataclasses import dataclass
from uuid import UUID

from infra.local.showcase import pictures
from recado.activity.model import Actor
from recado.agent import library
from recado.kernel.ids import new_id
from recado.kernel.pages import Slice
from recado.kernel.settings import settings
from recado.knowledge.model import FileChanges
from recado.platform import storage
from recado.platform.db import database
from recado.sending import upload_store
from recado.sending.upload_store import Upload

_MENU = """\
Carta de pan dulce

Conchas de vainilla y de chocolate, 18 pesos. Orejas, 20 pesos. Garibaldis, 22 pesos. Rellenas de nata, 26 pesos.

Alérgenos

Todos los panes llevan gluten y huevo. Las conchas no llevan nuez, pero se hornean en la misma charola que el garibaldi
con almendra. La rosca lleva fruta cristalizada y mantequilla.

Política de pedidos

Los pasteles se piden con 48 horas y la mitad de anticipo. El anticipo no se devuelve; el día se puede cambiar una vez.
"""
_WHOLESALE = """\
producto,piezas,precio por pieza
Concha,50,14
Concha,100,12.50
Bolillo,100,3.20
Garibaldi,50,17
"""


@dataclass(frozen=True, slots=True)
class _File:
    about: FileChanges
    filename: str
    mime_type: str
    data: bytes


def keep(business_id: UUID) -> list[UUID]:
    """Adds the files that are not there yet. Returns all of them."""
    actor = Actor(business_id=business_id, kind="system")
    there = {each.title: each.id for each in library.listing(actor, Slice(limit=100)).items}
    return [there.get(each.about["title"]) or _add(actor, each) for each in _files()]


def _files() -> list[_File]:
    menu = FileChanges(
        title="Carta de pan dulce", description="Panes, alérgenos y política de pedidos",
        when_to_use="Si piden la carta",
        sendable=True, searchable=True,
    )  # fmt: skip
    wholesale = FileChanges(
        title="Mayoreo para cafeterías", description="", when_to_use="", sendable=False, searchable=True
    )
    picture = FileChanges(
        title="Pastel de cumpleaños",
        description="",
        when_to_use="Si piden fotos de pasteles",
        sendable=True,
        searchable=False,
    )
    return [
        _File(menu, "carta.txt", "text/plain", _MENU.encode()),
        _File(wholesale, "mayoreo.csv", "text/csv", _WHOLESALE.encode()),
        _File(picture, "pasteles.jpg", "image/jpeg", pictures.files()["cake"].data),
    ]


def _add(actor: Actor, file: _File) -> UUID:
    media_id = new_id()
    key = f"{actor.business_id}/up/{media_id}"
    storage.put(settings().bucket_media, key, file.data, file.mime_type)
    with database().tenant(actor.business_id) as tx:
        upload = Upload(media_id, None, file.mime_type, len(file.data), file.filename, key)
        upload_store.insert(tx, actor.business_id, upload)
    return library.create(actor, media_id, file.about).id
