"""What is written of a mix: one file in one format, of all of it or of a part. No encoder is loaded here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias

from audiogen.encode.formats import Format

Part: TypeAlias = Literal["mix", "voice", "ambience"]
"""What of a session a file holds: all of it, the spoken words alone, or all but them."""

PARTS: Final[tuple[Part, ...]] = ("mix", "voice", "ambience")
"""In the order of the channels that `Mixer.render_parts` gives, two each; voice and ambience add up to the mix."""


@dataclass(frozen=True, slots=True)
class Output:
    """One file to be written."""

    format: Format
    path: Path
    bit_rate_kbps: int | None = None
    """None for the format's default, and where nothing is lost."""
    part: Part = "mix"

    @property
    def kbps(self) -> int | None:
        """The bit rate; None where nothing is lost."""
        return None if self.format.lossless else self.bit_rate_kbps or self.format.default_bit_rate_kbps

    @property
    def overshoot_db(self) -> float:
        """How far the decoded file's true peak may come to lie above the master's."""
        return -1.0 - self.format.ceiling_dbtp(self.kbps)
