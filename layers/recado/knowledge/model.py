"""Types of the knowledge library, and why a document's text cannot be had, in the words people read."""

from dataclasses import dataclass

from recado.kernel.words import Words
from recado.platform.document_texts import Reason


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
