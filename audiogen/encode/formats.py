"""The formats an episode can be written in, told without loading an encoder: standard library only.

Each has a writer of the same shape, which is imported when the first file is opened.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Final, Protocol, Self

from audiogen.names import unknown

if TYPE_CHECKING:  # numpy comes with it
    from pathlib import Path
    from types import TracebackType

    from audiogen.audio.samples import Samples
    from audiogen.encode.tags import Tags

LOSSY_BIT_RATES_KBPS: Final = (64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
"""What may be asked for; those of MPEG-1 layer III, so that one setting fits every lossy format."""


class Writer(Protocol):
    """Writes one file; see `audiogen.encode.behind.BehindWriter`."""

    def __enter__(self) -> Self:
        """Begin the file."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Finish the file, or remove what there is of it."""

    def write(self, samples: Samples) -> None:
        """Take the next frames, shape (2, n), full scale ±1."""


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of media file."""

    name: str
    """As authors and the command line write it."""
    suffix: str
    """Of its files, with the dot."""
    mime: str
    """Its media type, as a feed tells it."""
    writer: str
    """Where its writer is: `package.module:Class`."""
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

    def open(self, path: Path, *, tags: Tags, frames: int, bit_rate_kbps: int | None = None) -> Writer:
        """A writer for one file, to be used in a `with` statement.

        Args:
            path: a file to write anew, in a folder that exists.
            tags: what players show.
            frames: how many frames of sound will be written, at 48 kHz.
            bit_rate_kbps: one of `LOSSY_BIT_RATES_KBPS`, or None for the default; ignored where nothing is lost.

        Raises:
            ValueError: for another bit rate, or too few frames.
            MediaError: when the tags do not fit into such a file.
        """
        module, _, name = self.writer.partition(":")
        make = getattr(import_module(module), name)
        settings = {} if self.lossless else {"bit_rate_kbps": bit_rate_kbps or self.default_bit_rate_kbps}
        writer: Writer = make(path, tags=tags, frames=frames, **settings)
        return writer


_CEILINGS_DBTP: Final = ((128, -2.0), (96, -2.5), (0, -3.0))
"""From which bit rate on, and what; of the formats at one rate, the one that needs most."""

_FORMATS: Final = (
    Format("mp3", ".mp3", "audio/mpeg", "audiogen.encode.mp3.writer:Mp3Writer", 128),
    Format("m4a", ".m4a", "audio/mp4", "audiogen.encode.m4a:M4aWriter", 128),
    Format("opus", ".opus", "audio/ogg", "audiogen.encode.opus:OpusWriter", 96),
    Format("flac", ".flac", "audio/flac", "audiogen.encode.flac:FlacWriter", None),
    Format("wav", ".wav", "audio/wav", "audiogen.encode.wav:WavWriter", None),
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
