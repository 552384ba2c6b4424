"""The scripted brain: finds the facts of the context that the customer's words ask for, and answers with them."""

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from infra.simulators.openai import fields, notes
from infra.simulators.openai.language import PHRASES, language, stems, words
from infra.simulators.openai.schema_values import arguments, instance
from infra.simulators.openai.transcript import Transcript, Turn

Json = dict[str, Any]
_NAME = re.compile(
    r"(?:nombre del cliente|cliente|customer name|customer|contacto|contact)"
    r"[^\S\n]*[:=][^\S\n]*\x22?([A-ZÁÉÍÓÚÑ][\w'-]+)",
    re.IGNORECASE,
)
_DIRECTIVE = re.compile(r"#(largo|long|tool)\s+(\S+)\s*(\{.*\})?", re.DOTALL)
_MARK = re.compile(r"⟦([^⟧]{3,40})⟧")
_FILE = re.compile(r"⟦(nota de voz|audio|imagen|video|documento)\b([^⟧]*)⟧")
_HEARD = re.compile(r': "([^"]*)"$')
# Lines that speak to the model, not about the business.
_ORDERS = (
    "eres ", "responde", "contesta", "nunca ", "siempre ", "no ", "usa ", "si ", "cuando ", "saluda", "habla ", "actúa",
    "debes ", "you ", "answer ", "never ", "always ", "do not ", "don't ",
    "use ", "if ", "when ", "reply ", "be ", "repite ", "pide ", "ofrece ", "pregunta ", "<", "#",
)  # fmt: skip
_PERSON = {"humano", "persona", "asesor", "asesora", "agente", "human", "person", "agent", "advisor", "representative"}
_HANDOFF = re.compile(r"human|advisor|asesor|agent|handoff|hand_off|transfer|escal|persona")
_SEARCH = re.compile(r"search|buscar|busca|find|lookup|catalog|knowledge|consulta")
MOST_FACTS = 3
_READERS = {fields.SCHEMA: fields.read, notes.MEMORY: notes.remember, notes.LESSON: notes.learn}


@dataclass(slots=True)
class Reply:
    """What the model does next: say something, or ask for tools (name and arguments)."""

    text: str = ""
    calls: list[tuple[str, str]] = field(default_factory=list)


def think(transcript: Transcript) -> Reply:
    """The same transcript always gets the same reply."""
    if reader := _READERS.get(transcript.schema_name):
        return Reply(reader(transcript))
    pending, results = transcript.pending(), transcript.results()
    text = "\n".join(turn.text for turn in pending)
    phrases = PHRASES[language(text)]
    if results:
        return _shaped(transcript, _report(results, phrases))
    directive = _DIRECTIVE.search(text)
    if call := _called(transcript, text, directive):
        return Reply(calls=[call])
    if directive and directive[1] != "tool" and directive[2].isdigit():
        return _shaped(transcript, _long(int(directive[2]), phrases))
    parts: list[str] = []
    facts = _facts(transcript.context)
    for turn in pending:
        parts += [part for part in _answer(turn.text, facts, transcript.context, phrases) if part not in parts]
    if not parts and (call := _search(transcript, text)):
        return Reply(calls=[call])
    return _shaped(transcript, "\n\n".join(parts or [phrases["unknown"]]))


def _called(transcript: Transcript, text: str, directive: re.Match[str] | None) -> tuple[str, str] | None:
    """The tool that must be used: told by the test, by the caller, or because the customer wants a person."""
    if directive and directive[1] == "tool" and directive[2] in transcript.tools:
        return directive[2], directive[3] or "{}"
    if transcript.forced in transcript.tools:
        return transcript.forced, arguments(transcript.tools[transcript.forced], text)
    return _wants_person(transcript, text)


