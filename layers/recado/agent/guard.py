"""The exit check: what a draft must not hold, whatever the model was talked into. Code, not a model."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from recado.agent.customer_text import MARK_CLOSES, MARK_OPENS
from recado.agent.grounding import addresses
from recado.agent.grounding.check import same_number
from recado.agent.grounding.facts import NOTHING, Facts
from recado.agent.grounding.folding import folded, seen
from recado.agent.language import language
from recado.agent.promises import promises

MOST_CHARACTERS: Final = 1_200
OVERLAP_WORDS: Final = 8  # in a row, as in the preface
LEAST_ACCOUNT: Final = 13  # digits: a card; a phone has at most 15
MOST_PHONE: Final = 15
_LEAST_WORDS_BURST, _LEAST_WORDS_DRAFT = 2, 4

FindingKind = Literal[
    "link",
    "phone",
    "email",
    "account",
    "preface",
    "tool",
    "json",
    "mark",
    "promise",
    "language",
    "length",
    "injected",
    "unseen",
]
CUTTABLE: Final[frozenset[FindingKind]] = frozenset({"link", "phone", "email", "account", "promise"})
_WORD = re.compile(r"[^\W_]+")
_JSON = re.compile(
    r"[{\[]\s{0,9}\"[^\"\n]{1,60}\"\s{0,9}[:,\]]|\"[a-z_]{2,40}\"\s?:\s?[\"\d\[{tfn]|```" r"|</?[a-z_]{3,30}>"
)
_CALL = re.compile(
    r"\b(?:tool_calls?|function_call(?:_output)?|datos_usados|arguments|call_id)\b"
    r"|\b[a-z]{3,20}(?:_[a-z]{2,20}){1,5}\("
)
_MARKS = re.compile(rf"[{MARK_OPENS}{MARK_CLOSES}〚〛]|\{{\{{|\}}\}}")
_IBAN = re.compile(r"(?<![a-z\d])[a-z]{2}\d{2}(?: ?[a-z\d]{4}){2,7}(?: ?[a-z\d]{1,4})?(?![a-z\d])")
_WHATSAPP = frozenset({"wa.me", "api.whatsapp.com"})
_INJECTED = re.compile(
    r"\bsystem prompt\b|\bprompt del? sistema\b|\b(?:mis|tus) instrucciones (?:son|dicen|incluyen|eran"
    r"|indican|originales|internas)\b"
    r"|\binstrucciones (?:del sistema|anteriores|originales|internas|que (?:me dieron|recibi|tengo|sigo))\b"
    r"|\bmy (?:system |initial |original |hidden )?(?:instructions|prompt)\b|\bprevious instructions\b"
    r"|\b(?:como|soy|as|i am|i'm) (?:un |una |an? )?(?:modelo de lenguaje|ai language|language model|large language)"
    r"|\b(?:modo|mode) (?:desarrollador|developer|dios|admin|debug|sin restricciones)\b|\b(?:developer|god"
    r"|debug|admin) mode\b"
    r"|\bjailbreak|\b(?:fui|estoy) (?:programad|instruid|configurad)[oa] (?:para|con)\b|\bse me (?:indico"
    r"|instruyo|ordeno)\b"
    r"|\bignor(?:ar|o|are|ando) (?:mis|las|todas las) (?:instrucciones|reglas|restricciones)\b|\bignoring "
    r"(?:my|all|the) (?:previous )?(?:rules|instructions)\b"
    r"|\b(?:reglas|politicas) internas (?:son|dicen|que me)\b|\bwhatsapp assistant of\b|\bchatgpt\b|\bopenai\b"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What must not be sent. start, end: where it stands in the draft; the whole of it for its length or language."""

    kind: FindingKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a draft is checked against.

    hosts: those that links may lead to, as in business texts, files, product pages and links made in this turn.
    preface: our own instructions, without the business's text. tools: names of all tools; used: of those that succeeded
    in this turn. burst: what the customer wrote last. most_characters: of the draft.
    """

    hosts: frozenset[str] = frozenset()
    preface: str = ""
    tools: frozenset[str] = frozenset()
    used: frozenset[str] = frozenset()
    burst: str = ""
    most_characters: int = MOST_CHARACTERS


def hosts_of(text: str) -> frozenset[str]:
    """Returns the hosts a text links to."""
    return frozenset(addresses.host(text[start:end]) for start, end in addresses.links(text))


def guard(draft: str, facts: Facts, around: Surroundings) -> list[Finding]:
    """Returns what the draft must not hold, in its order. It knows nothing of prices: grounding does."""
    if len(draft) > around.most_characters:
        return [Finding("length", 0, len(draft))]
    plain = folded(draft)
    findings = [
        *_links(draft, facts, around),
        *_numbers(draft, plain, facts),
        *_emails(draft, facts),
        *_preface(plain, around.preface),
        *_inner(plain, around.tools),
        *(Finding("promise", *span) for span in promises(plain, around.used)),
        *_language(draft, plain, around.burst),
    ]
    return sorted(set(findings), key=lambda each: (each.start, each.end, each.kind))


def _links(draft: str, facts: Facts, around: Surroundings) -> Iterator[Finding]:
    for start, end in addresses.links(draft):
        link = draft[start:end]
        host = addresses.host(link)
        allowed = host in {each.lower().removeprefix("www.") for each in around.hosts}
        scheme = link.lower().split(":", 1)[0]
        if scheme in ("http", "https") or "://" not in link:
            digits = addresses.only_digits(link)
            chats = host in _WHATSAPP or scheme in ("tel", "sms")
            if not allowed or (chats and digits and not _written(digits, facts)):
                yield Finding("link", start, end)
        else:
            yield Finding("link", start, end)


def _numbers(draft: str, plain: str, facts: Facts) -> Iterator[Finding]:
    """Phones and accounts that neither the business nor this customer wrote."""
    hidden = _without(plain, addresses.links(draft))
    for match in _IBAN.finditer(hidden):
        digits = addresses.only_digits(match[0])
        if len(digits) >= LEAST_ACCOUNT and not _written(digits, facts):
            yield Finding("account", *match.span())
    for start, end in addresses.digit_strings(hidden):
        digits = addresses.only_digits(hidden[start:end])
        if not _written(digits, facts):
            account = len(digits) > MOST_PHONE or (len(digits) >= LEAST_ACCOUNT and "+" not in hidden[start:end])
            yield Finding("account" if account else "phone", start, end)


def _written(digits: str, facts: Facts) -> bool:
    """Whether the business wrote these digits, or this customer: but a card or an account of theirs is not repeated."""
    said = facts.said or NOTHING
    theirs, numbers = (said.digits, said.numbers) if len(digits) <= LEAST_ACCOUNT else (frozenset(), frozenset())
    if any(
        same_number(digits, each) or (digits.endswith(each) and len(each) >= LEAST_ACCOUNT)
        for each in facts.digits | theirs
    ):
        return True
    return any(f"{number:f}" == digits for number in facts.numbers | numbers)


def _without(plain: str, spans: list[tuple[int, int]]) -> str:
    parts: list[str] = []
    at = 0
    for start, end in spans:
        parts += (plain[at:start], "\x00" * (end - max(at, start)))
        at = max(at, end)
    return "".join([*parts, plain[at:]])


def _emails(draft: str, facts: Facts) -> Iterator[Finding]:
    known = facts.emails | (facts.said or NOTHING).emails
    for start, end in addresses.emails(draft):
        if draft[start:end].lower() not in known:
            yield Finding("email", start, end)


def _preface(plain: str, preface: str) -> Iterator[Finding]:
    runs = _runs(preface)
    if not runs:
        return
    words = list(_WORD.finditer(plain))
    spoken = [word[0] for word in words]
    for at in range(len(words) - OVERLAP_WORDS + 1):
        if tuple(spoken[at : at + OVERLAP_WORDS]) in runs:
            yield Finding("preface", words[at].start(), words[at + OVERLAP_WORDS - 1].end())


@lru_cache(maxsize=64)
def _runs(preface: str) -> frozenset[tuple[str, ...]]:
    words = _WORD.findall(folded(preface))
    return frozenset(tuple(words[at : at + OVERLAP_WORDS]) for at in range(len(words) - OVERLAP_WORDS + 1))


def _inner(plain: str, tools: frozenset[str]) -> Iterator[Finding]:
    """What only we and the model see: names of tools, JSON, marks, and talk of instructions."""
    for kind, pattern in _INNER:
        for match in pattern.finditer(plain):
            yield Finding(kind, *match.span())
    for name in tools:
        for match in re.finditer(rf"(?<![a-z\d_]){re.escape(folded(name))}(?![a-z\d_])", plain):
            yield Finding("tool", *match.span())
    if seen(plain) != plain:
        yield Finding("unseen", 0, len(plain))


_INNER: Final[tuple[tuple[FindingKind, re.Pattern[str]], ...]] = (
    ("json", _JSON),
    ("tool", _CALL),
    ("mark", _MARKS),
    ("injected", _INJECTED),
)


def _language(draft: str, plain: str, burst: str) -> Iterator[Finding]:
    theirs = language(folded(burst), _LEAST_WORDS_BURST)
    ours = language(plain, _LEAST_WORDS_DRAFT)
    if theirs and ours and theirs != ours:
        yield Finding("language", 0, len(draft))
