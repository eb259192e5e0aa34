"""Mix → finished media files: levelled, written, then decoded and verified; written again where that was not enough."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from audiogen.audio.loudness import SILENCE, gated_lufs
from audiogen.encode.decode import Measured, measure
from audiogen.errors import MediaError
from audiogen.memory import give_back
from audiogen.progress import Stage
from audiogen.render.files import Output, Writing
from audiogen.render.gain import Mastering, Programme, anchored
from audiogen.render.limiter import LimiterWork
from audiogen.script.levels import ANCHORS, Anchor, Levels
from audiogen.verify.meters.heard import Heard, SumsCheck

_LEAST_BELOW_DB: Final = 0.1
"""Even where nothing is lost, the limiter's peaks and the meter's may differ by so much."""
TOLERANCE_LU: Final = 0.5
"""What a finished file may be off its target: half of what podcast directories allow."""
_RETRY_LU: Final = 0.4
"""Further off than this, the gain is corrected and the file written once more."""
_PEAK_MARGIN_DB: Final = 0.3
"""How much further the ceiling goes down than the decoded file was above its limit."""
_MOST_ABOVE_TARGET_DB: Final = 4.0
"""Most gain that a mix is given beyond what brings a phrase to the target; the sessions of the first show need 2."""
_RETRIES: Final = 6
"""Limiting takes loudness away, and where the bed lies at the relative gate a little gain lets much of it in or out."""

OnProgress = Callable[[Stage, int], None]
"""Told the stage, and the frames done of it; from any thread, one at a time."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """A mix and what is to become of it."""

    programme: Programme
    writing: Writing
    levels: Levels
    phrase_lufs: float
    """Loudness of a phrase in the mix."""
    where: str
    """The script, for messages."""
    on_progress: OnProgress = lambda _stage, _done: None

    @property
    def frames(self) -> int:
        """The length of the session."""
        return self.programme.timeline.frames


@dataclass(frozen=True, slots=True)
class Listened:
    """What one finished file sounds like."""

    output: Output
    measured: Measured
    heard: Heard
    loudness_lufs: float
    """Of what the session's loudness is judged by."""


@dataclass(frozen=True, slots=True)
class Finished:
    """Files that are what they must be."""

    files: tuple[Listened, ...]
    """In the order of the outputs."""
    anchor: Anchor
    """What their loudness was judged by."""
    limited: LimiterWork
    """What was turned down so that their peaks stay under the limit."""

    @property
    def mixes(self) -> tuple[Listened, ...]:
        """Those that hold the whole session."""
        return tuple(each for each in self.files if each.output.part == "mix")


def render(rendering: Rendering) -> Finished:
    """Write the finished files and measure them, decoded.

    Where the script leaves it open, all that sounds is brought to the target; but where a bed beside few words would
    ask for so much gain that the voice is flattened, the voice alone is.

    Raises:
        MediaError: when the session is silent, or a finished file misses its target.
        OutputError: when a file cannot be written.
    """
    *others, last = (rendering.levels.anchor,) if rendering.levels.anchor else ANCHORS
    for anchor in others:
        mastering = _first_mastering(rendering, anchor)
        if mastering.gain_db <= _most_gain_db(rendering):
            finished = _written_to_target(rendering, mastering, anchor)
            if not _faults(rendering, finished):
                return finished
    mastering = _first_mastering(rendering, last).limited_to(_most_gain_db(rendering))
    finished = _written_to_target(rendering, mastering, last)
    if faults := _faults(rendering, finished):
        message = f"{rendering.where}: {'; '.join(faults)}"
        raise MediaError(message, hint=_hint(rendering, finished))
    return finished


def _first_mastering(rendering: Rendering, anchor: Anchor) -> Mastering:
    levels, programme, workers = rendering.levels, rendering.programme, rendering.writing.workers
    overshoot_db = max(output.overshoot_db for output in rendering.writing.outputs)
    guess = Mastering(levels.loudness - rendering.phrase_lufs, levels.true_peak - max(overshoot_db, _LEAST_BELOW_DB))
    loudness = programme.loudness_lufs(guess, anchor, workers, partial(rendering.on_progress, "measure"))
    if loudness == SILENCE:
        message = f"{rendering.where}: the session is silent from beginning to end"
        raise MediaError(message, hint="Give it something to say, or a bed.")
    return Mastering(guess.gain_db + levels.loudness - loudness, guess.ceiling_dbtp)


