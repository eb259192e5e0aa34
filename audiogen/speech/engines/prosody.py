"""The melody of a sentence, shaped: how it ends, and where it stands in its paragraph. Pure, on curves of F0 alone.

Pitch is in semitones (st) against the median of a sentence: how far a voice moves is heard as a ratio, whoever speaks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from audiogen.audio.samples import Samples

Frames: TypeAlias = NDArray[np.intp]
Ending: TypeAlias = Literal["fall", "rise", ""]
"""What the melody does at the end of a sentence; empty where it stays as it is."""

FRAMES_A_SECOND: Final = 80
"""Of every curve here: hibari's."""
VOICED_HZ: Final = 40.0
"""Frames below have no pitch; hibari's synthesis draws the line there."""
_TAIL: Final = 28
"""In frames, 0.35 s: the end of a sentence, a syllable or two, lengthened as last ones are."""
_LONG_TAIL: Final = 36
"""0.45 s: with what comes before an unstressed last syllable."""
_OWN_ACCENT, _NO_ACCENT = 8, 12
"""So short before the end there is no accent any more: 0.1 s in a stressed last syllable, 0.15 s in another."""
_FORWARD, _ONSET, _STEEPER = 8, 2, 2
"""An accent comes up to 0.1 s earlier, not before its voice has begun; what falls is twice as fast at most."""
_CREAK: Final = 12
"""0.15 s: for so long behind the last pitch the curve still says where it was going."""
_DYING_AWAY_ST: Final = -1.8
"""Where a voice ends, its curve drops to zero over a few frames, by more than this from one to the next."""
_KEPT_OF_UPTICK: Final = 0.15
_WANTED_ST: Final = 3.0
"""An end that falls, or rises, by so much over its tail is left alone: only differences beyond this seem to play a part
when people talk ('t Hart 1981, Journal of the Acoustical Society of America 69)."""
_MOST_ST: Final = 6.0
"""No end is moved further, lest another word carry the sentence; chosen."""
_LOWEST_ST, _HIGHEST_ST = -7.0, 9.0
"""Nothing is moved beyond: there a voice would creak or squeak."""
_LEAST: Final = 8
"""A curve, or its tail, with fewer frames of voice says nothing about a melody."""


@dataclass(frozen=True, slots=True)
class Contour:
    """How a sentence is to be spoken otherwise than a voice does by itself."""

    begin_st: float = 0.0
    """Added at its first sound; from there it goes straight to `end_st` at its last one."""
    end_st: float = 0.0
    range: float = 1.0
    """Its movements are so many times as large."""
    ending: Ending = ""
    lower_st: float = 0.0
    """A falling end falls so much further than it has to."""


def shaped(f0: Samples, pitched: NDArray[np.bool_], contour: Contour, *, stressed_end: bool) -> Samples:
    """A curve of F0 with another contour; where there is no voice, it stays as it is.

    Args:
        f0: in Hz, `FRAMES_A_SECOND`; shape (n,).
        pitched: where it can be heard; elsewhere is creak or breath, and the curve only a guess.
        contour: what is wanted.
        stressed_end: whether the last syllable is a stressed one, so that a high tone may be its accent.
    """
    frames = np.flatnonzero(f0 > VOICED_HZ)
    heard = np.flatnonzero(pitched[frames])
    if heard.size < _LEAST:
        return f0
    median = float(np.median(f0[frames[heard]]))
    pitch = 12 * np.log2(f0[frames] / median)
    way = (frames - frames[0]) / (frames[-1] - frames[0])
    moved = pitch * contour.range + contour.begin_st + (contour.end_st - contour.begin_st) * way
    if contour.ending:
        moved = _turned(frames, moved, int(heard[-1]), contour, stressed_end=stressed_end)
    # what is outside already is not moved further, and not moved back
    held = np.clip(moved, np.minimum(pitch, _LOWEST_ST), np.maximum(pitch, _HIGHEST_ST))
    curve = f0.copy()
    curve[frames] = np.maximum(median * 2 ** (held / 12), VOICED_HZ + 1)
    return curve


