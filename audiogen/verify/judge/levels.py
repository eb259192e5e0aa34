"""How loud an episode is, and how its bed lies under the speech. Where a target comes from stands beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf
from typing import Final, TypeAlias

from audiogen.audio.loudness import SILENCE, Energies, gated_lufs, hops_around
from audiogen.manifest import Aims
from audiogen.script.levels import PROGRAMME_LU
from audiogen.units import to_frames
from audiogen.verify.examine import Findings
from audiogen.verify.figure import Figure, Occurrence, Rule, Verdict, at_least, at_most, signed
from audiogen.verify.judge.softening import louder_at_first_lu, softening_figures
from audiogen.verify.marks import Marks
from audiogen.verify.meters.loudness import (
    HOPS_PER_S,
    MOMENTARY_HOPS,
    SHORT_TERM_HOPS,
    loudness_curve,
    loudness_range_lu,
    lufs,
)
from audiogen.verify.meters.summary import QUIET_DBFS
from audiogen.verify.unsoftened import unsoftened

_GOOD_LU: Final = 0.3
_TOLERANCE_LU: Final = 0.5
"""As builds have it, which fail beyond: half of what podcast directories allow."""
_SPEECH_LU: Final = 0.25
"""So near to its target, the speech of any two sessions is within half a LU of each other."""
_ENTERS_LU: Final = 15.0
_STARTLES_LU: Final = 18.0
"""First words after 10 s and more without any rose by 17 to 23 LU where nothing was done about it."""
_MOST_PLACES: Final = 5
_REST_S, _ENTERING_S, _BEFORE_S = 10.0, 2.0, 2.0
"""What is a long rest; over which time the first words after it are looked at, and what they are held against."""
_AS_NOTED: Final = 0.3
"""LU, and the decibels of a true peak, that a file may differ from what its manifest says was measured."""

_INTEGRATED: Final = Rule(
    "integrated_lufs", "Loudness", "Integrated loudness", "LUFS", "",
    "Build the episode again. If it stays too soft, lower the bed's `in_pauses`: beside few words it counts as much.",
    craft="loudness",
)  # fmt: skip
_ANCHOR: Final = Rule(
    "speech_lufs", "Loudness", "Loudness of the speech", "LUFS", "",
    "Build the episode again: its speech is not at the level that was asked for.",
    craft="loudness",
)  # fmt: skip
_SOFT_PROGRAMME: Final = (
    "The voice is as loud as in all sessions, but beside few words the pauses count, too: lower the bed's `in_pauses`, "
    "or shorten silences."
)
_LOUD_PROGRAMME: Final = (
    "Listen to the loudest places: little but the voice counts here, which is as loud as in all sessions."
)
_ENTRIES: Final = Rule(
    "rise_after_rest_lu", "Loudness", "First words after a rest", "LU", f"at most {_ENTERS_LU:.0f} LU",
    "Listen to the place, since such words startle, and build the episode again. If it stays so, raise the bed's "
    "`in_pauses`, or choose a bed that sounds throughout.",
)  # fmt: skip
_BEDLESS_ENTRIES: Final = "without a bed nothing sounds before them: they only begin softly"
_TRUE_PEAK: Final = Rule(
    "true_peak_dbtp", "Loudness", "True peak", "dBTP", "",
    "Build the episode again, or set `true_peak` in the show's `levels` lower: players would clip what is above.",
    craft="loudness",
)  # fmt: skip
_NOTED: Final = Rule(
    "loudness_off_manifest_lu", "Loudness", "Loudness against the manifest", "LU", f"at most {_AS_NOTED} LU apart",
    "The file is not the one that was measured when it was built: build the episode again.", digits=2,
)  # fmt: skip
# EBU Tech 3342 calls for 20 LU at most "in all but the most exceptional" programmes for a living room
_RANGE: Final = Rule(
    "loudness_range_lu", "Loudness", "Loudness range", "LU", "at most 20 LU",
    "Raise the bed's `in_pauses` or lower the bells: sounds this far apart are lost on a phone, or startle.",
)  # fmt: skip
_BEDLESS_RANGE: Final = "Lower the bells or a recording: sounds this far apart are lost on a phone, or startle."
_MOMENTARY: Final = Rule(
    "max_momentary_lufs", "Loudness", "Loudest 400 ms", "LUFS", "",
    "Listen to the place, and lower what sounds there: a bell in `levels`, or a recording.",
)  # fmt: skip
_SHORT_TERM: Final = Rule(
    "max_short_term_lufs", "Loudness", "Loudest 3 s", "LUFS", "",
    "Listen to the place, and lower what sounds there: a bell in `levels`, or a recording.",
)  # fmt: skip
_SPEECH: Final = Rule("speech_dbfs", "Bed", "Speech", "dBFS", "no target of its own", "")
_PAUSES: Final = Rule(
    "bed_in_pauses_dbfs", "Bed", "Bed in pauses", "dBFS", f"at least {signed(QUIET_DBFS, 0)} dBFS RMS",
    "Raise the bed's `in_pauses`: players that trim silence take a fainter bed for silence and cut the pauses short.",
    craft="bed-in-gaps",
)  # fmt: skip
_PAUSES_RELATIVE: Final = Rule(
    "bed_in_pauses_lu", "Bed", "Bed in pauses, to the speech", "LU", "",
    "Set the bed's `in_pauses` so that the pauses are neither empty nor in the foreground, and build again.",
)  # fmt: skip
_UNDER: Final = Rule("bed_under_speech_dbfs", "Bed", "Bed under speech", "dBFS", "no target of its own", "")
# 18 dB is what every word needs; WCAG 2.2, success criterion 1.4.7, asks for 20
_UNDER_RELATIVE: Final = Rule(
    "bed_under_speech_lu", "Bed", "Bed under speech, to the speech", "LU", f"at most {signed(-20, 0)} LU",
    "Lower the bed's `under_speech`: WCAG asks for 20 dB, and beyond 18 it takes effort to follow every word.",
    craft="bed-under-speech",
)  # fmt: skip


def level_figures(findings: Findings) -> Iterator[Figure]:
    """The figures of loudness and bed."""
    aims = findings.manifest.aims
    yield from _whole(findings, aims)
    yield from softening_figures(findings)
    yield from _loudest(findings, aims)
    if rises := sorted(_rises(findings), reverse=True):
        yield _entries(findings, rises)
    if findings.marks.has_bed:
        yield from _bed(findings, aims)


def _whole(findings: Findings, aims: Aims) -> Iterator[Figure]:
    integrated_lufs, peak_dbtp = gated_lufs(findings.heard.energies), findings.heard.true_peak_dbtp
    yield from _anchored(findings, aims, integrated_lufs)
    most = f"at most {signed(aims.true_peak_dbtp)} dBTP"
    yield _TRUE_PEAK.figure(peak_dbtp, at_most(peak_dbtp, aims.true_peak_dbtp, aims.true_peak_dbtp), target=most)
    if findings.media == findings.manifest.media[0]:
        # the manifest has the loudness of no other file, and other formats have other peaks
        noted = findings.manifest.loudness
        off_lu = max(abs(integrated_lufs - noted.integrated_lufs), abs(peak_dbtp - noted.true_peak_dbtp))
        yield _NOTED.figure(off_lu, at_most(off_lu, _AS_NOTED, _AS_NOTED))
    yield _range(findings)


def _range(findings: Findings) -> Figure:
    range_lu, target = findings.checks.loudness_range_lu, ""
    if findings.manifest.softening:
        range_lu = loudness_range_lu(unsoftened(findings.manifest, findings.heard.energies))
        target = f"{_RANGE.target}, its softening aside"
    advice = "" if findings.marks.has_bed else _BEDLESS_RANGE
    return _RANGE.figure(range_lu, at_most(range_lu, 20, 25), target=target, advice=advice)


def _anchored(findings: Findings, aims: Aims, integrated_lufs: float) -> Iterator[Figure]:
    """All that sounds, and its speech alone; whichever of them decides has the target."""
    speech_lufs = gated_lufs(_spoken(findings))
    if aims.anchor == "speech":
        yield _programme(findings, aims, integrated_lufs)
        off_lu = speech_lufs - aims.loudness_lufs
        target = f"{signed(aims.loudness_lufs)} ± {_SPEECH_LU} LUFS"
        yield _ANCHOR.figure(speech_lufs, _on_target(off_lu, _SPEECH_LU), target=target)
        return
    target = f"{signed(aims.loudness_lufs)} ± {_GOOD_LU} LUFS"
    advice = "" if findings.marks.has_bed else "Build the episode again."
    yield _INTEGRATED.figure(
        integrated_lufs, _on_target(integrated_lufs - aims.loudness_lufs, _GOOD_LU), target=target, advice=advice
    )
    if findings.marks.speech:
        yield _ANCHOR.figure(speech_lufs, "pass", target="all that sounds decides")


def _programme(findings: Findings, aims: Aims, integrated_lufs: float) -> Figure:
    if aims.programme_lufs is None or not findings.marks.has_bed:
        return _INTEGRATED.figure(integrated_lufs, "pass", target="the speech alone decides")
    low, high = (round(aims.programme_lufs + off_lu, 1) for off_lu in (-PROGRAMME_LU, PROGRAMME_LU))
    if findings.manifest.softening:
        low, target = -inf, f"at most {signed(high)} LUFS: few words are meant"
    else:
        target = f"{signed(low)} to {signed(high)} LUFS"
    # to the tenth, as it is shown
    if round(integrated_lufs, 1) < low <= round(_beside_breaths_lufs(findings), 1):
        return _INTEGRATED.figure(integrated_lufs, "pass", target=f"{target}; less with as many breaths")
    verdict: Verdict = "pass" if low <= round(integrated_lufs, 1) <= high else "warn"
    advice = _SOFT_PROGRAMME if integrated_lufs < low else _LOUD_PROGRAMME
    return _INTEGRATED.figure(integrated_lufs, verdict, target=target, advice=advice)


def _beside_breaths_lufs(findings: Findings) -> float:
    """The loudness of all that sounds beside breaths, which are meant to be much softer than the voice."""
    breaths = [(to_frames(each.start_s), to_frames(each.end_s)) for each in findings.manifest.guided_breaths]
    energies = findings.heard.energies
    beside = energies[~hops_around(breaths, energies.size)]
    return gated_lufs(beside) if beside.size else SILENCE


def _entries(findings: Findings, rises: Sequence[_Rise]) -> Figure:
    """How far first words after a long rest rise over what was heard just before them; the greatest rise first."""
    if not findings.marks.has_bed:
        return _ENTRIES.figure(None, "none", target=_BEDLESS_ENTRIES, shown=f"{len(rises)} of them")
    greatest = round(rises[0][0], 1)
    places = [Occurrence(at_s, f"{rise:.0f} LU: {text}") for rise, at_s, text in rises if round(rise, 1) > _ENTERS_LU]
    return _ENTRIES.figure(greatest, at_most(greatest, _ENTERS_LU, _STARTLES_LU), places=places[:_MOST_PLACES])


_Rise: TypeAlias = tuple[float, float, str]
"""How far first words rise, in LU, when they begin, in seconds, and what they are."""


def _rises(findings: Findings) -> Iterator[_Rise]:
    energies, ended_s = findings.heard.energies, 0.0
    for caption in sorted(findings.manifest.captions, key=lambda each: each.start_s):
        if caption.start_s - ended_s >= _REST_S and _is_bedded(findings.marks, caption.start_s):
            at = round(caption.start_s * HOPS_PER_S)
            before = energies[at - round(_BEFORE_S * HOPS_PER_S) : at]
            loudest = loudness_curve(energies[at : at + round(_ENTERING_S * HOPS_PER_S)], MOMENTARY_HOPS)
            if loudest.size and before.any():
                yield float(loudest.max() - lufs(before.mean(keepdims=True))[0]), caption.start_s, caption.text
        ended_s = max(ended_s, caption.end_s)


def _is_bedded(marks: Marks, at_s: float) -> bool:
    """Whether the bed is there before a moment, and not just fading in or out."""
    return any(start_s <= at_s - _BEFORE_S and at_s <= end_s for start_s, end_s in marks.bedded)


def _spoken(findings: Findings) -> Energies:
    """Energies of the speech: of the same 100 ms that a build measures."""
    energies = findings.heard.energies
    speech = [(to_frames(start_s), to_frames(end_s)) for start_s, end_s in findings.marks.speech]
    return energies[hops_around(speech, energies.size)] if speech else energies


def _on_target(off_lu: float, good_lu: float) -> Verdict:
    # to the tenth, as it is shown
    return "pass" if round(abs(off_lu), 1) <= good_lu else at_most(abs(off_lu), good_lu, _TOLERANCE_LU)


def _loudest(findings: Findings, aims: Aims) -> Iterator[Figure]:
    """Nothing is to stand out so far that it wakes somebody."""
    aim_lufs = aims.loudness_lufs if aims.programme_lufs is None else aims.programme_lufs
    aim_lufs += louder_at_first_lu(findings.manifest)
    for rule, hops, good_lu in ((_MOMENTARY, MOMENTARY_HOPS, 8), (_SHORT_TERM, SHORT_TERM_HOPS, 5)):
        curve = loudness_curve(findings.heard.energies, hops)
        if curve.size:
            at = int(curve.argmax())
            over_lu = float(curve[at]) - aim_lufs
            target = f"at most {signed(aim_lufs + good_lu)} LUFS"
            places = [Occurrence(at / HOPS_PER_S, rule.name.lower())]
            yield rule.figure(float(curve[at]), at_most(over_lu, good_lu, good_lu + 2), target=target, places=places)


def _bed(findings: Findings, aims: Aims) -> Iterator[Figure]:
    checks = findings.checks
    yield _SPEECH.figure(checks.speech_dbfs, "none")
    yield _PAUSES.figure(checks.bed_in_pauses_dbfs, at_least(checks.bed_in_pauses_dbfs, QUIET_DBFS, QUIET_DBFS - 1))
    # a faint bed is lifted above what was asked for, so that players do not trim it
    low, high = aims.bed_in_pauses_db - 3, aims.bed_in_pauses_db + 6
    relative_lu = checks.bed_in_pauses_lu
    off_lu = None if relative_lu is None else max(low - relative_lu, relative_lu - high)
    target = f"{signed(low, 0)} to {signed(high, 0)} LU"
    yield _PAUSES_RELATIVE.figure(relative_lu, at_most(off_lu, 0, 3), target=target)
    yield _UNDER.figure(checks.bed_under_speech_dbfs, "none")
    yield _UNDER_RELATIVE.figure(checks.bed_under_speech_lu, at_most(checks.bed_under_speech_lu, -20, -18))
