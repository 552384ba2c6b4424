"""Office documents as the archives of XML they are (OPC): read piece by piece, to an end, whatever they claim to be."""

import io
import posixpath
import zipfile
import zlib
from xml.etree import ElementTree as ET

from recado.platform.document_formats.pages import Refused

MOST_READ = 40 * 1024 * 1024  # bytes unpacked, of all parts together
MOST_DEPTH = 1_000  # elements inside each other
MOST_ELEMENTS = 2_000_000  # of a part; a sheet with as much text as is taken has fewer
_PIECE = 64 * 1024
_COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # OPC knows no other
_ENCRYPTED = 0x1
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    ET.ParseError,
    EOFError,
    OSError,
    LookupError,
    ValueError,
    NotImplementedError,
)


class Target:
    """What an XML parser tells its parts to, by local names: they are the same in both editions of the format."""

    def __init__(self) -> None:
        self._depth = self._elements = self._skipping = 0
        self.skipped: frozenset[str] = frozenset()

    def doctype(self, name: str, public: str | None, system: str | None) -> None:
        """No document of Office declares anything; who does wants entities that grow (billion laughs)."""
        raise Refused("damaged")

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = _local(tag)
        self._depth += 1
        self._elements += 1
        if self._depth > MOST_DEPTH:
            raise Refused("damaged")
        if self._elements > MOST_ELEMENTS:
            raise Refused("too_large")
        if self._skipping or name in self.skipped:
            self._skipping += 1
        else:
            self.opened(name, {_local(key): value for key, value in attributes.items()})

    def end(self, tag: str) -> None:
        self._depth -= 1
        if self._skipping:
            self._skipping -= 1
        else:
            self.closed(_local(tag))

    def data(self, text: str) -> None:
        if not self._skipping:
            self.said(text)

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def closed(self, name: str) -> None:
        """An element ends."""

    def said(self, text: str) -> None:
        """Text inside the innermost element, perhaps only some of it."""


class Archive:
    """The parts of a document. Raises Refused: damaged, encrypted, or too_large when it unpacks to too much."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise Refused("damaged") from error
        self._left = MOST_READ

    def holds(self, part: str) -> bool:
        """Returns whether there is such a part."""
        return part in self._zip.NameToInfo

    def parse(self, part: str, target: Target) -> None:
        """Tells the target what is in a part, which must be there."""
        try:
            info = self._zip.getinfo(part)
            if info.flag_bits & _ENCRYPTED:
                raise Refused("encrypted")
            if info.compress_type not in _COMPRESSIONS:
                raise Refused("damaged")
            parser = ET.XMLParser(target=target)  # noqa: S314  `Target` lets nothing be declared, and we are confined
            with self._zip.open(info) as file:
                while piece := file.read(_PIECE):
                    self._left -= len(piece)
                    if self._left < 0:
                        raise Refused("too_large")
                    parser.feed(piece)
            parser.feed(b"")
            parser.close()
        except _BROKEN as error:
            raise Refused("damaged") from error

    def main_part(self) -> tuple[str, str]:
        """Returns of which type the document is, and its main part."""
        if not self.holds("[Content_Types].xml"):
            raise Refused("wrong_type")
        types = _ContentTypes()
        self.parse("[Content_Types].xml", types)
        return types.main or ("", "")

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Returns what the part refers to inside the document, by id: kind (the last word of its type), and part."""
        folder, name = posixpath.split(part)
        listed = f"{folder}/_rels/{name}.rels"
        relations = _Relations(folder)
        if self.holds(listed):
            self.parse(listed, relations)
        return relations.found


class _ContentTypes(Target):
    main: tuple[str, str] | None = None

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        kind = attributes.get("ContentType", "")
        if name == "Override" and kind.endswith(".main+xml") and self.main is None:
            self.main = kind, attributes.get("PartName", "").lstrip("/")


class _Relations(Target):
    def __init__(self, folder: str) -> None:
        super().__init__()
        self._folder = folder
        self.found: dict[str, tuple[str, str]] = {}

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            part = posixpath.normpath(posixpath.join("/", self._folder, attributes.get("Target", ""))).lstrip("/")
            self.found[attributes.get("Id", "")] = attributes.get("Type", "").rpartition("/")[2], part


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
