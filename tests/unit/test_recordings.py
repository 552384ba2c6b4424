"""What there is to see of sounds and films, and what strangers bring does no harm."""

import base64
import io
import json
import struct
import tempfile
import time
from pathlib import Path

import av
import pytest
from av.video.stream import VideoStream
from PIL import Image

from infra.local.demo.samples import voice_note
from recado.platform import images, recordings
from recado.platform.recordings import Recording
from tests.rigs.sounds import KINDS, sound

NOTHING = Recording()
UPRIGHT, TURNED_RIGHT = (0x10000, 0, 0, 0, 0x10000, 0), (0, 0x10000, 0, -0x10000, 0, 0)


def look(data: bytes, mime_type: str) -> Recording:
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.seek(0)
        return recordings.look(file, mime_type)


def film(width: int, height: int, frames: int = 5, codec: str = "mpeg4") -> bytes:
    """A film whose left half is white and whose right half is black."""
    made = io.BytesIO()
    with av.open(made, "w", format="mp4") as file:
        video = file.add_stream(codec, rate=10)
        assert isinstance(video, VideoStream)
        video.width, video.height, video.pix_fmt = width, height, "yuv420p"
        picture = av.VideoFrame(width, height, "yuv420p")
        line = b"\xeb" * (width // 2) + b"\x10" * (width - width // 2)
        plane = picture.planes[0]
        plane.update(b"".join(line.ljust(plane.line_size, b"\x00") for _ in range(height)))
        for colour in picture.planes[1:]:
            colour.update(b"\x80" * colour.buffer_size)
        for at in range(frames):
            picture.pts = at
            file.mux(video.encode(picture))
        file.mux(video.encode(None))
    return made.getvalue()


def turned(data: bytes) -> bytes:
    """The film as a phone held upright records it: lying, with the word that it is to be turned to the right."""
    matrix = data.index(struct.pack(">6i", *UPRIGHT), data.index(b"tkhd"))
    return data[:matrix] + struct.pack(">6i", *TURNED_RIGHT) + data[matrix + 24 :]


@pytest.mark.parametrize("name", sorted(KINDS))
def test_of_any_common_sound_the_length_and_the_loudness_are_seen(name: str) -> None:
    kind = {"mp4": "audio/mp4", "3gp": "audio/3gpp"}.get(name, KINDS[name].mime_type)
    seen = look(sound(name, 2.0), kind)
    assert seen.duration_ms == pytest.approx(2000, abs=100)
    assert seen.waveform is not None
    assert len(seen.waveform) == 64
    assert (max(seen.waveform), min(seen.waveform[2:-2]) > 60) == (100, True), "a tone is as loud all the way"
    assert (seen.width, seen.frame) == (None, None)


def test_silence_is_a_flat_line_and_hours_of_sound_have_a_length_alone() -> None:
    assert look(voice_note(seconds=3), "audio/ogg; codecs=opus").waveform == bytes(64)
    hours = look(voice_note(seconds=2 * 3600), "audio/ogg")
    assert (hours.duration_ms, hours.waveform) == (2 * 3600 * 1000, None)


def test_of_a_film_size_length_and_first_picture_are_seen() -> None:
    seen = look(film(640, 360), "video/mp4")
    assert (seen.width, seen.height, seen.duration_ms, seen.waveform) == (640, 360, 500, None)
    assert seen.frame is not None
    assert (seen.frame.width, seen.frame.height, seen.frame.turned) == (320, 180, 0)


def test_a_film_made_with_the_phone_upright_is_seen_upright() -> None:
    seen = look(turned(film(640, 360)), "video/mp4")
    assert (seen.width, seen.height) == (360, 640)
    assert seen.frame is not None
    frame = seen.frame
    made = images.encoded(frame.pixels, frame.width, frame.height, frame.turned)
    assert (made.width, made.height) == (180, 320)
    picture = Image.open(io.BytesIO(made.data)).convert("L")
    top, bottom = picture.getpixel((90, 20)), picture.getpixel((90, 300))
    assert isinstance(top, int)
    assert isinstance(bottom, int)
    assert (top > 200, bottom < 60) == (True, True), "what was left is above: it was turned to the right"


def test_of_a_film_that_is_too_large_only_its_length_is_told() -> None:
    seen = look(film(4400, 2200, 2), "video/mp4")
    assert (seen.width, seen.frame, seen.duration_ms) == (None, None, 200)


@pytest.mark.parametrize("mime_type", ["video/mp4", "video/webm", "audio/ogg", "image/png"])
@pytest.mark.parametrize(
    "data", [b"", b"\x00", b"\xff" * 5000, bytes(range(256)) * 200, b"#EXTM3U\nfile:///etc/passwd"]
)
def test_of_what_is_no_recording_nothing_is_seen(mime_type: str, data: bytes) -> None:
    assert look(data, mime_type) == NOTHING


@pytest.mark.parametrize("step", [53, 997])
def test_of_a_damaged_or_broken_off_film_something_is_seen_or_nothing(step: int) -> None:
    whole = film(320, 240)
    assert look(whole[: len(whole) // 2], "video/mp4") == NOTHING, "the table of contents stood at the end"
    data = bytearray(whole)
    for at in range(step, len(data), step):
        data[at] ^= 0x5A
    seen = look(bytes(data), "video/mp4")
    assert seen.frame is None or len(seen.frame.pixels) == seen.frame.width * seen.frame.height * 3


def child(monkeypatch: pytest.MonkeyPatch, folder: Path, text: str) -> None:
    program = folder / "child.py"
    program.write_text(
        f"import json, os, signal, sys, time\nsay = lambda **w: print(json.dumps(w), flush=True)\n{text}\n"
    )
    monkeypatch.setattr(recordings, "PROGRAM", str(program))


@pytest.mark.parametrize("end", ["os.kill(os.getpid(), signal.SIGSEGV)", "os.abort()", "time.sleep(60)"])
def test_what_was_seen_before_an_end_is_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, end: str) -> None:
    child(monkeypatch, tmp_path, f"say(duration_ms=900)\n{end}")
    monkeypatch.setattr(recordings, "DEADLINE_SECONDS", 1.0)
    started = time.monotonic()
    assert look(b"x", "video/mp4") == Recording(duration_ms=900)
    assert time.monotonic() - started < 10


@pytest.mark.parametrize(
    "said",
    [
        {"width": 10**9, "height": 3},
        {"width": 5},
        {"duration_ms": -1},
        {"duration_ms": True},
        {"duration_ms": 10**12},
        {"waveform": [1] * 63},
        {"waveform": [101] * 64},
        {"waveform": "x" * 64},
        {"frame": [2, 2, 0], "pixels": base64.b64encode(bytes(11)).decode()},
        {"frame": [2, 2, 45], "pixels": base64.b64encode(bytes(12)).decode()},
        {"frame": [10**6, 10**6, 0], "pixels": ""},
        {"frame": [2, 2, 0], "pixels": "%"},
    ],
)
def test_nothing_a_taken_over_program_says_is_believed_unchecked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, said: dict[str, object]
) -> None:
    child(monkeypatch, tmp_path, f"print({json.dumps(json.dumps(said))})")
    assert look(b"x", "video/mp4") == NOTHING


def test_what_a_program_writes_too_much_is_not_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    child(monkeypatch, tmp_path, "say(duration_ms=5)\nprint('x' * 3_000_000)\nsay(duration_ms=6)")
    assert look(b"x", "video/mp4").duration_ms == 5
