"""neonize's protobuf modules without its client: importing the package would load the Go library and need libmagic."""

import importlib.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from types import ModuleType

_NEONIZE = "neonize"
# What else the client imports and forks can share. Not neonize.utils, which starts a thread: no fork would have it.
_SHARED = (
    "neonize.exc",
    "neonize.types",
    "neonize.proto.waCompanionReg.WAWebProtobufsCompanionReg_pb2",
    "neonize.proto.waConsumerApplication.WAConsumerApplication_pb2",
    "neonize.proto.waAICommon.WAWebProtobufsAICommon_pb2",
    "neonize.proto.waAICommonDeprecated.WAAICommonDeprecated_pb2",
    "neonize.proto.waMsgApplication.WAMsgApplication_pb2",
    "PIL.Image",
    "PIL.ImageSequence",
    "linkpreview",
    "magic",
    "phonenumbers",
    "requests",
    "segno",
    "sqlite3",
    "tqdm",
)


@contextmanager
def _bare() -> Iterator[None]:
    """A bare parent stands in for the package, so that its parts are imported without its client."""
    if _NEONIZE in sys.modules:
        yield
        return
    spec = importlib.util.find_spec(_NEONIZE)
    if spec is None:
        raise ImportError("neonize is not installed: it is in the dependency group `web`")
    parent = ModuleType(_NEONIZE)
    parent.__path__ = list(spec.submodule_search_locations or ())
    sys.modules[_NEONIZE] = parent
    try:
        yield
    finally:
        del sys.modules[_NEONIZE]


def share() -> None:
    """Imports what neonize's client is made of, all but Go: for a process whose forks will import the client."""
    with _bare():
        for name in _SHARED:
            with suppress(ImportError):  # the fork that imports the client says what is missing
                import_module(name)


with _bare():
    neonize = import_module("neonize.proto.Neonize_pb2")
    waE2E = import_module("neonize.proto.waE2E.WAWebProtobufsE2E_pb2")
