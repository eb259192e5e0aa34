"""How a mix is to be mastered, decided from its parts: by what it is judged, its gain, how soft its bed is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from audiogen.audio.loudness import SILENCE
from audiogen.errors import MediaError
from audiogen.render.gain import Mastering, Programme
from audiogen.script.levels import ANCHORS, PROGRAMME_LU, Anchor, Levels

_LEAST_BELOW_DB: Final = 0.1
"""Even where nothing is lost, the limiter's true peak and the meter's may differ by so much."""
_MOST_ABOVE_TARGET_DB: Final = 4.0
"""Most gain that a mix is given beyond what brings a phrase to the target; the sessions of the first show need 2."""
_FORESEEN_LU: Final = 0.15
"""The programme of a finished session may be so far from what is foreseen of it."""
_CODED_DB: Final = 0.12
"""By how much a codec makes a bed louder where it is alone: an MP3 of 128 kbit/s rain by 0.25 dB, a pad by nothing.
Where the bed lies about at the relative gate, more of it counts then, and the programme is up to 0.3 LU softer."""
_SOFTER_DB: Final = tuple(half / 2 for half in range(7))
"""By how much a bed may be softer in pauses, where these take too much from the programme: by as little as will do."""


@dataclass(frozen=True, slots=True)
class MixDecision:
    """How a mix is mastered."""

    anchor: Anchor
    """What its loudness is judged by."""
    mastering: Mastering
    softer_db: float = 0.0
    """By how much its bed is softer in pauses than it was asked for."""


@dataclass(frozen=True, slots=True)
class UndecidedMix:
    """A mix with its bed as asked for, and the levels that it is to have."""

    programme: Programme
    levels: Levels
    phrase_lufs: float
    """Loudness of a phrase in the mix."""
    overshoot_db: float
    """How far true peaks may come to lie above the master's in the files that are made of it."""
    where: str
    """The script, for messages."""

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        """What its loudness may be judged by, in the order in which that is tried."""
        return (self.levels.anchor,) if self.levels.anchor else ANCHORS

    @property
    def first_guess(self) -> Mastering:
        """What brings a phrase to the target."""
        gain_db = self.levels.loudness - self.phrase_lufs
        return Mastering(gain_db, self.levels.true_peak - max(self.overshoot_db, _LEAST_BELOW_DB))

    @property
    def most_gain_db(self) -> float:
        """More than this would flatten the voice, for the sake of a figure that counts a loud bed as programme.

        Where there is no voice, bed, bells and breaths are the programme, however far below a voice they would lie.
        """
        if not self.programme.timeline.clips:
            return float("inf")
        return self.levels.loudness - self.phrase_lufs + _MOST_ABOVE_TARGET_DB

    def decided(self) -> MixDecision:
        """How it is mastered first; whether that was right is known of the finished file.

        Where the script leaves the anchor open, the loudness of all that sounds is brought to the target; but where a
        bed beside few words would need so much gain that the limiter flattens the voice, the loudness of the voice
        alone is.

        Raises:
            MediaError: when the session is silent.
        """
        if self.levels.programme_lufs is not None:
            return self._spoken_to_target(self.levels.programme_lufs)
        *others, last = self.anchors
        for anchor in others:
            mastering = self._first_mastering(anchor)
            if mastering.gain_db <= self.most_gain_db:
                return MixDecision(anchor, mastering)
        return self.judged_by(last)

    def judged_by(self, anchor: Anchor) -> MixDecision:
        """The same, with its loudness judged by this alone."""
        mastering = self._first_mastering(anchor)
        return MixDecision(anchor, mastering.limited_to(self.most_gain_db))

    def _spoken_to_target(self, programme_lufs: float) -> MixDecision:
        """The speech brought to its loudness; where pauses take too much from the programme, with a softer bed."""
        speech_lufs = self.programme.foreseen("speech")
        mastering = self._brought_to(speech_lufs).limited_to(self.most_gain_db)
        # speech and its gain are the same with a softer bed
        least_lufs = programme_lufs - PROGRAMME_LU + _FORESEEN_LU + speech_lufs - self.levels.loudness
        softer = (
            softer_db for softer_db in _SOFTER_DB if self.programme.foreseen("programme", softer_db) >= least_lufs
        )
        # where that is out of reach, a bed that leads into sleep keeps its room for going down with the voice
        most_db = 0.0 if self.programme.timeline.softening else _SOFTER_DB[-1]
        return MixDecision("speech", mastering, next(softer, most_db))

    def _first_mastering(self, anchor: Anchor) -> Mastering:
        coded_db = _CODED_DB if self.overshoot_db > 0 else 0.0
        return self._brought_to(self.programme.foreseen(anchor, -coded_db))

    def _brought_to(self, lufs: float) -> Mastering:
        """The mastering with which a mix of this loudness meets the target."""
        if lufs == SILENCE:
            message = f"{self.where}: the session is silent from beginning to end"
            raise MediaError(message, hint="Give it something to say, or a bed.")
        return Mastering.rounded(self.levels.loudness - lufs, self.first_guess.ceiling_dbtp)
