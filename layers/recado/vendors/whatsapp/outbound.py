"""What can be sent, whichever provider sends it, and its JSON for queues, tables and the API.

A content checks WhatsApp's limits when it is made and raises Invalid. In JSON unknown keys and wrong types are refused.
"""

import types
from dataclasses import MISSING, asdict, fields, is_dataclass
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from recado.vendors.whatsapp.checks import refuse
from recado.vendors.whatsapp.contents import (
    MAX_CAPTION,
    MAX_TEXT,
    Audio,
    Contacts,
    Document,
    Image,
    Location,
    Reaction,
    Sticker,
    Template,
    Text,
    Video,
)
from recado.vendors.whatsapp.interactive import Button, Buttons, Header, LinkButton, List, Row, Section
from recado.vendors.whatsapp.model import Json
from recado.vendors.whatsapp.splitting import split_text

__all__ = [
    "MAX_CAPTION", "MAX_TEXT", "Audio", "Button", "Buttons", "Contacts", "Content", "Document", "Header", "Image",
    "LinkButton", "List", "Location", "Reaction", "Row", "Section", "Sticker", "Template", "Text", "Video",
    "from_json", "split_text", "to_json",
]  # fmt: skip

Content = (
    Text | Image | Video | Audio | Document | Sticker | Location | Contacts
    | Reaction | Buttons | List | LinkButton | Template
)  # fmt: skip

_CONTENTS: dict[str, type[Any]] = {kind.type: kind for kind in get_args(Content)}


def from_json(value: object) -> Content:
    """The content a JSON object describes: `type` and that content's fields. Invalid says what is wrong with it."""
    if not isinstance(value, dict):
        refuse("the content must be an object")
    kind = _CONTENTS.get(value["type"]) if isinstance(value.get("type"), str) else None
    if kind is None:
        refuse(f"type must be one of: {', '.join(_CONTENTS)}")
    content: Content = _made(kind, {key: inner for key, inner in value.items() if key != "type"}, "")
    return content


def to_json(content: Content) -> Json:
    """The JSON object of a content, without the fields it does not use."""
    return {"type": content.type, **_plain(asdict(content))}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items() if inner is not None}
    return [_plain(inner) for inner in value] if isinstance(value, tuple) else value


def _made(kind: type[Any], value: Json, path: str) -> Any:
    known = {item.name: item for item in fields(kind)}
    for key in value:
        if key not in known:
            refuse(f"{path}{key}: there is no such field")
    for name, item in known.items():
        if item.default is MISSING and name not in value:
            refuse(f"{path}{name} is missing")
    hints = get_type_hints(kind)
    return kind(**{name: _read(hints[name], inner, f"{path}{name}") for name, inner in value.items()})


def _read(hint: Any, value: Any, path: str) -> Any:
    """The value as the field's type wants it."""
    if get_origin(hint) in (Union, types.UnionType):
        hint = next(option for option in get_args(hint) if option is not types.NoneType)
        return None if value is None else _read(hint, value, path)
    if get_origin(hint) is tuple:
        if not isinstance(value, list | tuple):
            refuse(f"{path} must be a list")
        return tuple(_read(get_args(hint)[0], item, f"{path}[{at}]") for at, item in enumerate(value))
    if get_origin(hint) is Literal:
        if value not in get_args(hint):
            refuse(f"{path} must be one of: {', '.join(get_args(hint))}")
        return value
    if is_dataclass(hint) or get_origin(hint) is dict:
        if not isinstance(value, dict):
            refuse(f"{path} must be an object")
        return _made(hint, value, f"{path}.") if isinstance(hint, type) and is_dataclass(hint) else value
    if hint is float:
        if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > 1e6:
            refuse(f"{path} must be a number")
        return float(value)
    if not isinstance(value, hint):
        refuse(f"{path} must be a {'text' if hint is str else 'true or false value'}")
    return value
