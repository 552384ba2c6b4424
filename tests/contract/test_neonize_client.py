"""The real client, as far as it gets without WhatsApp: each test in a process of its own, as in production."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.rigs.neonize_program import START

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("neonize") is None, reason="neonize is not installed (dependency group `web`)"
)


# A store that whatsmeow has made, given back as the keys: it is linked to no account.
UNLINKED = (
    START.split("keys = gateway.keys()", maxsplit=1)[0]
    + """
from sessions_host.gateway import NeonizeGateway
from sessions_host.port import KeysBroken
refused = []
for keys in (gateway.keys(), b"no store"):
    try:
        gateway.start(keys, lambda event: None)
    except KeysBroken as error:
        refused.append(str(error))
print(json.dumps({"refused": refused}), flush=True)
"""
)


def run(script: str) -> tuple[Any, str]:
    environment = {"PYTHONPATH": f"{ROOT}:{ROOT / 'layers'}", "PATH": "/usr/bin:/bin", "HTTPS_PROXY": ""}
    done = subprocess.run(
        [sys.executable, "-c", script],
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
        env=environment,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    lines = done.stdout.strip().splitlines()
    assert len(lines) == 1, "only what Python prints reaches stdout"
    facts = json.loads(lines[0])
    if "missing" in facts:
        pytest.skip(f"neonize cannot be loaded here: {facts['missing']}")
    return facts, done.stderr


def test_it_loads_tries_to_connect_and_ends_cleanly() -> None:
    facts, stderr = run(START)
    assert facts["before"] == "offline"
    assert facts["sent"] is False
    assert "disconnected" in facts["events"] or "qr" in facts["events"]
    if "disconnected" in facts["events"]:
        assert facts["state"] == "offline"
    assert facts["keys"] > 100
    assert "whatsmeow" not in stderr
    assert facts["mb"] < 200


def test_events_whose_protobuf_is_empty_are_never_asked_for() -> None:
    facts, _ = run(START)
    assert {5, 7, 10}.isdisjoint(facts["registered"])
    assert {3, 6, 8, 9, 12, 17, 18, 44} <= set(facts["registered"])


def test_the_protobufs_load_without_the_client() -> None:
    script = (
        "import json, sys\n"
        "from sessions_host.protobufs import neonize\n"
        "print(json.dumps([name for name in ('neonize', 'neonize.client', 'magic') if name in sys.modules]))"
    )
    loaded, _ = run(script)
    assert loaded == []


def test_what_forks_share_is_much_of_the_client_and_neither_go_nor_a_thread() -> None:
    script = (
        "import json, sys, threading\n"
        "from sessions_host import protobufs\n"
        "protobufs.share()\n"
        "never = ('neonize', 'neonize.client', 'neonize._binder', 'neonize.utils')\n"
        "shared = ('PIL.Image', 'requests', 'phonenumbers', 'neonize.types')\n"
        "facts = {'never': [name for name in never if name in sys.modules], 'threads': threading.active_count(),\n"
        "         'shared': [name for name in shared if name in sys.modules]}\n"
        "import neonize.client\n"
        "facts['same'] = neonize.client.neonize_proto is protobufs.neonize\n"
        "print(json.dumps(facts))"
    )
    facts, _ = run(script)
    assert (facts["never"], facts["threads"], facts["same"]) == ([], 1, True)
    assert facts["shared"] == ["PIL.Image", "requests", "phonenumbers", "neonize.types"]


def test_keys_that_are_no_linked_store_are_refused_before_anything_is_paired() -> None:
    facts, _ = run(UNLINKED)
    assert facts["refused"] == ["it is linked to no account", "the copy is no store"]
