"""The tone voice: a soft tone for each word. For quick drafts of a session's timing, and for tests."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final

from audiogen.speech.engine import Sound, Speech, words_of
from audiogen.speech.words.text import has_words

if TYPE_CHECKING:
    from audiogen.audio.samples import Samples

_ADAPTER: Final = 1
_RATE_HZ: Final = 24_000
_LEAD_S: Final = 0.3
_TRAIL_S: Final = 0.5
"""Silence before and after, as real voices give it."""
_AMPLITUDE: Final = 0.1
_SOUNDING: Final = 0.8
"""The part of a word's time that its tone sounds."""


class ToneEngine:
    """Says anything in any language, in tones."""

    name = "tone"
    gender = "none"
    takes_ipa = False
    about = "Soft tones in place of words: for drafts, to hear a session's timing at once"
    languages: tuple[str, ...] = ()
    licence = "MIT"
    online = False
    synthetic = True

    def fingerprint(self) -> str:
        """Only this module decides how it sounds."""
        return f"tone/{_ADAPTER}"

    def available(self) -> str | None:
        """Always here."""
        return None

    def unsayable(self, speech: Speech, language: str) -> str | None:  # noqa: ARG002 - every language is the same to it
        """Only a text without words cannot be said."""
        return None if has_words(words_of(speech)) else "there are no words in it"

    def unknown_words(self, speech: Speech, language: str) -> tuple[str, ...]:  # noqa: ARG002 - a tone needs no dictionary
        """A tone needs no dictionary."""
        return ()

    def synthesize(self, speech: Speech, *, wpm: float, language: str) -> Sound:  # noqa: ARG002 - as above
        """One tone a word, of a pitch that the word decides, at exactly the pace asked for."""
        import numpy as np  # noqa: PLC0415 - a voice must be known without loading what it sounds with

        words = [_tone(word, 60 / wpm) for word in words_of(speech).split()]
        lead, trail = (np.zeros(int(seconds * _RATE_HZ), np.float32) for seconds in (_LEAD_S, _TRAIL_S))
        return Sound(np.concatenate((lead, *words, trail)), _RATE_HZ)


def _tone(word: str, seconds: float) -> Samples:
    import numpy as np  # noqa: PLC0415 - as above

    frames, sounding = int(seconds * _RATE_HZ), int(seconds * _SOUNDING * _RATE_HZ)
    pitch_hz = 180 + zlib.crc32(word.casefold().encode()) % 140
    time_s = np.arange(sounding) / _RATE_HZ
    swell = np.sin(np.pi * np.arange(sounding) / sounding)
    tone = np.zeros(frames, np.float32)
    tone[:sounding] = _AMPLITUDE * swell * np.sin(2 * np.pi * pitch_hz * time_s)
    return tone
