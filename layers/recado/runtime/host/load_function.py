"""Bringing a function to life in a process: its environment, then its handler."""

import importlib
import os
import random
import time
from collections.abc import Callable
from typing import Any, cast

from recado.kernel.log import logger
from recado.platform import aws
from recado.runtime.failure import describe
from recado.runtime.handler import check_settings
from recado.runtime.host.template import Function, QueueUrl

Handler = Callable[[dict[str, Any], Any], Any]
log = logger("host")


def load(function: Function) -> Handler:
    """Imports the handler, as Lambda would: after the environment is set. Raises SettingWrong when one is missing."""
    set_environment(function)
    module, _, attribute = function.handler.rpartition(".")
    handler = cast(Handler, getattr(importlib.import_module(module), attribute))
    check_settings(function.name, getattr(handler, "needs", ()))
    return handler


def set_environment(function: Function) -> None:
    """Sets the function's variables. What the process was started with wins over the template."""
    for name, value in function.environment.items():
        if name not in os.environ and value:
            os.environ[name] = queue_url(value.queue_name) if isinstance(value, QueueUrl) else value


def queue_url(name: str) -> str:
    """Returns the URL of a queue, asked until SQS answers: the host may be started before its queues are."""
    attempt = 0
    while True:
        try:
            return aws.sqs_receiver().get_queue_url(QueueName=name)["QueueUrl"]
        except Exception as error:  # noqa: BLE001  whatever is wrong with SQS, waiting is the answer
            if attempt % 10 == 0:
                log.warning("queue not there yet", extra={"queue": name, **describe(error)})
            attempt += 1
            pause(attempt, cap=3)


def pause(attempt: int, cap: float = 10) -> None:
    """Sleeps a jittered back-off: about 0.2, 0.4, 0.8 … `cap` seconds."""
    time.sleep(min(cap, 0.1 * 2.0**attempt) * random.uniform(0.5, 1))  # noqa: S311  jitter, not a secret
