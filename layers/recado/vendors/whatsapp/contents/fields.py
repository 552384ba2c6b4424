"""What the fields of contents are made of: a frozen model, and texts with WhatsApp's limits."""

from typing import Annotated, Final
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationInfo

from recado.kernel.validation import Wrong
from recado.kernel.words import Words
from recado.vendors.whatsapp.model import Json

NO_NUL = r"^[^\x00]*$"  # PostgreSQL stores none
NOT_BLANK = r"^[^\x00]*[^\s\x00][^\x00]*$"
MOST_LINK = 2048  # Meta names no limit; browsers agree on about this much
MOST_FILE_NAME = 240  # Meta, Cloud API, Document messages
MOST_ARRIVING = 65_536  # WhatsApp's own longest text; what Meta takes of us is shorter
ARRIVED: Final = {
    "arrived": True
}  # context of a validation: it is no longer to be sent, so no limit of sending binds it


def _always_named(schema: Json) -> None:
    """The type has a default for who makes a content in code; who writes JSON must name it."""
    for name in ("type", "kind"):
        field = schema["properties"].get(name, {})
        if "const" in field or "enum" in field:
            field.pop("default", None)
            required = schema.setdefault("required", [])
            if name not in required:
                required.insert(0, name)


class Part(BaseModel):
    """A content or a part of one: never changed once made, nothing unknown in it, no type guessed from another."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, json_schema_extra=_always_named)

    def as_json(self) -> Json:
        """Returns the JSON it is stored as, without the fields that are not used."""
        return self.model_dump(mode="json", exclude_none=True)


def written(most: int) -> StringConstraints:
    """Returns a text of at most so many characters, with more than whitespace in it."""
    return StringConstraints(min_length=1, max_length=most, pattern=NOT_BLANK)


def _has_host(link: str) -> str:
    if not urlsplit(link).hostname:
        raise Wrong(Words("una dirección web necesita un servidor", "a web address needs a host"))
    return link


def has_arrived(info: ValidationInfo) -> bool:
    """Returns whether what is read came from WhatsApp, or was sent already."""
    return bool(info.context and info.context.get("arrived"))


# A text that arrives may be longer than one that may be sent: `sendable` says how long that is.
Arriving = Annotated[str, StringConstraints(max_length=MOST_ARRIVING, pattern=NO_NUL)]


def sendable(most: int, *, blank: bool = False) -> AfterValidator:
    """Returns the rule for a text that is to be sent: at most so many characters, and unless `blank` not only
    whitespace."""

    def check(text: str, info: ValidationInfo) -> str:
        if has_arrived(info):
            return text
        if len(text) > most:
            raise Wrong(Words(f"tiene más de {most} caracteres", f"should have at most {most} characters"))
        if not blank and not text.strip():
            raise Wrong(Words("está vacío", "is empty"))
        return text

    return AfterValidator(check)


def short(most: int) -> StringConstraints:
    """Returns a text of at most so many characters, which may be empty."""
    return StringConstraints(max_length=most, pattern=NO_NUL)


Link = Annotated[
    str,
    StringConstraints(max_length=MOST_LINK, pattern=r"^https?://[^\s\x00/?#]+[^\s\x00]*$"),
    AfterValidator(_has_host),
]
FileName = Annotated[str, StringConstraints(min_length=1, max_length=MOST_FILE_NAME, pattern=r"^[^\x00-\x1f\x7f/\\]+$")]
VendorId = Annotated[str, StringConstraints(min_length=1, max_length=512, pattern=r"^[^\s\x00]+$")]
