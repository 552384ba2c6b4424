"""Reading fields: what the brain notes of a customer when it is asked for `datos_del_cliente`, with real quotes."""

import json
import re

from infra.simulators.openai.language import plain, words
from infra.simulators.openai.transcript import Transcript

SCHEMA = "datos_del_cliente"
_FIELD = re.compile(r"^- ([a-z0-9_]+) \((\w+)(?:: ([^)]*))?\): (.*)$", re.MULTILINE)
_LINE = re.compile(r"^\[(\d+)\] (.*)$", re.MULTILINE)
_AFTER = r"\W+(?:(?:es|de|el|la|en|son|is|in)\s+)*([\wÁÉÍÓÚÜÑáéíóúüñ][\w ÁÉÍÓÚÜÑáéíóúüñ/-]{0,40})"


def read(transcript: Transcript) -> str:
    """Returns JSON as the schema wants it: a value for each field whose name the customer wrote before it."""
    said = [(int(number), text) for number, text in _LINE.findall("\n".join(t.text for t in transcript.turns))]
    data = []
    for key, kind, options, label in _FIELD.findall(transcript.context):
        for number, text in said:
            if found := _value(label, kind, options, text):
                value, quote = found
                data.append({"campo": key, "valor": value, "mensaje": number, "cita": quote})
    return json.dumps({"datos": data, "otros": []}, ensure_ascii=False)


def _value(label: str, kind: str, options: str, text: str) -> tuple[str, str] | None:
    for option in [each.strip() for each in options.split(",")] if kind == "choice" else []:
        if option and plain(option) in plain(text):
            return option, text[:200]
    name = next((each for each in words(label) if len(each) > 3), "")
    match = re.search(re.escape(name) + _AFTER, plain(text)) if name else None
    if match is None or len(plain(text)) != len(text):
        return None
    value = text[match.start(1) : match.end(1)].split(" y ", maxsplit=1)[0].strip()
    if kind == "number":
        digits = re.search(r"\d+", value)
        return (digits[0], text[match.start() : match.end()]) if digits else None
    return (value, text[match.start() : match.end()]) if kind == "text" else None
