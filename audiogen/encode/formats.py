"""The formats an episode can be written in. Nothing here loads an encoder: commands list formats without one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from audiogen.names import unknown

if TYPE_CHECKING:  # numpy comes with it
    from pathlib import Path

    from audiogen.encode.behind import BehindWriter
    from audiogen.encode.tags import Tags

LOSSY_BIT_RATES_KBPS: Final = (64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
"""Those of MPEG-1 layer III at which stereo at 48 kHz is worth hearing; one setting fits every lossy format."""


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of media file."""

    name: str
    """As authors and the command line write it."""
    suffix: str
    """Of its files, with the dot."""
    mime: str
    """Its media type, as a feed states it."""
    writer: str
    """The function that makes its `BehindWriter`: `package.module:function`."""
    copier: str
    """The function that copies the sound of a finished file, with other tags or without any."""
    default_bit_rate_kbps: int | None
    """None where nothing is lost and the size follows from the sound."""

    @property
    def lossless(self) -> bool:
        """Whether the samples come back, to 24 bits."""
        return self.default_bit_rate_kbps is None

    def ceiling_dbtp(self, bit_rate_kbps: int | None = None) -> float:
        """The true peak that a master may have, for the decoded file to stay below -1 dBTP.

        Measured on speech over rain: what a codec leaves out makes peaks higher, the more so the fewer bits it has.

        Args:
            bit_rate_kbps: None for the default; ignored where nothing is lost.
        """
        kbps = bit_rate_kbps or self.default_bit_rate_kbps
        if self.lossless or kbps is None:
            return -1.0
        return next(ceiling for lowest, ceiling in _CEILINGS_DBTP if kbps >= lowest)

    def open(self, path: Path, *, tags: Tags, frames: int, bit_rate_kbps: int | None = None) -> BehindWriter:
        """A writer for one file, to be used in a `with` statement; nothing is written before.

        Args:
            path: a file to write anew, in a folder that exists.
            tags: what players show.
            frames: how many frames of sound will be written, at 48 kHz.
            bit_rate_kbps: one of `LOSSY_BIT_RATES_KBPS`, or None for the default; ignored where nothing is lost.

        Raises:
            ValueError: for another bit rate, or too few frames.
            MediaError: when the tags do not fit into such a file.
        """
        kbps = bit_rate_kbps or self.default_bit_rate_kbps
        if not self.lossless and kbps not in LOSSY_BIT_RATES_KBPS:
            message = f"cannot write {kbps} kbit/s; the bit rates are {LOSSY_BIT_RATES_KBPS}"
            raise ValueError(message)
        settings = {} if self.lossless else {"bit_rate_kbps": kbps}
        writer: BehindWriter = _loaded(self.writer)(path, tags=tags, frames=frames, **settings)
        return writer

    def copy_sound(self, source: Path, place: Path, frames: int) -> None:
        """Write the sound of a finished file once more, without its tags, picture and chapters; nothing is encoded.

        What is decoded is the same to the last sample. The bytes depend on the sound alone, not on the tags.

        Args:
            source: a file that `open` has written.
            place: a file to write anew, in a folder that exists; nothing is left of it when this fails.
            frames: how many frames of sound the file holds, at 48 kHz.

        Raises:
            OutputError: when the one cannot be read, or the other not be written.
        """
        _loaded(self.copier)(source, place, frames, None, None)

    def retag(self, source: Path, place: Path, *, tags: Tags, frames: int, bit_rate_kbps: int | None = None) -> None:
        """Write the sound of a finished file once more, with other tags; nothing is encoded.

        The bytes are those that writing the same sound with these tags from nothing would give.

        Args:
            source: a file that `open` has written.
            place: a file to write anew, in a folder that exists; nothing is left of it when this fails.
            tags: what players show.
            frames: how many frames of sound the file holds, at 48 kHz.
            bit_rate_kbps: at which it was written, as in `open`.

        Raises:
            MediaError: when the tags do not fit into such a file.
            OutputError: when the one cannot be read, or the other not be written.
        """
        _loaded(self.copier)(source, place, frames, tags, bit_rate_kbps or self.default_bit_rate_kbps)


def _loaded(function: str) -> Callable[..., Any]:
    """What a text like `package.module:function` names; loaded when it is first used: each brings its own libraries."""
    module, _, name = function.partition(":")
    loaded: Callable[..., Any] = getattr(import_module(module), name)
    return loaded


def _of(writer: str, copier: str) -> tuple[str, str]:
    return f"audiogen.encode.{writer}", f"audiogen.encode.{copier}"


_CEILINGS_DBTP: Final = ((128, -2.0), (96, -2.5), (0, -3.0))
"""From which bit rate on, and the ceiling; of the formats at one rate, that of the one with the highest peaks."""

_FORMATS: Final = (
    Format("mp3", ".mp3", "audio/mpeg", *_of("mp3.writer:mp3_writer", "mp3.retag:copy_mp3"), 128),
    Format("m4a", ".m4a", "audio/mp4", *_of("m4a:m4a_writer", "m4a:copy_m4a"), 128),
    Format("opus", ".opus", "audio/ogg", *_of("opus:opus_writer", "opus:copy_opus"), 96),
    Format("flac", ".flac", "audio/flac", *_of("flac:flac_writer", "flac:copy_flac"), None),
    Format("wav", ".wav", "audio/wav", *_of("wav:wav_writer", "wav:copy_wav"), None),
)


def formats() -> tuple[Format, ...]:
    """All of them; the first is the one that every player reads."""
    return _FORMATS


def find_format(name: str) -> Format:
    """The format of that name.

    Raises:
        ValueError: when there is none of that name, with a sentence that says which there are.
    """
    for each in _FORMATS:
        if each.name == name:
            return each
    raise ValueError(unknown("format", name, (each.name for each in _FORMATS)))
