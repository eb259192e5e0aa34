"""Whether a recording that is the bed has words in it: what is understood where nobody is to speak."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from audiogen.manifest import Manifest
from audiogen.units import to_frames
from audiogen.verify.figure import Figure, Occurrence, Rule

_SHORTEST_GAP_S: Final = 6.0
_APART_S: Final = 1.0
"""Between the words of the session and what is listened to of a gap."""
_LONGEST_S: Final = 12.0
_MOST_GAPS: Final = 6
_FEWEST_WORDS: Final = 4
"""In noise, a model hears a word or two that nobody said."""
_LYRICS: Final = Rule(
    "gaps_with_words", "Words", "Words in the bed", "", "none",
    "Listen to the places. Words in the bed pull attention away from one's own: choose one without.", digits=0,
    craft="lyrics",
)  # fmt: skip


def gap_stretches(episode: Manifest) -> list[tuple[int, int]]:
    """Where to listen for words between those of the session, in frames: the longest gaps, in order of time.

    None of an episode whose bed is generated, which has no words.
    """
    if not _is_recorded(episode):
        return []
    starts = [0.0, *(caption.end_s for caption in episode.captions)]
    ends = [*(caption.start_s for caption in episode.captions), episode.media[0].duration_s]
    gaps = [pair for pair in zip(starts, ends, strict=True) if pair[1] - pair[0] >= _SHORTEST_GAP_S]
    longest = sorted(gaps, key=lambda gap: gap[0] - gap[1])[:_MOST_GAPS]
    return [_within(*gap) for gap in sorted(longest)]


def _within(start_s: float, end_s: float) -> tuple[int, int]:
    begin_s = start_s + _APART_S
    return to_frames(begin_s), to_frames(min(end_s - _APART_S, begin_s + _LONGEST_S))


def _is_recorded(episode: Manifest) -> bool:
    """Whether a file may sound in the bed: it is named by its path, and has a licence that is told."""
    return episode.bed is not None and ("." in episode.bed or bool(episode.credits))


def lyrics_figure(heard: Sequence[tuple[float, str]]) -> Figure:
    """The figure of what was understood in each gap, with the second at which that begins; words alone."""
    sung = [(at_s, words) for at_s, words in heard if len(words.split()) >= _FEWEST_WORDS]
    # words in one gap of many are more likely imagined than sung
    found = sung if 2 * len(sung) >= len(heard) else []
    shown = f"in {len(found)} of {len(heard)} gaps" if found else "none"
    places = [Occurrence(at_s, words) for at_s, words in found]
    return _LYRICS.figure(len(found), "warn" if found else "pass", shown=shown, places=places)
