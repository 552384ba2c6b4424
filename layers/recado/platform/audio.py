"""The door to FFmpeg: any common audio as a voice note. It works in a process of its own, thrown away afterwards.

So a file that crashes it takes nothing along, and whoever sends messages never loads it.
"""

import signal
import subprocess
import sys
from pathlib import Path
from typing import Literal

from recado.kernel.errors import RecadoError, Unavailable
from recado.kernel.log import logger

VOICE_TYPE = "audio/ogg; codecs=opus"
MOST_SECONDS = 15 * 60
DEADLINE_SECONDS = 45.0

# What is taken, and FFmpeg's name of what it is kept in.
CONTAINERS = {
    "audio/mpeg": "mp3",
    "audio/mp4": "mov",
    "audio/3gpp": "mov",
    "audio/aac": "aac",
    "audio/amr": "amr",
    "audio/ogg": "ogg",
    "audio/webm": "matroska",
    "audio/x-wav": "wav",
    "audio/x-flac": "flac",
    "audio/x-aiff": "aiff",
}
PROGRAM = str(Path(__file__).with_name("recording_child.py"))
_MADE, _TOO_LONG = 0, 4  # as recording_child says
_KILLED = (-signal.SIGKILL, -signal.SIGTERM)


class AudioRefused(RecadoError):
    """It cannot be made a voice note; `code` says why: audio_unreadable, audio_too_long, or audio_not_converted, which
    may pass."""

    status = 422

    def __init__(self, code: Literal["audio_unreadable", "audio_too_long", "audio_not_converted"]) -> None:
        super().__init__(code)
        self.code = code


def voice_note(data: bytes, mime_type: str, *, most_seconds: int = MOST_SECONDS) -> bytes:
    """OGG/OPUS, one channel, 48 kHz. mime_type: one of CONTAINERS, and what the bytes begin as.

    Raises AudioRefused when that cannot be, Unavailable when the converter cannot be started: nothing was tried.
    """
    container = CONTAINERS.get(mime_type)
    if container is None:
        raise AudioRefused("audio_unreadable")
    return _run(data, container, most_seconds)


def _run(data: bytes, container: str, most_seconds: int) -> bytes:
    # -I and no environment: it gets nothing of ours. A session of its own: a Ctrl-C meant for us is none for it.
    command = [sys.executable, "-I", "-B", PROGRAM, "voice-note", container, str(most_seconds)]
    try:
        done = subprocess.run(  # noqa: S603  our own program, and a name of CONTAINERS
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # it would quote the file
            env={},
            timeout=DEADLINE_SECONDS,
            check=False,
            start_new_session=True,
        )
    except subprocess.TimeoutExpired:
        raise AudioRefused("audio_not_converted") from None
    except OSError as error:
        raise Unavailable("the converter could not be started") from error
    if done.returncode == _MADE:
        return done.stdout
    if done.returncode == _TOO_LONG:
        raise AudioRefused("audio_too_long")
    if done.returncode in _KILLED:
        raise AudioRefused("audio_not_converted")
    logger("audio").info("not converted", extra={"exit_code": done.returncode})
    raise AudioRefused("audio_unreadable")
