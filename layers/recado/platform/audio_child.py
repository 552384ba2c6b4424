"""Audio on the input, a voice note on the output: OGG/OPUS, one channel, 48 kHz. The one file that imports PyAV.

A program of its own, run by `audio`. It reads what strangers made, in C: so it knows no secret, opens no file and no
connection, and has an end in time and memory. Its exit code tells how it went.
"""

import io
import os
import resource
import sys
from collections.abc import Iterator
from contextlib import suppress

import av
import av.subtitles.codeccontext  # av does so when it first opens something: here that would be too late
import av.subtitles.stream
from av.audio.resampler import AudioResampler
from av.container import InputContainer

# Exit codes. Any other end is a crash.
MADE, UNREADABLE, TOO_LONG = 0, 3, 4

RATE = 48_000
BIT_RATE = 24_000  # what WhatsApp's own voice notes have, about; Meta: a play button only up to 512 KB
FRAME = RATE // 50
CPU_SECONDS = 60
MEMORY_BYTES = 640 * 1024 * 1024  # of address space; the libraries take a quarter of it
RATES = range(4_000, 192_001)
MOST_CHANNELS = 16
DECODED_PER_SECOND = 2 * 48_000  # samples of all channels that a second of sound may have: stereo at 48 kHz
MOST_BAD_PACKETS = 50
CODECS = (
    "aac,aac_latm,alac,amrnb,amrwb,flac,libopencore_amrnb,libopencore_amrwb,libopus,mp3,mp3float,opus,pcm_alaw,"
    "pcm_f32be,pcm_f32le,pcm_mulaw,pcm_s16be,pcm_s16le,pcm_s24be,pcm_s24le,pcm_s32be,pcm_s32le,pcm_u8,vorbis"
)


class Unreadable(Exception):
    """No sound can be had from it."""


class TooLong(Exception):
    """It lasts longer than is allowed."""


def converted(data: bytes, container: str, most_seconds: int) -> bytes:
    """The voice note. container: FFmpeg's name of what the file is, so that nothing is guessed from the content: among
    the guesses are playlists, which lead elsewhere. The file's own tags are left behind."""
    made = io.BytesIO()
    options = {"codec_whitelist": CODECS, "format_whitelist": container, "protocol_whitelist": "none"}
    with (
        av.open(io.BytesIO(data), "r", format=container, options=options) as source,
        av.open(made, "w", format="ogg") as target,
    ):
        voice = target.add_stream("libopus", rate=RATE, options={"application": "voip"})
        voice.layout, voice.bit_rate = "mono", BIT_RATE
        for frame in _in_frames(_mono(source, most_seconds * DECODED_PER_SECOND), most_seconds * RATE):
            target.mux(voice.encode(frame))
        target.mux(voice.encode(None))
    return made.getvalue()


def _in_frames(sound: Iterator[av.AudioFrame], most_samples: int) -> Iterator[av.AudioFrame]:
    """Of the size OPUS takes. Stops at the first sample too many, whatever the file says of its length."""
    waiting, samples = av.AudioFifo(), 0
    for frame in sound:
        samples += frame.samples
        if samples > most_samples:
            raise TooLong
        waiting.write(frame)
        yield from waiting.read_many(FRAME)
    if samples == 0:
        raise Unreadable
    rest = waiting.read(0, partial=True)
    if rest is not None:
        yield rest


def _mono(source: InputContainer, most_decoded: int) -> Iterator[av.AudioFrame]:
    """Its sound as one channel of 48 kHz, without gaps. A stream may change its shape on the way.

    TooLong at the first sample of any channel too many: silence of eight channels at 192 kHz is small as a file, and
    minutes of work.
    """
    shape: tuple[str, str, int] | None = None
    resampler: AudioResampler | None = None
    decoded = 0
    for frame in _decoded(source):
        channels = len(frame.layout.channels)
        if frame.sample_rate not in RATES or not 0 < channels <= MOST_CHANNELS:
            raise Unreadable
        decoded += frame.samples * channels
        if decoded > most_decoded:
            raise TooLong
        now = (frame.format.name, frame.layout.name, frame.sample_rate)
        if resampler is None or now != shape:
            if resampler:
                yield from _timeless(resampler.resample(None))
            shape, resampler = now, AudioResampler(format="s16", layout="mono", rate=RATE)
        frame.pts = None
        yield from _timeless(resampler.resample(frame))
    if resampler:
        yield from _timeless(resampler.resample(None))


def _timeless(frames: list[av.AudioFrame]) -> Iterator[av.AudioFrame]:
    for frame in frames:
        frame.pts = None
        yield frame


def _decoded(source: InputContainer) -> Iterator[av.AudioFrame]:
    """What can be read: damaged parts are left out, and a file that breaks off ends there."""
    stream = source.streams.best("audio")
    if stream is None:
        raise Unreadable
    packets, bad = source.demux(stream), 0
    while True:
        try:
            packet = next(packets, None)
        except (av.FFmpegError, ValueError):
            return
        if packet is None:
            return
        try:
            yield from (frame for frame in packet.decode() if isinstance(frame, av.AudioFrame))
        except av.FFmpegError:
            bad += 1
            if bad > MOST_BAD_PACKETS:
                raise Unreadable from None


def _confine() -> None:
    """From here on nothing can be opened, and time and memory end. Not every system knows every bound."""
    os.nice(5)
    bounds = {
        resource.RLIMIT_CPU: CPU_SECONDS,
        resource.RLIMIT_AS: MEMORY_BYTES,
        resource.RLIMIT_NOFILE: 3,
        resource.RLIMIT_CORE: 0,
    }
    for bound, most in bounds.items():
        with suppress(ValueError, OSError):
            resource.setrlimit(bound, (most, most))


def main() -> int:
    container, most_seconds = sys.argv[1], int(sys.argv[2])
    data = sys.stdin.buffer.read()
    _confine()
    try:
        made = converted(data, container, most_seconds)
    except TooLong:
        return TOO_LONG
    except (Unreadable, av.FFmpegError, ValueError, MemoryError):
        return UNREADABLE
    sys.stdout.buffer.write(made)
    return MADE


if __name__ == "__main__":
    sys.exit(main())
