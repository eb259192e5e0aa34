"""The speak loop: every phrase is spoken once, ever, and is kept at once, so that a killed build resumes."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import soundfile

from audiogen.audio.loudness import SHIFTS, Energies, shifted_energies
from audiogen.audio.samples import FULL_SCALE_16, Samples, Samples16
from audiogen.cache.kept_code import kept_code_of
from audiogen.cache.store import Cache, content_key
from audiogen.errors import OutputError, SpeechError, VoiceError
from audiogen.memory import reusing
from audiogen.plan.cues import Recording, Utterance, Voiced
from audiogen.progress import OnEvent, Progress, ignore
from audiogen.project import located
from audiogen.speech.chain.room import TAIL_FRAMES
from audiogen.speech.clip import PhraseClip, as_kept, encode_raw, finish, finished_key
from audiogen.speech.clip_cache import ClipCache, packed, unpacked
from audiogen.speech.engine import Engine, Shaping, Sound, Speech, words_of
from audiogen.speech.own import OwnPhrases, Shelves
from audiogen.speech.phrase import Phrasing, delivery_of
from audiogen.speech.recorded.take import take_recording
from audiogen.speech.words.text import has_words
from audiogen.units import to_frames

_FADE_FRAMES: Final = to_frames(0.02)
"""Over the silence that is kept behind the words, where only the room is still heard."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """The phrases of a session, spoken."""

    clips: Mapping[Voiced, PhraseClip]
    newly_spoken: int
    """The number of phrases that a voice had to speak; the others came from the cache."""
    shelves: Shelves
    phrasing: Phrasing
    """To speak once more what the cache loses meanwhile."""

    @property
    def frames(self) -> dict[Voiced, int]:
        """The length of each phrase's words, at the project's rate."""
        return {utterance: clip.frames for utterance, clip in self.clips.items()}

    def load(self, utterance: Voiced) -> Samples16:
        """The finished sound of a phrase: shape (2, frames + `TAIL_FRAMES`), at 48 kHz and `SPEECH_LUFS`.

        The same bits every time: a clip that was lost, and is made anew, is rounded to 16 bits, too.

        Raises:
            SpeechError: when the cache lost the engine's sound, too, and it is not spoken as it was.
            OutputError: when the cache cannot be read.
        """
        clip, cache = self.clips[utterance], self.shelves.of(utterance)
        content = cache.get(clip.key)
        if content is None:
            content = _keep(cache, clip.key, self._finished_anew(utterance, clip))
        return unpacked(content)

    def _finished_anew(self, phrase: Voiced, clip: PhraseClip) -> Samples:
        cache = self.shelves.of(phrase)
        finished = _finished_from(cache.get(clip.raw_key), phrase)
        if finished is None:
            raw, finished = _speak(phrase, self.phrasing, self.shelves)
            with contextlib.suppress(OutputError):
                cache.put(clip.raw_key, raw)
        # everything has been placed by the length that it had
        if finished.shape[1] != clip.frames + TAIL_FRAMES:
            message = f"the sound of {self.shelves.shown(phrase)} is no longer in the cache {cache.folder}"
            raise SpeechError(message, hint="Run the command again: the phrase is spoken anew.")
        return finished

    def energies(self, utterance: Voiced) -> Energies:
        """The energies of a phrase, as `shifted_energies` gives them: kept beside it, and measured where they are not.

        Errors are those of `load`.
        """
        cache = self.shelves.of(utterance)
        code = kept_code_of(self.shelves.shared, shifted_energies.__module__)
        key = content_key({"kind": "energies", "code": code, "clip": self.clips[utterance].key})
        if content := cache.get(key):
            return np.frombuffer(content).reshape(SHIFTS, -1)
        energies = shifted_energies(self.load(utterance).astype(np.float32) / np.float32(FULL_SCALE_16))
        with contextlib.suppress(OutputError):
            cache.put(key, energies.tobytes())
        return energies

    def load_alone(self, utterance: Voiced) -> Samples:
        """A phrase to be heard outside a session: shape (frames,), one channel, its room faded out with the words.

        Errors are those of `load`.
        """
        alone = (self.load(utterance).mean(axis=0) / FULL_SCALE_16).astype(np.float32)[: self.clips[utterance].frames]
        fade = np.linspace(1, 0, min(_FADE_FRAMES, alone.size), dtype=np.float32)
        alone[alone.size - fade.size :] *= fade
        return np.asarray(alone)


def speak(
    utterances: Sequence[Voiced],
    cache: Cache,
    phrasing: Phrasing,
    *,
    own: OwnPhrases | None = None,
    name: str = "",
    on_event: OnEvent = ignore,
) -> Spoken:
    """Speak the phrases that the cache does not have. When it has all, nothing of an engine is loaded.

    Args:
        utterances: the phrases.
        cache: where all have theirs.
        phrasing: how they are said.
        own: those that are kept elsewhere; None when there are none.
        name: the track's.
        on_event: called after each phrase.

    Raises:
        VoiceError: when a voice does not exist or is not installed.
        SpeechError: when a phrase cannot be spoken, or a recording not be used; what was spoken before is kept.
        OutputError: when the cache cannot be written.
    """
    clips: dict[Voiced, PhraseClip] = {}
    newly_spoken = 0
    shelves = Shelves(cache, own)
    phrases = tuple(dict.fromkeys(utterances))  # those that occur twice are spoken once
    with reusing():
        for phrase in phrases:
            key = phrasing.key(phrase)
            clips[phrase], spoken = _clip(phrase, key, shelves, phrasing)
            newly_spoken += spoken
            on_event(Progress(name, "speak", len(clips), len(phrases)))
    return Spoken(clips, newly_spoken, shelves, phrasing)


def kept_clips(
    utterances: Sequence[Voiced], cache: Cache, phrasing: Phrasing, *, own: OwnPhrases | None = None
) -> dict[Voiced, PhraseClip]:
    """Those phrases whose finished clips the cache has, without speaking or finishing any.

    Args:
        utterances: the phrases.
        cache: where all have theirs.
        phrasing: how they are said.
        own: those that are kept elsewhere; None when there are none.

    Raises:
        VoiceError: when there is no such voice.
        SpeechError: when a say-as does not fit its text.
        SoundError: when a recording cannot be read.
    """
    shelves = Shelves(cache, own)
    found = ((phrase, _kept_clip(phrase, phrasing.key(phrase), shelves)) for phrase in dict.fromkeys(utterances))
    return {phrase: clip for phrase, clip in found if clip}


def _kept_clip(phrase: Voiced, raw_key: str, shelves: Shelves) -> PhraseClip | None:
    key = finished_key(raw_key, shelves.shared, recorded=isinstance(phrase, Recording))
    frames = ClipCache(shelves.of(phrase).folder).frames(key)
    return None if frames is None else PhraseClip(key, raw_key, frames - TAIL_FRAMES)


def _clip(phrase: Voiced, raw_key: str, shelves: Shelves, phrasing: Phrasing) -> tuple[PhraseClip, bool]:
    """A phrase with its finished sound in the cache, and whether it had to be spoken."""
    if kept := _kept_and_used(phrase, raw_key, shelves):
        return kept, False
    # two sessions may need one phrase at the same time: the second waits, and finds it in the cache
    with shelves.shared.lock_for(raw_key):
        kept = _kept_and_used(phrase, raw_key, shelves)
        return (kept, False) if kept else _made(phrase, raw_key, shelves, phrasing)


def _kept_and_used(phrase: Voiced, raw_key: str, shelves: Shelves) -> PhraseClip | None:
    kept = _kept_clip(phrase, raw_key, shelves)
    if kept:
        # so that the engine's sound is not pruned while its finished clip serves
        shelves.of(phrase).note_use(raw_key)
    return kept


def _made(phrase: Voiced, raw_key: str, shelves: Shelves, phrasing: Phrasing) -> tuple[PhraseClip, bool]:
    cache = shelves.of(phrase)
    finished = _finished_from(cache.get(raw_key), phrase)
    is_new = finished is None
    if finished is None:
        raw, finished = _speak(phrase, phrasing, shelves)
        cache.put(raw_key, raw)
    key = finished_key(raw_key, shelves.shared, recorded=isinstance(phrase, Recording))
    _keep(cache, key, finished)
    return PhraseClip(key, raw_key, finished.shape[1] - TAIL_FRAMES), is_new


def _finished_from(raw: bytes | None, phrase: Voiced) -> Samples | None:
    """The finished sound of what the cache has of a phrase; None when it has nothing that can be decoded."""
    if raw is None:
        return None
    try:
        return finish(raw, recorded=isinstance(phrase, Recording))
    except soundfile.LibsndfileError:
        return None


def _keep(cache: Cache, key: str, finished: Samples) -> bytes:
    """The content of a finished clip's entry, which is put into the cache where that can be written to."""
    content = packed(finished)
    # a read-only cache serves all the same: the clip is finished again whenever it is needed
    with contextlib.suppress(OutputError):
        cache.put(key, content)
    return content


