"""Links to objects: signed v4 with type and size wherever the bucket is, at an address browsers reach."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import botocore.session
import pytest

from recado.kernel.settings import settings
from recado.platform import storage

REGIONS = botocore.session.get_session().get_available_regions("s3")


def forget() -> None:
    storage.client.cache_clear()
    storage.signer.cache_clear()
    settings.cache_clear()


@pytest.fixture(autouse=True)
def credentials(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "x" * 40)
    for name in ("AWS_ENDPOINT_URL", "AWS_REGION", "S3_PUBLIC_URL"):
        monkeypatch.delenv(name, raising=False)
    forget()
    yield
    forget()


def signed(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


@pytest.mark.parametrize("region", ["us-east-1", "eu-west-1", "sa-east-1", "us-west-2", "eu-central-1", "mx-central-1"])
def test_links_are_v4_with_type_and_size_signed(region: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", region)
    query = signed(storage.put_link("bucket", "k", "image/png", 100, 900))
    assert query["X-Amz-SignedHeaders"] == "content-length;content-type;host"
    assert f"/{region}/s3/" in query["X-Amz-Credential"]
    assert query["X-Amz-Expires"] == "900"
    assert signed(storage.link("bucket", "k", 300, "image/png", "inline"))["X-Amz-Algorithm"] == "AWS4-HMAC-SHA256"


def test_no_region_signs_links_in_the_old_way(monkeypatch: pytest.MonkeyPatch) -> None:
    old = []
    for region in REGIONS:
        monkeypatch.setenv("AWS_DEFAULT_REGION", region)
        forget()
        if "X-Amz-Signature" not in signed(storage.put_link("bucket", "k", "text/csv", 1, 60)):
            old.append(region)
    assert len(REGIONS) > 20
    assert old == []


def test_links_lead_to_the_address_browsers_reach_and_our_own_requests_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://objects:9000")
    monkeypatch.setenv("S3_PUBLIC_URL", "https://files.example.com")
    assert storage.link("bucket", "k", 300, "image/png", "inline").startswith("https://files.example.com/bucket/k?")
    assert storage.put_link("bucket", "k", "image/png", 1, 60).startswith("https://files.example.com/bucket/k?")
    assert storage.client().meta.endpoint_url == "http://objects:9000"


def test_without_such_an_address_links_lead_where_our_own_requests_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://objects:9000")
    assert storage.link("bucket", "k", 300, "image/png", "inline").startswith("http://objects:9000/bucket/k?")
