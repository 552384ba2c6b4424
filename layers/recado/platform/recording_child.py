"""Sound or film on the input. On the output a voice note (OGG/OPUS, one channel, 48 kHz), or what there is to see of
it: a JSON object a line, so that what was found before an end stays. The one file that imports PyAV.

A program of its own, run by `audio` and `recordings`. It reads what strangers made, in C: so it knows no secret, opens
no file and no connection, and has an end in time and memory. Its exit code tells how it went.
"""

import base64
import io
import json
import os
import resource
import sys
from array import array
from collections.abc import Iterator
from contextlib import suppress
from typing import IO

import av
import av.subtitles.codeccontext  # av does so when it first opens something: here that would be too late
import av.subtitles.stream
from av.audio.resampler import AudioResampler
from av.container import InputContainer
from av.video.stream import VideoStream

# Exit codes. Any other end is a crash.
MADE, UNREADABLE, TOO_LONG = 0, 3, 4

RATE = 48_000
BIT_RATE = 24_000  # what WhatsApp's own voice notes have, about; Meta: a play button only up to 512 KB
FRAME = RATE // 50
CPU_SECONDS = {"voice-note": 60, "look": 20}
OUTPUT_BYTES = 64 * 1024 * 1024  # where the output is a file
MEMORY_BYTES = 640 * 1024 * 1024  # of address space; the libraries take a quarter of it
RATES = range(4_000, 192_001)
MOST_CHANNELS = 16
DECODED_PER_SECOND = 2 * 48_000  # samples of all channels that a second of sound may have: stereo at 48 kHz
MOST_BAD_PACKETS = 50
CODECS = (
    "aac,aac_latm,alac,amrnb,amrwb,flac,libopencore_amrnb,libopencore_amrwb,libopus,mp3,mp3float,opus,pcm_alaw,"
    "pcm_f32be,pcm_f32le,pcm_mulaw,pcm_s16be,pcm_s16le,pcm_s24be,pcm_s24le,pcm_s32be,pcm_s32le,pcm_u8,vorbis"
)
FILM_CODECS = "av1,h263,h264,hevc,libdav1d,mpeg4,vp8,vp9"
MOST_PIXELS = 9_000_000  # a frame of 4K
MOST_PACKETS = 300  # until the first frame
FRAME_SIDE = 320
LOUDNESSES = 64
HEARD_RATE = 8_000
HEARD_PIECE = HEARD_RATE // 50


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
        for frame in _in_frames(_mono(source, most_seconds * DECODED_PER_SECOND, RATE), most_seconds * RATE):
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