def _most_gain_db(rendering: Rendering) -> float:
    """Beyond this the limiter would flatten the voice, for the sake of a figure that counts a loud bed as programme.

    Where there is no voice, bed, bells and breaths are the programme, however far below a voice they would lie.
    """
    if not rendering.programme.timeline.clips:
        return float("inf")
    return rendering.levels.loudness - rendering.phrase_lufs + _MOST_ABOVE_TARGET_DB


def _written_to_target(rendering: Rendering, mastering: Mastering, anchor: Anchor) -> Finished:
    """Write the files, and once more with what was learnt from them for as long as that helps."""
    finished = _written(rendering, mastering, anchor)
    for _ in range(_RETRIES):
        corrected = _corrected(rendering, mastering, finished)
        if corrected == mastering:
            break
        mastering = corrected
        finished = _written(rendering, mastering, anchor)
    return finished


def _written(rendering: Rendering, mastering: Mastering, anchor: Anchor) -> Finished:
    give_back()
    limited = rendering.writing.write(mastering, partial(rendering.on_progress, "encode"))
    give_back()
    files = tuple(_listened(rendering, output, anchor) for output in rendering.writing.outputs)
    give_back()
    return Finished(files, anchor, limited)


def _listened(rendering: Rendering, output: Output, anchor: Anchor) -> Listened:
    sums = SumsCheck()
    measured = measure(output.path, partial(rendering.on_progress, "verify"), sums.feed)
    loudness_lufs = gated_lufs(anchored(measured.energies, rendering.programme.timeline, anchor))
    return Listened(output, measured, sums.heard(measured.energies, measured.true_peak_dbtp), loudness_lufs)


def _corrected(rendering: Rendering, mastering: Mastering, finished: Finished) -> Mastering:
    """What to write the files with once more; the same again when they are good, or cannot be better."""
    off_lu = rendering.levels.loudness - finished.mixes[0].loudness_lufs
    over_db = max(each.measured.true_peak_dbtp for each in finished.mixes) - rendering.levels.true_peak
    gain_db = mastering.gain_db + (off_lu if abs(off_lu) > _RETRY_LU else 0.0)
    ceiling_dbtp = mastering.ceiling_dbtp - (over_db + _PEAK_MARGIN_DB if over_db > 0 else 0.0)
    return Mastering(gain_db, ceiling_dbtp).limited_to(_most_gain_db(rendering))


def _faults(rendering: Rendering, finished: Finished) -> list[str]:
    """What files are instead of what they must be, a sentence for each; such a file is no episode."""
    faults = ((each, list(_off(rendering, each))) for each in finished.files)
    return [f"the finished {each.output.format.name} is {' and '.join(off)}" for each, off in faults if off]


def _off(rendering: Rendering, listened: Listened) -> Iterator[str]:
    levels, measured = rendering.levels, listened.measured
    if measured.frames != rendering.frames:
        yield f"{measured.frames} frames long instead of {rendering.frames}"
    if listened.output.part != "mix":
        return
    if not abs(listened.loudness_lufs - levels.loudness) <= TOLERANCE_LU:
        yield f"at {listened.loudness_lufs:.2f} LUFS instead of {levels.loudness:.1f}"
    if measured.true_peak_dbtp > levels.true_peak:
        yield f"at {measured.true_peak_dbtp:.2f} dBTP instead of at most {levels.true_peak:.1f}"


def _hint(rendering: Rendering, finished: Finished) -> str:
    if finished.anchor == "programme" and finished.mixes[0].loudness_lufs < rendering.levels.loudness:
        return (
            "Beside few words the bed counts as programme, and more gain would flatten the voice. Leave out `anchor` "
            "under `levels:` in scripts/show.yaml, or lower the bed's `in_pauses`."
        )
    return "Set `levels:` in scripts/show.yaml lower, the bell's or the loudness itself."
