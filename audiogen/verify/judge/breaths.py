"""Whether the sound of breathing can be followed with eyes closed."""

from __future__ import annotations

from typing import Final

from audiogen.verify.examine import Findings
from audiogen.verify.figure import Figure, Occurrence, Rule, at_least, signed

_CLEAR_DB, _BEARABLE_DB = 6.0, 3.0
"""Over its bed, in the third of an octave in which it stands out most. From 6 dB on the power is four times the bed's;
at 3 dB both are equally loud there: the half that is heard is a guess."""
_MOST_PLACES: Final = 5

_OVER_BED: Final = Rule(
    "breath_over_bed_db", "Timing", "Breath over its bed, faintest part", "dB", f"at least {_CLEAR_DB:g} dB",
    "Raise `breath` under `levels:`, write `sound: tone` beside `breathe:`, or take a bed that does not swell: with "
    "eyes closed, nobody hears there how far the breath has gone.",
)  # fmt: skip


def breath_figure(findings: Findings) -> Figure:
    """The figure of the breaths over their bed; only parts without words count."""
    followed = sorted(findings.followed, key=lambda each: each.over_db)
    if not followed:
        return _OVER_BED.figure(None, "none", shown="none without words over a bed")
    over_db = followed[0].over_db
    faint = [each for each in followed if each.over_db < _CLEAR_DB][:_MOST_PLACES]
    places = [
        Occurrence(each.start_s, f"breath {each.kind}, {signed(each.over_db)} dB at {each.at:.0%} of it")
        for each in faint
    ]
    return _OVER_BED.figure(over_db, at_least(over_db, _CLEAR_DB, _BEARABLE_DB), places=places)
