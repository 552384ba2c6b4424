"""Any common audio becomes a voice note, and what strangers bring does no harm."""

import io
import socket
import struct
import subprocess
import sys
from contextlib import suppress

import av
import pytest

from infra.local.demo.samples import voice_note
from recado.messaging.files import FileRefused, true_type
from recado.platform import audio
from recado.platform.audio import VOICE_TYPE, AudioRefused
from recado.sending.voice_notes import REASONS
from tests.rigs.sounds import KINDS, heard, silence, sound


def as_voice(data: bytes) -> str:
    return true_type("voice", "audio/whatever", data[:8192], len(data))


def refused(data: bytes, mime_type: str, **more: int) -> str:
    with pytest.raises(AudioRefused) as caught:
        audio.voice_note(data, mime_type, **more)
    assert REASONS[caught.value.code].es
    return caught.value.code


@pytest.mark.parametrize("name", sorted(KINDS.keys() - {"ogg-mono"}))
def test_any_common_audio_becomes_mono_opus_of_the_same_length_and_pitch(name: str) -> None:
    data = sound(name, 2.0)
    made = audio.voice_note(data, as_voice(data))
    assert as_voice(made) == VOICE_TYPE
    found = heard(made)
    assert (found.codec, found.channels, found.rate) == ("opus", 1, 48_000)
    assert found.seconds == pytest.approx(2.0, abs=0.1)
    assert found.pitch == pytest.approx(440, abs=10)


def test_what_is_a_voice_note_already_is_known_and_left_alone() -> None:
    assert as_voice(sound("ogg-mono")) == VOICE_TYPE
    assert as_voice(voice_note()) == VOICE_TYPE


@pytest.mark.parametrize("name", sorted(KINDS.keys() - {"ogg-mono"}))
def test_whatever_has_to_be_converted_has_a_type_the_converter_knows(name: str) -> None:
    found = as_voice(sound(name, 0.5))
    assert found != VOICE_TYPE
    assert found in audio.CONTAINERS
    assert found.startswith("audio/")


@pytest.mark.parametrize("data", [b"%PDF-1.7" + bytes(99), b"#EXTM3U\nhttp://127.0.0.1/", b"MZ" + bytes(99), bytes(99)])
def test_what_is_no_audio_is_refused_before_it_is_queued(data: bytes) -> None:
    with pytest.raises(FileRefused):
        as_voice(data)


def test_the_sound_of_a_video_is_taken_and_one_without_any_is_refused() -> None:
    found = heard(audio.voice_note(sound("mp4", picture=True), "audio/mp4"))
    assert (found.codec, found.channels) == ("opus", 1)
    silent = io.BytesIO()
    with av.open(silent, "w", format="mp4") as file:
        video = file.add_stream("mpeg4", rate=10)
        video.width, video.height, video.pix_fmt = 64, 64, "yuv420p"
        file.mux(video.encode(av.VideoFrame(64, 64, "yuv420p")))
        file.mux(video.encode(None))
    assert refused(silent.getvalue(), "audio/mp4") == "audio_unreadable"


def test_of_several_streams_one_is_taken() -> None:
    found = heard(audio.voice_note(sound("m4a", streams=3), "audio/mp4"))
    assert found.seconds == pytest.approx(2.0, abs=0.1)


CONTENTS_LAST = ("m4a", "mp4", "3gp")  # their table of contents stands at the end


