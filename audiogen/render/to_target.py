"""Mix → finished media files: written at a gain, then decoded and measured; written again when they miss the target."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from audiogen.audio.loudness import gated_lufs
from audiogen.errors import MediaError
from audiogen.plan.timeline import Timeline
from audiogen.progress import Stage
from audiogen.render.decision import MixDecision, UndecidedMix
from audiogen.render.files import EpisodeFiles
from audiogen.render.gain import Mastering, Programme
from audiogen.render.limiter import LimiterWork
from audiogen.render.output import Output
from audiogen.script.levels import Anchor, Levels
from audiogen.verify.meters.heard import Heard

TOLERANCE_LU: Final = 0.5
"""How far a finished file may be off its target: half of what podcast directories allow."""
RETRY_LU: Final = 0.2
"""Further off than this, the gain is corrected and the file written once more. Within it, it is the same to any ear."""
_RETRIES: Final = 6
"""Limiting takes loudness away, and where the bed lies at the relative gate a little gain lets much of it in or out."""

OnProgress = Callable[[Stage, int], None]
"""Called with the stage and the frames done of it; from any thread, one at a time."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """A mix, the files to be made of it, and the levels that they must have."""

    programme: Programme
    files: EpisodeFiles
    levels: Levels
    phrase_lufs: float
    """Loudness of a phrase in the mix."""
    where: str
    """The script, for messages."""
    on_progress: OnProgress = lambda _stage, _done: None
    softer: Callable[[float], Rendering | None] = lambda _softer_db: None
    """The same with a bed that is softer in pauses by so many decibels, or as soft as it may be; None without any."""

    @property
    def undecided(self) -> UndecidedMix:
        """The mix, as its mastering is decided."""
        overshoot_db = max(output.overshoot_db for output in self.files.outputs)
        return UndecidedMix(self.programme, self.levels, self.phrase_lufs, overshoot_db, self.where)


@dataclass(frozen=True, slots=True)
class MeasuredFile:
    """One finished file, and what was measured in its decoded sound."""

    output: Output
    heard: Heard
    loudness_lufs: float
    """Of the sound that the session's loudness is judged by."""


@dataclass(frozen=True, slots=True)
class Finished:
    """The finished files of a session."""

    files: tuple[MeasuredFile, ...]
    """In the order of the outputs."""
    decision: MixDecision
    """How they were mastered in the end."""
    limited: LimiterWork
    """How much was turned down so that their peaks stay under the limit."""
    timeline: Timeline
    """With the levels of the bed that is heard in them."""

    @property
    def anchor(self) -> Anchor:
        """What their loudness was judged by."""
        return self.decision.anchor

    @property
    def mixes(self) -> tuple[MeasuredFile, ...]:
        """The files that hold the whole session, without the stems."""
        return tuple(each for each in self.files if each.output.part == "mix")


def render(rendering: Rendering) -> Finished:
    """Write the finished files and measure them, decoded.

    How they are mastered is decided from what is known of the parts. Where a file that is judged by all that sounds
    cannot be what it must be, the loudness of the voice alone is brought to the target.

    Raises:
        MediaError: when the session is silent, or a finished file misses its target.
        OutputError: when a file cannot be written.
    """
    undecided = rendering.undecided
    decision, last = undecided.decided(), undecided.anchors[-1]
    rendering.on_progress("measure", rendering.programme.timeline.frames)
    if decision.softer_db:
        rendering = rendering.softer(decision.softer_db) or rendering
    if decision.anchor != last:
        finished = _written_to_target(rendering, decision)
        if not _faults(rendering, finished):
            return finished
        decision = undecided.judged_by(last)
    return _accepted(rendering, decision)


def _accepted(rendering: Rendering, decision: MixDecision) -> Finished:
    finished = _written_to_target(rendering, decision)
    if faults := _faults(rendering, finished):
        message = f"{rendering.where}: {'; '.join(faults)}"
        raise MediaError(message, hint=_hint(rendering, finished))
    return finished


def _written_to_target(rendering: Rendering, decision: MixDecision) -> Finished:
    """Write the files, and write them again with corrected mastering for as long as that helps."""
    finished = _written(rendering, decision)
    for _ in range(_RETRIES):
        corrected = _corrected(rendering, finished)
        if corrected == finished.decision.mastering:
            break
        finished = _written(rendering, replace(decision, mastering=corrected))
    return finished


def _written(rendering: Rendering, decision: MixDecision) -> Finished:
    limited = rendering.files.write(decision.mastering, partial(rendering.on_progress, "encode"))
    files = tuple(_measured_file(rendering, output, decision.anchor) for output in rendering.files.outputs)
    return Finished(files, decision, limited, rendering.programme.timeline)


def _measured_file(rendering: Rendering, output: Output, anchor: Anchor) -> MeasuredFile:
    heard = rendering.files.heard(output, partial(rendering.on_progress, "verify"))
    loudness_lufs = gated_lufs(rendering.programme.judged(heard.energies, anchor))
    return MeasuredFile(output, heard, loudness_lufs)


def _corrected(rendering: Rendering, finished: Finished) -> Mastering:
    """The mastering to write the files with once more; the same again when they are good, or cannot be better."""
    mastering = finished.decision.mastering
    off_lu = rendering.levels.loudness - finished.mixes[0].loudness_lufs
    over_db = max(each.heard.true_peak_dbtp for each in finished.mixes) - rendering.levels.true_peak
    # a file that is nearly right is not written again for the last tenth
    gain_db = mastering.gain_db + (off_lu if abs(off_lu) > RETRY_LU else 0.0)
    corrected = Mastering.rounded(gain_db, mastering.ceiling_dbtp).with_peaks_lower(over_db)
    return corrected.limited_to(rendering.undecided.most_gain_db)


def _faults(rendering: Rendering, finished: Finished) -> list[str]:
    """How the files differ from what they must be, a sentence for each; such a file is no episode."""
    faults = ((each.output.format.name, list(_off(rendering, each))) for each in finished.files)
    return [f"the finished {name} is {' and '.join(off)}" for name, off in faults if off]


def _off(rendering: Rendering, file: MeasuredFile) -> Iterator[str]:
    levels, measured, frames = rendering.levels, file.heard, rendering.programme.timeline.frames
    if measured.frames != frames:
        yield f"{measured.frames} frames long instead of {frames}"
    if file.output.part != "mix":  # stems are as loud as they happen to be
        return
    # negated, since a loudness that is not a number must fail, too
    if not abs(file.loudness_lufs - levels.loudness) <= TOLERANCE_LU:
        yield f"at {file.loudness_lufs:.2f} LUFS instead of {levels.loudness:.1f}"
    if measured.true_peak_dbtp > levels.true_peak:
        yield f"at {measured.true_peak_dbtp:.2f} dBTP instead of at most {levels.true_peak:.1f}"


def _hint(rendering: Rendering, finished: Finished) -> str:
    if finished.anchor == "programme" and finished.mixes[0].loudness_lufs < rendering.levels.loudness:
        return (
            "Beside few words the bed counts as programme, and more gain would flatten the voice. Leave out `anchor` "
            "under `levels:` in scripts/show.yaml, or lower the bed's `in_pauses`."
        )
    return "Set `levels:` in scripts/show.yaml lower, the bell's or the loudness itself."
