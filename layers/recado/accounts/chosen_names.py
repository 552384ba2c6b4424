"""Names that people chose, as they may stand in a mail from us to others: no links, nothing invisible, not too long."""

import re
import unicodedata

MOST_CHARACTERS = 80
MOST_READ = 500  # of what was chosen
NOTHING_LEFT = "…"

_DOTS = str.maketrans({"。": ".", "．": ".", "｡": ".", "․": ".", "∕": "/", "⁄": "/", "：": ":"})
# What a mail program makes a link of: a scheme, an address, or words joined by dots of which the last is a domain's.
_LINKS = re.compile(
    r"\S*(?:[a-z][a-z0-9+.-]*://|\b(?:https?|ftp|mailto|tel|sms|file|data|javascript|whatsapp|www)[:.])\S*"
    r"|\S+@\S+"
    r"|\S*\w\.(?:[^\W\d_]{2,}|xn--[\w-]+)\b\S*"
    r"|\S*\b\d{1,3}(?:\.\d{1,3}){3}\b\S*",
    re.IGNORECASE,
)


def name_for_mail(name: str) -> str:
    """Returns the name of a business or number without what a mail program would make a link of, without control and
    invisible characters, in one line of at most 80 characters; an ellipsis when nothing is left."""
    text = unicodedata.normalize("NFKC", name[:MOST_READ]).translate(_DOTS)
    text = "".join(" " if each.isspace() else each for each in text if each.isspace() or not _is_invisible(each))
    text = " ".join(_LINKS.sub(" ", text).split())
    if len(text) > MOST_CHARACTERS:
        text = text[: MOST_CHARACTERS - 1].rstrip() + "…"
    return text if any(each.isalnum() for each in text) else NOTHING_LEFT


def _is_invisible(character: str) -> bool:
    """Returns whether it is a control, format, private or unassigned character, or half of a surrogate pair."""
    return unicodedata.category(character).startswith("C")
