"""Mix → finished media file, in two passes: one to measure, one to write. Then the file is decoded and verified."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Self

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
"""What a finished file may be off its loudness without anybody being told."""
_RETRY_LU: Final = 0.2
"""Further off than this, the gain is corrected and the file written once more."""
_PEAK_MARGIN_DB: Final = 0.3
"""How much further the ceiling goes down than the decoded file was above its limit."""
_MOST_ABOVE_TARGET_DB: Final = 7.5
"""Most gain that a mix is given beyond what brings a phrase to the target; the sessions of the first show need 2."""
_RETRIES: Final = 6
"""Limiting takes loudness away, and where the bed lies at the relative gate a little gain lets much of it in or out."""
_STRETCH_APART_FRAMES: Final = 2 * RATE
"""Loud stretches closer than this are measured as one."""
_SAMPLE_FRAMES: Final = 120 * RATE
"""Loud stretches to measure before the file is written: on the first show, within 0.1 LU of measuring all of them."""
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

    A session of few words over a loud bed may stay below its target, rather than have its voice flattened.

    Raises:
        MediaError: when the session is silent, or the finished file is not what it must be.
        OutputError: when the file cannot be written.
    """
    mastering = Mastering(_measured_gain_db(rendering, on_progress), rendering.levels.true_peak - _CEILING_BELOW_DB)
    mastering = mastering.limited_to(_most_gain_db(rendering))
    measured = _write(rendering, mastering, path, on_progress)
    for _ in range(_RETRIES):
        corrected = _corrected(rendering, mastering, measured)
        if corrected == mastering:
            break
        mastering = corrected
        measured = _write(rendering, mastering, path, on_progress)
    _verify(rendering, measured)
    return measured


def is_on_target(levels: Levels, measured: Measured) -> bool:
    """Whether a finished file has the loudness it was to have."""
    return abs(measured.integrated_lufs - levels.loudness) <= _TOLERANCE_LU


@dataclass(frozen=True, slots=True)
class Mastering:
    """What brings a mix to its loudness and keeps its peaks."""

    gain_db: float
    ceiling_dbtp: float

    def limited_to(self, most_gain_db: float) -> Self:
        """The same with no more gain than this."""
        return replace(self, gain_db=min(self.gain_db, most_gain_db))


def _most_gain_db(rendering: Rendering) -> float:
    """Beyond this the limiter would flatten the voice, for the sake of a figure that counts a loud bed as programme."""
    return rendering.levels.loudness - rendering.phrase_lufs + _MOST_ABOVE_TARGET_DB


def _corrected(rendering: Rendering, mastering: Mastering, measured: Measured) -> Mastering:
    """What to write the file with once more; the same again when it is good, or cannot be better."""
    off_lu = rendering.levels.loudness - measured.integrated_lufs
    over_db = measured.true_peak_dbtp - rendering.levels.true_peak
    gain_db = mastering.gain_db + (off_lu if abs(off_lu) > _RETRY_LU else 0.0)
    ceiling_dbtp = mastering.ceiling_dbtp - (over_db + _PEAK_MARGIN_DB if over_db > 0 else 0.0)
    return Mastering(gain_db, ceiling_dbtp).limited_to(_most_gain_db(rendering))


def loud_stretches(timeline: Timeline) -> list[tuple[int, int]]:
    """Where phrases and bells sound, as (start, end) on the meter's grid of 100 ms, in order and apart.

    What else sounds, the bed and the breaths, is about as far below the speech as the relative gate, and hardly counts.
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
    """The gain that brings the limited mix to its target, from a sample of its loud stretches.

    A sample is enough, because phrases are level with each other; the finished file is measured whole. For the rest
    stand energies of the bed: few of them pass the relative gate, but where that gate lies depends on all of them.
    """
    gain_db = rendering.levels.loudness - rendering.phrase_lufs
    guess = Mastering(gain_db, rendering.levels.true_peak - _CEILING_BELOW_DB)
    stretches = loud_stretches(rendering.timeline)
    heard: list[Energies] = []
    for start, end in sampled(stretches):
        heard.append(_energies(rendering, guess, start, end))
        on_progress("measure", end)
    loud_hops = sum(end - start for start, end in stretches) // HOP
    bed_hops = rendering.timeline.frames // HOP - loud_hops
    bed = np.resize(rendering.bed_energies * to_gain(gain_db) ** 2, bed_hops)
    loudness = gated_lufs(np.concatenate((np.resize(np.concatenate(heard), loud_hops), bed)))
    if loudness == float("-inf"):
        message = f"{rendering.where}: the session is silent from beginning to end"
        raise MediaError(message, hint="Give it something to say, or a bed.")
    return gain_db + rendering.levels.loudness - loudness


def sampled(stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches spread evenly over all of them, which last about two minutes together; all of them if they are less."""
    total = sum(end - start for start, end in stretches)
    step = max(1, total // _SAMPLE_FRAMES)
    return stretches[::step]


def _energies(rendering: Rendering, mastering: Mastering, start: int, end: int) -> Energies:
    meter = Meter()
    for block in _limited(rendering, mastering, start, end):
        meter.feed(block)
    return meter.energies()


def _limited(rendering: Rendering, mastering: Mastering, start: int, end: int) -> Iterator[Samples]:
    limiter = Limiter(mastering.ceiling_dbtp, gain_db=mastering.gain_db)
    for block in blocks(rendering.mixer, start, end):
        yield limiter.process(block)
    yield limiter.flush()


def _write(rendering: Rendering, mastering: Mastering, path: Path, on_progress: OnProgress) -> Measured:
    done, frames = 0, rendering.timeline.frames
    with Mp3Writer(path, tags=rendering.tags, frames=frames, bit_rate_kbps=BIT_RATE_KBPS) as writer:
        for block in _limited(rendering, mastering, 0, frames):
            writer.write(block)
            done += block.shape[1]
            on_progress("encode", done)
    return measure(path)


def _verify(rendering: Rendering, measured: Measured) -> None:
    levels, frames, off = rendering.levels, rendering.timeline.frames, []
    if measured.frames != frames:
        off.append(f"{measured.frames} frames long instead of {frames}")
    if measured.integrated_lufs > levels.loudness + _TOLERANCE_LU:
        off.append(f"at {measured.integrated_lufs:.2f} LUFS instead of {levels.loudness:.1f}")
    if measured.true_peak_dbtp > levels.true_peak:
        off.append(f"at {measured.true_peak_dbtp:.2f} dBTP instead of at most {levels.true_peak:.1f}")
    if off:
        message = f"{rendering.where}: the finished file is {' and '.join(off)}"
        raise MediaError(message, hint="Set `levels:` in scripts/show.yaml lower, the bell's or the loudness itself.")
