"""Files of contacts, in and out."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BeforeValidator, Field

from functions.crm_api.schemas.common import LocalizedText
from recado.crm import import_words
from recado.crm.csv_files import MOST_BYTES
from recado.crm.model import FileState
from recado.kernel.words import Words
from recado.runtime.api import RequestModel
from recado.runtime.responses import ResponseModel


def _of_file(reason: str | None) -> Words | None:
    return import_words.of_file(reason) if reason else None


Reason = Annotated[LocalizedText | None, BeforeValidator(_of_file)]


class ContactImportError(ResponseModel):
    """A row that was passed over; nothing it says is repeated here. `problem` is a code, `message` says it in words."""

    line: int
    column: str
    problem: str
    message: Annotated[LocalizedText, BeforeValidator(import_words.of_row)] = Field(validation_alias="problem")


class ContactImport(ResponseModel):
    """`reason`: of a file that could not be read, of which nothing was taken. The first 1,000 errors are shown."""

    id: UUID
    state: FileState
    rows: int | None = Field(validation_alias="total", description="Null until the file has been read from end to end")
    done: int
    created: int
    updated: int
    failed: int
    errors: list[ContactImportError]
    reason: str | None
    reason_message: Reason = Field(validation_alias="reason")
    created_at: datetime
    finished_at: datetime | None


class NewContactImport(RequestModel):
    size: int = Field(ge=0, le=MOST_BYTES, description="Bytes of the file: its link takes exactly so many")


class StartedContactImport(ContactImport):
    """PUT the file (CSV with the columns phone, name, email, tags, notes and one's own fields) there, then start.

    With `Content-Type: text/csv`, and of exactly the size that was announced.
    """

    upload_url: str


class ContactExport(ResponseModel):
    """`url`: when it is done, for a quarter of an hour; ask again for another one."""

    id: UUID
    state: FileState
    contacts: int = Field(validation_alias="done")
    url: str | None
    reason: str | None
    reason_message: Reason = Field(validation_alias="reason")
    created_at: datetime
    finished_at: datetime | None
