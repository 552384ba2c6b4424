"""What strangers and broken clients post: refused with 4xx, never 5xx, and nothing of it is stored."""

import hashlib
import json
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import pytest

from recado.vendors.whatsapp.bounds import TEXT_LENGTH
from recado.vendors.whatsapp.cloud.signature import sign
from tests.rigs.product import Answer, Line, Product

MB = 1024 * 1024
TENANT_TABLES = ("messages", "message_statuses", "raw_updates", "contacts", "conversations", "media", "buffers")


@pytest.fixture(scope="module")
def line(product: Product) -> Line:
    """A number to which nothing in this file may ever be stored."""
    return product.line()


@pytest.fixture
def nothing_stored(product: Product, line: Line) -> Any:
    """Checks after the test that its body left no trace, also none outside the tenant."""
    product.ingested()
    before = product.admin("select count(*) from raw_updates")
    yield
    product.ingested()
    assert stored(line) == []
    assert product.admin("select count(*) from raw_updates") == before


def stored(line: Line) -> list[Any]:
    """Every row there is of what customers and Meta tell a business."""
    return [row for table in TENANT_TABLES for row in line.rows(f"select * from {table}")]


def body_of(line: Line, product: Product, text: str = "hola") -> bytes:
    node = line.text_node(product.customer(), text)
    return json.dumps(line.envelope("messages", line.value(messages=[node]))).encode()


def post(line: Line, body: bytes | None, signature: str | None, content_type: str = "application/json") -> Answer:
    headers = {"Content-Type": content_type} | ({"X-Hub-Signature-256": signature} if signature is not None else {})
    return line.product.request("POST", line.path, body, headers)


def problem(answer: Answer) -> Any:
    assert answer.content_type == "application/problem+json"
    return json.loads(answer.body)["code"]


