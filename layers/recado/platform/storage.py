"""The door to the object store (S3 or anything that speaks it)."""

from collections.abc import Iterator
from functools import cache
from typing import IO, TYPE_CHECKING, cast

import botocore.session
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from recado.kernel.errors import NotFound, Unavailable
from recado.kernel.settings import settings
from recado.platform.regions import region

if TYPE_CHECKING:
    from botocore.response import StreamingBody
    from mypy_boto3_s3 import S3Client

PIECE_BYTES = 64 * 1024
CONFIG = Config(
    signature_version="s3v4",  # botocore's own choice for links is v2 in eight regions: it signs neither type nor size
    connect_timeout=3,
    read_timeout=20,
    retries={"mode": "standard", "total_max_attempts": 3},
    s3={"addressing_style": "path"},
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)


@cache
def client() -> "S3Client":
    """Returns this process's S3 client, made when first used: the webhook path starts faster without it."""
    session = botocore.session.get_session()
    return cast("S3Client", session.create_client("s3", region_name=region(), config=CONFIG))


@cache
def signer() -> "S3Client":
    """Returns the client that links are signed with: their address, S3_PUBLIC_URL, is one that browsers reach."""
    public_url = settings().s3_public_url
    if not public_url:
        return client()
    session = botocore.session.get_session()
    return cast("S3Client", session.create_client("s3", region_name=region(), endpoint_url=public_url, config=CONFIG))


def put(bucket: str, key: str, body: bytes | IO[bytes], content_type: str) -> None:
    """Stores an object, replacing what was there. Unavailable when the store did not take it."""
    try:
        client().put_object(Bucket=bucket, Key=key, Body=body, ContentType=content_type)
    except (BotoCoreError, ClientError) as error:
        raise Unavailable("the object store did not take an object") from error


def get(bucket: str, key: str) -> bytes:
    """Returns an object's bytes. NotFound when there is none, Unavailable when the store does not answer."""
    try:
        return client().get_object(Bucket=bucket, Key=key)["Body"].read()
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") in ("NoSuchKey", "404"):
            raise NotFound("no such object") from error
        raise Unavailable("the object store did not answer") from error
    except BotoCoreError as error:
        raise Unavailable("the object store did not answer") from error


def delete(bucket: str, key: str) -> None:
    """Removes an object, if there is one. Unavailable when the store does not answer."""
    try:
        client().delete_object(Bucket=bucket, Key=key)
    except (BotoCoreError, ClientError) as error:
        raise Unavailable("the object store did not answer") from error


def keys(bucket: str, prefix: str, most: int) -> list[str]:
    """Returns up to `most` (at most 1000) keys that begin with the prefix. Unavailable when the store does not
    answer."""
    try:
        answer = client().list_objects_v2(Bucket=bucket, Prefix=prefix, MaxKeys=most)
    except (BotoCoreError, ClientError) as error:
        raise Unavailable("the object store did not answer") from error
    return [each["Key"] for each in answer.get("Contents", [])]


def delete_many(bucket: str, names: list[str]) -> None:
    """Removes up to 1000 objects, those that there are. Unavailable when the store kept one."""
    try:
        objects = [{"Key": name} for name in names]
        answer = client().delete_objects(Bucket=bucket, Delete={"Objects": objects, "Quiet": True})  # type: ignore[typeddict-item]
    except (BotoCoreError, ClientError) as error:
        raise Unavailable("the object store did not answer") from error
    if answer.get("Errors"):
        raise Unavailable("the object store kept an object")


def read(bucket: str, key: str, etag: str = "") -> "tuple[str, int, Iterator[bytes]]":
    """An object a piece at a time: its tag, its size, its bytes. NotFound when there is none, or it has changed."""
    more = {"IfMatch": etag} if etag else {}
    try:
        answer = client().get_object(Bucket=bucket, Key=key, **more)  # type: ignore[arg-type]
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") in ("NoSuchKey", "404", "PreconditionFailed", "412"):
            raise NotFound("no such object") from error
        raise Unavailable("the object store did not answer") from error
    except BotoCoreError as error:
        raise Unavailable("the object store did not answer") from error
    return answer["ETag"], answer["ContentLength"], _pieces(answer["Body"])


def head(bucket: str, key: str) -> tuple[int, str]:
    """Returns an object's bytes, counted, and its type as it was stored. NotFound when there is none."""
    try:
        answer = client().head_object(Bucket=bucket, Key=key)
        return answer["ContentLength"], answer.get("ContentType", "")
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") in ("NoSuchKey", "404"):
            raise NotFound("no such object") from error
        raise Unavailable("the object store did not answer") from error
    except BotoCoreError as error:
        raise Unavailable("the object store did not answer") from error


def save(bucket: str, key: str, file: IO[bytes]) -> None:
    """Writes an object into a file. NotFound when there is none, Unavailable when the store does not answer."""
    _, _, pieces = read(bucket, key)
    for piece in pieces:
        file.write(piece)


def _pieces(body: "StreamingBody") -> "Iterator[bytes]":
    try:
        yield from body.iter_chunks(PIECE_BYTES)
    except BotoCoreError as error:
        raise Unavailable("the object store broke off") from error


def link(bucket: str, key: str, seconds: int, content_type: str, disposition: str) -> str:
    """Returns a link that reads the object for `seconds` and then no more, under this type and disposition."""
    params = {
        "Bucket": bucket,
        "Key": key,
        "ResponseContentType": content_type,
        "ResponseContentDisposition": disposition,
    }
    return signer().generate_presigned_url("get_object", Params=params, ExpiresIn=seconds)


def beginning(bucket: str, key: str, count: int) -> tuple[bytes, int]:
    """Returns an object's first bytes, and how many it has in all. NotFound when there is none."""
    try:
        part = client().get_object(Bucket=bucket, Key=key, Range=f"bytes=0-{count - 1}")
        return part["Body"].read(), int(part.get("ContentRange", "").rpartition("/")[2] or part["ContentLength"])
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") in ("NoSuchKey", "404", "InvalidRange"):
            raise NotFound("no such object") from error
        raise Unavailable("the object store did not answer") from error
    except BotoCoreError as error:
        raise Unavailable("the object store did not answer") from error


def put_link(bucket: str, key: str, content_type: str, size: int, seconds: int) -> str:
    """Returns a link that takes an object of exactly this type and size, by PUT, for `seconds` and then no more.

    Both are signed: the store refuses (403) what comes with another. Compare them again where the object is used all
    the same, with `head`: not every store that speaks S3 is strict.
    """
    params = {"Bucket": bucket, "Key": key, "ContentType": content_type, "ContentLength": size}
    return signer().generate_presigned_url("put_object", Params=params, ExpiresIn=seconds)
