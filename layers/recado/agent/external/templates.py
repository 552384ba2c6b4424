"""Templates of JSON and of headers: `{{name}}` stands for a value, which is filled in once, as a value.

A text that is nothing but a placeholder becomes the value itself, of its type; within a longer text the value is
written. What is made is JSON again, never a text that is read as JSON, so that no value can add a field or end a text;
and a value is not looked at again, so that none can name a secret.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

PLACEHOLDER: Final = re.compile(r"\{\{\s*([^{}]{1,80}?)\s*\}\}")
CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")
OF_SECRETS: Final = "secret."


class HeaderBroken(ValueError):
    """A value does not fit in a header: it would end the line, or has no bytes."""


def names(template: Any) -> Iterator[str]:
    """Yields what stands between double braces, in every text of a template."""
    if isinstance(template, str):
        yield from (match[1] for match in PLACEHOLDER.finditer(template))
    elif isinstance(template, dict):
        for each in template.values():
            yield from names(each)
    elif isinstance(template, list):
        for each in template:
            yield from names(each)


def keys(template: Any) -> Iterator[str]:
    """Yields the name of every field of a template, however deep."""
    if isinstance(template, dict):
        for name, each in template.items():
            yield name
            yield from keys(each)
    elif isinstance(template, list):
        for each in template:
            yield from keys(each)


def filled(template: Any, values: Mapping[str, Any]) -> Any:
    """Returns the template with its values; names of fields stay as they are."""
    if isinstance(template, dict):
        return {name: filled(each, values) for name, each in template.items()}
    if isinstance(template, list):
        return [filled(each, values) for each in template]
    if not isinstance(template, str):
        return template
    if whole := PLACEHOLDER.fullmatch(template):
        return values.get(whole[1])
    return PLACEHOLDER.sub(lambda match: written(values.get(match[1])), template)


def header(template: str, values: Mapping[str, Any]) -> str:
    """Returns a header's value. Raises HeaderBroken when what was filled in cannot be one."""
    text = PLACEHOLDER.sub(lambda match: written(values.get(match[1])), template).strip()
    if CONTROL.search(text):
        raise HeaderBroken
    try:
        text.encode()
    except UnicodeEncodeError:
        raise HeaderBroken from None
    return text


def written(value: Any) -> str:
    """Returns a value as it is written within a text: nothing for none."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
