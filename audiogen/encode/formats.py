"""The formats an episode can be written in. Nothing here loads an encoder: commands list formats without one."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Final

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
        # loaded when it is first used: each brings its own libraries
        module, _, name = self.writer.partition(":")
        settings = {} if self.lossless else {"bit_rate_kbps": kbps}
        writer: BehindWriter = getattr(import_module(module), name)(path, tags=tags, frames=frames, **settings)
        return writer


_CEILINGS_DBTP: Final = ((128, -2.0), (96, -2.5), (0, -3.0))
"""From which bit rate on, and the ceiling; of the formats at one rate, that of the one with the highest peaks."""

_FORMATS: Final = (
    Format("mp3", ".mp3", "audio/mpeg", "audiogen.encode.mp3.writer:mp3_writer", 128),
    Format("m4a", ".m4a", "audio/mp4", "audiogen.encode.m4a:m4a_writer", 128),
    Format("opus", ".opus", "audio/ogg", "audiogen.encode.opus:opus_writer", 96),
    Format("flac", ".flac", "audio/flac", "audiogen.encode.flac:flac_writer", None),
    Format("wav", ".wav", "audio/wav", "audiogen.encode.wav:wav_writer", None),
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
