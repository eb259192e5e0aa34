"""The speak loop: every phrase spoken once, ever; what is spoken is kept at once, so that a killed build goes on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from audiogen.cache import content_key
from audiogen.errors import SpeechError, VoiceError
from audiogen.progress import Progress, ignore
from audiogen.speech.clip import Clip, clip_frames, encode_raw, prepare
from audiogen.speech.registry import find_voice
from audiogen.speech.text import has_words, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from audiogen.cache import Cache
    from audiogen.cues import Utterance
    from audiogen.progress import OnEvent
    from audiogen.samples import Samples
    from audiogen.speech.engine import Engine

_VERSION: Final = 1
"""The form of what is kept of a phrase."""
_SHOWN_CHARACTERS: Final = 60


@dataclass(frozen=True, slots=True)
class Spoken:
    """The phrases of a session, spoken."""

    clips: Mapping[Utterance, Clip]
    newly_spoken: int
    """Phrases that a voice had to speak; the others came from the cache."""
    cache: Cache

    @property
    def frames(self) -> dict[Utterance, int]:
        """The length of each phrase, at the project's rate."""
        return {utterance: clip.frames for utterance, clip in self.clips.items()}

    def load(self, utterance: Utterance) -> Samples:
        """The sound of a phrase, shape (frames,), at 48 kHz and `SPEECH_LUFS`; the same bits every time.

        Raises:
            SpeechError: when the cache lost it since it was spoken.
        """
        raw = self.cache.get(self.clips[utterance].key)
        if raw is None:
            message = f"the sound of {_shown(utterance)} is no longer in the cache {self.cache.folder}"
            raise SpeechError(message, hint="Run the command again: the phrase is spoken anew.")
        return prepare(raw)


def speak(
    utterances: Sequence[Utterance],
    cache: Cache,
    *,
    slug: str = "",
    on_event: OnEvent = ignore,
    find: Callable[[str], Engine] = find_voice,
) -> Spoken:
    """Speak what the cache does not have. Nothing of an engine is loaded when it has everything.

    Raises:
        VoiceError: when a voice does not exist or is not installed.
        SpeechError: when a phrase cannot be spoken; what was spoken before is kept.
        OutputError: when the cache cannot be written.
    """
    clips: dict[Utterance, Clip] = {}
    newly_spoken = 0
    phrases = tuple(dict.fromkeys(utterances))
    for utterance in phrases:
        engine = find(utterance.voice)
        key = _key(engine, utterance)
        raw = cache.get(key)
        if raw is None:
            raw, frames = _speak_one(engine, utterance)
            cache.put(key, raw)
            newly_spoken += 1
        else:
            frames = clip_frames(raw)
        clips[utterance] = Clip(key, frames)
        on_event(Progress(slug, "speak", len(clips), len(phrases)))
    return Spoken(clips, newly_spoken, cache)


def _key(engine: Engine, utterance: Utterance) -> str:
    return content_key(
        {
            "kind": "phrase",
            "version": _VERSION,
            "engine": engine.fingerprint(),
            "voice": utterance.voice,
            "text": plain(utterance.text),
            "wpm": float(utterance.wpm),
            "language": utterance.language,
        }
    )


def _speak_one(engine: Engine, utterance: Utterance) -> tuple[bytes, int]:
    """An engine's sound, as the cache keeps it, and its length once prepared."""
    missing = engine.available()
    if missing is not None:
        message = f"cannot use the voice {utterance.voice}: {missing}"
        raise VoiceError(message, hint="Run `audiogen voices` to see which voices are here.")
    text = plain(utterance.text)
    try:
        _refuse_unsayable(engine, text, utterance.language)
        raw = encode_raw(engine.synthesize(text, wpm=utterance.wpm, language=utterance.language))
        return raw, clip_frames(raw)
    except SpeechError as error:
        message = f"cannot speak {_shown(utterance)} with the voice {utterance.voice}: {error.message}"
        raise SpeechError(message, hint=error.hint) from error


def _refuse_unsayable(engine: Engine, text: str, language: str) -> None:
    reason = engine.unsayable(text, language) if has_words(text) else "there are no words in it"
    if reason is not None:
        raise SpeechError(reason, hint="Write it in other words, or choose a voice that can say it.")


def _shown(utterance: Utterance) -> str:
    text = utterance.text
    return f'"{text}"' if len(text) <= _SHOWN_CHARACTERS else f'"{text[:_SHOWN_CHARACTERS]}…"'
