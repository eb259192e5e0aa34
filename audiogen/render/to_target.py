"""Mix → finished media files: written at a gain, then decoded and measured; written again when they miss the target."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from audiogen.audio.loudness import SILENCE, gated_lufs
from audiogen.encode.decode import Measured, measure
from audiogen.errors import MediaError
from audiogen.progress import Stage
from audiogen.render.files import EpisodeFiles, Output
from audiogen.render.gain import Mastering, Programme, Sampled
from audiogen.render.limiter import LimiterWork
from audiogen.script.levels import ANCHORS, PROGRAMME_LU, Anchor, Levels
from audiogen.verify.meters.heard import Heard, SumsCheck

_LEAST_BELOW_DB: Final = 0.1
"""Even where nothing is lost, the limiter's true peak and the meter's may differ by so much."""
TOLERANCE_LU: Final = 0.5
"""How far a finished file may be off its target: half of what podcast directories allow."""
_RETRY_LU: Final[dict[Anchor, float]] = {"programme": 0.4, "speech": 0.2}
"""Further off than this, the gain is corrected and the file written once more. Of speech, a whole show is held against
each other: within this, it is the same to any ear."""
_PEAK_MARGIN_DB: Final = 0.3
"""How much further the ceiling goes down than the decoded file was above its limit."""
_MOST_ABOVE_TARGET_DB: Final = 4.0
"""Most gain that a mix is given beyond what brings a phrase to the target; the sessions of the first show need 2."""
_SAMPLED_LU: Final = 0.15
"""The programme of a whole session may be so far from that of a sample."""
_SOFTER_DB: Final = tuple(half / 2 for half in range(7))
"""By how much a bed may be softer in pauses, where these take too much from the programme: by as little as will do."""
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


@dataclass(frozen=True, slots=True)
class MeasuredFile:
    """One finished file, and what was measured in its decoded sound."""

    output: Output
    measured: Measured
    heard: Heard
    loudness_lufs: float
    """Of the sound that the session's loudness is judged by."""


@dataclass(frozen=True, slots=True)
class Finished:
    """The finished files of a session."""

    files: tuple[MeasuredFile, ...]
    """In the order of the outputs."""
    anchor: Anchor
    """What their loudness was judged by."""
    limited: LimiterWork
    """How much was turned down so that their peaks stay under the limit."""

    @property
    def mixes(self) -> tuple[MeasuredFile, ...]:
        """The files that hold the whole session, without the stems."""
        return tuple(each for each in self.files if each.output.part == "mix")


def render(rendering: Rendering) -> Finished:
    """Write the finished files and measure them, decoded.

    Where the script leaves the anchor open, the loudness of all that sounds is brought to the target; but where a bed
    beside few words would need so much gain that the limiter flattens the voice, the loudness of the voice alone is.

    Raises:
        MediaError: when the session is silent, or a finished file misses its target.
        OutputError: when a file cannot be written.
    """
    if rendering.levels.programme_lufs is not None:
        return _spoken_to_target(rendering, rendering.levels.programme_lufs)
    *others, last = (rendering.levels.anchor,) if rendering.levels.anchor else ANCHORS
    for anchor in others:
        mastering = _first_mastering(rendering, anchor)
        if mastering.gain_db <= _most_gain_db(rendering):
            finished = _written_to_target(rendering, mastering, anchor)
            if not _faults(rendering, finished):
                return finished
    return _accepted(rendering, _first_mastering(rendering, last).limited_to(_most_gain_db(rendering)), last)


def _spoken_to_target(rendering: Rendering, programme_lufs: float) -> Finished:
    """Bring the speech to its loudness; where the pauses would take too much from the programme, with a softer bed."""
    sampled, guess = _sampled(rendering, "programme")
    mastering = _brought_to(rendering, guess, sampled.speech_lufs).limited_to(_most_gain_db(rendering))
    # speech and its gain are the same with a softer bed: what is lacking is found without another sample
    least_lufs = programme_lufs - PROGRAMME_LU + _SAMPLED_LU + sampled.speech_lufs - rendering.levels.loudness
    enough = (softer_db for softer_db in _SOFTER_DB if sampled.softer(softer_db).programme_lufs >= least_lufs)
    if softer_db := next(enough, _SOFTER_DB[-1]):
        rendering = rendering.softer(softer_db) or rendering
    return _accepted(rendering, mastering, "speech")