def _answer(text: str, facts: list[str], context: str, phrases: dict[str, str]) -> list[str]:
    """The parts of the answer to one message: acknowledgements, greeting, facts."""
    text = _FILE.sub(_heard, text)
    parts = [phrases[mark] for mark in _marks(text)]
    name_words = set(words(_MARK.sub(" ", text)))
    match = _NAME.search(context)
    name = f", {match[1].title()}" if match else ""
    if name_words & {"hola", "buenas", "buenos", "hello", "hi", "hey", "saludos"} or name_words >= {"good", "morning"}:
        parts.append(phrases["hello"].format(name=name))
    if name_words & {"gracias", "thanks", "thank"}:
        parts.append(phrases["thanks"].format(name=name))
    if fact := _matching(_MARK.sub(" ", text), facts):
        parts.append("\n".join([phrases["fact"], *fact]))
    return parts


def _heard(file: re.Match[str]) -> str:
    """A file's mark, shortened; what is said in a voice note stands beside it, as if it had been written."""
    heard = _HEARD.search(file[2]) if file[1] in ("nota de voz", "audio") else None
    return f"⟦{file[1]}⟧ {heard[1]}" if heard else f"⟦{file[1]}⟧"


def _facts(context: str) -> list[str]:
    lines = [line.strip().lstrip("-*• ").strip() for line in context.splitlines()]
    return [line for line in lines if 3 < len(line) < 400 and not line.lower().startswith(_ORDERS)]


def _matching(text: str, facts: list[str]) -> list[str]:
    """The lines that share most with the question; a word that few lines have counts more."""
    question = stems(text)
    lines = [(fact, stems(fact)) for fact in facts]
    common = Counter(stem for _, has in lines for stem in has)
    scored = [(sum(1 / common[stem] for stem in question & has), fact) for fact, has in lines]
    best = max((score for score, _ in scored), default=0)
    if not best:
        return []
    chosen = sorted((pair for pair in scored if pair[0] >= best * 0.6), key=lambda pair: -pair[0])
    return list(dict.fromkeys(fact for _, fact in chosen))[:MOST_FACTS]


def _marks(text: str) -> list[str]:
    """Placeholders for what is not text, such as ⟦nota de voz⟧ or ⟦imagen⟧."""
    kinds: list[str] = []
    for inside in _MARK.findall(text):
        inside_words = set(words(inside))
        if inside_words & {"voz", "voice", "audio"}:
            kinds.append("voice")
        elif inside_words & {"imagen", "foto", "image", "photo", "picture", "sticker"}:
            kinds.append("image")
        elif inside_words & {"documento", "document", "archivo", "file", "video"}:
            kinds.append("file")
    return list(dict.fromkeys(kinds))


def _wants_person(transcript: Transcript, text: str) -> tuple[str, str] | None:
    tool = next((name for name in transcript.tools if _HANDOFF.search(name.lower())), None)
    if tool and _PERSON & set(words(text)):
        return tool, arguments(transcript.tools[tool], text)
    return None


def _search(transcript: Transcript, text: str) -> tuple[str, str] | None:
    tool = next((name for name in transcript.tools if _SEARCH.search(name.lower())), None)
    return (tool, arguments(transcript.tools[tool], text)) if tool and stems(text) else None


def _report(results: list[Turn], phrases: dict[str, str]) -> str:
    lines = [line for turn in results for line in _lines(turn.text)]
    return "\n".join([phrases["tool"], *lines[:12]])


def _lines(output: str) -> list[str]:
    """A tool's output as lines of text, whatever its JSON looks like."""
    try:
        value = json.loads(output)
    except ValueError:
        return [output]
    items = value if isinstance(value, list) else [value]
    return [", ".join(_leaves(item)) for item in items] or [output]


def _leaves(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [f"{key}: {' '.join(_leaves(inner))}" for key, inner in value.items()]
    if isinstance(value, list):
        return [leaf for inner in value for leaf in _leaves(inner)]
    return [str(value)]


def _long(length: int, phrases: dict[str, str]) -> str:
    """Exactly `length` characters, in sentences."""
    sentences, size, n = [], 0, 0
    while size < length:
        n += 1
        sentences.append(phrases["long"].format(n=n))
        size += len(sentences[-1]) + 1
    return " ".join(sentences)[: max(0, length - 1)] + "."


def _shaped(transcript: Transcript, text: str) -> Reply:
    return Reply(
        text if transcript.schema is None else json.dumps(instance(transcript.schema, text), ensure_ascii=False)
    )
