"""`Heard` and the marks of an episode → the figures that its manifest keeps. Pure; nothing is judged here."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from audiogen.audio.loudness import Energies
from audiogen.manifest import Checks, UncheckedManifest
from audiogen.verify.marks import Span, marks_of, within
from audiogen.verify.meters.heard import Heard
from audiogen.verify.meters.loudness import (
    HOPS_PER_S,
    MOMENTARY_HOPS,
    SHORT_TERM_HOPS,
    greatest,
    loudness_curve,
    loudness_range_lu,
    lufs,
)
from audiogen.verify.meters.sums import STEPS_PER_S, Steps, Sums
from audiogen.verify.unsoftened import unsoftened

FLOOR_DB: Final = -120.0
"""Stands for silence, which has no level: JSON knows no infinity."""
DEAD_DBFS: Final = -60.0
QUIET_DBFS: Final = -38.0
"""Noise fainter than this, as RMS, is silence to players that trim it."""
WINDOW_STEPS: Final = 3
"""150 ms: what such players wait for."""
WORST_S: Final = 3.0


def checks_of(heard: Heard, manifest: UncheckedManifest) -> Checks:
    """What one pass over the decoded sound of an episode says of it."""
    marks, sums = marks_of(manifest), heard.sums
    loss_db, at_s = worst_mono_loss(sums)
    head_s, tail_s = silence_at_ends(sums)
    # what is heard at different times is held together as it would be at the beginning
    energies = unsoftened(manifest, heard.energies)
    speech_lufs = loudness_within(energies, marks.speech)
    pauses_lufs = loudness_within(energies, marks.pauses) if marks.has_bed else None
    gaps_lufs = loudness_within(energies, marks.gaps) if marks.has_bed else None
    return Checks(
        loudness_range_lu=round(loudness_range_lu(heard.energies), 2),
        max_momentary_lufs=_rounded(greatest(loudness_curve(heard.energies, MOMENTARY_HOPS))),
        max_short_term_lufs=_rounded(greatest(loudness_curve(heard.energies, SHORT_TERM_HOPS))),
        speech_dbfs=_if_any(level_within(sums, marks.speech)),
        bed_in_pauses_dbfs=_if_any(level_within(sums, marks.pauses)) if marks.has_bed else None,
        bed_under_speech_dbfs=_if_any(level_within(sums, marks.gaps)) if marks.has_bed else None,
        bed_in_pauses_lu=_relative(pauses_lufs, speech_lufs),
        bed_under_speech_lu=_relative(gaps_lufs, speech_lufs),
        longest_dead_air_s=round(longest_below(sums, DEAD_DBFS, marks.bedded)[1], 2),
        longest_quiet_s=round(longest_below(sums, QUIET_DBFS, marks.bedded)[1], 2),
        head_silence_s=round(head_s, 2),
        tail_silence_s=round(tail_s, 2),
        full_scale_samples=heard.clipping.samples,
        flat_tops=heard.clipping.flat_tops,
        dc_dbfs=_rounded(max(dc_dbfs(sums))),
        balance_db=_rounded(balance_db(sums)),
        correlation=round(correlation(sums), 3),
        mono_loss_db=_rounded(mono_loss_db(sums)),
        worst_mono_loss_db=_rounded(loss_db),
        worst_mono_loss_at_s=round(at_s, 2),
    )


def level_within(sums: Sums, spans: Sequence[Span]) -> float | None:
    """RMS over both channels within the spans, in dBFS; None when they hold no whole step."""
    power = sums.power
    inside = power[within(spans, power.size, STEPS_PER_S)]
    return decibels(float(inside.mean())) if inside.size else None


def loudness_within(energies: Energies, spans: Sequence[Span]) -> float | None:
    """Ungated loudness within the spans, in LUFS; None when they hold no whole hop."""
    inside = energies[within(spans, energies.size, HOPS_PER_S)]
    return float(lufs(inside.mean(keepdims=True))[0]) if inside.size else None


def longest_below(sums: Sums, level_dbfs: float, spans: Sequence[Span]) -> tuple[float, float]:
    """Where the longest stretch begins whose every 150 ms are fainter than a level, and how long it lasts; in seconds.

    What lies outside the spans is not looked at.
    """
    return max((_longest_below(sums, level_dbfs, span) for span in spans), key=itemgetter(1), default=(0.0, 0.0))


def _longest_below(sums: Sums, level_dbfs: float, span: Span) -> tuple[float, float]:
    first, last = int(span[0] * STEPS_PER_S), int(span[1] * STEPS_PER_S)
    power = sums.power[first:last]
    if power.size < WINDOW_STEPS:
        return 0.0, 0.0
    faint = sliding_window_view(power, WINDOW_STEPS).mean(axis=1) < 10 ** (level_dbfs / 10)
    begin, windows = _longest_run(faint)
    if not windows:
        return 0.0, 0.0
    return (first + begin) / STEPS_PER_S, (windows + WINDOW_STEPS - 1) / STEPS_PER_S


def silence_at_ends(sums: Sums) -> tuple[float, float]:
    """How long it takes until anything sounds, and how long nothing sounds any more at the end; in seconds."""
    sounding = np.flatnonzero(sums.power >= 10 ** (DEAD_DBFS / 10))
    whole = sums.power.size
    if not sounding.size:
        return whole / STEPS_PER_S, whole / STEPS_PER_S
    return int(sounding[0]) / STEPS_PER_S, (whole - 1 - int(sounding[-1])) / STEPS_PER_S


def dc_dbfs(sums: Sums) -> tuple[float, float]:
    """The mean of each channel, in decibels to full scale."""
    left, right = (decibels(float(means.mean()) ** 2) for means in sums.means)
    return left, right


def balance_db(sums: Sums) -> float:
    """How much louder the left channel is than the right."""
    left, right = (decibels(float(squares.mean())) for squares in sums.squares)
    return left - right


def correlation(sums: Sums) -> float:
    """1 for the same on both channels, 0 for different sounds, -1 for opposite ones; 1 for silence."""
    left, right = (float(squares.sum()) for squares in sums.squares)
    scale = float(np.sqrt(left * right))
    return float(sums.products.sum()) / scale if scale else 1.0


def mono_loss_db(sums: Sums) -> float:
    """What folding down takes away: the power of (left + right) / 2 below the mean power of left and right."""
    return decibels(float(sums.power.sum())) - decibels(float(_folded(sums).sum())) if sums.power.any() else 0.0


def worst_mono_loss(sums: Sums) -> tuple[float, float]:
    """The greatest loss in any 3 seconds above -60 dBFS, and where they begin, in seconds."""
    steps = min(int(WORST_S * STEPS_PER_S), sums.power.size)
    if not steps:
        return 0.0, 0.0
    whole = sliding_window_view(sums.power, steps).mean(axis=1)
    folded = sliding_window_view(_folded(sums), steps).mean(axis=1)
    floor = 10 ** (FLOOR_DB / 10)
    loss = np.where(whole > 10 ** (DEAD_DBFS / 10), (whole + floor) / (np.maximum(folded, 0) + floor), 1.0)
    at = int(loss.argmax())
    return decibels(float(loss[at])), at / STEPS_PER_S


def decibels(power: float) -> float:
    """A power in decibels to full scale, no lower than the floor."""
    return max(FLOOR_DB, 10 * float(np.log10(power))) if power > 0 else FLOOR_DB


def _folded(sums: Sums) -> Steps:
    return np.asarray(sums.squares.sum(axis=0) / 4 + sums.products / 2)


def _longest_run(flags: NDArray[np.bool_]) -> tuple[int, int]:
    """Where the longest run of true begins, and how long it is."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], flags.astype(np.int8), [0]))))
    begins, ends = edges[::2], edges[1::2]
    if not begins.size:
        return 0, 0
    longest = int((ends - begins).argmax())
    return int(begins[longest]), int(ends[longest] - begins[longest])


def _relative(level_lufs: float | None, speech_lufs: float | None) -> float | None:
    return None if level_lufs is None or speech_lufs is None else _rounded(level_lufs - speech_lufs)


def _if_any(level: float | None) -> float | None:
    return None if level is None else _rounded(level)


def _rounded(level: float) -> float:
    return round(max(FLOOR_DB, level), 2)
