"""What there is to see of a sound or a film: how long it is, how loud on its way, how large, and its first picture.

A program of its own looks (`recording_child`): hostile files harm nothing, and what was found before an end is kept.
"""

import base64
import binascii
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from typing import IO, Any, Final

from recado.kernel.errors import Unavailable
from recado.platform.audio import CONTAINERS, PROGRAM

DEADLINE_SECONDS = 30.0
MOST_HEARD_SECONDS = 15 * 60  # of a longer sound only the length is told
MOST_SECONDS: Final = 24 * 3600
MOST_SIDE: Final = 16_383
MOST_OUTPUT = 2 * 1024 * 1024
FRAME_SIDE: Final = 320
LOUDNESSES: Final = 64
FILMS = {"video/mp4": "mov", "video/3gpp": "mov", "video/quicktime": "mov", "video/webm": "matroska",
         "video/x-matroska": "matroska"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Frame:
    """A picture: three bytes a pixel, red, green, blue. turned: by how many degrees to the left it is to be turned."""

    pixels: bytes
    width: int
    height: int
    turned: int


@dataclass(frozen=True, slots=True)
class Recording:
    """What was found; None for what was not. waveform: 64 loudnesses from 0 to 100."""

    width: int | None = None
    height: int | None = None
    duration_ms: int | None = None
    waveform: bytes | None = None
    frame: Frame | None = None


def is_recording(mime_type: str) -> bool:
    """Returns whether `look` knows this type."""
    return mime_type in FILMS or mime_type.partition(";")[0] in CONTAINERS


def look(file: IO[bytes], mime_type: str) -> Recording:
    """Returns what there is to see, as far as it can be read. file: a real one, from where it stands to its end.

    Raises Unavailable when the program cannot be started.
    """
    film = mime_type in FILMS
    container = FILMS.get(mime_type) or CONTAINERS.get(mime_type.partition(";")[0])
    if container is None:
        return Recording()
    arguments = ["look", container, str(MOST_HEARD_SECONDS), "film" if film else "sound"]
    with tempfile.TemporaryFile() as output:
        try:
            subprocess.run(  # noqa: S603  our own program, and a name of CONTAINERS
                [sys.executable, "-I", "-B", PROGRAM, *arguments],
                stdin=file,
                stdout=output,
                stderr=subprocess.DEVNULL,  # it would quote the file
                env={},
                timeout=DEADLINE_SECONDS,
                check=False,
                start_new_session=True,
            )
        except subprocess.TimeoutExpired:
            pass  # what it wrote until then is there
        except OSError as error:
            raise Unavailable("the program that looks at recordings could not be started") from error
        output.seek(0)
        return _read(output.read(MOST_OUTPUT))


def _read(output: bytes) -> Recording:
    """What a program wrote that may have been taken over by what it read: nothing of it is believed unchecked."""
    said: dict[str, Any] = {}
    for line in output.splitlines():
        try:
            each = json.loads(line)
        except (ValueError, RecursionError):
            break
        said |= each if isinstance(each, dict) else {}
    width, height = _number(said.get("width"), MOST_SIDE), _number(said.get("height"), MOST_SIDE)
    return Recording(
        width=width if height else None,
        height=height if width else None,
        duration_ms=_number(said.get("duration_ms"), MOST_SECONDS * 1000),
        waveform=_waveform(said.get("waveform")),
        frame=_frame(said.get("frame"), said.get("pixels")),
    )


def _number(value: object, most: int) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value <= most else None


def _waveform(value: object) -> bytes | None:
    if not isinstance(value, list) or len(value) != LOUDNESSES:
        return None
    whole = all(isinstance(each, int) and not isinstance(each, bool) and 0 <= each <= 100 for each in value)
    return bytes(value) if whole else None


def _frame(shape: object, pixels: object) -> Frame | None:
    if not isinstance(shape, list) or len(shape) != 3 or not isinstance(pixels, str):
        return None
    width, height = _number(shape[0], FRAME_SIDE), _number(shape[1], FRAME_SIDE)
    if width is None or height is None or shape[2] not in (0, 90, 180, 270):
        return None
    try:
        data = base64.b64decode(pixels, validate=True)
    except (binascii.Error, ValueError):
        return None
    return Frame(data, width, height, shape[2]) if len(data) == width * height * 3 else None
