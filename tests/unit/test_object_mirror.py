"""The mirror of the local object store: what a restart takes from LocalStack comes back whole."""

import io
from pathlib import Path
from typing import Any

import pytest

from infra.local.object_mirror import Mirror


class Store:
    """A bucket in memory, with the four calls a mirror makes."""

    def __init__(self) -> None:
        self.objects: dict[str, tuple[bytes, str]] = {}

    def list_buckets(self) -> dict[str, Any]:
        return {"Buckets": [{"Name": "media"}]}

    def get_paginator(self, _operation: str) -> "Store":
        return self

    def paginate(self, **_bucket: str) -> list[dict[str, Any]]:
        return [{"Contents": [{"Key": key, "ETag": str(hash(self.objects[key]))} for key in self.objects]}]

    def get_object(self, **what: str) -> dict[str, Any]:
        body, kind = self.objects[what["Key"]]
        return {"Body": io.BytesIO(body), "ContentType": kind}

    def put_object(self, **what: Any) -> None:
        self.objects[what["Key"]] = (what["Body"], what["ContentType"])


def mirror(store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Mirror:
    monkeypatch.setattr("infra.local.object_mirror.boto3.client", lambda *_args, **_options: store)
    return Mirror("http://127.0.0.1:1", folder)


def test_a_picture_and_its_thumbnail_both_come_back_though_one_key_begins_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, again = Store(), Store()
    store.objects = {
        "b1/picture": (b"large", "image/jpeg"),
        "b1/picture/thumb": (b"small", "image/webp"),
        "b1/../../etc": (b"a key is no path", "text/plain"),
        "z": (b"the last one", "text/plain"),
    }
    first = mirror(store, tmp_path, monkeypatch)
    first.start()
    first.stop()
    mirror(again, tmp_path, monkeypatch).restore()
    assert again.objects == store.objects
