"""What a file of sound says about itself, before any of it is decoded; decoding is in `audiogen.audio.recording`.

Cheap to import and quick to ask: `audiogen check` looks at every recording of a show. PyAV is imported at
the first file.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from audiogen.audio.containers.boxes import lacks_index
from audiogen.audio.containers.frames import FrameRow, mpeg_frame
from audiogen.audio.containers.opening import opened, sound_of
from audiogen.audio.containers.promise import content_of, kind_of
from audiogen.audio.containers.tables import index_flaw
from audiogen.errors import SoundError
from audiogen.names import nearest

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import InputContainer

_NAMES_SHOWN: Final = 5
_HINT: Final = "Play it once to see whether it is whole, or copy it anew; save it as WAV, FLAC, MP3, M4A or OGG."
_JOIN_HINT: Final = "Copy it again from where it was recorded; if it was joined or cut, export it anew from an editor."
_SOON_BYTES: Final = 64 * 2**20
"""A quarter of an hour at 96 kHz takes longer to look at than `audiogen check` may."""
_GUESSED: Final = frozenset({"aac", "amr", "ac3", "eac3", "dts", "loas", "ogg"})
"""Formats whose length is in no header: what is told of them was guessed from the size of the file."""
_UNSIZED: Final = 0x7FFF_0000
"""Programs that write without knowing the end put the greatest number, or one near it, where a WAV has its size."""
_OGG_PAGE_BYTES: Final = 65_307
_OGG_LAST: Final = 4


@dataclass(frozen=True, slots=True)
class Header:
    """What a file says about its sound."""

    claimed_s: float | None
    """How long it says that it lasts; None when its format does not say."""
    packets_s: float | None
    """How long its packets last together, counted only where there is no claim."""
    lossless: bool
    """Whether its samples are kept as they were recorded."""
    breaks_off: bool
    """Whether its format marks the end, and the mark is missing."""

    @property
    def length_s(self) -> float | None:
        """The best that is known of its length without decoding it."""
        return self.packets_s if self.claimed_s is None else self.claimed_s


def read_header(path: Path) -> Header:
    """What the file says about its sound.

    Raises:
        SoundError: when there is no such file, no sound that can be read from it, or more or less in it than it says.
    """
    require(path)
    with reading(path):
        links = _links_looked_at(path)
        with opened(path) as container:
            stream = sound_of(container)
            header = header_of(path, container, stream)
            if header.claimed_s is None or len(links) > 1:
                header = replace(header, claimed_s=None, packets_s=_packets_s(container, stream))
            return header


def header_of(path: Path, container: InputContainer, stream: AudioStream) -> Header:
    """What a file says about one of its tracks; its packets are not counted."""
    breaks_off = container.format.name == "ogg" and _ogg_breaks_off(path)
    return Header(_claimed_s(path, container, stream), None, _is_lossless(stream.codec_context.name), breaks_off)


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Makes an error that names the file of whatever goes wrong while it is read."""
    import av  # noqa: PLC0415 - a tenth of a second that is spent only where there is a recording

    try:
        yield
    except (av.FFmpegError, OSError, ValueError) as error:  # a ValueError when the format changes half way
        raise undecodable(path, error) from error


def _links_looked_at(path: Path) -> tuple[tuple[int, int], ...]:
    """The recordings in a file, if all of it is soon looked at; what is larger is looked at in a build."""
    if path.stat().st_size > _SOON_BYTES:
        return ()
    return links_of(path)


def links_of(path: Path) -> tuple[tuple[int, int], ...]:
    """First byte, and the byte after the last, of each of the recordings that stand behind each other in a file.

    Raises:
        SoundError: when there is more or less in it than it says.
        OSError, ValueError: when it is of no kind that is known.
    """
    kind = kind_of(path)
    if kind is None:
        with opened(path) as container:
            kind = container.format.name
    content = content_of(path, kind)
    flaw = content.flaw or (index_flaw(path) if kind.startswith("mov") else None)
    if flaw:
        raise undecodable(path, flaw, hint=_JOIN_HINT)
    return content.links


def _is_lossless(codec: str) -> bool:
    return codec.startswith("pcm_") or codec in {"flac", "alac", "wavpack"}


def require(path: Path) -> None:
    """Say what may be meant when there is no such file.

    Raises:
        SoundError: when there is no such file, or nothing in it.
    """
    if not path.is_file():
        raise _missing(path)
    if path.stat().st_size == 0:
        raise undecodable(path, "it is empty")


