"""What a user's link leads to: on the internet only, never in the network this runs in, and in time."""

import socket
import ssl
import threading
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

import httpcore
import httpx

from recado.kernel.errors import Unavailable
from recado.platform.public_addresses import LinkRefused, check_parts, is_public

REDIRECTS = 3
MOST_SAID_BYTES = 64 * 1024  # that are kept of the answer to a POST
_PIECE_BYTES = 64 * 1024
_LOST = (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, ssl.SSLError)


class LinkUnreachable(Unavailable):
    """The link could not be read this time."""

    code = "link_unreachable"

    def __init__(self, detail: str, *, sent: bool = False) -> None:
        """sent: whether the request may have arrived all the same."""
        super().__init__(detail)
        self.sent = sent


@dataclass(frozen=True, slots=True)
class Linked:
    """What was there. mime_type: as its server declares it, without parameters; empty when it does not."""

    data: bytes
    mime_type: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said to a POST. body: its first bytes."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str:
        """Returns the header of this name in small letters; empty when there is none."""
        return next((value for key, value in self.headers if key == name), "")


def post(
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    seconds: float,
    trusted: Collection[str] = (),
    most_bytes: int = MOST_SAID_BYTES,
) -> Answer:
    """Sends a body and returns what the server said within `seconds`, whatever its status; redirects are not followed.

    Of a longer body the first `most_bytes`. The guard is that of `read`. Raises LinkRefused or LinkUnreachable.
    """
    guard = _Guard(time.monotonic() + seconds, trusted)
    given = [(name.encode(), value.encode()) for name, value in headers.items()]
    try:
        with _opened(httpx.URL(url), guard, "POST", given, body) as response:
            said = b""
            for part in response.iter_stream():
                said += part
                if len(said) >= most_bytes:
                    break
            heard = tuple((key.decode("latin-1").lower(), value.decode("latin-1")) for key, value in response.headers)
            return Answer(response.status, heard, said[:most_bytes])
    except (httpx.InvalidURL, UnicodeError):
        raise LinkRefused("link_invalid", "the link is not one") from None
    except _LOST as error:
        raise LinkUnreachable(f"the link could not be reached: {type(error).__name__}", sent=guard.connected) from None


def read(url: str, *, most_bytes: int, seconds: float, trusted: Collection[str] = ()) -> Linked:
    """The file a link leads to, at most `most_bytes` of it within `seconds`. Raises LinkRefused or LinkUnreachable.

    The connection goes to the very address that was checked, so a name that answers differently a moment later leads
    nowhere else; every redirect is checked as the first link was. The time is one for everything: looking up the name,
    connecting, each byte of headers and body. trusted: hosts that may be private, at any port, and without https.
    """
    guard = _Guard(time.monotonic() + seconds, trusted)
    for _ in range(REDIRECTS + 1):
        try:
            with _opened(httpx.URL(url), guard) as response:
                if 300 <= response.status < 400 and (location := _header(response, b"location")):
                    url = str(httpx.URL(url).join(location))
                    continue
                return _body(response, most_bytes)
        except (httpx.InvalidURL, UnicodeError):
            raise LinkRefused("link_invalid", "the link is not one") from None
        except _LOST as error:
            raise LinkUnreachable(f"the link could not be read: {type(error).__name__}") from None
    raise LinkRefused("link_redirects", "the link redirects too often")


@contextmanager
def _opened(
    url: httpx.URL,
    guard: "_Guard",
    method: str = "GET",
    more: Sequence[tuple[bytes, bytes]] = (),
    body: bytes | None = None,
) -> Iterator[httpcore.Response]:
    """The answer, over a connection that `guard` opened and limits."""
    check_parts(url.scheme, url.host, url.port, guard.trusted)
    where = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
    headers = [(b"Host", url.netloc), (b"Accept-Encoding", b"identity"), (b"User-Agent", b"recado/1")]
    headers += more
    with (
        httpcore.ConnectionPool(ssl_context=_tls(), network_backend=guard) as pool,
        pool.stream(method, where, headers=headers, content=body) as response,
    ):
        yield response


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


class _Guard(httpcore.NetworkBackend):
    """Opens connections to public addresses only, and none that outlasts the deadline."""

    def __init__(self, ends_at: float, trusted: Collection[str]) -> None:
        self._ends_at, self.trusted, self.connected = ends_at, trusted, False

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Returns a connection to the first of the host's addresses, once all of them were looked at."""
        addresses = self._look_up(host, port)
        if host not in self.trusted and not all(is_public(each) for each in addresses):
            raise LinkRefused("link_private", "the link leads into a private network")
        stream = httpcore.SyncBackend().connect_tcp(addresses[0], port, self.left(), local_address, socket_options)
        self.connected = True
        return _Limited(stream, self)

    def left(self) -> float:
        """Returns seconds until the deadline. Raises httpcore.ReadTimeout when there are none."""
        seconds = self._ends_at - time.monotonic()
        if seconds <= 0:
            raise httpcore.ReadTimeout("the time is over")
        return seconds

    def _look_up(self, host: str, port: int) -> list[str]:
        """The host's addresses. The resolver has no deadline of its own: it is asked in a thread, and left there."""
        entries: list[Any] = []

        def ask() -> None:
            try:
                entries.extend(socket.getaddrinfo(host, port, proto=socket.IPPROTO_TCP))
            except (OSError, UnicodeError):
                return

        thread = threading.Thread(target=ask, name="resolver", daemon=True)
        thread.start()
        thread.join(self.left())
        if thread.is_alive() or not entries:
            raise LinkUnreachable("the link's host is not found")
        return [str(entry[4][0]).partition("%")[0] for entry in entries]


class _Limited(httpcore.NetworkStream):
    """A connection on which every wait is cut off at the deadline, however the other end spreads its bytes."""

    def __init__(self, stream: httpcore.NetworkStream, guard: _Guard) -> None:
        self._stream, self._guard = stream, guard

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._guard.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        for start in range(0, len(buffer), _PIECE_BYTES):
            self._stream.write(buffer[start : start + _PIECE_BYTES], self._guard.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Limited(self._stream.start_tls(ssl_context, server_hostname, self._guard.left()), self._guard)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _body(response: httpcore.Response, most_bytes: int) -> Linked:
    if response.status >= 500 or response.status == 429:
        raise LinkUnreachable(f"the link answered {response.status}")
    if response.status != 200:
        raise LinkRefused("link_no_file", f"the link gives no file: {response.status}")
    parts, size = [], 0
    for part in response.iter_stream():
        size += len(part)
        if size > most_bytes:
            raise LinkRefused("link_too_large", f"the file has more than {most_bytes} bytes")
        parts.append(part)
    return Linked(b"".join(parts), _header(response, b"content-type").partition(";")[0].strip())


def _header(response: httpcore.Response, name: bytes) -> str:
    return next((value.decode("latin-1") for key, value in response.headers if key.lower() == name), "")
