"""Audio files of every common kind, made with FFmpeg when a test wants one, and what is in a file."""

import array
import io
import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import av
from av.audio.stream import AudioStream
from av.container import OutputContainer


@dataclass(frozen=True, slots=True)
class Kind:
    """A container, a codec in it, and the type the file is declared as."""

    container: str
    codec: str
    rate: int
    layout: str
    mime_type: str


KINDS = {
    "mp3": Kind("mp3", "libmp3lame", 44_100, "stereo", "audio/mpeg"),
    "m4a": Kind("ipod", "aac", 44_100, "stereo", "audio/mp4"),
    "mp4": Kind("mp4", "aac", 48_000, "mono", "video/mp4"),
    "3gp": Kind("3gp", "libopencore_amrnb", 8_000, "mono", "video/3gpp"),
    "aac": Kind("adts", "aac", 44_100, "stereo", "audio/aac"),
    "amr": Kind("amr", "libopencore_amrnb", 8_000, "mono", "audio/amr"),
    "wav": Kind("wav", "pcm_s16le", 44_100, "stereo", "audio/x-wav"),
    "flac": Kind("flac", "flac", 96_000, "mono", "audio/x-flac"),
    "aiff": Kind("aiff", "pcm_s16be", 22_050, "mono", "audio/x-aiff"),
    "webm": Kind("webm", "libopus", 48_000, "mono", "audio/webm"),
    "ogg-stereo": Kind("ogg", "libopus", 48_000, "stereo", "audio/ogg"),
    "ogg-vorbis": Kind("ogg", "vorbis", 44_100, "stereo", "audio/ogg"),
    "ogg-mono": Kind("ogg", "libopus", 48_000, "mono", "audio/ogg"),
}
_PIECE = 1024


@dataclass(frozen=True, slots=True)
class Heard:
    """What a file sounds like: its only stream, decoded. pitch: hertz, by counting how often it crosses zero."""

    codec: str
    channels: int
    rate: int
    seconds: float
    pitch: float


def sound(name: str, seconds: float = 2.0, *, pitch: int = 440, streams: int = 1, picture: bool = False) -> bytes:
    """A tone. streams: so many of them, the same tone in each. picture: with a moving picture, as a video has."""
    kind, made = KINDS[name], io.BytesIO()
    with av.open(made, "w", format=kind.container) as file:
        voices = [_stream(file, kind) for _ in range(streams)]
        video = file.add_stream("mpeg4", rate=10) if picture else None
        if video:
            video.width, video.height, video.pix_fmt = 64, 64, "yuv420p"
            for at in range(int(seconds * 10)):
                image = av.VideoFrame(64, 64, "yuv420p")
                image.pts = at
                file.mux(video.encode(image))
            file.mux(video.encode(None))
        for frame in _tone(kind, seconds, pitch):
            for voice in voices:
                file.mux(voice.encode(frame))
        for voice in voices:
            file.mux(voice.encode(None))
    return made.getvalue()


def _stream(file: OutputContainer, kind: Kind) -> AudioStream:
    stream = file.add_stream(kind.codec, rate=kind.rate)
    assert isinstance(stream, AudioStream)
    stream.layout = kind.layout
    stream.codec_context.options = {"strict": "experimental"}  # FFmpeg's own Vorbis is one
    return stream


def _tone(kind: Kind, seconds: float, pitch: int) -> Iterator[av.AudioFrame]:
    channels, whole = len(av.AudioLayout(kind.layout).channels), round(seconds * kind.rate)
    for start in range(0, whole, _PIECE):
        count = min(_PIECE, whole - start)
        turn = 2 * math.pi * pitch / kind.rate
        waves = [int(12_000 * math.sin((start + at) * turn)) for at in range(count) for _ in range(channels)]
        frame = av.AudioFrame(format="s16", layout=kind.layout, samples=count)
        frame.planes[0].update(array.array("h", waves).tobytes().ljust(frame.planes[0].buffer_size, b"\0"))
        frame.sample_rate, frame.pts = kind.rate, start
        yield frame


def heard(data: bytes) -> Heard:
    """What a file is and sounds like. It has one stream, or this fails."""
    with av.open(io.BytesIO(data), "r") as file:
        (stream,) = file.streams
        assert isinstance(stream, AudioStream)
        plain, samples = av.AudioResampler(format="s16", layout="mono"), array.array("h")
        for frame in file.decode(stream):
            for piece in plain.resample(frame):
                samples.frombytes(bytes(piece.planes[0])[: 2 * piece.samples])
        context = stream.codec_context
        crossings = sum(1 for one, two in pairwise(samples) if (one < 0) != (two < 0))
        seconds = len(samples) / context.sample_rate
        return Heard(
            context.codec.canonical_name, stream.channels, context.sample_rate, seconds, crossings / 2 / seconds
        )


def silence(rate: int, layout: str, seconds: int) -> bytes:
    """A FLAC of nothing: small as a file, large once decoded."""
    made = io.BytesIO()
    with av.open(made, "w", format="flac") as file:
        voice = file.add_stream("flac", rate=rate)
        voice.layout, voice.format = layout, "s16"
        frame = av.AudioFrame(format="s16", layout=layout, samples=rate)
        frame.sample_rate = rate
        frame.planes[0].update(bytes(frame.planes[0].buffer_size))
        for second in range(seconds):
            frame.pts = second * rate
            file.mux(voice.encode(frame))
        file.mux(voice.encode(None))
    return made.getvalue()
