"""The Cloud API client against a small real HTTP server."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest

from recado.kernel.clock import now
from recado.kernel.errors import Forbidden, Invalid, TooLarge
from recado.kernel.settings import settings
from recado.kernel.time_limits import vendor_seconds
from recado.vendors.whatsapp.cloud import transport
from recado.vendors.whatsapp.cloud.client import CloudChannel
from recado.vendors.whatsapp.cloud.errors import Ambiguous, GraphError, NotSent, TooSlow, Verdict, reason, verdict
from recado.vendors.whatsapp.contents import TextContent
from recado.vendors.whatsapp.model import Customer

ANA = Customer(phone="57300", user_id="CO.1")
ACCEPTED = {"messages": [{"id": "wamid.1"}], "contacts": [{"input": "+57300", "wa_id": "57300", "user_id": "CO.1"}]}
Answer = Callable[[BaseHTTPRequestHandler], None]


class Graph:
    """A server that answers as told and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, dict[str, str], bytes]] = []
        self.answer: Answer = reply(200, {})
        graph = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                graph.asked.append((self.command, self.path, dict(self.headers), body))
                graph.answer(self)

            do_POST = do_GET

            def log_message(self, *_: Any) -> None:
                """Quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"


def reply(status: int, body: Any, **headers: str) -> Answer:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {"Content-Length": str(len(content)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(content)

    return answer


def hang_up(handler: BaseHTTPRequestHandler) -> None:
    handler.close_connection = True
    handler.connection.shutdown(socket.SHUT_RDWR)


def refusal(code: int, status: int = 400, **more: Any) -> Answer:
    error = {"message": f"(#{code}) x", "code": code, "fbtrace_id": "trace", **more}
    return reply(status, {"error": error})


@pytest.fixture
def graph(monkeypatch: pytest.MonkeyPatch) -> Iterator[Graph]:
    graph = Graph()
    thread = threading.Thread(target=graph.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    monkeypatch.setenv("GRAPH_BASE_URL", graph.url)
    monkeypatch.setenv("GRAPH_VERSION", "v24.0")
    settings.cache_clear()
    yield graph
    graph.server.shutdown()
    graph.server.server_close()
    transport.client().close()
    transport.client.cache_clear()
    settings.cache_clear()


@pytest.fixture
def channel(graph: Graph) -> CloudChannel:
    return CloudChannel("token-1", "900")


def send(channel: CloudChannel) -> Any:
    return channel.send(ANA, TextContent(body="hola"), reply_to=None, callback_data="our-id")


def test_an_accepted_message_has_the_vendors_id_and_the_customers(graph: Graph, channel: CloudChannel) -> None:
    graph.answer = reply(200, ACCEPTED)
    sent = send(channel)
    assert (sent.vendor_id, sent.wa_id, sent.user_id) == ("wamid.1", "57300", "CO.1")
    method, path, headers, body = graph.asked[0]
    assert (method, path, headers["Authorization"]) == ("POST", "/v24.0/900/messages", "Bearer token-1")
    assert json.loads(body)["biz_opaque_callback_data"] == "our-id"


def test_a_refusal_tells_its_code_and_its_text_stays_out_of_the_log(graph: Graph, channel: CloudChannel) -> None:
    graph.answer = refusal(131030, error_subcode=7, error_data={"details": "57300 not in list"})
    with pytest.raises(GraphError) as caught:
        send(channel)
    error = caught.value
    assert (error.code, error.subcode, error.detail, error.fbtrace_id) == (131030, 7, "57300 not in list", "trace")
    assert (error.status, error.verdict) == (400, Verdict.FINAL)
    assert "57300" not in str(error)
    assert "131030" in str(error)


def test_a_server_error_with_a_reason_was_not_accepted(graph: Graph, channel: CloudChannel) -> None:
    graph.answer = refusal(131016, 503)
    with pytest.raises(GraphError) as caught:
        send(channel)
    assert caught.value.verdict is Verdict.RETRY


@pytest.mark.parametrize(
    "answer",
    [
        hang_up,
        reply(502, b"<html>"),
        reply(503, b""),
        reply(500, {}),
        reply(200, b"not json"),
        reply(200, {"messages": []}),
    ],
)
def test_an_outcome_nobody_told_is_ambiguous(graph: Graph, channel: CloudChannel, answer: Answer) -> None:
    graph.answer = answer
    with pytest.raises(Ambiguous):
        send(channel)
    assert len(graph.asked) == 1  # and is not tried again behind our back


def test_silence_after_the_request_is_ambiguous(
    graph: Graph, channel: CloudChannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered = threading.Event()

    def silent(_: BaseHTTPRequestHandler) -> None:
        answered.wait(60)

    graph.answer = silent
    monkeypatch.setattr(transport, "READ_SECONDS", 0.2)
    with pytest.raises(Ambiguous):
        send(channel)
    answered.set()


def test_an_http_request_waits_for_all_its_calls_together_no_longer_than_its_share(
    graph: Graph, channel: CloudChannel
) -> None:
    answered = threading.Event()

    def slow(handler: BaseHTTPRequestHandler) -> None:
        answered.wait(1.2)
        reply(200, {"success": True})(handler)

    graph.answer = slow
    begun = time.monotonic()
    with vendor_seconds(3.0):
        channel.mark_read("wamid.1", typing=True)
        channel.mark_read("wamid.1", typing=True)
        with pytest.raises(TooSlow):
            channel.mark_read("wamid.1", typing=True)
        with pytest.raises(TooSlow):
            channel.mark_read("wamid.1", typing=True)
    assert time.monotonic() - begun > 2.9
    assert len(graph.asked) == 3  # the fourth was not even begun
    answered.set()
    channel.mark_read("wamid.1", typing=True)  # outside a request there is no share


def test_a_server_that_cannot_be_reached_was_sent_nothing(
    monkeypatch: pytest.MonkeyPatch, channel: CloudChannel
) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        monkeypatch.setenv("GRAPH_BASE_URL", f"http://127.0.0.1:{unused.getsockname()[1]}")
        settings.cache_clear()
        with pytest.raises(NotSent):
            send(channel)


def test_a_refusal_without_a_reason_goes_by_its_http_status(graph: Graph, channel: CloudChannel) -> None:
    for status, expected in ((429, Verdict.THROTTLE_NUMBER), (401, Verdict.STOP_CHANNEL), (404, Verdict.FINAL)):
        graph.answer = reply(status, b"no")
        with pytest.raises(GraphError) as caught:
            send(channel)
        assert (caught.value.code, caught.value.verdict) == (None, expected)


USAGE = json.dumps({"1": [{"type": "messaging", "estimated_time_to_regain_access": 3}, {"x": 1}]})


@pytest.mark.parametrize(
    ("headers", "low", "high"),
    [
        ({"Retry_After": "7"}, 7, 7),
        ({"Retry_After": "a date"}, 500, 600),
        ({"X_Business_Use_Case_Usage": USAGE}, 180, 180),
    ],
)
def test_how_long_to_wait_is_read_where_it_is_told(
    graph: Graph, channel: CloudChannel, headers: dict[str, str], low: int, high: int
) -> None:
    if headers.get("Retry_After") == "a date":  # made now: the list above is read long before
        headers = {"Retry_After": format_datetime(now() + timedelta(seconds=600), usegmt=False)}
    graph.answer = reply(400, {"error": {"code": 80007}}, **headers)
    with pytest.raises(GraphError) as caught:
        send(channel)
    assert caught.value.verdict is Verdict.THROTTLE_APP
    assert caught.value.retry_after_seconds is not None
    assert low <= caught.value.retry_after_seconds <= high


@pytest.mark.parametrize(
    "headers", [{}, {"Retry_After": "soon"}, {"X_Business_Use_Case_Usage": "{"}, {"X_Business_Use_Case_Usage": "[1]"}]
)
def test_an_unreadable_wait_is_none(graph: Graph, channel: CloudChannel, headers: dict[str, str]) -> None:
    graph.answer = reply(400, {"error": {"code": 4}}, **headers)
    with pytest.raises(GraphError) as caught:
        send(channel)
    assert caught.value.retry_after_seconds is None


def test_a_message_is_marked_read_and_typing_is_shown(graph: Graph, channel: CloudChannel) -> None:
    graph.answer = reply(200, {"success": True})
    channel.mark_read("wamid.0", typing=True)
    body = json.loads(graph.asked[0][3])
    assert (body["status"], body["message_id"], body["typing_indicator"]) == ("read", "wamid.0", {"type": "text"})


def test_a_file_is_found_by_its_id_and_downloaded_with_the_token(graph: Graph, channel: CloudChannel) -> None:
    told = {"url": f"{graph.url}/file", "mime_type": "image/png", "sha256": "AB" * 32, "file_size": "5", "id": "77"}
    graph.answer = reply(200, told)
    info = channel.media("77")
    assert (info.mime_type, info.sha256, info.size) == ("image/png", "ab" * 32, 5)
    graph.answer = reply(200, b"12345")
    with channel.download(info.url, max_bytes=5) as chunks:
        assert b"".join(chunks) == b"12345"
    assert graph.asked[1][2]["Authorization"] == "Bearer token-1"
    assert graph.asked[0][1] == "/v24.0/77?phone_number_id=900"


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    for _ in range(8):
        handler.wfile.write(b"400\r\n" + b"x" * 1024 + b"\r\n")
    handler.wfile.write(b"0\r\n\r\n")


@pytest.mark.parametrize("answer", [reply(200, b"x" * 4097), endless])
def test_a_file_larger_than_allowed_is_given_up(graph: Graph, channel: CloudChannel, answer: Answer) -> None:
    graph.answer = answer
    with pytest.raises(TooLarge), channel.download(f"{graph.url}/file", max_bytes=4096) as chunks:
        list(chunks)


def test_a_file_cut_short_is_not_taken_for_whole(graph: Graph, channel: CloudChannel) -> None:
    def short(handler: BaseHTTPRequestHandler) -> None:
        reply(200, b"12345", Content_Length="9")(handler)
        hang_up(handler)

    graph.answer = short
    with pytest.raises(Ambiguous), channel.download(f"{graph.url}/file", max_bytes=100) as chunks:
        list(chunks)


def test_an_expired_address_is_told_as_404(graph: Graph, channel: CloudChannel) -> None:
    graph.answer = reply(404, b"")
    with pytest.raises(GraphError) as caught, channel.download(f"{graph.url}/file", max_bytes=9):
        pass
    assert caught.value.status == 404


@pytest.mark.parametrize(
    "url",
    [
        "http://lookaside.fbsbx.com/x",
        "https://lookaside.fbsbx.com:8443/x",
        "https://lookaside.fbsbx.com.evil.test/x",
        "https://user:pw@lookaside.fbsbx.com/x",
        "http://127.0.0.1:1/x",
        "http://169.254.169.254/latest",
        "file:///etc/passwd",
        "not an address",
        "https://[",
    ],
)
def test_the_token_never_goes_to_another_host(graph: Graph, channel: CloudChannel, url: str) -> None:
    with pytest.raises(Forbidden), channel.download(url, max_bytes=9):
        pass
    assert graph.asked == []


def test_a_redirect_is_followed_only_to_a_host_that_is_allowed(graph: Graph, channel: CloudChannel) -> None:
    def moved(handler: BaseHTTPRequestHandler) -> None:
        reply(302, b"", Location="/there")(handler) if handler.path == "/here" else reply(200, b"ok")(handler)

    graph.answer = moved
    with channel.download(f"{graph.url}/here", max_bytes=9) as chunks:
        assert b"".join(chunks) == b"ok"
    graph.answer = reply(302, b"", Location="http://localhost:1/there")
    with pytest.raises(Forbidden), channel.download(f"{graph.url}/here", max_bytes=9):
        pass


def test_redirects_without_end_are_given_up(graph: Graph, channel: CloudChannel) -> None:
    graph.answer = reply(302, b"", Location="/again")
    with pytest.raises(Ambiguous), channel.download(f"{graph.url}/again", max_bytes=9):
        pass
    assert len(graph.asked) == 4


def test_the_callers_own_failure_while_downloading_keeps_its_name(graph: Graph, channel: CloudChannel) -> None:
    graph.answer = reply(200, b"ok")
    with pytest.raises(httpx.ConnectError), channel.download(f"{graph.url}/x", max_bytes=9):
        raise httpx.ConnectError("of the caller's own")


def test_a_file_is_uploaded_with_its_type_and_name(graph: Graph, channel: CloudChannel) -> None:
    graph.answer = reply(200, {"id": "88"})
    assert channel.upload(b"%PDF", "application/pdf", 'a"b.pdf') == "88"
    _, path, _, body = graph.asked[0]
    assert path == "/v24.0/900/media"
    assert b'name="messaging_product"\r\n\r\nwhatsapp' in body
    assert b"Content-Type: application/pdf\r\n\r\n%PDF" in body


def test_a_number_is_shown_as_meta_sees_it(graph: Graph, channel: CloudChannel) -> None:
    told = {"id": "900", "display_phone_number": "+57 300-1", "verified_name": "Flores", "quality_rating": "GREEN"}
    graph.answer = reply(200, {**told, "throughput": {"level": "STANDARD"}})
    number = channel.check()
    assert (number.display_phone_number, number.verified_name, number.throughput) == ("573001", "Flores", "STANDARD")
    assert "display_phone_number" in graph.asked[0][1]


def test_one_tenants_cookie_never_travels_with_anothers_request(graph: Graph, channel: CloudChannel) -> None:
    graph.answer = reply(200, ACCEPTED, Set_Cookie="session=1; Path=/")
    send(channel)
    send(CloudChannel("token-2", "901"))
    assert "Cookie" not in graph.asked[1][2]
    assert graph.asked[1][2]["Authorization"] == "Bearer token-2"


@pytest.mark.parametrize(
    ("token", "number"), [("", "900"), ("a b", "900"), ("ñ", "900"), ("a\nb", "900"), ("t", "../me"), ("t", "")]
)
def test_a_token_or_id_that_could_lead_a_request_astray_is_refused(token: str, number: str) -> None:
    with pytest.raises(Invalid):
        CloudChannel(token, number)


def test_a_media_id_cannot_lead_elsewhere(graph: Graph, channel: CloudChannel) -> None:
    with pytest.raises(Invalid):
        channel.media("../me?x=")
    assert graph.asked == []


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (131056, Verdict.THROTTLE_PAIR),
        (130429, Verdict.THROTTLE_NUMBER),
        (80007, Verdict.THROTTLE_APP),
        (0, Verdict.STOP_CHANNEL),
        (190, Verdict.STOP_CHANNEL),
        (200, Verdict.STOP_CHANNEL),
        (299, Verdict.STOP_CHANNEL),
        (131031, Verdict.STOP_CHANNEL),
        (1, Verdict.RETRY),
        (131053, Verdict.RETRY),
        (131047, Verdict.FINAL),
        (131049, Verdict.FINAL),
        (999999, Verdict.FINAL),
    ],
)
def test_each_code_says_what_to_do(code: int, expected: Verdict) -> None:
    assert verdict(code) is expected


def test_an_unknown_code_is_tried_again_only_when_the_server_was_at_fault() -> None:
    assert verdict(999999, status=400) is Verdict.FINAL
    assert verdict(999999, status=500) is Verdict.RETRY
    assert verdict(999999, status=429) is Verdict.THROTTLE_NUMBER
    assert verdict(999999, status=400, transient=True) is Verdict.RETRY
    assert verdict(131047, status=500) is Verdict.FINAL


def test_reasons_are_told_in_the_readers_language() -> None:
    assert "24 horas" in reason(131047).es
    assert "24 hours" in reason(131047).en
    assert "permiso" in reason(250).es
    assert "999999" in reason(999999).en
