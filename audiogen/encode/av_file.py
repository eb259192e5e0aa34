"""A media file that FFmpeg's libraries encode and put together, by PyAV. Each format hands in its `Coding`."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Final, Literal

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.stream import Disposition

from audiogen.audio.containers.opening import opened
from audiogen.audio.samples import Samples
from audiogen.encode.behind import written_whole
from audiogen.encode.pcm import Pcm, pcm_24
from audiogen.encode.tags import ChapterTag
from audiogen.errors import MediaError
from audiogen.units import RATE, to_frames

SampleFormat = Literal["fltp", "flt", "s32"]

_FRAME: Final = Fraction(1, RATE)
_REPEATABLE: Final = "+bitexact"
"""No clock, no version of a library and no chance in what is written."""


@dataclass(frozen=True, slots=True)
class Container:
    """What holds the packets of a codec; names and values of options are FFmpeg's."""

    name: str
    options: Mapping[str, str] = field(default_factory=dict)

    def begun(self, path: Path) -> OutputContainer:
        """A file in it, opened to be written anew."""
        return av.open(str(path), "w", format=self.name, options={"fflags": _REPEATABLE, **self.options})


@dataclass(frozen=True, slots=True)
class Coding:
    """How one format is written; names and values of options are FFmpeg's."""

    container: Container
    codec: str
    sample_format: SampleFormat
    """What the codec takes: floats, planar or interleaved, or integers of which the upper 24 bits are used."""
    bit_rate_kbps: int | None
    """None where nothing is lost."""
    codec_options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TagsInFile:
    """The tags in the form that one container keeps them in."""

    texts: Mapping[str, str] = field(default_factory=dict)
    language: str | None = None
    """ISO 639-2; None where the format keeps it among the texts."""
    chapters: tuple[ChapterTag, ...] = ()
    """Empty where the format keeps them among the texts."""
    cover_jpeg: bytes | None = None
    """None where the format keeps it among the texts."""


class AvFile:
    """One file while FFmpeg writes it: a `MediaFile`."""

    def __init__(self, path: Path, coding: Coding, tags: TagsInFile, *, lead_in_frames: int = 0) -> None:
        """Prepare; `lead_in_frames` of silence are encoded before the sound, to be skipped by the player."""
        self._path = path.absolute()  # else a colon in a name is read as the end of a protocol's
        self._coding = coding
        self._tags = tags
        self._lead_in_frames = lead_in_frames
        self._at = -lead_in_frames
        self._opened = ExitStack()
        self._container: OutputContainer
        self._sound: AudioStream

    def begin(self) -> None:
        """Open the file and write its header.

        Raises:
            MediaError: when the cover is not a picture.
        """
        self._container = self._opened.enter_context(self._coding.container.begun(self._path))
        self._sound = self._sound_stream(self._container)
        _write_head(self._container, self._sound, self._tags, self._path)
        if self._lead_in_frames:
            self.put(np.zeros((2, self._lead_in_frames), np.float32))

    def put(self, samples: Samples) -> None:
        """Encode the next frames, shape (2, n), within ±1."""
        if not samples.shape[1]:
            return
        sample_format = self._coding.sample_format
        frame = av.AudioFrame.from_ndarray(_arranged(samples, sample_format), sample_format, "stereo")
        frame.sample_rate, frame.pts, frame.time_base = RATE, self._at, _FRAME
        self._at += samples.shape[1]
        self._container.mux(self._sound.encode(frame))

    def finish(self) -> None:
        """Encode what is left, and complete the file."""
        with self._opened:
            self._container.mux(self._sound.encode(None))
        _to_disk(self._path)

    def abandon(self) -> None:
        """Close the file, if it is open."""
        with suppress(av.FFmpegError):  # closing completes the file, which need not be possible
            self._opened.close()

    def _sound_stream(self, container: OutputContainer) -> AudioStream:
        options = {"flags": _REPEATABLE, **self._coding.codec_options}
        stream = container.add_stream(self._coding.codec, RATE, options)
        if not isinstance(stream, AudioStream):
            message = f"{self._coding.codec} is no codec for sound"
            raise TypeError(message)
        stream.codec_context.layout = "stereo"
        stream.codec_context.format = self._coding.sample_format
        stream.codec_context.time_base = stream.time_base = _FRAME
        if self._coding.bit_rate_kbps is not None:
            stream.codec_context.bit_rate = self._coding.bit_rate_kbps * 1000
        return stream


