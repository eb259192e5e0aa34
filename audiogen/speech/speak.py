"""The speak loop: every phrase spoken once, ever; what is spoken is kept at once, so that a killed build goes on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from audiogen.cache import Cache
from audiogen.cues import Recording, Utterance, Voiced
from audiogen.errors import SpeechError, VoiceError
from audiogen.progress import OnEvent, Progress, ignore
from audiogen.samples import Samples
from audiogen.speech.clip import Clip, clip_frames, encode_raw, prepare
from audiogen.speech.engine import Engine, Sound, Speech, words_of
from audiogen.speech.phrase import Phrasing
from audiogen.speech.text import has_words
from audiogen.speech.voice_recording import take_recording

_SHOWN_CHARACTERS: Final = 60


@dataclass(frozen=True, slots=True)
class Spoken:
    """The phrases of a session, spoken."""

    clips: Mapping[Voiced, Clip]
    newly_spoken: int
    """Phrases that a voice had to speak; the others came from the cache."""
    cache: Cache

    @property
    def frames(self) -> dict[Voiced, int]:
        """The length of each phrase, at the project's rate."""
        return {utterance: clip.frames for utterance, clip in self.clips.items()}

    def load(self, utterance: Voiced) -> Samples:
        """The sound of a phrase, shape (frames,), at 48 kHz and `SPEECH_LUFS`; the same bits every time.

        Raises:
            SpeechError: when the cache lost it since it was spoken.
        """
        raw = self.cache.get(self.clips[utterance].key)
        if raw is None:
            message = f"the sound of {_shown(utterance)} is no longer in the cache {self.cache.folder}"
            raise SpeechError(message, hint="Run the command again: the phrase is spoken anew.")
        return prepare(raw, recorded=isinstance(utterance, Recording))


def speak(
    utterances: Sequence[Voiced],
    cache: Cache,
    phrasing: Phrasing,
    *,
    slug: str = "",
    on_event: OnEvent = ignore,
) -> Spoken:
    """Speak what the cache does not have. Nothing of an engine is loaded when it has everything.

    Raises:
        VoiceError: when a voice does not exist or is not installed.
        SpeechError: when a phrase cannot be spoken, or a recording not be used; what was spoken before is kept.
        OutputError: when the cache cannot be written.
    """
    clips: dict[Voiced, Clip] = {}
    newly_spoken = 0
    phrases = tuple(dict.fromkeys(utterances))
    for phrase in phrases:
        key = phrasing.key(phrase)
        # two sessions that need one phrase at the same time: the second waits, and finds it
        with cache.making(key):
            raw = cache.get(key)
            if raw is None:
                raw, frames = _sound(phrase, phrasing)
                cache.put(key, raw)
                newly_spoken += 1
            else:
                frames = clip_frames(raw, recorded=isinstance(phrase, Recording))
        clips[phrase] = Clip(key, frames)
        on_event(Progress(slug, "speak", len(clips), len(phrases)))
    return Spoken(clips, newly_spoken, cache)


def _sound(phrase: Voiced, phrasing: Phrasing) -> tuple[bytes, int]:
    """The sound of a phrase, as the cache keeps it, and its length once prepared."""
    if isinstance(phrase, Recording):
        raw = encode_raw(take_recording(phrasing.root / phrase.file))
        return raw, clip_frames(raw, recorded=True)
    engine = phrasing.find(phrase.voice)
    missing = engine.available()
    if missing is not None:
        message = f"cannot use the voice {phrase.voice}: {missing}"
        raise VoiceError(message, hint="Run `audiogen voices` to see which voices are here.")
    try:
        raw = encode_raw(_synthesized(engine, phrasing.speech(phrase), phrase))
        return raw, clip_frames(raw)
    except SpeechError as error:
        message = f"cannot speak {_shown(phrase)} with the voice {phrase.voice}: {error.message}"
        raise SpeechError(message, hint=error.hint) from error


def _synthesized(engine: Engine, speech: Speech, utterance: Utterance) -> Sound:
    sayable = has_words(words_of(speech))
    reason = engine.unsayable(speech, utterance.language) if sayable else "there are no words in it"
    if reason is not None:
        raise SpeechError(reason, hint="Write it in other words, or choose a voice that can say it.")
    return engine.synthesize(speech, wpm=utterance.wpm, language=utterance.language)


def _shown(phrase: Voiced) -> str:
    text = phrase.text
    return f'"{text}"' if len(text) <= _SHOWN_CHARACTERS else f'"{text[:_SHOWN_CHARACTERS]}…"'