def undecodable(path: Path, reason: str | Exception, *, hint: str = "") -> SoundError:
    """The error for a file that is there, and of no use."""
    if _lacks_index(path):
        reason = "it breaks off before the index at its end; the recording was not finished, or copied only in part"
    message = f"{path} cannot be read as sound: {getattr(reason, 'strerror', None) or reason}"
    return SoundError(message, hint=hint or _HINT)


def _missing(path: Path) -> SoundError:
    if path.is_dir():
        return SoundError(f"{path} is a folder, not a sound", hint=f"Name one file: {_beside(path, path.name)}.")
    if not path.parent.is_dir():
        message = f"there is no file {path}, and no folder {path.parent}"
        return SoundError(message, hint="Write the path from the project folder.")
    message = f"there is no file {path}"
    return SoundError(message, hint=f"In {path.parent} there is {_beside(path.parent, path.name)}.")


def _beside(folder: Path, name: str) -> str:
    """Files of a folder, the one that may be meant first."""
    names = sorted(file.name for file in folder.iterdir() if file.is_file() and not file.name.startswith("."))
    meant = nearest(name, names)
    names.sort(key=lambda other: other != meant)
    more = len(names) - _NAMES_SHOWN
    shown = ", ".join(names[:_NAMES_SHOWN]) or "no file at all"
    return f"{shown} and {more} more" if more > 0 else shown


def _claimed_s(path: Path, container: InputContainer, stream: AudioStream) -> float | None:
    format_name = container.format.name
    if format_name in _GUESSED:
        return None
    counted_s = _counted_s(path) if format_name == "mp3" else None
    if format_name == "mp3" and counted_s is None:
        return None
    if container.streams.video and stream.duration is None:
        return None  # the length of the pictures
    claims = [float(stream.duration * stream.time_base)] if stream.duration and stream.time_base else []
    claims += [] if counted_s is None else [counted_s]
    if container.duration is not None:
        claims.append(container.duration / 1e6)
    if format_name == "wav":
        return max([*claims, _riff_s(path)], default=None)
    if format_name == "caf" and stream.frames and stream.rate:
        return stream.frames / stream.rate
    # an edited MP4 is shorter than what lies in it, and says both
    return min(claims, default=None)


def _packets_s(container: InputContainer, stream: AudioStream) -> float | None:
    """The packets' lengths in a row, for which nothing has to be decoded; None when they do not say."""
    import av  # noqa: PLC0415 - loaded already, see `read_header`

    ticks = 0
    with suppress(av.FFmpegError):  # what follows a damaged place is found when it is decoded
        ticks = sum(packet.duration or 0 for packet in container.demux(stream))
    return float(ticks * stream.time_base) if ticks and stream.time_base else None


def _riff_s(path: Path) -> float:
    """The length in the header of a plain WAV, which decoders cut down to the size of the file; 0 when it has none."""
    bytes_per_s = 0
    with path.open("rb") as file:
        if file.read(4) != b"RIFF":
            return 0.0
        for name, size in _riff_chunks(file):
            if name == b"fmt ":
                bytes_per_s = int.from_bytes(file.read(12)[8:], "little")
            elif name == b"data":
                return size / bytes_per_s if bytes_per_s and size < _UNSIZED else 0.0
    return 0.0


def _riff_chunks(file: BinaryIO) -> Iterator[tuple[bytes, int]]:
    """Name and size of each chunk, with the file standing at its content."""
    at = 12
    while True:
        file.seek(at)
        head = file.read(8)
        if len(head) < 8:
            return
        size = int.from_bytes(head[4:], "little")
        yield head[:4], size
        at += 8 + size + size % 2


def _lacks_index(path: Path) -> bool:
    with suppress(OSError), path.open("rb") as file:
        return lacks_index(file)
    return False


def _counted_s(path: Path) -> float | None:
    """How long an MP3 is by the number of its frames, as all but the plainest encoders write it."""
    with path.open("rb") as file:
        return FrameRow(file, mpeg_frame, most_frames=1).claimed_s


def _ogg_breaks_off(path: Path) -> bool:
    """Whether the last page is cut, or not marked as the last one (RFC 3533, section 6)."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 2 * _OGG_PAGE_BYTES))
        tail = file.read()
    page = tail[max(0, tail.rfind(b"OggS")) :]
    if len(page) < 27 or not page[5] & _OGG_LAST:
        return True
    lacing = page[27 : 27 + page[26]]
    return len(page) < 27 + page[26] + sum(lacing)
