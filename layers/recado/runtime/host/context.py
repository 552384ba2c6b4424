"""What Lambda gives a handler beside its event, off AWS."""

import time
from collections.abc import Callable
from uuid import uuid4

from recado.runtime.host.template import Function


class Context:
    """Lambda's context. `defer` is ours: the batch runner gives messages back through it (see consumer)."""

    def __init__(self, function: Function, defer: Callable[[str, str, float], None] | None = None) -> None:
        self.aws_request_id = str(uuid4())
        self.function_name = function.name
        self.function_version = "$LATEST"
        self.invoked_function_arn = f"arn:aws:lambda:host:000000000000:function:{function.name}"
        self.memory_limit_in_mb = "0"
        self.log_group_name = self.log_stream_name = ""
        self.defer = defer
        self._deadline = time.monotonic() + function.timeout_seconds

    def get_remaining_time_in_millis(self) -> int:
        """Milliseconds left of the function's Timeout. Off AWS nothing kills it at zero; the batch runner stops."""
        return max(0, int((self._deadline - time.monotonic()) * 1000))
