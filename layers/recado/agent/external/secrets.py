"""Secrets of external tools: sealed where they are kept, and cut from whatever is stored or shown."""

import json
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote, quote_plus
from uuid import UUID

from recado.activity.model import MASKED
from recado.agent.external.model import ExternalTool
from recado.platform import crypto


def place(tool_id: UUID) -> str:
    """Where the secrets of a tool are sealed."""
    return f"external_tool:secrets:{tool_id}"


def seal(tool_id: UUID, secrets: Mapping[str, str]) -> bytes | None:
    """Returns them sealed; None when there are none."""
    return crypto.seal(json.dumps(dict(secrets)), place(tool_id)) if secrets else None


def opened(tool: ExternalTool) -> dict[str, str]:
    """Returns a tool's secrets by their names. Raises SealBroken."""
    if tool.secrets_sealed is None:
        return {}
    return dict(json.loads(crypto.unseal(tool.secrets_sealed, place(tool.secrets_of or tool.id))))


def cut(value: Any, secrets: Iterable[str]) -> Any:
    """Returns JSON without the secrets, in whatever of its texts, names or numbers they are: MASKED stands for each."""
    forms = sorted({form for secret in secrets for form in _forms(secret)}, key=len, reverse=True)
    return _cut(value, forms) if forms else value


def _forms(secret: str) -> set[str]:
    """Returns the ways in which a server may say a secret: as it is, within JSON, within an address."""
    inner = {json.dumps(secret, ensure_ascii=ascii)[1:-1] for ascii in (True, False)}
    return {secret, quote(secret), quote(secret, safe=""), quote_plus(secret), *inner}


def _cut(value: Any, forms: list[str]) -> Any:
    if isinstance(value, str):
        for form in forms:
            value = value.replace(form, MASKED)
        return value
    if isinstance(value, dict):
        return {_cut(name, forms): _cut(each, forms) for name, each in value.items()}
    if isinstance(value, list):
        return [_cut(each, forms) for each in value]
    if isinstance(value, int | float) and not isinstance(value, bool) and str(value) in forms:
        return MASKED
    return value
