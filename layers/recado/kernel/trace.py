"""Which chain of work this is a part of: W3C trace context, from a request over queue messages to log lines.

https://www.w3.org/TR/trace-context/; Amazon's own header carries the same 128 bits (X-Ray, "Tracing header").
"""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

_W3C = re.compile(r"[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?", re.DOTALL)
_AMAZON = re.compile(r"(?:^|;)\s*(Root|Parent|Sampled)=([0-9a-f-]{1,35})(?=;|$)")
_ROOT = re.compile(r"1-([0-9a-f]{8})-([0-9a-f]{24})")
LONGEST = 512  # characters of a header that are looked at


@dataclass(frozen=True, slots=True)
class Trace:
    """A piece of work. trace_id: 32 hex digits, of the whole chain; span_id: 16, of this piece; parent_id: of the piece
    that caused it, None at the beginning of a chain."""

    trace_id: str
    span_id: str
    parent_id: str | None = None
    sampled: bool = False

    @property
    def traceparent(self) -> str:
        """The header by which whatever this causes belongs to the chain."""
        return f"00-{self.trace_id}-{self.span_id}-{'01' if self.sampled else '00'}"

    @property
    def amazon(self) -> str:
        """The same in Amazon's notation (AWSTraceHeader)."""
        root = f"1-{self.trace_id[:8]}-{self.trace_id[8:]}"
        return f"Root={root};Parent={self.span_id};Sampled={1 if self.sampled else 0}"


_current: ContextVar[Trace | None] = ContextVar("trace", default=None)


def current() -> Trace | None:
    """Returns the piece of work that is under way; None outside of any."""
    return _current.get()


def traceparent() -> str | None:
    """Returns the current piece's header; None outside of any."""
    trace = _current.get()
    return trace.traceparent if trace else None


@contextmanager
def working(*headers: str | None) -> Iterator[Trace]:
    """Within this block a piece of work is under way, caused by the first header that can be read; else a new chain."""
    cause = next((trace for header in headers if header and (trace := parse(header))), None)
    trace = Trace(cause.trace_id, _span_id(), cause.span_id, cause.sampled) if cause else new()
    token = _current.set(trace)
    try:
        yield trace
    finally:
        _current.reset(token)


def new() -> Trace:
    """Returns the beginning of a chain."""
    return Trace(secrets.token_hex(16), _span_id())


def parse(header: str) -> Trace | None:
    """Returns the piece of work a header names, in either notation; None when it names none."""
    header = header.strip()[:LONGEST]
    match = _W3C.fullmatch(header)
    if match and not header.startswith(("ff", "00-" + "0" * 32)) and int(match[2], 16):
        return Trace(match[1], match[2], sampled=bool(int(match[3], 16) & 1))
    parts = dict(_AMAZON.findall(header))
    root = _ROOT.fullmatch(parts.get("Root", ""))
    if not root:
        return None
    parent = parts.get("Parent", "")
    known_parent = parent if re.fullmatch(r"[0-9a-f]{16}", parent) else _span_id()
    return Trace(root[1] + root[2], known_parent, sampled=parts.get("Sampled") == "1")


def _span_id() -> str:
    return secrets.token_hex(8)
