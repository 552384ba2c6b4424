"""The text of a document: PDF, DOCX, XLSX, CSV, Markdown, plain text. A program of its own reads it (`text_child`).

So a file that crashes it, fills its memory or never ends takes nothing along.
"""

import json
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, FailFast, Field

from recado.kernel.errors import Unavailable
from recado.kernel.log import logger

MOST_BYTES = 20 * 1024 * 1024
DEADLINE_SECONDS = 45.0
PROGRAM = str(Path(__file__).with_name("text_child.py"))

Reason = Literal[
    "encrypted", "too_large", "too_many_pages", "damaged", "wrong_type", "no_text", "too_slow", "empty"
]  # fmt: skip
Kind = Literal["pdf", "docx", "xlsx", "csv", "text"]
_MOST_OUTPUT = 6 * 1024 * 1024  # bytes, as text_child's OUTPUT_BYTES
_MOST_TEXT = 2 * 1024 * 1024  # characters at most, as its MOST_TEXT are bytes
_MOST_ENTRIES = 32_768
_MOST_PAGES = 300
_READY = b"\n"  # as it says before it reads
_STOPPED = (-signal.SIGTERM, -signal.SIGINT, -signal.SIGHUP)  # by somebody who stops us as well

_Text = Annotated[str, Field(min_length=1, max_length=_MOST_TEXT, pattern=r"^[^\x00]+$")]
_Number = Annotated[int, Field(ge=1, le=_MOST_PAGES)]


class DocumentRefused(Exception):
    """The document's text cannot be had. code: why, in a word. pages: how many it has, where that is known.

    `no_text` is a PDF whose pages are pictures; `empty` is one of another kind in which nothing stands. `too_slow` and
    `too_large` are of reading it, not only of its size.
    """

    def __init__(self, code: Reason, pages: int | None = None) -> None:
        super().__init__(code)
        self.code, self.pages = code, pages


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


_Checked = TypeVar("_Checked", bound=_Model)


class PageText(_Model):
    """A page, or of what has none a section, a sheet, the whole. header: of a table, the row that names its columns;
    then each line of the text is a row."""

    text: _Text
    page: _Number | None = None
    heading: Annotated[str, Field(min_length=1, max_length=300, pattern=r"^[^\x00]+$")] | None = None
    header: _Text | None = None


class DocumentText(_Model):
    """What stands in a document, in order. page_count: of a PDF; pages without text are not among `pages`.
    unread_pages: those that are damaged."""

    kind: Kind
    pages: Annotated[tuple[PageText, ...], Field(min_length=1, max_length=_MOST_ENTRIES, strict=False), FailFast()]
    page_count: _Number | None = None
    unread_pages: Annotated[tuple[_Number, ...], Field(max_length=_MOST_PAGES, strict=False), FailFast()] = ()


class _Refusal(_Model):
    refused: Reason
    page_count: Annotated[int, Field(ge=0, le=10**9)] | None


def read(data: bytes) -> DocumentText:
    """Returns the text, after 45 seconds at most. What the document is its content says, no name and no declared type.

    Raises DocumentRefused; Unavailable when the program could not be started or was stopped: nothing was tried.
    """
    if len(data) > MOST_BYTES:
        raise DocumentRefused("too_large")
    with tempfile.TemporaryFile() as output:
        try:
            # -I and no environment: it gets nothing of ours. In a session of its own no Ctrl-C meant for us reaches it.
            done = subprocess.run(  # noqa: S603  our own program
                [sys.executable, "-I", "-B", PROGRAM],
                input=data,
                stdout=output,
                stderr=subprocess.DEVNULL,  # it would quote the file
                env={},
                timeout=DEADLINE_SECONDS,
                check=False,
                start_new_session=True,
            )
        except subprocess.TimeoutExpired:
            raise DocumentRefused("too_slow") from None
        except OSError as error:
            raise Unavailable("the program that reads documents could not be started") from error
        output.seek(0)
        return _answer(done.returncode, output.read(_MOST_OUTPUT + 1))


def _answer(exit_code: int, output: bytes) -> DocumentText:
    """What a program wrote that may have been taken over by what it read: nothing of it is believed unchecked."""
    if exit_code in _STOPPED:
        raise Unavailable("the program that reads documents was stopped")
    if exit_code == -signal.SIGXCPU:
        raise DocumentRefused("too_slow")
    if exit_code < 0 or len(output) > _MOST_OUTPUT:
        raise DocumentRefused("too_large")
    if not output.startswith(_READY):
        raise Unavailable("the program that reads documents does not start")
    if exit_code == 0:
        refusal = _checked(_Refusal, output) if output.startswith(_READY + b'{"refused"') else None
        if refusal:
            raise DocumentRefused(refusal.refused, refusal.page_count)
        if text := _checked(DocumentText, output):
            return text
    logger("document_texts").info("not read", extra={"exit_code": exit_code})
    raise DocumentRefused("damaged")


def _checked(model: type[_Checked], output: bytes) -> _Checked | None:
    """json makes 150 MB at worst of what we read; pydantic's own reader may make a gigabyte."""
    try:
        return model.model_validate(json.loads(output))
    except (ValueError, RecursionError):
        return None
