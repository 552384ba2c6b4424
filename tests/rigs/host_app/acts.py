"""What a test's message can ask a function to do, and the journal where it says what it did."""

import json
import os
import time
from pathlib import Path
from typing import Any

from recado.kernel.errors import RetryLater
from recado.runtime.batch import Record


def act(record: Record) -> None:
    """Writes "begin", does as told, writes "end"."""
    facts = {"n": record.body["n"], "receive": record.receive_count, "group": record.group}
    journal("begin", facts)
    if record.receive_count <= record.body.get("sleeps", 100):
        time.sleep(record.body.get("sleep", 0))
    if record.receive_count <= record.body.get("fail", 0):
        raise ValueError("as told")
    if record.receive_count <= record.body.get("later", 0):
        raise RetryLater(record.body["seconds"])
    journal("end", facts)


def journal(what: str, facts: dict[str, Any]) -> None:
    """One line, whole, in the file all processes share."""
    line = json.dumps({"what": what, "pid": os.getpid(), "at": time.time(), **facts}) + "\n"
    with Path(os.environ["JOURNAL"]).open("a") as file:
        file.write(line)
