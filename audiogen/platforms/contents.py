"""Looks into the files that a feed names: as much as their beginnings tell, and never the sound itself."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final

from PIL import Image, UnidentifiedImageError

_LEAST_PX: Final = 1400
_MOST_PX: Final = 3000
_ENDINGS: Final = {"JPEG": (".jpg", ".jpeg"), "PNG": (".png",)}
_LAST_BYTES: Final = {"JPEG": b"\xff\xd9", "PNG": b"IEND\xaeB`\x82"}


@contextmanager
def opened(content: Path | bytes) -> Iterator[BinaryIO]:
    """The content, to be read."""
    with io.BytesIO(content) if isinstance(content, bytes) else content.open("rb") as file:
        yield file


def size_of(content: Path | bytes) -> int:
    """In bytes."""
    return len(content) if isinstance(content, bytes) else content.stat().st_size


def picture_faults(content: Path | bytes, path: str) -> tuple[str, ...]:
    """What platforms do not take of a picture.

    Args:
        content: of the file.
        path: of the file; its ending is held against what it is.
    """
    try:
        with opened(content) as file, warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(file, formats=("JPEG", "PNG")) as picture:
                return tuple(_faults_of(picture, file, path))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return (f"it is larger than {_MOST_PX} x {_MOST_PX} pixels by far",)
    except UnidentifiedImageError:
        return ("it is neither JPEG nor PNG",)
    except (OSError, SyntaxError, ValueError, struct.error):
        return ("it is damaged",)


def _faults_of(picture: Image.Image, file: BinaryIO, path: str) -> Iterator[str]:
    # Pillow calls a JPEG with a second picture behind the first an MPO
    kind = "PNG" if picture.format == "PNG" else "JPEG"
    width, height = picture.size
    if width != height:
        yield f"it is {width} x {height} pixels, and not square"
    if min(width, height) < _LEAST_PX or max(width, height) > _MOST_PX:
        yield f"it is {width} x {height} pixels, and has to have {_LEAST_PX} to {_MOST_PX} on each side"
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        yield "it has an alpha channel, by which parts of it are transparent"
    elif picture.mode not in {"RGB", "P"}:
        yield f"its colours are {_COLOURS.get(picture.mode, picture.mode)}, and not RGB"
    ending = PurePosixPath(path).suffix.lower()
    if ending not in _ENDINGS[kind]:
        yield f"it is a {kind}, and its name ends in {ending or 'nothing'}"
    file.seek(0, io.SEEK_END)
    file.seek(-min(file.tell(), 64), io.SEEK_END)
    if _LAST_BYTES[kind] not in file.read():
        yield "its end is missing"


_COLOURS: Final = {"CMYK": "CMYK, those of printing", "L": "shades of grey", "1": "black and white"}


@dataclass(frozen=True, slots=True)
class SoundKind:
    """A format of sound or film."""

    name: str
    types: frozenset[str]
    """The media types that say so."""
    endings: tuple[str, ...]
    taken: bool
    """Whether Apple and Spotify take it."""


MP3: Final = SoundKind("MP3", frozenset({"audio/mpeg", "audio/mp3"}), (".mp3",), taken=True)
_M4A: Final = SoundKind(
    "MP4", frozenset({"audio/mp4", "audio/x-m4a", "audio/m4a", "video/mp4", "video/x-m4v"}), (".m4a", ".mp4", ".m4v"),
    taken=True,
)  # fmt: skip
_OGG: Final = SoundKind("Ogg", frozenset({"audio/ogg", "audio/opus"}), (".opus", ".ogg", ".oga"), taken=False)
_FLAC: Final = SoundKind("FLAC", frozenset({"audio/flac", "audio/x-flac"}), (".flac",), taken=False)
_WAV: Final = SoundKind("WAV", frozenset({"audio/wav", "audio/x-wav", "audio/wave"}), (".wav",), taken=False)
KINDS: Final = (MP3, _M4A, _OGG, _FLAC, _WAV)


def kind_of_type(media_type: str) -> SoundKind | None:
    """The format that a media type names; None for one that is not known here."""
    bare = media_type.partition(";")[0].strip().lower()
    return next((kind for kind in KINDS if bare in kind.types), None)


def kind_of(content: Path | bytes) -> SoundKind | None:
    """The format of a file, by its first bytes; None for anything else."""
    with opened(content) as file:
        head = file.read(12)
    if head.startswith(b"ID3") or _is_mp3_frame(head[:4]):
        return MP3
    if head[4:8] == b"ftyp":
        return _M4A
    if head.startswith(b"RIFF") and head[8:12] == b"WAVE":
        return _WAV
    return _OGG if head.startswith(b"OggS") else _FLAC if head.startswith(b"fLaC") else None


@dataclass(frozen=True, slots=True)
class Mp3Begin:
    """What the beginning of an MP3 says of it."""

    rate_hz: int
    tagged: bool
    """Whether there is the Xing or Info frame, which says how long it is."""
    duration_s: float | None
    """As that frame says."""
    missing_bytes: int
    """By how much the file is shorter than that frame says."""


def mp3_begin(content: Path | bytes) -> Mp3Begin | None:
    """The beginning of an MP3; None where no sound is found behind its tags."""
    with opened(content) as file:
        head = file.read(10)
        begin = 0
        if head.startswith(b"ID3") and len(head) == 10:
            begin = 10 + sum((byte & 0x7F) << shift for byte, shift in zip(head[6:10], (21, 14, 7, 0), strict=True))
        file.seek(begin)
        frame = file.read(256)
    if not _is_mp3_frame(frame[:4]):
        return None
    return _read_frame(frame, size_of(content) - begin)


def _is_mp3_frame(header: bytes) -> bool:
    """Whether four bytes begin a frame of MPEG audio, layer III."""
    return (
        len(header) == 4
        and header[0] == 0xFF
        and header[1] & 0xE6 == 0xE2
        and header[1] & 0x18 != 0x08
        and header[2] & 0xF0 != 0xF0
        and header[2] & 0x0C != 0x0C
    )


def _read_frame(frame: bytes, sound_bytes: int) -> Mp3Begin:
    version, mono = frame[1] >> 3 & 3, frame[3] >> 6 == 3
    halvings = {3: 0, 2: 1, 0: 2}[version]
    rate_hz = (44_100, 48_000, 32_000)[frame[2] >> 2 & 3] >> halvings
    samples = 1152 if version == 3 else 576
    side = (17 if mono else 32) if version == 3 else (9 if mono else 17)
    tag = frame[4 + side :]
    if tag[:4] not in {b"Xing", b"Info"} or len(tag) < 16:
        return Mp3Begin(rate_hz, tagged=False, duration_s=None, missing_bytes=0)
    (flags,) = struct.unpack(">I", tag[4:8])
    numbers = iter(struct.unpack(">2I", tag[8:16]))
    frames = next(numbers) if flags & 1 else None
    named_bytes = next(numbers) if flags & 2 else 0
    duration_s = None if frames is None else frames * samples / rate_hz
    return Mp3Begin(rate_hz, tagged=True, duration_s=duration_s, missing_bytes=max(0, named_bytes - sound_bytes))
