"""Types of the knowledge library, and why a document's text cannot be had, in the words people read."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypedDict
from uuid import UUID

from recado.kernel.errors import Conflict
from recado.kernel.words import Words
from recado.platform.document_texts import Reason

FileTextState = Literal["waiting", "ready", "failed", "no_text"]


@dataclass(frozen=True, slots=True)
class Chunk:
    """A passage that is found as one. position: from 0, through the whole document. page: on which it begins, from 1,
    where the document has pages. heading: what it stands under."""

    position: int
    page: int | None
    heading: str | None
    text: str


REFUSALS: dict[Reason, Words] = {
    "encrypted": Words(
        "El archivo pide una contraseña: súbelo sin ella.", "The file asks for a password: upload it without one."
    ),
    "too_large": Words(
        "El archivo tiene más texto del que se puede leer: divídelo.",
        "The file has more text than can be read: divide it.",
    ),
    "too_many_pages": Words(
        "El archivo tiene más de 300 páginas: divídelo.", "The file has more than 300 pages: divide it."
    ),
    "damaged": Words(
        "El archivo está dañado o incompleto: ábrelo, guárdalo otra vez y súbelo.",
        "The file is damaged or incomplete: open it, save it again and upload that.",
    ),
    "wrong_type": Words(
        "No es un tipo de archivo que se pueda leer: usa PDF, Word (.docx), Excel (.xlsx), CSV o texto.",
        "This is no type of file that can be read: use PDF, Word (.docx), Excel (.xlsx), CSV or text.",
    ),
    "no_text": Words(
        "Sus páginas son imágenes: no tienen texto que se pueda leer.",
        "Its pages are pictures: they have no text that can be read.",
    ),
    "too_slow": Words(
        "Leer el archivo tarda demasiado: guárdalo otra vez o divídelo.",
        "Reading the file takes too long: save it again or divide it.",
    ),
    "empty": Words("El archivo está vacío.", "The file is empty."),
}

NOT_READ: dict[str, Words] = {str(reason): words for reason, words in REFUSALS.items()} | {
    "too_many_passages": Words(
        "El negocio ya tiene tanto texto como se puede buscar: quita o acorta otros archivos.",
        "The business has as much text as can be searched: remove or shorten other files.",
    ),
    "not_text": Words(
        "No tiene texto que consultar; el agente lo puede enviar.",
        "It has no text to look things up in; the agent may send it.",
    ),
    "lost": Words(
        "El archivo ya no está guardado: súbelo otra vez.", "The file is not stored any more: upload it again."
    ),
    "interrupted": Words(
        "Algo interrumpió la lectura varias veces: sube el archivo otra vez.",
        "Something interrupted the reading several times: upload the file again.",
    ),
}


@dataclass(frozen=True, slots=True)
class AgentFile:
    """A file of the business's. reason: why its text is not there, a code of NOT_READ. version: of its content."""

    id: UUID
    title: str
    description: str
    when_to_use: str
    filename: str | None
    mime_type: str
    object_key: str
    size: int
    sendable: bool
    searchable: bool
    state: FileTextState
    reason: str | None
    pages: int | None
    chunks: int
    version: int
    attempts: int
    changed_by: UUID | None
    created_at: datetime
    changed_at: datetime

    @property
    def problem(self) -> Words | None:
        """Returns the reason in words."""
        return NOT_READ.get(self.reason) if self.reason else None


@dataclass(frozen=True, slots=True)
class Content:
    """What is in a file, as it was checked."""

    filename: str | None
    mime_type: str
    object_key: str
    size: int
    sha256: bytes


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk as it was searched for. score: from 0 to 1, how much of what was asked stands in it."""

    file_id: UUID
    title: str
    page: int | None
    heading: str | None
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Unembedded:
    """A chunk whose meaning is not known. text: as the model reads it; plain: as it stands in the file."""

    position: int
    text: str
    plain: str


class FileChanges(TypedDict, total=False):
    """What of a file is to change."""

    title: str
    description: str
    when_to_use: str
    sendable: bool
    searchable: bool


class SameFile(Conflict):
    """The business has a file with this content already."""

    code = "file_exists"


class TooManyFiles(Conflict):
    """The business has as many files as it may: delete one first."""

    code = "too_many_files"
