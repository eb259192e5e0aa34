"""How loud the finished file is, and what sounds in it beside speech and bed; part of what authors write."""

from __future__ import annotations

import re
from typing import Annotated, ClassVar, Final, Literal, Self, TypeAlias

from pydantic import BeforeValidator, Field, model_validator

from audiogen.script.yaml.fields import Decibels, Model
from audiogen.script.yaml.written import Form, WrittenAs, figures, spelled
from audiogen.units import LEVEL_NUMBER, parse_decibels

Anchor: TypeAlias = Literal["programme", "speech"]
"""What loudness is measured on: all that sounds, or the speech alone."""
ANCHORS: Final[tuple[Anchor, ...]] = ("programme", "speech")
"""In the order in which they are tried where none is chosen."""
Target: TypeAlias = Literal["podcast", "streaming", "audiobook", "broadcast", "sleep"]
"""Where episodes will be heard."""

_TARGETS: Final[dict[str, tuple[float, float]]] = {
    "podcast": (-16.0, -1.0),
    "streaming": (-14.0, -1.0),
    "audiobook": (-20.0, -3.0),
    "broadcast": (-23.0, -1.0),
    "sleep": (-20.0, -3.0),
}
"""Loudness in LUFS and true peak in dBTP: Apple Podcasts, music services, ACX, EBU R 128; softer for falling asleep."""
SPEECH_ABOVE_LU: Final = 1.5
"""Where speech is the anchor, it is so much louder than the programme is to be: bed, bells and breaths, all softer,
count as programme, and take 0.7 to 2.3 LU from it in sessions of 5 to 20 minutes."""
PROGRAMME_LU: Final = 0.8
"""How far all that sounds may then be off what it is to be; podcast directories allow 1 LU."""


_UNITS: Final = r"\s*(?:LUFS|LKFS|dBTP|dBFS)\s*"
_UNIT: Final = re.compile(f"{_UNITS}$", re.IGNORECASE)


def _parse_level(text: str | float) -> float:
    """Decibels with the unit that full scale has, as people copy it from what a directory asks for."""
    return parse_decibels(_UNIT.sub("", str(text)))


def _level_form() -> Form:
    pattern = f"{LEVEL_NUMBER}(?:{spelled(_UNITS, any_case=True)}|\\s*[dD][bB])?"
    return figures(pattern, "Write a level in decibels.")


_Level = Annotated[float, BeforeValidator(_parse_level), WrittenAs(_level_form)]


class Levels(Model):
    """`levels: podcast`, or keys of its own: the loudness of the finished file, of breaths and of bells."""

    shorthand: ClassVar[str] = "target"
    target: Target = "podcast"
    """Where the episodes will be heard; it decides `loudness` and `true_peak` where they are left out."""
    loudness: Annotated[_Level, Field(ge=-31, le=-9)] = _TARGETS["podcast"][0]
    """Integrated loudness of the episode, or of its speech where that is the anchor, in LUFS."""
    true_peak: Annotated[_Level, Field(ge=-9, le=-0.5)] = _TARGETS["podcast"][1]
    """Highest true peak of the decoded file, in dBTP."""
    anchor: Anchor | None = None
    """What `loudness` is measured on; when left out, `programme`, but `speech` where few words stand beside a bed."""
    breath: Decibels = -9.0
    """Loudness of a breath from beginning to end, relative to that of a phrase."""
    bell: Decibels = -10.0
    """Loudness of a bell's loudest 400 ms, relative to that of a phrase."""

    @model_validator(mode="before")
    @classmethod
    def _aim(cls, given: object) -> object:
        """Fill in what the target decides; what is no target is refused further on."""
        if not isinstance(given, dict):
            return given
        loudness, true_peak = _TARGETS.get(str(given.get("target")), _TARGETS["podcast"])
        above_lu = SPEECH_ABOVE_LU if given.get("anchor") == "speech" else 0.0
        return {"loudness": loudness + above_lu, "true_peak": true_peak} | given

    @property
    def programme_lufs(self) -> float | None:
        """What all that sounds comes to, about, where its speech is the anchor; None where nobody asks for that."""
        aim_lufs = _TARGETS[self.target][0]
        return aim_lufs if self.anchor == "speech" and self.loudness == aim_lufs + SPEECH_ABOVE_LU else None

    def without_words(self) -> Self:
        """Those of a session in which nobody speaks: all that sounds is brought to what it would come to with words."""
        if self.programme_lufs is None:
            return self
        return self.model_copy(update={"loudness": self.programme_lufs, "anchor": "programme"})
