"""Mix → finished media file, in two passes: one to measure, one to write. Then the file is decoded and verified."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from audiogen.encode import Measured, Mp3Writer, Tags, measure
from audiogen.errors import MediaError
from audiogen.loudness import HOP, Energies, Meter, gated_lufs
from audiogen.master import Limiter
from audiogen.mix import Mixer, blocks
from audiogen.progress import Stage
from audiogen.samples import Samples
from audiogen.script.model import Levels
from audiogen.timeline import Timeline
from audiogen.units import RATE, to_gain

BIT_RATE_KBPS: Final = 128
_CEILING_BELOW_DB: Final = 1.0
"""MP3 overshoots what it was given by up to a decibel: limited this far below what the decoded file may reach."""
_TOLERANCE_LU: Final = 0.3
"""What a finished file may be off its loudness; further off, it is not published."""
_RETRY_LU: Final = 0.2
"""Further off than this, the gain is corrected and the file written once more."""
_STRETCH_APART_FRAMES: Final = 2 * RATE
"""Loud stretches closer than this are measured as one."""
_STRIKE_FRAMES: Final = 2 * RATE
"""A bell is loud for about this long."""

OnProgress = Callable[[Stage, int], None]
"""Told the stage, and the frames done of it."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """A mix and what is to become of it."""

    timeline: Timeline
    mixer: Mixer
    levels: Levels
    phrase_lufs: float
    """Loudness of a phrase in the mix."""
    bed_energies: Energies
    """A sample of the mix's energies, 100 ms each, where nothing but the bed sounds; zero without a bed."""
    tags: Tags
    where: str
    """The script, for messages."""


def render(rendering: Rendering, path: Path, on_progress: OnProgress) -> Measured:
    """Write the finished MP3 and measure it, decoded.

    Raises:
        MediaError: when the session is silent, or the finished file is not what it must be.
        OutputError: when the file cannot be written.
    """
    target = rendering.levels.loudness
    gain_db = _measured_gain_db(rendering, on_progress)
    measured = _write(rendering, gain_db, path, on_progress)
    if abs(target - measured.integrated_lufs) > _RETRY_LU:
        measured = _write(rendering, gain_db + target - measured.integrated_lufs, path, on_progress)
    _verify(rendering, measured)
    return measured


def loud_stretches(timeline: Timeline) -> list[tuple[int, int]]:
    """Where phrases and bells sound, as (start, end) on the meter's grid of 100 ms, in order and apart.

    Everything else is more than the 10 LU of the relative gate below the speech, and does not count for loudness.
    """
    sounding = [(clip.start, clip.end) for clip in timeline.clips]
    sounding += [(strike.start, strike.start + _STRIKE_FRAMES) for strike in timeline.strikes]
    stretches: list[tuple[int, int]] = []
    for start, end in sorted(sounding):
        begin, stop = start // HOP * HOP, min(-(-end // HOP) * HOP, timeline.frames // HOP * HOP)
        if stretches and begin - stretches[-1][1] < _STRETCH_APART_FRAMES:
            stretches[-1] = (stretches[-1][0], max(stop, stretches[-1][1]))
        else:
            stretches.append((begin, stop))
    return stretches or [(0, timeline.frames // HOP * HOP)]


def _measured_gain_db(rendering: Rendering, on_progress: OnProgress) -> float:
    """The gain that brings the limited mix to its target.

    Only the loud stretches are rendered. For the rest stand energies of the bed: few of them pass the relative gate,
    but where that gate lies depends on all of them.
    """
    gain_db = rendering.levels.loudness - rendering.phrase_lufs
    energies = np.resize(rendering.bed_energies * to_gain(gain_db) ** 2, rendering.timeline.frames // HOP)
    for start, end in loud_stretches(rendering.timeline):
        meter = Meter()
        for block in _limited(rendering, gain_db, start, end):
            meter.feed(block)
            on_progress("measure", start)
        energies[start // HOP : end // HOP] = meter.energies()
    loudness = gated_lufs(energies)
    if loudness == float("-inf"):
        message = f"{rendering.where}: the session is silent from beginning to end"
        raise MediaError(message, hint="Give it something to say, or a bed.")
    return gain_db + rendering.levels.loudness - loudness


def _limited(rendering: Rendering, gain_db: float, start: int, end: int) -> Iterator[Samples]:
    limiter = Limiter(rendering.levels.true_peak - _CEILING_BELOW_DB, gain_db=gain_db)
    for block in blocks(rendering.mixer, start, end):
        yield limiter.process(block)
    yield limiter.flush()


def _write(rendering: Rendering, gain_db: float, path: Path, on_progress: OnProgress) -> Measured:
    done, frames = 0, rendering.timeline.frames
    with Mp3Writer(path, tags=rendering.tags, frames=frames, bit_rate_kbps=BIT_RATE_KBPS) as writer:
        for block in _limited(rendering, gain_db, 0, frames):
            writer.write(block)
            done += block.shape[1]
            on_progress("encode", done)
    return measure(path)


def _verify(rendering: Rendering, measured: Measured) -> None:
    levels, frames, off = rendering.levels, rendering.timeline.frames, []
    if measured.frames != frames:
        off.append(f"{measured.frames} frames long instead of {frames}")
    if abs(measured.integrated_lufs - levels.loudness) > _TOLERANCE_LU:
        off.append(f"at {measured.integrated_lufs:.2f} LUFS instead of {levels.loudness:.1f}")
    if measured.true_peak_dbtp > levels.true_peak:
        off.append(f"at {measured.true_peak_dbtp:.2f} dBTP instead of at most {levels.true_peak:.1f}")
    if off:
        message = f"{rendering.where}: the finished file is {' and '.join(off)}"
        raise MediaError(message, hint="Set `levels:` in scripts/show.yaml lower, the bell's or the loudness itself.")