def _mono(source: InputContainer, most_decoded: int, rate: int) -> Iterator[av.AudioFrame]:
    """Its sound as one channel at this rate, without gaps. A stream may change its shape on the way.

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
            shape, resampler = now, AudioResampler(format="s16", layout="mono", rate=rate)
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


def look(file: IO[bytes], container: str, film: bool, most_seconds: int) -> Iterator[dict[str, object]]:
    """What there is to see of a recording: how long it is, of a film its size and first frame, of a sound how loud it
    is on its way."""
    codecs = f"{CODECS},{FILM_CODECS}" if film else CODECS
    options = {"codec_whitelist": codecs, "format_whitelist": container, "protocol_whitelist": "none"}
    with av.open(file, "r", format=container, options=options) as source:
        if source.duration and source.duration > 0:
            yield {"duration_ms": source.duration // 1000}
        yield from _film(source) if film else _loudness(source, most_seconds)


def _film(source: InputContainer) -> Iterator[dict[str, object]]:
    stream = source.streams.best("video")
    if not isinstance(stream, VideoStream):
        return
    width, height = stream.codec_context.width, stream.codec_context.height
    if not 0 < width * height <= MOST_PIXELS:
        return
    stream.codec_context.thread_count = 1
    frame = _first_frame(source, stream)
    if frame is None or not 0 < frame.width * frame.height <= MOST_PIXELS:
        yield {"width": width, "height": height}
        return
    turned = round(frame.rotation / 90) * 90 % 360
    lying = turned in (90, 270)
    yield {"width": height if lying else width, "height": width if lying else height}
    scale = min(1.0, FRAME_SIDE / max(frame.width, frame.height))
    small = frame.reformat(max(1, int(frame.width * scale)), max(1, int(frame.height * scale)), format="rgb24")
    plane = small.planes[0]
    pixels, line = bytes(plane), plane.line_size
    rows = b"".join(pixels[at * line : at * line + small.width * 3] for at in range(small.height))
    yield {"frame": [small.width, small.height, turned], "pixels": base64.b64encode(rows).decode()}


def _first_frame(source: InputContainer, stream: VideoStream) -> av.VideoFrame | None:
    for count, packet in enumerate(source.demux(stream)):
        if count > MOST_PACKETS:
            return None
        with suppress(av.FFmpegError):
            for frame in packet.decode():
                if isinstance(frame, av.VideoFrame):
                    return frame
    return None


def _loudness(source: InputContainer, most_seconds: int) -> Iterator[dict[str, object]]:
    """As WhatsApp shows a voice note: 64 bars from 0 to 100, of which the loudest is 100 unless there is silence."""
    waiting, peaks, samples = av.AudioFifo(), array("H"), 0
    for frame in _mono(source, most_seconds * DECODED_PER_SECOND, HEARD_RATE):
        samples += frame.samples
        waiting.write(frame)
        peaks.extend(_peak(piece) for piece in waiting.read_many(HEARD_PIECE))
    if samples == 0:
        raise Unreadable
    rest = waiting.read(0, partial=True)
    if rest is not None:
        peaks.append(_peak(rest))
    yield {"duration_ms": samples * 1000 // HEARD_RATE}
    bars = [_mean(peaks, at * len(peaks) / LOUDNESSES, (at + 1) * len(peaks) / LOUDNESSES) for at in range(LOUDNESSES)]
    loudest = max(bars)
    yield {"waveform": [round(bar * 100 / loudest) if loudest >= 1 else 0 for bar in bars]}


def _peak(piece: av.AudioFrame) -> int:
    heard = array("h", bytes(piece.planes[0])[: piece.samples * 2])
    if not heard:
        return 0
    highest, lowest = max(heard), min(heard)
    return max(highest, -lowest)


def _mean(peaks: "array[int]", start: float, end: float) -> float:
    part = peaks[int(start) : max(int(start) + 1, int(end))]
    return sum(part) / len(part) if part else 0.0


def _confine(cpu_seconds: int) -> None:
    """From here on nothing can be opened, and time and memory end. Not every system knows every bound."""
    os.nice(5)
    bounds = {
        resource.RLIMIT_CPU: cpu_seconds,
        resource.RLIMIT_FSIZE: OUTPUT_BYTES,
        resource.RLIMIT_AS: MEMORY_BYTES,
        resource.RLIMIT_NOFILE: 3,
        resource.RLIMIT_CORE: 0,
    }
    for bound, most in bounds.items():
        with suppress(ValueError, OSError):
            resource.setrlimit(bound, (most, most))


def main() -> int:
    verb, container, most_seconds = sys.argv[1], sys.argv[2], int(sys.argv[3])
    _confine(CPU_SECONDS[verb])
    try:
        if verb == "look":
            for line in look(sys.stdin.buffer, container, sys.argv[4] == "film", most_seconds):
                sys.stdout.write(json.dumps(line) + "\n")
                sys.stdout.flush()
        else:
            sys.stdout.buffer.write(converted(sys.stdin.buffer.read(), container, most_seconds))
    except TooLong:
        return TOO_LONG
    except (Unreadable, av.FFmpegError, ValueError, MemoryError):
        return UNREADABLE
    return MADE


if __name__ == "__main__":
    sys.exit(main())
