"""Links of an answer that lead to pictures, documents, audio or video go as the files themselves.

Only links that stand, sign by sign, in the business's own texts or in what its tools answered: what a model made up is
never fetched. What is there is judged by its content; a link that gives something else, or nothing in time, stays text.
"""

import re
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote, urlsplit

from recado.agent import evidence, sent_files
from recado.agent.grounding import addresses
from recado.agent.grounding.checked import Checked, check_draft
from recado.agent.model import Draft, TurnContext
from recado.agent.review import MOST_ANEW
from recado.agent.sent_files import SentFile
from recado.kernel.errors import Unavailable
from recado.kernel.ids import new_id
from recado.kernel.log import logger
from recado.kernel.settings import settings
from recado.messaging.file_names import safe_name
from recado.messaging.files import SNIFF_BYTES, FileKind, FileRefused, most_bytes, true_type
from recado.platform import storage
from recado.platform.db import database
from recado.platform.public_addresses import LinkRefused
from recado.sending import upload_store
from recado.sending.upload_store import Upload

MOST_FILES: Final = 3  # of one answer
SECONDS: Final = 8.0  # for all of them together
MOST_BYTES: Final = 16 * 1024 * 1024
_OPEN_XML: Final = "application/vnd.openxmlformats-officedocument"
_DOCUMENTS: Final = {
    ".pdf": "application/pdf",
    ".doc": "application/msword",
    ".xls": "application/vnd.ms-excel",
    ".ppt": "application/vnd.ms-powerpoint",
    ".docx": f"{_OPEN_XML}.wordprocessingml.document",
    ".xlsx": f"{_OPEN_XML}.spreadsheetml.sheet",
    ".pptx": f"{_OPEN_XML}.presentationml.presentation",
}
_KINDS: Final[dict[str, FileKind]] = {
    **dict.fromkeys((".jpg", ".jpeg", ".png"), "image"),
    **dict.fromkeys((".mp4", ".3gp"), "video"),
    **dict.fromkeys((".mp3", ".m4a", ".aac", ".amr", ".ogg", ".opus"), "audio"),
    **dict.fromkeys(_DOCUMENTS, "document"),
}
log = logger("agent")


def attach(turn: TurnContext, draft: Draft) -> None:
    """Takes from the answer the links whose files could be fetched, and lets the files follow it. Not in a transaction.

    A turn that ends here leaves nothing: a file that no message names is forgotten as any that was not used.
    """
    if draft.answer is None:
        return
    ends_at, text = time.monotonic() + SECONDS, draft.answer.text
    files: list[SentFile] = []
    for link in _of_ours(turn, draft, text):
        left = ends_at - time.monotonic()
        shortened = _without(turn, draft, text, link)
        if left <= 0 or len(files) == MOST_FILES or shortened is None:
            continue
        if file := _fetched(turn, link, left):
            files.append(file)
            text, draft.answer = shortened.text, shortened
    draft.effects += [partial(sent_files.send, turn=turn, file=file) for file in files]


def _of_ours(turn: TurnContext, draft: Draft, text: str) -> Iterator[str]:
    """Returns the links to files that the business or its tools named, as they stand, each once."""
    results = (*turn.evidence.results, *(entry.result for entry in draft.entries if entry.code is None))
    ours = {link for said in (*turn.evidence.business, *map(str, results)) for link in _links(said)}
    for link in dict.fromkeys(_links(text)):
        if link in ours and link.lower().startswith(("https://", "http://")) and _suffix(link) in _KINDS:
            yield link


def _links(text: str) -> Sequence[str]:
    return [text[start:end] for start, end in addresses.links(text)]


def _suffix(link: str) -> str:
    return PurePosixPath(unquote(urlsplit(link).path)).suffix.lower()


def _without(turn: TurnContext, draft: Draft, text: str, link: str) -> Checked | None:
    """Returns the answer without the link, reviewed as any other; None when it may not be sent so."""
    left = re.sub(rf"\[([^\[\]\n]{{0,200}})\]\({re.escape(link)}\)", r"\1", text)
    for start, end in reversed(addresses.links(left)):
        if left[start:end] == link:
            left = left[:start].rstrip(" \t") + left[end:]
    checked = check_draft(left, evidence.situation(turn, draft, MOST_ANEW))
    return checked if isinstance(checked, Checked) else None


def _fetched(turn: TurnContext, link: str, seconds: float) -> SentFile | None:
    """Returns the stored file that the link leads to; None when it leads to none of its kind, or not in time."""
    from recado.platform import links  # noqa: PLC0415 - an HTTP client that only such answers need

    kind, suffix = _KINDS[_suffix(link)], _suffix(link)
    trusted = settings().external_tools_trusted_hosts
    try:
        found = links.read(link, most_bytes=min(MOST_BYTES, most_bytes(kind)), seconds=seconds, trusted=trusted)
        mime_type = true_type(kind, _DOCUMENTS.get(suffix, found.mime_type), found.data[:SNIFF_BYTES], len(found.data))
        if kind == "document" and mime_type != _DOCUMENTS[suffix]:
            return None
        return _stored(turn, found.data, mime_type, _filename(link), kind)
    except (LinkRefused, links.LinkUnreachable, FileRefused, Unavailable) as error:
        log.info("a linked file was not sent", extra={"reason": type(error).__name__})
        return None


def _stored(turn: TurnContext, data: bytes, mime_type: str, filename: str, kind: FileKind) -> SentFile:
    """Stores it as a file that somebody brought, so that it is forgotten unless a message names it."""
    business_id, upload_id = turn.claimed.business_id, new_id()
    key = f"{business_id}/up/{upload_id}"
    with database().tenant(business_id) as tx:
        upload_store.insert(tx, business_id, Upload(upload_id, None, mime_type, len(data), filename, key))
    storage.put(settings().bucket_media, key, data, mime_type)
    return SentFile(key, mime_type, len(data), filename, kind)


def _filename(link: str) -> str:
    return safe_name(PurePosixPath(unquote(urlsplit(link).path)).name)
