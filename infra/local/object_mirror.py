"""LocalStack keeps objects in memory; this mirrors buckets to a folder, so that files survive a restart."""

import json
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import boto3
from botocore.exceptions import BotoCoreError, ClientError

EVERY_SECONDS = 5.0
DRAFT = ".draft"


class Mirror:
    """Copies new objects out every few seconds and once more at the end, and all of them back in at a start."""

    def __init__(self, endpoint_url: str, folder: Path) -> None:
        self._s3: Any = boto3.client(
            "s3",
            endpoint_url=endpoint_url,
            region_name="us-east-1",
            aws_access_key_id="test",
            aws_secret_access_key="test",  # noqa: S106  LocalStack takes any
        )
        self._folder = folder
        self._types: dict[str, str] = {}  # bucket/key to content type
        self._types_file = folder / "types.json"
        self._seen: set[tuple[str, str, str]] = set()
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._work, name="object-mirror", daemon=True)

    def restore(self) -> None:
        """Puts back what an earlier run kept."""
        with suppress(OSError, ValueError):
            self._types = json.loads(self._types_file.read_text())
        for bucket in self._buckets():
            for file in (self._folder / bucket).rglob("*"):
                if file.is_file() and not file.name.endswith(DRAFT):
                    key = unquote(file.relative_to(self._folder / bucket).as_posix())
                    kind = self._types.get(f"{bucket}/{key}", "binary/octet-stream")
                    self._s3.put_object(Bucket=bucket, Key=key, Body=file.read_bytes(), ContentType=kind)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._ending.set()
        self._thread.join(10)
        self._copy()

    def _work(self) -> None:
        while not self._ending.wait(EVERY_SECONDS):
            self._copy()

    def _copy(self) -> None:
        with suppress(BotoCoreError, ClientError, OSError):  # LocalStack is restarting, or gone: the next round tries
            for bucket in self._buckets():
                for page in self._s3.get_paginator("list_objects_v2").paginate(Bucket=bucket):
                    for item in page.get("Contents", []):
                        self._keep(bucket, item["Key"], item["ETag"])

    def _keep(self, bucket: str, key: str, etag: str) -> None:
        if (bucket, key, etag) in self._seen:
            return
        target = self._folder / bucket / quote(key, safe="")  # flat: a key may be the beginning of another one
        target.parent.mkdir(parents=True, exist_ok=True)
        kept = self._s3.get_object(Bucket=bucket, Key=key)
        _write(target, kept["Body"].read())
        self._types[f"{bucket}/{key}"] = kept["ContentType"]
        _write(self._types_file, json.dumps(self._types).encode())
        self._seen.add((bucket, key, etag))

    def _buckets(self) -> list[str]:
        return [bucket["Name"] for bucket in self._s3.list_buckets()["Buckets"]]


def _write(target: Path, data: bytes) -> None:
    """In one step: half a file would come back as a whole one."""
    draft = target.with_name(target.name + DRAFT)
    draft.write_bytes(data)
    draft.replace(target)
