"""The program that reads documents: whatever becomes of it, we get an answer, believe little and lose nothing."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from recado.kernel.errors import Unavailable
from recado.platform import document_texts
from recado.platform.document_texts import DocumentRefused

PAGE = {"text": "a"}
SAID = {"kind": "text", "pages": [PAGE]}


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where the test writes what runs in place of ours."""
    file = tmp_path / "program.py"
    monkeypatch.setattr(document_texts, "PROGRAM", str(file))
    return file


def refused() -> str:
    with pytest.raises(DocumentRefused) as caught:
        document_texts.read(b"x")
    return caught.value.code


@pytest.mark.parametrize(
    ("end", "code"),
    [
        ("os.kill(os.getpid(), signal.SIGKILL)", "too_large"),
        ("os.kill(os.getpid(), signal.SIGSEGV)", "too_large"),
        ("os.abort()", "too_large"),
        ("os.kill(os.getpid(), signal.SIGXCPU)", "too_slow"),
        ("sys.exit(3)", "damaged"),
        ("raise ValueError", "damaged"),
        ("pass", "damaged"),
        ("print('x' * 7_000_000)", "too_large"),
    ],
)
def test_a_document_that_ends_the_program_takes_nothing_along(program: Path, end: str, code: str) -> None:
    begin = "import os, resource, signal, sys\nresource.setrlimit(resource.RLIMIT_CORE, (0, 0))\nprint(flush=True)\n"
    program.write_text(f"{begin}{end}\n")
    assert refused() == code


def test_one_that_takes_too_long_is_ended(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program.write_text("import time\ntime.sleep(60)\n")
    monkeypatch.setattr(document_texts, "DEADLINE_SECONDS", 0.5)
    started = time.monotonic()
    assert refused() == "too_slow"
    assert time.monotonic() - started < 20


def test_one_that_was_stopped_or_never_started_may_be_tried_again(
    program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.write_text("import os, signal\nos.kill(os.getpid(), signal.SIGTERM)\n")
    with pytest.raises(Unavailable):
        document_texts.read(b"x")
    program.write_text("import no_such_library\n")
    with pytest.raises(Unavailable):
        document_texts.read(b"x")
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(Unavailable):
        document_texts.read(b"x")


@pytest.mark.parametrize(
    "said",
    [
        [],
        {},
        SAID | {"kind": "exe"},
        SAID | {"more": 1},
        SAID | {"pages": []},
        SAID | {"pages": [PAGE] * 40_000},
        SAID | {"pages": [{}] * 1_500_000},
        SAID | {"pages": [{"text": ""}]},
        SAID | {"pages": [{"text": "a\0b"}]},
        SAID | {"pages": [{"text": "a\ud800"}]},
        SAID | {"pages": [{"text": "a" * 2_100_000}]},
        SAID | {"pages": [{"text": 1}]},
        SAID | {"pages": [PAGE | {"page": 0}]},
        SAID | {"pages": [PAGE | {"page": 301}]},
        SAID | {"pages": [PAGE | {"page": True}]},
        SAID | {"pages": [PAGE | {"heading": "a" * 301}]},
        SAID | {"unread_pages": ["1"]},
        {"refused": "because"},
        {"refused": "empty", "page_count": -1},
        {"refused": "empty"},
    ],
    ids=range(20),
)
def test_nothing_a_taken_over_program_says_is_believed_unchecked(program: Path, said: object) -> None:
    file = program.with_name("said.json")
    file.write_text(json.dumps(said))
    program.write_text(f"print()\nprint(open({str(file)!r}).read())")
    assert refused() == "damaged"


@pytest.mark.parametrize("said", ["[" * 1_000_000, '{"kind":', "nonsense", '{"refused"', "\udcff"])
def test_what_is_no_json_is_a_crash(program: Path, said: str) -> None:
    program.write_text(f"import sys\nsys.stdout.buffer.write(b'\\n' + {said!r}.encode('utf-8', 'surrogateescape'))")
    assert refused() == "damaged"


def test_the_program_gets_nothing_of_ours_but_the_document(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECADO_SECRET", "secreto")
    program.write_text(
        "import json, os, sys\n"
        "text = f'{sorted(os.environ)} {sys.argv[1:]} {os.listdir(\"/proc/self/fd\")[3:-1]} {sys.stdin.read()}'\n"
        'print(); print(json.dumps({"kind": "text", "pages": [{"text": text}]}))\n'
    )
    text = document_texts.read(b"documento").pages[0].text
    assert text in ("[] [] [] documento", "['LC_CTYPE'] [] [] documento")  # Python sets that itself


def test_the_program_can_open_nothing_and_has_an_end() -> None:
    program = (
        f"import resource, runpy\nrunpy.run_path({document_texts.PROGRAM!r})['_confine']()\n"
        "try: open('/dev/null')\nexcept OSError: print('closed')\n"
        "bounds = (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_CORE)\n"
        "print([resource.getrlimit(bound)[0] for bound in bounds])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == f"closed\n[{768 * 1024 * 1024}, 30, 0]\n"
