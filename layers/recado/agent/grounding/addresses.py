"""Links, e-mail addresses and long digit strings (phones, accounts, postcodes with a phone's length) in a text."""

import re
from typing import Final

LEAST_DIGITS: Final = 7
MOST_DIGITS: Final = 34
_LINK = re.compile(r"(?:https?://|(?<![\w@./-])www\.)[^\s<>\"'`]{1,2000}", re.IGNORECASE)
_SCHEME = re.compile(
    r"(?<![a-z])[a-z][a-z+.-]{1,15}://[^\s<>\"'`]{1,2000}|(?<![a-z])(?:mailto|tel|sms):[^\s<>\"']{1,200}", re.IGNORECASE
)
# Without a scheme WhatsApp makes a link of these all the same; lower case, for "listo.Es" only lacks its space.
_BARE = re.compile(
    r"(?<![\w@./-])(?:[a-z0-9](?:[a-z0-9-]{0,62})\.){1,4}(?:com|net|org|info|biz|io|co|app|shop|store|site"
    r"|online|tienda|"
    r"link|xyz|dev|page|gg|ly|me|mx|cl|ar|pe|es|uy|py|bo|ec|ve|gt|cr|hn|ni|do|us|eu|br|uk|top|club|live"
    r"|click|pro|ai|tv)"
    r"(?![a-z0-9-]|\.[a-z0-9])(?:[/?#:][^\s<>\"'`]{0,2000})?"
)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_DIGITS = re.compile(r"(?<![\d$€£])(?<![\d][.,:/])\+?\(?\d(?:[ ().\-]{0,2}\d){6,33}(?!\d)")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?")
_GROUPS = re.compile(r"\d+")
_CALLS = re.compile(
    r"\b(?:tel[a-z]*|cel[a-z]*|llam[a-z]+|marc[a-z]+|whats[a-z]*|wsp|numero|contact[a-z]*|phone|call)\b"
)
_TRAILING = ".,;:!?)]}*_~»”’"


def links(text: str) -> list[tuple[int, int]]:
    """Returns where links stand, also those without "https://"."""
    spans: list[tuple[int, int]] = []
    for pattern in (_SCHEME, _LINK, _BARE):
        for match in pattern.finditer(text):
            end = match.start() + len(match[0].rstrip(_TRAILING))
            if not any(start < end and match.start() < last for start, last in spans[-50:]):
                spans.append((match.start(), end))
    return sorted(spans)


def host(link: str) -> str:
    """Returns the host a link leads to, small, without "www."."""
    rest = link.split("://", 1)[-1]
    authority = re.split(r"[/?#\\]", rest, maxsplit=1)[0]
    return authority.rsplit("@", 1)[-1].split(":", 1)[0].lower().removeprefix("www.").rstrip(".")


def emails(text: str) -> list[tuple[int, int]]:
    """Returns where e-mail addresses stand."""
    return [match.span() for match in _EMAIL.finditer(text)] if "@" in text else []


def digit_strings(plain: str) -> list[tuple[int, int]]:
    """Returns where phones, accounts and the like stand in a folded text: seven digits or more, however parted.

    Lists of small numbers ("36 37 38 39") are none, unless the text before speaks of calling.
    """
    spans = []
    for match in _DIGITS.finditer(plain):
        said = match[0]
        if _THOUSANDS.fullmatch(said):
            continue
        longest = max(map(len, _GROUPS.findall(said)))
        if longest >= 3 or said[0] == "+" or _CALLS.search(plain[max(0, match.start() - 40) : match.start()]):
            spans.append(match.span())
    return spans


def only_digits(written: str) -> str:
    """Returns the digits of what was written."""
    return "".join(_GROUPS.findall(written))
