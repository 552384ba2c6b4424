"""The built web app as the host serves it: files, the app for its own paths, the headers of pages."""

import gzip
from pathlib import Path

import pytest

from recado.kernel.settings import Settings, settings
from recado.runtime.host.__main__ import _object_stores, _web_app
from recado.runtime.host.http.event import Reply, Request
from recado.runtime.host.http.web_app import WebApp, content_policy
from recado.runtime.host.settings import host_settings
from recado.runtime.host.template import functions, load


@pytest.fixture
def app(tmp_path: Path) -> WebApp:
    folder = tmp_path / "dist"
    (folder / "assets").mkdir(parents=True)
    (folder / ".vite").mkdir()
    (folder / "index.html").write_text("<!doctype html><title>Recado</title>" + " " * 500)
    (folder / "robots.txt").write_text("User-agent: *\nAllow: /\n")
    (folder / "assets" / "index-abc123.js").write_text("export const a = 1;" * 50)
    (folder / "assets" / "inter.woff2").write_bytes(b"wOF2" + bytes(300))
    (folder / ".vite" / "manifest.json").write_text("{}")
    (tmp_path / "secret.txt").write_text("not to be served")
    return WebApp.load(folder, ["https://objects.recado.example"])


def get(app: WebApp, path: str, method: str = "GET", **headers: str) -> Reply | None:
    return app.reply(Request(method, path, "", {name.replace("_", "-"): value for name, value in headers.items()}))


def header(reply: Reply | None, name: str) -> str | None:
    assert reply is not None
    return dict(reply.headers).get(name)


@pytest.mark.parametrize("path", ["/", "/inbox", "/inbox/0198c0de", "/verify-email", "/index.html"])
def test_a_path_of_the_app_is_answered_with_the_app_itself_and_asked_for_again_each_time(
    app: WebApp, path: str
) -> None:
    reply = get(app, path)
    assert reply is not None
    assert reply.status == 200
    assert b"<title>Recado</title>" in reply.body
    assert header(reply, "cache-control") == "no-cache"
    assert header(reply, "content-type") == "text/html; charset=utf-8"


def test_what_is_named_by_its_hash_is_kept_for_a_year(app: WebApp) -> None:
    reply = get(app, "/assets/index-abc123.js")
    assert header(reply, "cache-control") == "public, max-age=31536000, immutable"
    assert header(reply, "content-type") == "text/javascript; charset=utf-8"
    assert header(get(app, "/robots.txt"), "cache-control") == "no-cache"
    assert header(get(app, "/assets/inter.woff2"), "content-type") == "font/woff2"


@pytest.mark.parametrize(
    "path",
    ["/assets/gone-123.js", "/../secret.txt", "/assets/../../secret.txt", "/.vite/manifest.json", "/favicon.ico"],
)
def test_a_file_that_is_not_there_is_not_answered_and_nothing_outside_the_folder_is(app: WebApp, path: str) -> None:
    assert get(app, path) is None


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_only_reading_is_answered(app: WebApp, method: str) -> None:
    assert get(app, "/inbox", method) is None
    assert get(app, "/inbox", "HEAD") is not None


def test_who_has_it_already_is_told_so_and_who_takes_gzip_gets_less(app: WebApp) -> None:
    reply = get(app, "/")
    etag = header(reply, "etag")
    assert etag
    again = get(app, "/inbox", if_none_match=f'"older", {etag}')
    assert again is not None
    assert (again.status, again.body) == (304, b"")
    packed = get(app, "/", accept_encoding="gzip, br")
    assert packed is not None
    assert reply is not None
    assert header(packed, "content-encoding") == "gzip"
    assert gzip.decompress(packed.body) == reply.body
    assert header(get(app, "/assets/inter.woff2", accept_encoding="gzip"), "content-encoding") is None


def test_pages_may_load_what_is_ours_and_files_of_the_object_store_and_run_no_inline_script(app: WebApp) -> None:
    policy = dict(part.split(" ", 1) for part in str(header(get(app, "/"), "content-security-policy")).split("; "))
    assert policy["script-src"] == "'self'"
    assert policy["default-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    for name in ("img-src", "media-src", "connect-src"):
        assert policy[name].endswith(" https://objects.recado.example")
    assert "connect-src 'self';" in content_policy([])
    assert header(get(app, "/"), "permissions-policy") == "camera=(), geolocation=(), microphone=(self), payment=()"


def test_a_folder_without_an_index_is_no_web_app(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        WebApp.load(tmp_path, [])


def test_without_a_configured_store_pages_reach_our_own_buckets_and_no_others() -> None:
    stores = _object_stores(Settings(bucket_media="recado-media", bucket_transfers="recado-transfers"), "eu-west-1")
    assert stores == [
        "https://s3.eu-west-1.amazonaws.com/recado-media/",
        "https://s3.eu-west-1.amazonaws.com/recado-transfers/",
    ]
    assert _object_stores(Settings(s3_public_url="https://files.example/store", aws_endpoint_url="http://s3"), "") == [
        "https://files.example"
    ]


def test_reading_where_files_lie_leaves_each_functions_process_its_own_settings(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "index.html").write_text("<!doctype html>")
    monkeypatch.setenv("HOST_WEB_ROOT", str(tmp_path))
    monkeypatch.delenv("S3_PUBLIC_URL", raising=False)
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    monkeypatch.setenv("AWS_REGION", "eu-west-1")
    host_settings.cache_clear()
    settings.cache_clear()
    template = load(Path(__file__).parents[2] / "template.yaml")
    try:
        app = _web_app(functions(template, {"PREFIX": "recado"}))
        assert settings.cache_info().currsize == 0  # a kept one would go into every process that is forked
    finally:
        host_settings.cache_clear()
    assert app
    policy = header(get(app, "/"), "content-security-policy") or ""
    assert "https://s3.eu-west-1.amazonaws.com/recado-media/" in policy
