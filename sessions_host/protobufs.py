"""neonize's protobuf modules without its client: importing the package would load the Go library and need libmagic."""

import importlib.util
import sys
from importlib import import_module
from types import ModuleType
from typing import Any

_NEONIZE = "neonize"


def _load() -> tuple[Any, Any]:
    """The modules of neonize's events and of waE2E. A bare parent stands in for the package while they are imported."""
    bare = _NEONIZE not in sys.modules
    if bare:
        spec = importlib.util.find_spec(_NEONIZE)
        if spec is None:
            raise ImportError("neonize is not installed: it is in the dependency group `web`")
        parent = ModuleType(_NEONIZE)
        parent.__path__ = list(spec.submodule_search_locations or ())
        sys.modules[_NEONIZE] = parent
    try:
        events = import_module("neonize.proto.Neonize_pb2")
        return events, import_module("neonize.proto.waE2E.WAWebProtobufsE2E_pb2")
    finally:
        if bare:
            del sys.modules[_NEONIZE]


neonize, waE2E = _load()
