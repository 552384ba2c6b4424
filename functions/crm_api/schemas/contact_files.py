"""Files of contacts, in and out."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from recado.crm import import_words
from recado.crm.csv_files import MOST_BYTES
from recado.crm.file_store import File
from recado.kernel.words import Words
from recado.runtime.api import Taken

State = Literal["waiting", "queued", "running", "done", "failed"]


class Message(BaseModel):
    """The same said in Spanish and in English."""

    model_config = ConfigDict(from_attributes=True)

    es: str
    en: str


class RowError(BaseModel):
    """A row that was passed over; nothing it says is repeated here. `problem` is a code, `message` says it in words."""

    line: int
    column: str
    problem: str
    message: Message


class ContactImport(BaseModel):
    """`reason`: of a file that could not be read, of which nothing was taken. The first 1,000 errors are shown."""

    id: UUID
    state: State
    rows: int | None = Field(description="Null until the file has been read from end to end")
    done: int
    created: int
    updated: int
    failed: int
    errors: list[RowError]
    reason: str | None
    reason_message: Message | None
    created_at: datetime
    finished_at: datetime | None

    @classmethod
    def of(cls, file: File) -> "ContactImport":
        return cls.model_validate(_shown(file))


class BeginImport(Taken):
    size: int = Field(ge=0, le=MOST_BYTES, description="Bytes of the file: its link takes exactly so many")


class NewImport(ContactImport):
    """PUT the file (CSV with the columns phone, name, email, tags, notes and one's own fields) there, then start.

    With `Content-Type: text/csv`, and of exactly the size that was announced.
    """

    upload_url: str

    @classmethod
    def with_link(cls, file: File, url: str) -> "NewImport":
        return cls.model_validate(_shown(file) | {"upload_url": url})


class ContactExport(BaseModel):
    """`url`: when it is done, for a quarter of an hour; ask again for another one."""

    id: UUID
    state: State
    contacts: int
    url: str | None
    reason: str | None
    reason_message: Message | None
    created_at: datetime
    finished_at: datetime | None

    @classmethod
    def of(cls, file: File, url: str | None = None) -> "ContactExport":
        return cls(
            id=file.id,
            state=file.state,
            contacts=file.done,
            url=url,
            reason=file.reason,
            reason_message=_words(import_words.of_file(file.reason)) if file.reason else None,
            created_at=file.created_at,
            finished_at=file.finished_at,
        )


def _words(words: Words) -> Message:
    return Message.model_validate(words)


def _shown(file: File) -> dict[str, object]:
    same = ("id", "state", "done", "created", "updated", "failed", "reason", "created_at", "finished_at")
    errors = [RowError(**error, message=_words(import_words.of_row(error["problem"]))) for error in file.errors]
    message = _words(import_words.of_file(file.reason)) if file.reason else None
    return {name: getattr(file, name) for name in same} | {
        "rows": file.total,
        "errors": errors,
        "reason_message": message,
    }
