"""What an endpoint's answer means, and what of it the model is shown: data, marked as somebody else's words."""

import json
from typing import TYPE_CHECKING, Any, Final

from recado.agent.external import secrets
from recado.agent.external.model import MOST_BODY_READ, Definition, Json
from recado.kernel.json_numbers import is_finite

if TYPE_CHECKING:
    from recado.platform.links import Answer

MOST_DEPTH: Final = 40
_GONE: Final = object()
_WHY: Final = {
    "direccion_no_permitida": "su dirección no es de internet",
    "no_enviada": "no se pudo llegar a su dirección",
    "sin_respuesta": "no respondió a tiempo",
    "redirige": "su dirección lleva a otra",
    "rechazada": "no aceptó la petición",
    "error_del_servidor": "su servidor falló",
    "no_es_json": "su respuesta no se entiende",
    "demasiado_grande": "su respuesta es demasiado grande",
    "en_pausa": "falló varias veces, se prueba de nuevo en un minuto",
    "sin_tiempo": "ya no queda tiempo en este turno",
    "secretos": "sus claves no se pueden leer",
    "cabeceras": "un valor no cabe en una cabecera",
}


def failure(code: str, status: int | None = None) -> tuple[Json, str]:
    """Returns what the model is told of a failure, and its code; nothing of what the other end wrote."""
    told: Json = {"ok": False, "codigo": code, "mensaje": f"herramienta no disponible: {_WHY[code]}"}
    return told | ({"estado": status} if status is not None else {}), code


def read(answer: "Answer", definition: Definition, opened: list[str]) -> tuple[Json, str | None]:
    """Returns what the model is shown of an answer, without the secrets `opened`; and the code of a failure."""
    status = answer.status
    if 300 <= status < 400:
        return failure("redirige", status)
    if status == 429 or status >= 500:
        return failure("error_del_servidor", status)
    if not 200 <= status < 300:
        return failure("rechazada", status)
    if len(answer.body) > MOST_BODY_READ:
        return failure("demasiado_grande", status)
    try:
        data = parsed(answer.body)
    except (ValueError, RecursionError):
        return failure("no_es_json", status)
    data = secrets.cut(picked(data, definition.result_paths), opened)
    return {"ok": True, "fuente": "externa", "estado": status, "datos": bounded(data, definition.result_most)}, None


def parsed(body: bytes) -> Any:
    """Returns the JSON of a body, as PostgreSQL can keep it; None of an empty one. Raises ValueError."""
    if not body.strip():
        return None
    value = json.loads(body)
    if not is_finite(value):
        raise ValueError("a number is not finite")
    return _storable(value, 0)


def picked(data: Any, paths: list[str]) -> Any:
    """Returns the values at the paths, under their paths; all of the data without paths. `*` is each of a list."""
    if not paths:
        return data
    values = {path: _at(data, path.split(".")) for path in paths}
    return {path: value for path, value in values.items() if value is not _GONE}


def bounded(data: Any, most: int) -> Any:
    """Returns the data; the beginning of its text when that has more than `most` characters."""
    text = json.dumps(data, ensure_ascii=False)
    if len(text) <= most:
        return data
    kept = text[: most - 40]
    while len(json.dumps(cut := {"cortado": True, "texto": kept}, ensure_ascii=False)) > most:
        kept = kept[: len(kept) - 20]
    return cut


def _at(value: Any, parts: list[str]) -> Any:
    for position, part in enumerate(parts):
        if part == "*" and isinstance(value, list):
            inner = [_at(each, parts[position + 1 :]) for each in value]
            return [each for each in inner if each is not _GONE]
        if isinstance(value, dict) and part in value:
            value = value[part]
        elif isinstance(value, list) and part.isdecimal() and len(part) < 7 and int(part) < len(value):
            value = value[int(part)]
        else:
            return _GONE
    return value


def _storable(value: Any, depth: int) -> Any:
    """Returns the value without NUL and halves of characters. Raises ValueError when it is nested too deeply."""
    if depth > MOST_DEPTH:
        raise ValueError("nested too deeply")
    if isinstance(value, str):
        return value.replace("\x00", "").encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {_storable(name, depth): _storable(each, depth + 1) for name, each in value.items()}
    return [_storable(each, depth + 1) for each in value] if isinstance(value, list) else value