@pytest.mark.usefixtures("nothing_stored")
class TestSignature:
    """Who does not hold the app's secret is refused."""

    @pytest.mark.parametrize(
        "shape",
        [
            None, "", "sha256=", "sha256", "=", "{hex}", "sha1={sha1}", "SHA256={hex}", "sha256={HEX}", "sha256= {hex}",
            "sha256={hex}0", "sha256={short}", "sha256={hex}, sha256={hex}", "sha256=" + "0" * 64,
            "sha256=ñ" + "0" * 63,
            "sha256=" + "f" * 6000,
        ],
    )  # fmt: skip
    def test_a_missing_or_misshapen_signature_is_refused(self, product: Product, line: Line, shape: str | None) -> None:
        body = body_of(line, product)
        right = sign(line.number.app_secret, body).removeprefix("sha256=")
        sha1 = hashlib.sha1(body).hexdigest()
        written = shape and shape.format(hex=right, HEX=right.upper(), short=right[:-1], sha1=sha1)
        answer = post(line, body, written)
        assert answer.status == 401
        assert problem(answer) == "unauthorized"

    def test_a_body_signed_with_another_secret_is_refused(self, product: Product, line: Line) -> None:
        body = body_of(line, product)
        for secret in (uuid4().hex, line.number.app_secret[:-1], line.number.app_secret.upper(), "x"):
            assert post(line, body, sign(secret, body)).status == 401

    def test_a_body_cut_or_changed_after_it_was_signed_is_refused(self, product: Product, line: Line) -> None:
        body = body_of(line, product)
        signature = sign(line.number.app_secret, body)
        changed = (body[:-1], body[: len(body) // 2], b"", body + b" ", body.replace(b"hola", b"hole"), body.upper())
        assert [post(line, each, signature).status for each in changed] == [401] * len(changed)

    def test_a_body_signed_for_one_route_is_refused_on_another(self, product: Product, line: Line) -> None:
        other = product.line()
        body = body_of(line, product)
        assert (
            product.request(
                "POST",
                other.path,
                body,
                {"X-Hub-Signature-256": sign(line.number.app_secret, body), "Content-Type": "application/json"},
            ).status
            == 401
        )


@pytest.mark.usefixtures("nothing_stored")
class TestShape:
    """What is signed properly and still is no webhook body."""

    @pytest.mark.parametrize(
        "body",
        [
            b"", b" ", b"\xef\xbb\xbf", b"{", b"}", b"{}{}", b"nul", b"{'a': 1}", b'{"a": 1,}', b"\x00",
            b"\xff\xfe\xfd",
            b'{"entry": "\xff\xfe"}', b'{"entry": "\xed\xa0\x80"}', b'{"entry": "\x01"}', b"<xml/>", b"a=1&b=2",
            b"[" * 100_000, b"[" * 100_000 + b"]" * 100_000, b'{"entry":' * 100_000 + b"1" + b"}" * 100_000,
            b'{"n": ' + b"9" * 5000 + b"}",
        ],
        ids=range(20),
    )  # fmt: skip
    def test_bytes_that_are_not_json_are_refused(self, line: Line, body: bytes) -> None:
        answer = post(line, body, sign(line.number.app_secret, body))
        assert answer.status == 400
        assert problem(answer) == "invalid"

    @pytest.mark.parametrize("body", [b"null", b"true", b"0", b"-1.5e3", b'"text"', b"[]", b"[{}]", b"NaN"])
    def test_json_that_is_not_an_object_is_refused(self, line: Line, body: bytes) -> None:
        assert post(line, body, sign(line.number.app_secret, body)).status == 400

    @pytest.mark.parametrize(
        "content_type",
        ["text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data", "json"],
    )
    def test_another_content_type_is_refused(self, product: Product, line: Line, content_type: str) -> None:
        body = body_of(line, product)
        answer = post(line, body, sign(line.number.app_secret, body), content_type)
        assert answer.status == 415
        assert problem(answer) == "unsupported_media_type"

    @pytest.mark.parametrize("size", [3 * MB + 1, 9 * MB, 10 * MB + 1, 30 * MB])
    def test_a_body_larger_than_meta_ever_sends_is_refused(self, line: Line, size: int) -> None:
        body = b'{"a": "' + b"x" * (size - 9) + b'"}'
        assert len(body) == size
        answer = post(line, body, sign(line.number.app_secret, body))
        assert answer.status == 413
        assert problem(answer) == "too_large"

    @pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"])
    def test_another_method_is_refused(self, product: Product, line: Line, method: str) -> None:
        assert product.request(method, line.path).status in (404, 405)

    @pytest.mark.parametrize(
        "path",
        [
            "/", "/webhooks", "/webhooks/whatsapp", "/webhooks/whatsapp/", "/webhooks/whatsapp/none-of-ours-at-all",
            "/webhooks/whatsapp/..%2f..%2froutes", "/webhooks/whatsapp/%00", "/webhooks/whatsapp/%ff%fe", "/%2e%2e/etc",
            "/webhooks/whatsapp/" + "a" * 3000, "/webhooks/whatsapp/a/b", "/webhooks/whatsapp/ñ",
        ],
    )  # fmt: skip
    def test_an_unknown_route_does_not_exist(self, product: Product, line: Line, path: str) -> None:
        body = body_of(line, product)
        for method in ("GET", "POST"):
            headers = {"Content-Type": "application/json", "X-Hub-Signature-256": sign(line.number.app_secret, body)}
            encoded = quote(path, safe="/%")
            assert product.request(method, encoded, body if method == "POST" else None, headers).status == 404


class TestOddButTrue:
    """Signed by Meta's app and strange inside: acknowledged, and stored without what a database refuses."""

    @pytest.mark.parametrize(
        ("written", "stored"),
        [
            ("a\\u0000b", "a\ufffdb"),
            ("lone \\ud83d high", "lone \ufffd high"),
            ("lone \\ude00 low", "lone \ufffd low"),
            ("pair \\ud83d\\ude00", "pair 😀"),
            ("a\\u202eb\\u200d\\ufeff", "a\u202eb\u200d\ufeff"),
            ("'; drop table messages; --", "'; drop table messages; --"),
            ("%s %(id)s {x} $1", "%s %(id)s {x} $1"),
        ],
    )
    def test_odd_characters_in_a_text(self, product: Product, written: str, stored: str) -> None:
        line = product.line(bot=False)
        node = line.text_node(product.customer(), "@@")
        body = json.dumps(line.envelope("messages", line.value(messages=[node]))).replace("@@", written).encode()
        assert line.post(body).status == 200
        assert line.message(node["id"])["text"] == stored

    def test_a_text_of_sixty_thousand_characters(self, product: Product) -> None:
        line = product.line(bot=False)
        node = line.text_node(product.customer(), "ñ" * 60_000)
        assert line.post(line.envelope("messages", line.value(messages=[node]))).status == 200
        assert line.message(node["id"])["text"] == "ñ" * 60_000

    def test_a_body_just_within_the_limit_goes_by_the_object_store(self, product: Product) -> None:
        line = product.line(bot=False)
        node = line.text_node(product.customer(), "x" * (3 * MB - 1000))
        assert line.post(line.envelope("messages", line.value(messages=[node]))).status == 200
        assert len(line.message(node["id"])["text"]) == TEXT_LENGTH  # longer than any of WhatsApp's own

    @pytest.mark.parametrize("depth", [60, 200, 400, 480, 700, 900, 950, 980])
    def test_deep_nesting_that_still_is_json_is_stored_or_refused(self, product: Product, depth: int) -> None:
        line = product.line(bot=False)
        deep = b"[" * depth + b"]" * depth
        body = json.dumps(line.envelope("messages", line.value(messages=[line.text_node("5215512345678", "hola")])))
        status = line.post(body.encode().replace(b'"hola"', b'"hola", "deep": ' + deep)).status
        assert status in (200, 400)
        product.ingested()
        assert len(line.messages()) == (status == 200)

    def test_numbers_no_database_takes(self, product: Product) -> None:
        line = product.line(bot=False)
        body = (
            json.dumps(line.envelope("strange", line.value(n="@@"))).replace('"@@"', "[NaN, 1e999, -Infinity]").encode()
        )
        assert line.post(body).status == 200
        product.ingested()
        (row,) = line.rows("select raw from raw_updates")
        assert row["raw"]["n"] == ["nan", "inf", "-inf"]

    @pytest.mark.parametrize(
        "entry",
        [
            None, 0, "x", {}, [], [None], ["x"], [[]], [{}], [{"changes": None}], [{"changes": [None, 1, "x", []]}],
            [{"id": {}, "changes": [{"field": [], "value": []}]}],
            [{"changes": [{"field": "messages", "value": {}}]}],
        ],
    )  # fmt: skip
    def test_entries_of_no_known_shape_are_kept_raw(self, product: Product, entry: Any) -> None:
        line = product.line(bot=False)
        assert line.post({"object": "whatsapp_business_account", "entry": entry}).status == 200
        product.ingested()
        assert product.admin("select field from raw_updates where route = %s and business_id is null", (line.route,))

    def test_content_type_may_name_its_charset(self, product: Product) -> None:
        line = product.line(bot=False)
        node = line.text_node(product.customer(), "hola")
        body = line.envelope("messages", line.value(messages=[node]))
        assert line.post(body, **{"Content-Type": "application/json; charset=utf-8"}).status == 200
        assert line.message(node["id"])["text"] == "hola"


class TestOtherTenant:
    """An app speaks for its own numbers only, whatever its bodies say."""

    def test_a_body_naming_another_tenants_number_is_kept_apart_and_never_reaches_it(self, product: Product) -> None:
        ours, theirs = product.line(), product.line()
        node = ours.text_node(product.customer(), "soy otro")
        status = {"id": "wamid.x", "status": "read", "timestamp": node["timestamp"], "recipient_id": node["from"]}
        body = ours.envelope("messages", theirs.value(messages=[node], statuses=[status]))
        assert ours.post(body).status == 200
        product.ingested()
        kept = product.admin("select business_id, field, raw from raw_updates where route = %s", (ours.route,))
        assert sorted((row["business_id"], row["raw"]["id"]) for row in kept) == [(None, node["id"]), (None, "wamid.x")]
        for line in (ours, theirs):
            assert stored(line) == []
        assert theirs.sent() == []

    def test_an_account_level_update_of_another_tenants_account_never_reaches_it(self, product: Product) -> None:
        ours, theirs = product.line(), product.line()
        body = ours.envelope("account_update", {"event": "VERIFIED_ACCOUNT"})
        body["entry"][0]["id"] = theirs.number.account_id
        assert ours.post(body).status == 200
        product.ingested()
        assert ours.rows("select from raw_updates") == theirs.rows("select from raw_updates") == []
        (kept,) = product.admin("select business_id from raw_updates where route = %s", (ours.route,))
        assert kept["business_id"] is None

    def test_in_a_mixed_body_each_number_gets_only_its_own(self, product: Product) -> None:
        ours, theirs = product.line(bot=False), product.line(bot=False)
        mine, foreign = ours.text_node(product.customer(), "a"), ours.text_node(product.customer(), "b")
        body = ours.envelope("messages", ours.value(messages=[mine]))
        body["entry"][0]["changes"].append({"field": "messages", "value": theirs.value(messages=[foreign])})
        assert ours.post(body).status == 200
        product.ingested()
        assert [row["vendor_id"] for row in ours.messages()] == [mine["id"]]
        assert theirs.messages() == []


class TestHandshake:
    """Meta's GET when a callback is entered."""

    def ask(self, line: Line, token: str, mode: str = "subscribe", challenge: str = "1158201444") -> Answer:
        query = f"hub.mode={mode}&hub.challenge={quote(challenge)}&hub.verify_token={quote(token)}"
        return line.product.request("GET", f"{line.path}?{query}")

    def test_the_right_token_gets_the_challenge_as_plain_text_that_is_no_page(self, line: Line) -> None:
        assert self.ask(line, line.number.verify_token, challenge="1158201444").body == b"1158201444"
        answer = self.ask(line, line.number.verify_token, challenge="<b>1158&201444</b>")
        assert (answer.status, answer.body) == (200, b"&lt;b&gt;1158&amp;201444&lt;/b&gt;")
        assert answer.content_type.startswith("text/plain")

    def test_a_wrong_token_or_mode_is_forbidden(self, line: Line) -> None:
        for token in ("", "wrong", line.number.verify_token[:-1], line.number.verify_token + "x", "ñandú 🦤", "%00"):
            assert self.ask(line, token).status == 403
        assert self.ask(line, line.number.verify_token, mode="unsubscribe").status == 403
        assert line.product.request("GET", line.path).status == 403

    @pytest.mark.parametrize("size", [3_000, 8_000, 100_000, 1_000_000])
    def test_a_huge_query_is_refused(self, line: Line, size: int) -> None:
        answer = line.product.request("GET", f"{line.path}?hub.verify_token={'x' * size}")
        assert 400 <= answer.status < 500
