"""The checks contents make of themselves. Each says what is wrong and by how much, for the person who wrote it."""

from collections.abc import Sequence
from typing import NoReturn
from urllib.parse import urlsplit

from recado.kernel.errors import Invalid


def refuse(detail: str) -> NoReturn:
    """Raise Invalid with this detail."""
    raise Invalid(detail)


def check_text(label: str, value: object, limit: int, *, required: bool = True) -> None:
    """A text within the limit; when required, with more than whitespace in it."""
    if value is None and not required:
        return
    if not isinstance(value, str):
        refuse(f"{label} must be a text")
    if required and not value.strip():
        refuse(f"{label} is empty")
    if len(value) > limit:
        refuse(f"{label} has {len(value)} characters; WhatsApp takes up to {limit}")


def check_items(label: str, items: Sequence[object], limit: int) -> None:
    """At least one item and no more than the limit."""
    if not items:
        refuse(f"{label}: at least one is needed")
    if len(items) > limit:
        refuse(f"{label}: {len(items)} given; WhatsApp takes up to {limit}")


def check_source(media_id: str | None, link: str | None) -> None:
    """A file is named by the vendor's id of it or by a link: one of them, not both."""
    if bool(media_id) == bool(link):
        refuse("a file needs either media_id or link")
    if link:
        check_link("link", link)


def check_link(label: str, value: object) -> None:
    """A web address, http or https."""
    check_text(label, value, 2048)
    try:
        parts = urlsplit(str(value))
        good = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        good = False
    if not good or any(char.isspace() for char in str(value)):
        refuse(f"{label} must be a web address (http or https)")