def _speak(phrase: Voiced, phrasing: Phrasing, shelves: Shelves) -> tuple[bytes, Samples]:
    """The sound of a phrase as the engine gave it, encoded; and finished."""
    if isinstance(phrase, Recording):
        raw = encode_raw(take_recording(located(phrasing.root, phrase.file)))
        return raw, finish(raw, recorded=True)
    engine = phrasing.find(phrase.voice)
    missing = engine.available()
    if missing is not None:
        message = f"cannot use the voice {phrase.voice}: {missing}"
        raise VoiceError(message, hint="Run `audiogen voices` to see which voices are here.")
    speech: Speech = ()
    try:
        speech = phrasing.speech(phrase)
        sound = _synthesize(engine, speech, phrase)
        raw = encode_raw(sound)
        # finished at once, since only then is it known whether there are words in it: silence is not kept
        return raw, finish(as_kept(sound))
    except SpeechError as error:
        reason, hint = (shelves.told(phrase, told, speech) for told in (error.message, error.hint))
        message = f"cannot speak {shelves.shown(phrase)} with the voice {phrase.voice}: {reason}"
        raise SpeechError(message, hint=hint) from error


def _synthesize(engine: Engine, speech: Speech, utterance: Utterance) -> Sound:
    sayable = has_words(words_of(speech))
    reason = engine.unsayable(speech, utterance.language) if sayable else "there are no words in it"
    if reason is not None:
        raise SpeechError(reason, hint="Write it in other words, or choose a voice that can say it.")
    delivery = delivery_of(utterance)
    if delivery and isinstance(engine, Shaping):
        return engine.shaped(speech, delivery, wpm=utterance.wpm, language=utterance.language)
    return engine.synthesize(speech, wpm=utterance.wpm, language=utterance.language)
