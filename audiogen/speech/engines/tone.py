"""The tone voice: a soft tone for each word. For quick drafts of a session's timing, and for tests."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final

from audiogen.speech.engine import Sound, Speech, words_of
from audiogen.speech.engines.base import BaseEngine

if TYPE_CHECKING:
    from audiogen.audio.samples import Samples

_ADAPTER: Final = 1
_RATE_HZ: Final = 24_000
_LEAD_S: Final = 0.3
_TRAIL_S: Final = 0.5
"""Real voices have silence before and after their words, too."""
_AMPLITUDE: Final = 0.1
_SOUNDING_SHARE: Final = 0.8
"""For how much of a word's time its tone sounds; then there is silence, so that words can be counted."""


class ToneEngine(BaseEngine):
    """Says anything in any language, in tones."""

    name = "tone"
    # nobody takes tones for somebody who speaks
    synthetic = False
    gender = "none"
    about = "Soft tones in place of words: for drafts, to hear a session's timing at once"
    languages: tuple[str, ...] = ()
    licence = "MIT"

    def fingerprint(self) -> str:
        """The adapter alone: nothing but this module decides how it sounds."""
        return f"tone/{_ADAPTER}"

    def available(self) -> str | None:
        """None: nothing needs to be installed."""
        return None

    def unsayable(self, speech: Speech, language: str) -> str | None:
        """Refuses only a text without words."""
        return self.refusal(speech, language)

    def synthesize(self, speech: Speech, *, wpm: float, language: str) -> Sound:  # noqa: ARG002 - every language is the same to it
        """One tone for each word, whose pitch follows from the word, at exactly the pace that is asked for."""
        import numpy as np  # noqa: PLC0415 - a voice must be known without loading it

        words = [_tone(word, 60 / wpm) for word in words_of(speech).split()]
        lead, trail = (np.zeros(int(seconds * _RATE_HZ), np.float32) for seconds in (_LEAD_S, _TRAIL_S))
        return Sound(np.concatenate((lead, *words, trail)), _RATE_HZ)


def _tone(word: str, seconds: float) -> Samples:
    import numpy as np  # noqa: PLC0415 - as above

    frames, sounding = int(seconds * _RATE_HZ), int(seconds * _SOUNDING_SHARE * _RATE_HZ)
    # not Python's own hash, which differs from one process to the next
    pitch_hz = 180 + zlib.crc32(word.casefold().encode()) % 140
    time_s = np.arange(sounding) / _RATE_HZ
    swell = np.sin(np.pi * np.arange(sounding) / sounding)
    tone = np.zeros(frames, np.float32)
    tone[:sounding] = _AMPLITUDE * swell * np.sin(2 * np.pi * pitch_hz * time_s)
    return tone
