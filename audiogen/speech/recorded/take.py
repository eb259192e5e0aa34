"""Recordings of people's own voices: what is taken, and what is refused with its reason.

The light questions that `audiogen check` asks stand here beside the heavy one, whose libraries are imported when it is
asked. How a recording is trimmed and levelled is in `audiogen.speech.recorded.finish`.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Final

from audiogen.cache.code import code_of
from audiogen.errors import SoundError
from audiogen.speech.engine import Sound
from audiogen.units import RATE, clock

if TYPE_CHECKING:
    from audiogen.audio.samples import Samples

LONGEST_S: Final = 15 * 60.0
"""What is held in memory at once, 173 MB as samples."""

_CODEC_PADDING_S: Final = 0.2
"""Encoders add this much."""
_ROUNDING_S: Final = 0.5
"""People round the lengths they write."""
_SILENT_DBFS: Final = -60.0
_NOISE_DBFS: Final = -40.0
_STANDS_OUT_DB: Final = 6.0
"""Softer than `_NOISE_DBFS`, and nowhere this far above its own quietest tenth: the noise of a microphone."""


def recording_key(path: Path) -> str:
    """What a recording is to the cache: it changes with the file's content, and with the way it is taken.

    Raises:
        SoundError: when there is no such file.
    """
    from audiogen.audio.recording_header import require  # noqa: PLC0415 - few shows have recordings

    require(path)
    with path.open("rb") as file:
        return f"{code_of(__name__)}/{hashlib.file_digest(file, 'sha256').hexdigest()}"


def recording_problems(path: Path, length_s: float | None) -> tuple[str, ...]:
    """What can be known to be wrong with a recording without decoding it, as sentences.

    Args:
        path: the file.
        length_s: how long its author says it is; None when nothing is said.
    """
    from audiogen.audio.recording_header import read_header  # noqa: PLC0415 - as above

    try:
        header = read_header(path)
        _refuse_length(path, header.length_s or 0.0)
    except SoundError as error:
        return (f"{error.message}. {error.hint}",)
    if length_s is None or header.length_s is None or header.length_s >= length_s - _ROUNDING_S:
        return ()
    lasts = f"{path} lasts {header.length_s:.1f} s, which is shorter than its length: {length_s:g}s"
    return (f"{lasts}. Copy it again, whole, or correct the length.",)


def take_recording(path: Path) -> Sound:
    """The whole recording in one channel at the project's rate, without DC and rumble; not yet trimmed or levelled.

    Raises:
        SoundError: when it is missing, unreadable, cut short, clipped, silent or too long.
    """
    from audiogen.audio.decoded import no_numbers  # noqa: PLC0415 - loads codecs
    from audiogen.audio.recording_header import read_header  # noqa: PLC0415 - as above
    from audiogen.speech.recorded.sound import fold, survey  # noqa: PLC0415 - loads numpy and codecs

    _refuse_length(path, read_header(path).length_s or 0.0)
    found = survey(path, LONGEST_S + _CODEC_PADDING_S)
    _refuse_length(path, found.end_s)
    if found.not_a_number_s is not None:
        raise no_numbers(path, found.not_a_number_s)
    samples = fold(path, found)
    _refuse_silent(path, samples)
    if cut := found.cut_peaks:
        message = f"{path} is clipped: {cut.count} of its peaks are cut off flat, the first at {clock(cut.places_s[0])}"
        hint = "Record it again at a lower level, or further from the microphone: its peaks should stay below -6 dBFS."
        raise SoundError(message, hint=hint)
    return Sound(samples, RATE)


def _refuse_length(path: Path, length_s: float) -> None:
    if length_s > LONGEST_S + _CODEC_PADDING_S:
        message = f"{path} is longer than {LONGEST_S / 60:.0f} minutes"
        raise SoundError(message, hint="Split it into several files, and give each a step clip: with its own text.")


def _refuse_silent(path: Path, samples: Samples) -> None:
    import numpy as np  # noqa: PLC0415 - as above

    from audiogen.audio.activity import find_activity  # noqa: PLC0415 - as above

    hint = "Check that the right microphone was chosen, and was not muted; then record it again."
    peak = max(float(samples.max(initial=0)), -float(samples.min(initial=0)))
    peak_dbfs = 20 * float(np.log10(max(peak, 1e-10)))
    if peak_dbfs < _SILENT_DBFS:
        level = f"its highest peak is at {peak_dbfs:.0f} dBFS" if peak else "every sample is the same"
        message = f"{path} is silent: {level}"
        raise SoundError(message, hint=hint)
    activity = find_activity(samples)
    if activity.words is None:
        message = f"{path} holds no words: only clicks, or sounds as short, over noise at {activity.noise_db:.0f} dBFS"
        raise SoundError(message, hint=hint)
    if activity.loud_db < min(_NOISE_DBFS, activity.noise_db + _STANDS_OUT_DB):
        message = f"{path} is silent: there is only an even noise in it, at {activity.loud_db:.0f} dBFS"
        raise SoundError(message, hint=hint)
