"""A user's link is read from the internet only, in full and in time, or not at all."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import pytest

from recado.platform import links, public_addresses
from recado.platform.links import LinkUnreachable
from recado.platform.public_addresses import LinkRefused

NAME = "files.example"


class Site(BaseHTTPRequestHandler):
    """Answers by path; keeps the hosts it was asked for."""

    hosts: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        type(self).hosts.append(self.headers["Host"])
        answer = {
            "/file": (200, {"Content-Type": "image/png; charset=x"}, b"png"),
            "/inward": (302, {"Location": "http://169.254.169.254/latest/meta-data"}, b""),
            "/round": (302, {"Location": "/round"}, b""),
            "/gone": (404, {}, b""),
            "/broken": (503, {}, b""),
            "/large": (200, {}, b"x" * 5000),
            "/drip": (200, {"Content-Length": "1000"}, b""),
        }[self.path]
        self.send_response(answer[0])
        for name, value in answer[1].items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer[2])
        with suppress(OSError):  # who asked has had enough
            while self.path == "/drip":
                self.wfile.write(b".")
                self.wfile.flush()
                time.sleep(0.05)  # time itself: it drips

    def log_message(self, *_: Any) -> None:
        """Quiet."""


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The name leads to this machine; what was looked up."""
    found: list[str] = []
    real = socket.getaddrinfo

    def lookup(host: Any, *more: Any, **options: Any) -> Any:
        found.append(str(host))
        return real("127.0.0.1" if host == NAME else host, *more, **options)

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    return found


def read(port: int, path: str, *, seconds: float = 5, trusted: tuple[str, ...] = (NAME,)) -> links.Linked:
    return links.read(f"http://{NAME}:{port}{path}", most_bytes=1000, seconds=seconds, trusted=trusted)


def test_the_connection_goes_to_the_address_that_was_checked(port: int, asked: list[str]) -> None:
    assert read(port, "/file") == links.Linked(b"png", "image/png")
    assert [each for each in asked if each != "127.0.0.1"] == [NAME], "a name is looked up once"
    assert Site.hosts[-1] == f"{NAME}:{port}"


def test_a_name_that_leads_into_our_network_is_refused(port: int, asked: list[str]) -> None:
    before = len(Site.hosts)
    with pytest.raises(LinkRefused) as refused:
        links.read(f"https://{NAME}:{port}/file", most_bytes=1000, seconds=5)
    assert (refused.value.code, len(Site.hosts)) == ("link_private", before)


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/inward", "link_private"),
        ("/round", "link_redirects"),
        ("/gone", "link_no_file"),
        ("/large", "link_too_large"),
    ],
)
def test_what_will_never_be_had_is_refused_with_its_reason(port: int, asked: list[str], path: str, code: str) -> None:
    with pytest.raises(LinkRefused) as refused:
        read(port, path)
    assert refused.value.code == code


@pytest.mark.parametrize("path", ["/broken", "/drip"])
def test_a_broken_server_and_one_that_drips_may_be_asked_again(port: int, asked: list[str], path: str) -> None:
    with pytest.raises(LinkUnreachable):
        read(port, path, seconds=0.5)


@pytest.mark.parametrize("dripped", ["header", "body", "nothing"])
def test_the_deadline_is_one_for_everything(dripped: str) -> None:
    """A server that drips a byte now and then, in its header or its body, or never says a word."""
    end = threading.Event()

    def serve(listener: socket.socket) -> None:
        connection, _ = listener.accept()
        with suppress(OSError), connection:
            connection.recv(4096)
            head = {"header": b"HTTP/1.1 200 OK\r\nX-A: ", "body": b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n"}
            connection.sendall(head.get(dripped, b""))
            while not end.wait(0.1):
                if dripped != "nothing":
                    connection.sendall(b"a")

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=serve, args=(listener,), daemon=True).start()
        begun = time.monotonic()
        with pytest.raises(LinkUnreachable):
            links.read(
                f"http://127.0.0.1:{listener.getsockname()[1]}/", most_bytes=1000, seconds=0.7, trusted=("127.0.0.1",)
            )
        assert time.monotonic() - begun > 0.6  # and it ended: the server would go on dripping
    end.set()


def test_a_resolver_that_hangs_does_not_outlast_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    end, over = threading.Event(), threading.Event()

    def hang(*_: Any, **__: Any) -> list[Any]:
        end.wait(60)
        over.set()
        return []

    monkeypatch.setattr(socket, "getaddrinfo", hang)
    with pytest.raises(LinkUnreachable):
        links.read("https://files.example/", most_bytes=10, seconds=0.3)
    assert not over.is_set(), "it still hangs, and nobody waits for it"
    end.set()


def test_a_server_without_a_certificate_for_its_name_is_not_read(port: int, asked: list[str]) -> None:
    with pytest.raises(LinkUnreachable):
        links.read(f"https://{NAME}:{port}/file", most_bytes=10, seconds=3, trusted=(NAME,))


@pytest.mark.parametrize(
    "link",
    ["http://files.example/a", "https://files.example:22/a", "https://files.example:80/a", "http://8.8.8.8/"],
)
def test_a_stranger_s_link_is_https_at_a_port_of_a_web_server(asked: list[str], link: str) -> None:
    with pytest.raises(LinkRefused) as refused:
        links.read(link, most_bytes=10, seconds=1)
    assert (refused.value.code, asked) == ("link_insecure", [])


@pytest.mark.parametrize("name", ["postgres", "localhost", "metadata"])
def test_a_name_without_a_dot_is_one_of_our_network(asked: list[str], name: str) -> None:
    with pytest.raises(LinkRefused) as refused:
        links.read(f"https://{name}/", most_bytes=10, seconds=1)
    assert (refused.value.code, asked) == ("link_private", [])


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700:4700::1111", "64:ff9b::808:808", "2002:808:808::1"])
def test_a_public_address_is_public_in_every_notation(address: str) -> None:
    assert public_addresses.is_public(address)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "10.1.2.3", "169.254.169.254", "0.0.0.0", "[::1]", "[::ffff:10.0.0.1]", "[64:ff9b::a00:1]",
     "[2002:a00:1::]", "[fd00::1]", "224.0.0.1", "2130706433", "0x7f.1", "100.64.0.1",
     "[::10.0.0.1]", "[::8.8.8.8]", "[64:ff9b:1::1]", "[fec0::1]", "168.63.129.16", "192.88.99.1", "[5f00::1]",
     "[3fff::1]", "[2001:db8::1]", "[2001::1]", "[::ffff:0:10.0.0.1]", "[::ffff:168.63.129.16]", "255.255.255.255",
     "198.18.0.1", "192.0.0.8", "[ff0e::1]", "[fe80::1]", "127.1"],
)  # fmt: skip
def test_no_way_of_writing_a_private_address_passes(host: str) -> None:
    with pytest.raises(LinkRefused) as refused:
        links.read(f"http://{host}/", most_bytes=10, seconds=1)
    assert refused.value.code == "link_private"


@pytest.mark.parametrize("link", ["file:///etc/passwd", "ftp://example.com/a", "http://", "no link", "gopher://x", ""])
def test_what_is_no_web_link_is_refused(link: str) -> None:
    with pytest.raises(LinkRefused) as refused:
        links.read(link, most_bytes=10, seconds=1)
    assert refused.value.code == "link_invalid"
