"""Opening a file of sound, and nothing but that file.

FFmpeg reads playlists, too, and descriptions of streams: texts that make it open other files, addresses and ports. So
it is told which kinds of files it may take for sound, and that no kind may open anything else.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, cast

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import InputContainer

_KINDS: Final = (
    # samples as they are
    *("wav", "w64", "aiff", "caf", "au", "voc", "sox", "ircam", "iff", "dsf"),
    # packed without loss
    *("flac", "wv", "ape", "tta", "tak"),
    # frames in a row
    *("mp3", "aac", "loas", "ac3", "eac3", "dts", "amr", "mpc", "mpc8"),
    # containers, of videos too
    *("mov", "matroska", "ogg", "asf", "avi", "flv", "mpeg", "mpegts"),
)
"""FFmpeg's names of what it may read; each opens one file, and decodes what lies in it."""
_OPTIONS: Final = {"format_whitelist": ",".join(_KINDS), "protocol_whitelist": "none"}
_HEAD_BYTES: Final = 4096
_PROBED_PACKETS: Final = 200
_SUMMED: Final = frozenset({"flac", "wavpack", "tta", "tak"})
"""Codecs whose frames have checksums, which FFmpeg looks at when it is told to."""
_TEXTS: Final = (
    (b"#EXTM3U", "a playlist"),
    (b"[playlist]", "a playlist"),
    (b"ffconcat version", "a list of files"),
    (b"v=0", "the description of a stream"),
    (b"<?xml", "a text in XML"),
    (b"<playlist", "a playlist"),
    (b"<asx", "a playlist"),
    (b"<smil", "a playlist"),
    (b"<mpd", "a playlist"),
    (b"REM ", "a cue sheet"),
    (b"FILE ", "a cue sheet"),
    (b"rtsp:", "an address"),
    (b"http:", "an address"),
    (b"https:", "an address"),
)
"""How texts begin that name other files or addresses."""


class _ChainLink(io.RawIOBase):
    """One of the recordings in a file, as a file of its own."""

    def __init__(self, file: BinaryIO, begin: int, end: int) -> None:
        self._file, self._begin, self._size, self._at = file, begin, end - begin, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = 0, /) -> int:
        self._at = max(0, offset + (0, self._at, self._size)[whence])
        return self._at

    def read(self, size: int = -1, /) -> bytes:
        left = max(0, self._size - self._at)
        self._file.seek(self._begin + self._at)
        data = self._file.read(left if size < 0 else min(size, left))
        self._at += len(data)
        return data


@contextmanager
def opened(path: Path, link: tuple[int, int] | None = None, *, edited: bool = True) -> Iterator[InputContainer]:
    """The file as a container of sound.

    Args:
        path: the file.
        link: first byte, and the byte after the last, of one of several recordings in it; None for the whole file.
        edited: whether what the index says is cut out is left out.

    Raises:
        OSError, ValueError: when it cannot be read, or is of no kind that is known; FFmpeg's errors are of these.
    """
    with ExitStack() as stack:
        file: BinaryIO = stack.enter_context(path.open("rb"))
        part = file if link is None else cast("BinaryIO", _ChainLink(file, *link))
        yield stack.enter_context(_container(part, {} if edited else {"ignore_editlist": "1"}))


def _container(file: BinaryIO, options: dict[str, str]) -> InputContainer:
    import av  # noqa: PLC0415 - a tenth of a second that is spent only where there is a recording

    if what := _other_than_sound(file.read(_HEAD_BYTES)):
        message = f"it is {what}, which only names where the sound lies; name the file that holds the sound itself"
        raise ValueError(message)
    file.seek(0)
    if file.read(4) == b"RIFX":
        # FFmpeg reads its samples the wrong way round, as noise
        message = "it is a WAV in the reverse order of bytes (RIFX); save it as a plain WAV"
        raise ValueError(message)
    file.seek(0)
    try:
        return av.open(file, "r", options=_OPTIONS | options, metadata_errors="replace")
    except av.ArgumentError as error:  # what stands on no list, and what begins as nothing does
        message = "it holds no sound of a kind that is known"
        raise ValueError(message) from error


def sound_of(container: InputContainer) -> AudioStream:
    """The track that is heard: the first one that can be decoded.

    Raises:
        ValueError: when there is none, or there are several.
    """
    tracks = [track for track in container.streams.audio if _can_be_decoded(track)]
    if len(tracks) > 1:
        tracks = _those_that_sound(container, tracks)
    if not tracks:
        message = "it holds no sound" if not container.streams.audio else "it holds no sound that can be read"
        raise ValueError(message)
    if len(tracks) > 1:
        message = f"it holds {len(tracks)} tracks of sound, of which one alone would be heard; export the one you mean"
        raise ValueError(message)
    return tracks[0]


def _can_be_decoded(track: AudioStream) -> bool:
    import av  # noqa: PLC0415 - as above

    codec = track.codec_context
    # PyAV has no such object where FFmpeg knows no decoder, whatever its types say
    if codec is None or not track.rate:
        return False
    if codec.name in _SUMMED:
        codec.options = {"err_detect": "crccheck+explode"}
    try:
        codec.open(strict=False)
    except (av.FFmpegError, ValueError):
        return False
    return True


def _those_that_sound(container: InputContainer, tracks: list[AudioStream]) -> list[AudioStream]:
    """Of several tracks, those of which some of the first packets can be decoded."""
    import av  # noqa: PLC0415 - as above

    sounding = set[int]()
    for packet in islice(container.demux(tracks), _PROBED_PACKETS):
        with suppress(av.FFmpegError):
            sounding |= {packet.stream.index} if packet.decode() else set()
    for track in tracks:
        track.codec_context.flush_buffers()
    container.seek(0)
    return [track for track in tracks if track.index in sounding]


def _other_than_sound(head: bytes) -> str | None:
    """What kind of text a file is, when it is one that names others."""
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return next((what for begin, what in _TEXTS if text.startswith(begin.lower())), None)