def copy_packets(
    source: Path, place: Path, container: Container, tags: TagsInFile | None, *, told_kbps: int | None = None
) -> None:
    """Write the sound of a file of `AvFile` once more, packet by packet.

    A container lays out packets by what they are: whether an encoder has just made them makes no difference.

    Args:
        source: the file.
        place: a file to write anew.
        container: what holds them then.
        tags: those of the new file; None for none.
        told_kbps: what an encoder was asked for, where the head of a file tells that too; what is read is what it took.

    Raises:
        MediaError: when the file is damaged, or the cover not a picture.
        OutputError: when the one cannot be read, or the other not be written.
    """
    absolute = place.absolute()  # else a colon in a name is read as the end of a protocol's
    with written_whole(place), _sense_of(source), opened(source) as before:
        with container.begun(absolute) as after:
            sound = before.streams.audio[0]
            copied = after.add_stream_from_template(sound)
            copied.metadata.clear()
            if told_kbps is not None:
                copied.codec_context.bit_rate = told_kbps * 1000
            _write_head(after, copied, tags or TagsInFile(), absolute)
            for packet in before.demux(sound):
                if packet.size:  # the last one only says that all is read
                    packet.stream = copied
                    after.mux(packet)
        _to_disk(absolute)


@contextmanager
def _sense_of(source: Path) -> Iterator[None]:
    try:
        yield
    except ValueError as error:  # of FFmpeg's errors, those that are about what was read
        message = f"{source} cannot be copied: {getattr(error, 'strerror', None) or error}"
        raise MediaError(message, hint="Build it with --force; the file was damaged after it was made.") from error


def _write_head(container: OutputContainer, sound: AudioStream, tags: TagsInFile, path: Path) -> None:
    """Write what stands before the sound.

    Raises:
        MediaError: when the cover is not a picture.
    """
    container.metadata.update(tags.texts)
    if tags.chapters:
        container.set_chapters([_chapter(*each) for each in enumerate(tags.chapters)])
    if tags.language is not None:
        sound.metadata["language"] = tags.language
    if tags.cover_jpeg is None:
        container.start_encoding()
    else:
        _add_cover(container, tags.cover_jpeg, path)


def _to_disk(path: Path) -> None:
    with path.open("r+b") as written:
        os.fsync(written.fileno())


def _chapter(number: int, chapter: ChapterTag) -> av.container.core.Chapter:
    return {
        "id": number,
        "start": to_frames(chapter.start_s),
        "end": to_frames(chapter.end_s),
        "time_base": _FRAME,
        "metadata": {"title": chapter.title},
    }


def _add_cover(container: OutputContainer, jpeg: bytes, path: Path) -> None:
    """The header is written here, too: a picture's bytes can only follow it."""
    with av.open(io.BytesIO(jpeg), "r", format="jpeg_pipe") as picture:
        if not picture.streams.video or not picture.streams.video[0].width:
            message = f"the cover for {path} is not a JPEG that can be read"
            raise MediaError(message, hint="Save the picture as JPEG again.")
        stream = container.add_stream_from_template(picture.streams.video[0])
    stream.disposition = Disposition.attached_pic
    stream.metadata["comment"] = "Cover (front)"  # how FFmpeg names the picture's type of ID3
    container.start_encoding()
    packet = av.Packet(jpeg)
    packet.stream = stream
    packet.pts = packet.dts = 0
    container.mux(packet)


def _arranged(samples: Samples, sample_format: SampleFormat) -> Samples | Pcm:
    """The samples as FFmpeg wants them in memory: a row for each plane."""
    if sample_format == "fltp":
        return np.ascontiguousarray(samples)
    if sample_format == "flt":
        return np.ascontiguousarray(samples.T).reshape(1, -1)
    return (pcm_24(samples) << 8).reshape(1, -1)