def _accepted(rendering: Rendering, mastering: Mastering, anchor: Anchor) -> Finished:
    finished = _written_to_target(rendering, mastering, anchor)
    if faults := _faults(rendering, finished):
        message = f"{rendering.where}: {'; '.join(faults)}"
        raise MediaError(message, hint=_hint(rendering, finished))
    return finished


def _first_mastering(rendering: Rendering, anchor: Anchor) -> Mastering:
    sampled, guess = _sampled(rendering, anchor)
    return _brought_to(rendering, guess, sampled.programme_lufs)


def _sampled(rendering: Rendering, anchor: Anchor) -> tuple[Sampled, Mastering]:
    """A sample of the mix, and the mastering that it was taken with."""
    levels, programme, workers = rendering.levels, rendering.programme, rendering.files.workers
    overshoot_db = max(output.overshoot_db for output in rendering.files.outputs)
    ceiling_dbtp = levels.true_peak - max(overshoot_db, _LEAST_BELOW_DB)
    guess = Mastering(levels.loudness - rendering.phrase_lufs, ceiling_dbtp)
    return programme.sampled(guess, anchor, workers, partial(rendering.on_progress, "measure")), guess


def _brought_to(rendering: Rendering, mastering: Mastering, lufs: float) -> Mastering:
    """The mastering with which a mix of this loudness meets the target."""
    if lufs == SILENCE:
        message = f"{rendering.where}: the session is silent from beginning to end"
        raise MediaError(message, hint="Give it something to say, or a bed.")
    return replace(mastering, gain_db=mastering.gain_db + rendering.levels.loudness - lufs)


def _most_gain_db(rendering: Rendering) -> float:
    """Beyond this the limiter would flatten the voice, for the sake of a figure that counts a loud bed as programme.

    Where there is no voice, bed, bells and breaths are the programme, however far below a voice they would lie.
    """
    if not rendering.programme.timeline.clips:
        return float("inf")
    return rendering.levels.loudness - rendering.phrase_lufs + _MOST_ABOVE_TARGET_DB


def _written_to_target(rendering: Rendering, mastering: Mastering, anchor: Anchor) -> Finished:
    """Write the files, and write them again with corrected mastering for as long as that helps."""
    finished = _written(rendering, mastering, anchor)
    for _ in range(_RETRIES):
        corrected = _corrected(rendering, mastering, finished)
        if corrected == mastering:
            break
        mastering = corrected
        finished = _written(rendering, mastering, anchor)
    return finished


def _written(rendering: Rendering, mastering: Mastering, anchor: Anchor) -> Finished:
    limited = rendering.files.write(mastering, partial(rendering.on_progress, "encode"))
    files = tuple(_measured_file(rendering, output, anchor) for output in rendering.files.outputs)
    return Finished(files, anchor, limited)


def _measured_file(rendering: Rendering, output: Output, anchor: Anchor) -> MeasuredFile:
    # one pass over the decoded file serves this check and the manifest's figures
    sums = SumsCheck()
    measured = measure(output.path, partial(rendering.on_progress, "verify"), sums.feed)
    loudness_lufs = gated_lufs(rendering.programme.judged(measured.energies, anchor))
    return MeasuredFile(output, measured, sums.heard(measured.energies, measured.true_peak_dbtp), loudness_lufs)


def _corrected(rendering: Rendering, mastering: Mastering, finished: Finished) -> Mastering:
    """The mastering to write the files with once more; the same again when they are good, or cannot be better."""
    off_lu = rendering.levels.loudness - finished.mixes[0].loudness_lufs
    over_db = max(each.measured.true_peak_dbtp for each in finished.mixes) - rendering.levels.true_peak
    # a file that is nearly right is not written again for the last tenth
    gain_db = mastering.gain_db + (off_lu if abs(off_lu) > _RETRY_LU[finished.anchor] else 0.0)
    ceiling_dbtp = mastering.ceiling_dbtp - (over_db + _PEAK_MARGIN_DB if over_db > 0 else 0.0)
    return Mastering(gain_db, ceiling_dbtp).limited_to(_most_gain_db(rendering))


def _faults(rendering: Rendering, finished: Finished) -> list[str]:
    """How the files differ from what they must be, a sentence for each; such a file is no episode."""
    faults = ((each.output.format.name, list(_off(rendering, each))) for each in finished.files)
    return [f"the finished {name} is {' and '.join(off)}" for name, off in faults if off]


def _off(rendering: Rendering, file: MeasuredFile) -> Iterator[str]:
    levels, measured, frames = rendering.levels, file.measured, rendering.programme.timeline.frames
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
