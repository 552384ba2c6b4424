"""One document out of those of several functions: what /v1/openapi.json serves."""

from typing import Any

Json = dict[str, Any]


def merge(documents: list[Json], server: str) -> Json:
    """Returns a document with all their operations, of an API at this address. Raises ValueError where two of them mean
    different things by one name."""
    merged: Json = {**documents[0], "paths": {}, "components": {}, "tags": []}
    if server:
        merged["servers"] = [{"url": server}]
    for document in documents:
        _add(merged["paths"], document["paths"], "path")
        for kind, components in document["components"].items():
            _add(merged["components"].setdefault(kind, {}), components, kind)
        merged["tags"] += document["tags"]
    _check_operation_ids(merged)
    merged["paths"] = dict(sorted(merged["paths"].items()))
    merged["tags"].sort(key=lambda tag: str(tag["name"]))
    return merged


def _add(to: Json, more: Json, kind: str) -> None:
    for name, value in more.items():
        if to.setdefault(name, value) != value:
            raise ValueError(f"two documents mean different things by the {kind} {name}")


def _check_operation_ids(document: Json) -> None:
    ids = [operation["operationId"] for path in document["paths"].values() for operation in path.values()]
    if twice := {each for each in ids if ids.count(each) > 1}:
        raise ValueError(f"operations share a name: {sorted(twice)}")
