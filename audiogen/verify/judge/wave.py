"""Silence, clicks, clipping and stereo: what makes a listener wince, wait or lose a channel."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from typing import Final

from audiogen.audio.clipping import FLAT_SHARE, LEAST_PEAKS, Clipping
from audiogen.units import RATE
from audiogen.verify.examine import Findings
from audiogen.verify.figure import Figure, Occurrence, Rule, at_least, at_most, signed
from audiogen.verify.meters.summary import DEAD_DBFS, QUIET_DBFS, dc_dbfs, longest_below

_MOST_PLACES: Final = 5
_MOST_DROPOUTS: Final = 50

_DEAD: Final = Rule(
    "longest_dead_air_s", "Silence", f"Longest under {signed(DEAD_DBFS, 0)} dBFS", "s", "at most 0.5 s",
    "Give the session a bed, or a shorter pause: whoever hears nothing at all looks whether the player has stopped.",
    digits=2,
)  # fmt: skip
_QUIET: Final = Rule(
    "longest_quiet_s", "Silence", f"Longest under {signed(QUIET_DBFS, 0)} dBFS", "s", "at most 2 s",
    "Raise the bed's `in_pauses`: players that trim silence shorten such a stretch to two seconds and less.",
    digits=2, craft="bed-in-gaps",
)  # fmt: skip
_DROPOUTS: Final = Rule(
    "dropouts", "Silence", "Dropouts of 20 ms and more", "", "none",
    "Build the episode again; if they stay, mend the recording or the bed: for a moment nothing sounds at all.",
    digits=0,
)  # fmt: skip
_BEDLESS: Final = (
    "Give the session a bed, or shorter pauses, if nobody is to wonder whether the player has stopped: "
    "players that trim silence shorten such a stretch."
)
_HEAD: Final = Rule(
    "head_silence_s", "Silence", "Silence at the head", "s", "at most 2 s",
    "Begin with the bed or a bell, and shorten the bed's `fade_in`: nothing is heard after pressing play.", digits=2,
)  # fmt: skip
_TAIL: Final = Rule(
    "tail_silence_s", "Silence", "Silence at the tail", "s", "at most 5 s",
    "Shorten the last pause: the session is over, and the player still shows it running.", digits=2,
)  # fmt: skip
_SHORTEST_END_S: Final = 3.0
_ROUNDED_S: Final = 0.05
"""Times in a manifest are rounded, and an ending is made to last no longer than it has to."""
_AFTER_WORDS: Final = Rule(
    "end_after_words_s", "Silence", "From the last word to the end", "s", f"at least {_SHORTEST_END_S:.0f} s",
    "End with a pause of 3 s or more: an end right behind the last word undoes the calm before it.", craft="tail",
)  # fmt: skip
_CLICKS: Final = Rule(
    "clicks", "Wave form", "Clicks", "", "none",
    "Listen to the places. In a recording: mend it there; in a bed of your own: cut it elsewhere; else report it.",
    digits=0,
)  # fmt: skip
_FULL_SCALE: Final = Rule(
    "full_scale_samples", "Wave form", "Samples at full scale", "", "none",
    "Set `true_peak` or `loudness` in the show's `levels` lower, and build again: the sound is clipped.", digits=0,
)  # fmt: skip
_FLAT: Final = Rule(
    "flat_tops", "Wave form", "Peaks with flat tops", "", "at most 1 in 10 of the highest",
    "Something was clipped before it was mixed: make the recording or the bed anew, at a lower level.", digits=0,
)  # fmt: skip
_DC: Final = Rule(
    "dc_dbfs", "Wave form", "DC offset", "dBFS", f"at most {signed(-60, 0)} dBFS",
    "Take the offset out of the recording or bed it comes from, with a high-pass filter at 20 Hz.",
)  # fmt: skip
_BALANCE: Final = Rule(
    "balance_db", "Stereo", "Left over right", "dB", "at most 1.5 dB either way",
    "Set the pan of the bed's sounds, or mend the recording: the session leans to one side.",
)  # fmt: skip
_CORRELATION: Final = Rule(
    "correlation", "Stereo", "Correlation of left and right", "", "at least 0.3",
    "Look for a recording or bed with one channel inverted, and turn it round.", digits=2,
)  # fmt: skip
_LOSS: Final = Rule(
    "mono_loss_db", "Stereo", "Lost when folded to mono", "dB", "less than 3 dB",
    "Look for a recording or bed with one channel inverted: on one loudspeaker it vanishes.", digits=2,
)  # fmt: skip
_WORST_LOSS: Final = Rule(
    "worst_mono_loss_db", "Stereo", "Lost in the worst 3 s", "dB", "less than 4.5 dB",
    "Listen to the place in mono: a sound there has opposite waves on its two channels.", digits=2,
)  # fmt: skip


def wave_figures(findings: Findings) -> Iterator[Figure]:
    """The figures of silence, wave form and stereo."""
    yield from _silence(findings)
    yield from _wave(findings)
    yield from _stereo(findings)


def _silence(findings: Findings) -> Iterator[Figure]:
    sums, bedded, checks = findings.heard.sums, findings.marks.bedded, findings.checks
    for rule, level_dbfs, good_s, bearable_s in ((_DEAD, DEAD_DBFS, 0.5, 2.0), (_QUIET, QUIET_DBFS, 2.0, 3.0)):
        at_s, lasts_s = longest_below(sums, level_dbfs, bedded)
        places = [Occurrence(at_s, f"{lasts_s:.1f} s under {signed(level_dbfs, 0)} dBFS")] if lasts_s else []
        verdict, advice = at_most(lasts_s, good_s, bearable_s), ""
        if not findings.marks.has_bed:
            # a session without a bed wants silence: worth a word, but no mistake
            verdict, advice = "warn" if verdict == "fail" else verdict, _BEDLESS
        yield rule.figure(lasts_s, verdict, places=places, advice=advice)
    if findings.marks.has_bed:
        found = [Occurrence(each.at_s, f"{1000 * each.lasts_s:.0f} ms of silence") for each in findings.dropouts]
        yield _DROPOUTS.figure(len(found), at_most(len(found), 0, 0), places=found[:_MOST_DROPOUTS])
    yield _HEAD.figure(checks.head_silence_s, at_most(checks.head_silence_s, 2, 5))
    yield _TAIL.figure(checks.tail_silence_s, at_most(checks.tail_silence_s, 5, 10))
    if captions := findings.manifest.captions:
        left_s = findings.heard.frames / RATE - captions[-1].end_s
        yield _AFTER_WORDS.figure(left_s, at_least(left_s, _SHORTEST_END_S - _ROUNDED_S, -inf))


def _wave(findings: Findings) -> Iterator[Figure]:
    loudest = sorted(findings.clicks, key=lambda click: -click.ratio)[:_MOST_PLACES]
    clicks = [Occurrence(click.at_s, f"{click.ratio:.0f} times its surroundings") for click in loudest]
    yield _CLICKS.figure(len(findings.clicks), at_most(len(findings.clicks), 0, 0), places=clicks)
    clipping = findings.heard.clipping
    run = f"{clipping.samples}, {clipping.longest_run} in a row" if clipping.samples else "0"
    first = [Occurrence(clipping.first_s, "the first")] if clipping.first_s is not None else []
    yield _FULL_SCALE.figure(clipping.samples, at_most(clipping.samples, 0, 0), shown=run, places=first)
    yield _flat_tops(clipping)
    left, right = dc_dbfs(findings.heard.sums)
    shown = f"{signed(left)} and {signed(right)} dBFS"
    yield _DC.figure(max(left, right), at_most(max(left, right), -60, -50), shown=shown)


def _flat_tops(clipping: Clipping) -> Figure:
    if clipping.peaks < LEAST_PEAKS:
        return _FLAT.figure(None, "none", shown=f"too few peaks to tell ({clipping.peaks})")
    places = [Occurrence(at_s, "a flat top") for at_s in clipping.flat_s[:_MOST_PLACES]]
    shown = f"{clipping.flat_tops} of {clipping.peaks}"
    share = clipping.flat_tops / clipping.peaks
    return _FLAT.figure(clipping.flat_tops, at_most(share, FLAT_SHARE, 1 / 8), shown=shown, places=places)


def _stereo(findings: Findings) -> Iterator[Figure]:
    checks = findings.checks
    yield _BALANCE.figure(checks.balance_db, at_most(abs(checks.balance_db), 1.5, 3))
    yield _CORRELATION.figure(checks.correlation, at_least(checks.correlation, 0.3, 0))
    yield _LOSS.figure(checks.mono_loss_db, at_most(checks.mono_loss_db, 3, 3))
    place = Occurrence(checks.worst_mono_loss_at_s, "3 s from here")
    yield _WORST_LOSS.figure(checks.worst_mono_loss_db, at_most(checks.worst_mono_loss_db, 4.5, 6), places=[place])