def _turned(frames: Frames, pitch: Samples, last: int, contour: Contour, *, stressed_end: bool) -> Samples:
    """The pitch of all voiced frames, in st, but the sentence ends as it is to.

    Args:
        frames: which these are.
        pitch: of each.
        last: which of them is the last one that is heard as pitch.
        contour: what is wanted.
        stressed_end: as for `shaped`.
    """
    end = frames[last]
    tail = np.flatnonzero((frames > end - _LONG_TAIL) & (frames <= end))
    if tail.size < _LEAST:
        return pitch
    turned = pitch.copy()
    if contour.ending == "fall":
        turned[tail] = _come_down(frames, pitch, tail, stressed_end=stressed_end)
        turned[last + 1 :] = np.minimum(pitch[last + 1 :], turned[last])
    late = tail[frames[tail] > end - _TAIL]
    movement = float(np.polyfit(frames[late], turned[late], 1)[0]) * _TAIL if late.size >= _LEAST else 0.0
    falls = contour.ending == "fall"
    wanted = min(0.0, -_WANTED_ST - movement) - contour.lower_st if falls else max(0.0, _WANTED_ST - movement)
    ramp = np.clip((frames - (end - _TAIL)) / _TAIL, 0, 1)
    return np.asarray(turned + np.clip(wanted, -_MOST_ST, _MOST_ST) * ramp)


def _come_down(frames: Frames, pitch: Samples, tail: Frames, *, stressed_end: bool) -> Samples:
    """The pitch of the tail, fallen by its end: hibari often falls only when its voice has become creak already.

    The peak of the last accent and the fall behind it are brought forward, which sounds more final (Kohler 1987, in
    Proceedings of the XIth International Congress of Phonetic Sciences); what rises behind is taken away, since that
    makes a statement sound unfinished.
    """
    behind = np.flatnonzero((frames > frames[tail[-1]]) & (frames <= frames[tail[-1]] + _CREAK))
    dying = np.flatnonzero(np.diff(pitch[[tail[-1], *behind]]) < _DYING_AWAY_ST)
    whole = np.concatenate([tail, behind[: dying[0]] if dying.size else behind])
    melody, times, end = _smooth(pitch[whole]), frames[whole], frames[tail[-1]]
    accent = _accent(melody[: tail.size], times[: tail.size], stressed_end=stressed_end)
    down = accent + int(np.argmin(melody[accent:]))
    calm = pitch[whole].copy()
    calm[down:] = np.minimum(calm[down:], melody[down] + (calm[down:] - melody[down]) * _KEPT_OF_UPTICK)
    peak = max(times[accent] - _FORWARD, min(_onset(times[: accent + 1]) + _ONSET, times[accent]))
    low = min(times[down], times[accent] + _STEEPER * (end - peak))
    if low <= end or peak >= end:
        return np.asarray(calm[: tail.size])
    source = np.interp(times[: tail.size], [times[0], peak, end], [times[0], times[accent], low])
    return np.asarray(np.interp(source, times, calm))


def _accent(melody: Samples, times: Frames, *, stressed_end: bool) -> int:
    """Where the last accent has its peak: never in what may be a rise at the very end."""
    search = times >= (_onset(times) if stressed_end else times[0])
    search[times > times[-1] - (_OWN_ACCENT if stressed_end else _NO_ACCENT)] = False
    return int(np.argmax(np.where(search, melody, -np.inf))) if search.any() else 0


def _onset(times: Frames) -> int:
    """The first frame of the voice that goes on to the last of these frames."""
    gaps = np.flatnonzero(np.diff(times) > 1)
    return int(times[gaps[-1] + 1 if gaps.size else 0])


def _smooth(curve: Samples) -> Samples:
    """The curve without what lasts a frame or two."""
    padded = np.pad(curve, 2, mode="edge")
    return np.asarray(np.median(np.lib.stride_tricks.sliding_window_view(padded, 5), axis=1))