@pytest.mark.parametrize("name", sorted(KINDS.keys() - set(CONTENTS_LAST)))
def test_of_a_truncated_file_the_beginning_is_kept(name: str) -> None:
    data = sound(name, 4.0)
    found = heard(audio.voice_note(data[: len(data) * 3 // 4], as_voice(data).partition(";")[0]))
    assert 1.0 < found.seconds < 3.9


@pytest.mark.parametrize("name", CONTENTS_LAST)
def test_a_truncated_file_without_its_table_of_contents_is_refused(name: str) -> None:
    data = sound(name)
    assert refused(data[: len(data) // 2], as_voice(data)) == "audio_unreadable"


@pytest.mark.parametrize("mime_type", sorted(audio.CONTAINERS))
@pytest.mark.parametrize("data", [b"", b"\x00", b"ID3\x04", b"\xff" * 5000, bytes(range(256)) * 200])
def test_what_only_claims_to_be_audio_is_refused(mime_type: str, data: bytes) -> None:
    assert refused(data, mime_type) == "audio_unreadable"


def test_a_file_of_no_length_is_refused() -> None:
    assert refused(sound("wav", 0), "audio/x-wav") == "audio_unreadable"


@pytest.mark.parametrize("name", ["mp3", "m4a", "ogg-stereo", "webm", "flac"])
@pytest.mark.parametrize("step", [53, 211, 997])
def test_of_a_damaged_file_something_is_heard_or_it_is_refused(name: str, step: int) -> None:
    data, mime_type = bytearray(sound(name, 1.0)), as_voice(sound(name, 1.0))
    for at in range(step, len(data), step):
        data[at] ^= 0x5A
    with suppress(AudioRefused):
        assert heard(audio.voice_note(bytes(data), mime_type)).channels == 1


def test_hours_of_sound_in_a_small_file_end_where_the_limit_is() -> None:
    hours = voice_note(seconds=4 * 3600)
    assert len(hours) < 4 * 1024 * 1024
    assert refused(hours, "audio/ogg", most_seconds=20) == "audio_too_long"
    assert heard(audio.voice_note(sound("mp3", 3.0), "audio/mpeg", most_seconds=3)).seconds == pytest.approx(3, abs=0.1)


@pytest.mark.parametrize(("rate", "layout"), [(192_000, "7.1"), (192_000, "stereo"), (96_000, "5.1")])
def test_more_samples_than_a_voice_needs_end_where_the_limit_is(rate: int, layout: str) -> None:
    """Silence packs to nothing: what counts is what it is once decoded."""
    bomb = silence(rate, layout, seconds=12)
    assert len(bomb) < 200_000
    assert refused(bomb, "audio/x-flac", most_seconds=11) == "audio_too_long"
    assert heard(audio.voice_note(bomb, "audio/x-flac", most_seconds=200)).seconds == pytest.approx(12, abs=0.1)


@pytest.mark.parametrize("rate", [1, 100, 4_000_000_000])
def test_a_rate_no_sound_has_is_refused_before_it_fills_the_memory(rate: int) -> None:
    data = bytearray(sound("wav", 1.0))
    data[24:28] = struct.pack("<I", rate)
    assert refused(bytes(data), "audio/x-wav") == "audio_unreadable"


@pytest.mark.parametrize("head", [b"ID3\x04\x00\x00\x00\x00\x00\x00", b""])
@pytest.mark.parametrize("mime_type", ["audio/mpeg", "audio/mp4", "audio/ogg"])
def test_a_playlist_dressed_as_audio_leads_nowhere(head: bytes, mime_type: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        port = server.getsockname()[1]
        lists = f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://127.0.0.1:{port}/a.ts\n#EXT-X-ENDLIST\n"
        assert refused(head + lists.encode(), mime_type) == "audio_unreadable"
        with pytest.raises(TimeoutError):
            server.accept()


def test_what_is_written_about_the_file_stays_behind() -> None:
    made = io.BytesIO()
    with av.open(made, "w", format="mp3") as file:
        file.metadata["title"] = "Calle Secreta 5"
        with av.open(io.BytesIO(sound("mp3")), "r") as plain:
            copied = file.add_stream_from_template(plain.streams.audio[0])
            for packet in plain.demux(plain.streams.audio[0]):
                if packet.dts is not None:
                    packet.stream = copied
                    file.mux(packet)
    assert b"Secreta" in made.getvalue()
    assert b"Secreta" not in audio.voice_note(made.getvalue(), "audio/mpeg")


def test_one_that_takes_too_long_is_ended_and_may_be_sent_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audio, "DEADLINE_SECONDS", 0.01)
    assert refused(sound("mp3"), "audio/mpeg") == "audio_not_converted"


@pytest.mark.parametrize(
    ("end", "code"),
    [
        ("os.kill(os.getpid(), signal.SIGSEGV)", "audio_unreadable"),
        ("os.abort()", "audio_unreadable"),
        ("os.kill(os.getpid(), signal.SIGKILL)", "audio_not_converted"),
    ],
)
def test_a_file_that_crashes_the_converter_takes_nothing_along(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory, end: str, code: str
) -> None:
    program = tmp_path_factory.mktemp("child") / "child.py"
    program.write_text(f"import os, signal\n{end}\n")
    monkeypatch.setattr(audio, "PROGRAM", str(program))
    assert refused(sound("mp3"), "audio/mpeg") == code


def test_the_converter_can_open_nothing() -> None:
    program = (
        "from recado.platform import recording_child as child\nchild._confine(60)\n"
        "try: open('/dev/null')\nexcept OSError: print('closed', end='')"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "closed"
