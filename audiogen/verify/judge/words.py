"""Whether words and breaths sound when the manifest says, and whether they sound at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median
from typing import Final

import numpy as np

from audiogen.audio.loudness import Energies
from audiogen.manifest import Caption
from audiogen.verify.examine import Findings, Timed
from audiogen.verify.figure import Figure, Occurrence, Rule, Verdict, at_most, signed, worst
from audiogen.verify.meters.loudness import HOPS_PER_S, MOMENTARY_HOPS, greatest, loudness_curve
from audiogen.verify.unsoftened import unsoftened

_MOST_PLACES: Final = 5
_MOST_UNHEARD: Final = 20
"""What was never spoken is not a matter of examples."""
_TYPICAL_MS: Final = 90.0
"""Words are heard this long after their clip begins: its margin, and a first consonant."""
_CUE_MS: Final = 45.0
"""The words of a breath, or the sound below them, are heard 0 to 100 ms after it begins."""
_FEW: Final = 3
"""Fewer breaths than this that can be timed are no ground for a verdict, unless they agree."""
_AGREE_MS: Final = 10.0
_FEW_CAPTIONS: Final = 5
"""The median of fewer captions depends on how their first words begin."""
_SILENT_LU: Final = -10.0
"""Phrases are level with each other within 2 LU; a bed that made room for words lies 20 LU and more below them."""

_CAPTIONS: Final = Rule(
    "caption_drift_ms", "Timing", "Words after their caption, median", "ms", "0 to 200 ms",
    "Build the episode again: the captions do not belong to this sound.", digits=0,
)  # fmt: skip
_A_LITTLE_OFF: Final = "Listen to a few phrases: their captions come a little before or after what is usual."
_WORST_CAPTION: Final = Rule(
    "worst_caption_drift_ms", "Timing", "Words after their caption, worst", "ms", f"{signed(-150, 0)} to 400 ms",
    "Listen to the place: the words begin too early or too late for whoever reads along.", digits=0,
)  # fmt: skip
_UNHEARD: Final = Rule(
    "captions_unheard", "Timing", "Captions without words", "", "none",
    "Listen to the places, and build the episode again: nothing there stands out of the bed as speech does.", digits=0,
)  # fmt: skip
_CUES: Final = Rule(
    "cue_words_off_ms", "Timing", "Words of cues after their breath, median", "ms", f"{signed(-35, 0)} to 125 ms",
    "Build the episode again; if it stays, report it: the words do not lead the breath.", digits=0,
)  # fmt: skip
_BREATHS: Final = Rule(
    "breath_cue_off_ms", "Timing", "Breath cues off the grid, median", "ms", "at most 10 ms",
    "Build the episode again; if it stays, report it: the cue does not begin with its breath.", digits=0,
)  # fmt: skip


def spoken_figures(findings: Findings) -> Iterator[Figure]:
    """The figures of words and breaths."""
    yield from _captions(findings.captions)
    yield _unheard(findings)
    yield _cues(findings.cues)
    yield _breaths(findings)


def _captions(captions: Sequence[Timed]) -> Iterator[Figure]:
    heard = _heard(captions, _TYPICAL_MS)
    median_ms = median(drift_ms for drift_ms, _ in heard) if heard else None
    off_ms = None if median_ms is None else abs(median_ms - 100)
    slack_ms = 0 if len(heard) >= _FEW_CAPTIONS else 50
    shown = f"{signed(median_ms, 0)} ms, of {len(heard)} captions" if median_ms is not None else ""
    verdict = at_most(off_ms, 100 + slack_ms, 150 + slack_ms)
    yield _CAPTIONS.figure(median_ms, verdict, shown=shown, advice=_A_LITTLE_OFF if verdict == "warn" else "")
    worst_ms = heard[0][0] if heard else None
    off_ms = None if worst_ms is None else abs(worst_ms - 125)
    yield _WORST_CAPTION.figure(worst_ms, at_most(off_ms, 275, 525), places=_places(heard))


def _heard(timed: Sequence[Timed], typical_ms: float) -> list[tuple[float, Timed]]:
    """Those that were found, and how late; the worst first."""
    heard = [(each.onset.offset_s * 1000, each) for each in timed if each.onset]
    return sorted(heard, key=lambda pair: -abs(pair[0] - typical_ms))


def _places(heard: Sequence[tuple[float, Timed]]) -> list[Occurrence]:
    return [Occurrence(each.start_s, f"{signed(off_ms, 0)} ms: {each.what}") for off_ms, each in heard[:_MOST_PLACES]]


def _unheard(findings: Findings) -> Figure:
    """A phrase that is missing is not good, be it one of a hundred; one whose beginning was not found may be soft."""
    energies = unsoftened(findings.manifest, findings.heard.energies)
    soft = {(each.start_s, each.text) for each in _silent_captions(findings.manifest.captions, energies)}
    unclear = {(timed.start_s, timed.what) for timed in findings.captions if not timed.onset}
    verdict = "fail" if soft else at_most(len(unclear), 0, len(findings.captions) // 20)
    places = [Occurrence(start_s, text) for start_s, text in sorted(soft | unclear)[:_MOST_UNHEARD]]
    return _UNHEARD.figure(len(soft | unclear), verdict, places=places)


def _silent_captions(captions: Sequence[Caption], energies: Energies) -> list[Caption]:
    """The captions that are much softer than the others: nobody speaks there."""
    if len(captions) < 2:  # there is no other to compare with
        return []
    levels = [_loudest_lufs(caption, energies) for caption in captions]
    # the louder of two in the middle, so that of two captions the silent one is found
    usual_lufs = sorted(levels)[len(levels) // 2]
    return [each for each, level in zip(captions, levels, strict=True) if level < usual_lufs + _SILENT_LU]


def _loudest_lufs(caption: Caption, energies: Energies) -> float:
    """The loudest 400 ms that lie wholly within a caption, or all of a shorter one.

    Not its mean: the counts of a slow breath have long gaps between them.
    """
    first, last = int(np.ceil(caption.start_s * HOPS_PER_S - 1e-6)), int(caption.end_s * HOPS_PER_S + 1e-6)
    inside = energies[first : max(last, first + 1)]
    return greatest(loudness_curve(inside, min(MOMENTARY_HOPS, inside.size))) if inside.size else float("-inf")


def _cues(cues: Sequence[Timed]) -> Figure:
    heard = _heard(cues, _CUE_MS)
    if not heard:
        return _CUES.figure(None, "none", shown="none can be timed")
    median_ms = median(off_ms for off_ms, _ in heard)
    # one alone may begin softly, but not be half a second late
    bearable_ms = 120 if len(heard) > 1 else 300
    verdicts: tuple[Verdict, ...] = (
        at_most(abs(median_ms - _CUE_MS), 80, bearable_ms),
        at_most(abs(heard[0][0] - _CUE_MS), 250, 1000),
    )
    shown = f"{signed(median_ms, 0)} ms, of {len(heard)} cues"
    return _CUES.figure(median_ms, worst(verdicts), shown=shown, places=_places(heard))


def _breaths(findings: Findings) -> Figure:
    clear = [each for each in findings.breaths if each.onset and each.onset.is_clear]
    hidden = len(findings.breaths) - len(clear)
    confidence = f"{len(clear)} clear, {hidden} too soft under the bed, {findings.covered_breaths} under words"
    if not clear:
        return _BREATHS.figure(None, "none", shown=f"none can be timed ({confidence})")
    heard = _heard(clear, 0.0)
    offs_ms = [off_ms for off_ms, _ in heard]
    median_ms = median(offs_ms)
    shown = f"{signed(median_ms, 0)} ms ({confidence})"
    # some breaths are ground for a verdict, or two that agree
    is_enough = len(offs_ms) >= _FEW or (len(offs_ms) > 1 and max(offs_ms) - min(offs_ms) <= _AGREE_MS)
    verdict = at_most(abs(median_ms), 10, 20 if is_enough else 1000)
    return _BREATHS.figure(median_ms, verdict, shown=shown, places=_places(heard))
