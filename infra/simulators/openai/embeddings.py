"""POST /v1/embeddings: unit vectors from hashed pieces of words, so that texts that look alike are near each other."""

import base64
import math
import zlib
from array import array
from typing import Any

from aiohttp import web

from infra.simulators.openai.language import EMPTY, words
from infra.simulators.openai.wire import body_of, invalid, missing, tokens

Json = dict[str, Any]
DIMENSIONS = {"text-embedding-3-large": 3072}
MOST_INPUTS = 2048
MOST_TOKENS = 8192


async def create(request: web.Request) -> web.StreamResponse:
    body = await body_of(request)
    given = body.get("input")
    if given is None:
        raise missing("input")
    texts = [given] if isinstance(given, str) else given
    if not isinstance(texts, list) or not texts or len(texts) > MOST_INPUTS or not all(texts):
        raise invalid("input", "'$.input' is invalid: expected a non-empty string or 1 to 2048 of them.")
    if isinstance(texts[0], int):
        texts = [texts]
    texts = [text if isinstance(text, str) else " ".join(map(str, text)) for text in texts]
    if any(tokens(text) > MOST_TOKENS for text in texts):
        raise invalid("input", f"This model's maximum context length is {MOST_TOKENS} tokens.")
    full = DIMENSIONS.get(str(body["model"]), 1536)
    size = int(body.get("dimensions") or full)
    if not 1 <= size <= full:
        raise invalid("dimensions", f"'dimensions' must be between 1 and {full}.")
    vectors = [vector(text, size) for text in texts]
    if body.get("encoding_format") == "base64":
        shown: list[Any] = [base64.b64encode(each.tobytes()).decode() for each in vectors]
    else:
        shown = [each.tolist() for each in vectors]
    data = [{"object": "embedding", "index": index, "embedding": each} for index, each in enumerate(shown)]
    total = sum(map(tokens, texts))
    usage = {"prompt_tokens": total, "total_tokens": total}
    return web.json_response({"object": "list", "data": data, "model": body["model"], "usage": usage})


def vector(text: str, size: int) -> "array[float]":
    """Each word and each run of three letters adds to one place, up or down, as its hash says."""
    values = array("f", bytes(4 * size))
    for word in words(text):
        weight = 0.2 if word in EMPTY else 1.0
        _add(values, word, weight * 2)
        edged = f"<{word}>"
        for start in range(len(edged) - 2):
            _add(values, edged[start : start + 3], weight)
    length = math.sqrt(sum(value * value for value in values))
    if not length:
        values[zlib.crc32(text.encode()) % size] = length = 1.0
    return array("f", (value / length for value in values))


def _add(values: "array[float]", piece: str, weight: float) -> None:
    hashed = zlib.crc32(piece.encode())
    values[hashed % len(values)] += weight if hashed & 0x80000000 else -weight
