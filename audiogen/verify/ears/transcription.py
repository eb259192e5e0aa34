"""Whether every phrase can be understood: each is transcribed by itself, and the words that came out wrong count.

The model is the user's, in a folder of theirs; nothing is ever downloaded. How figures and abbreviations are read
out is given, so that "4" and "four" are the same word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol, Self

from audiogen.audio.samples import Samples
from audiogen.encode.decode import blocks_of
from audiogen.errors import AudiogenError
from audiogen.manifest import Caption, Manifest
from audiogen.names import install_command
from audiogen.units import to_frames, to_seconds
from audiogen.verify.ears.lyrics import gap_stretches, lyrics_figure
from audiogen.verify.figure import Figure, Occurrence, Rule, at_most
from audiogen.verify.meters.excerpts import Excerpt, Excerpts

Spoken = Callable[[str, str], str]
"""Written text and its language → the words as they are read out."""

_MARGIN_S: Final = 0.3
"""What is heard of the bed before and after a phrase, unless another phrase is nearer."""
_MOST_PLACES: Final = 8
_FILES: Final = ("model.bin", "config.json", "tokenizer.json", "vocabulary.*")
"""All of a model: what is missing, faster-whisper would fetch."""
_AS_WHISPER_CALLS_THEM: Final = {"nb": "no", "fil": "tl", "cmn": "zh", "jv": "jw", "iw": "he", "in": "id"}
_MODEL: Final = (
    "Download a CTranslate2 model of Whisper, for instance faster-whisper-base, into a folder, and name it with "
    "--model or in AUDIOGEN_WHISPER."
)

_RATE: Final = Rule(
    "word_error_rate", "Words", "Words not understood", "%", "at most 5 %",
    "Listen to the places. Teach the voice a word in the lexicon, or write the phrase differently.",
)  # fmt: skip
_WORST: Final = Rule(
    "worst_phrase_error_rate", "Words", "Worst phrase", "%", "at most 50 %",
    "Listen to the place: more than half of the phrase was not understood.", digits=0,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class HeardPhrase:
    """One caption and what was understood of it."""

    start_s: float
    end_s: float
    text: str
    heard: str
    wrong: int
    """Words put in place of others, left out or added."""
    words: int
    """That were written."""
    error_rate: float
    """Wrong words for each that was written; above 1 when many were added."""

    @classmethod
    def of(cls, caption: Caption, heard: str, wrong: int, words: int) -> Self:
        """What was heard in place of a caption of so many words."""
        return cls(caption.start_s, caption.end_s, caption.text, heard, wrong, words, round(wrong / words, 4))


@dataclass(frozen=True, slots=True)
class Understood:
    """What was understood of an episode."""

    figures: tuple[Figure, ...]
    phrases: tuple[HeardPhrase, ...]
    """In order of time."""


class Transcriber(Protocol):
    """What understands speech."""

    @property
    def languages(self) -> frozenset[str]:
        """Languages of the model, as Whisper calls them."""

    def text_of(self, samples: Samples, language: str) -> str:
        """What is understood of a short stretch, shape (2, n), spoken in a language that it knows."""

    def wrong_words(self, written: str, heard: str) -> int:
        """The fewest words to change, leave out or add to make one of the other, both normalised and not empty."""


class Ears:
    """Listens to the phrases of episodes."""

    def __init__(self, transcriber: Transcriber, spoken: Spoken) -> None:
        self._transcriber = transcriber
        self._spoken = spoken

    @classmethod
    def with_model(cls, folder: Path | None, spoken: Spoken) -> Ears:
        """Ears with the model of a folder.

        Raises:
            AudiogenError: when the extra or the model is missing, or the model does not load.
        """
        if folder is None:
            message = "--ears needs a speech model, and none is named"
            raise AudiogenError(message, hint=_MODEL)
        if missing := [name for name in _FILES if not any(folder.glob(name))]:
            message = f"{folder} holds no whole speech model: there is no {', no '.join(missing)} in it"
            raise AudiogenError(message, hint=_MODEL)
        try:
            from audiogen.verify.ears.whisper import WhisperTranscriber  # noqa: PLC0415 - an extra, and slow to load
        except ModuleNotFoundError as error:
            message = f"--ears needs the package {error.name}, which is not installed"
            raise AudiogenError(message, hint=f"Install the extra with `{install_command('ears')}`.") from error
        try:
            return cls(WhisperTranscriber(folder), spoken)
        except Exception as error:  # the libraries below raise whatever they like, plain exceptions too
            message = f"the speech model in {folder} does not load: {error}"
            raise AudiogenError(message, hint=_MODEL) from error

    def understood(self, episode: Manifest, path: Path, on_phrase: Callable[[int, int], None]) -> Understood:
        """What is understood of an episode's words; what does not decode is passed over.

        Args:
            episode: with its captions.
            path: its first file.
            on_phrase: called every second of sound with how many phrases were heard, and how many there are.

        Raises:
            MediaError: when the file cannot be opened.
            AudiogenError: when the model fails.
        """
        written = [caption for caption in episode.captions if normalised(caption.text, "", self._spoken)]
        captions = [each for each in written if self._whisper(each, episode) in self._transcriber.languages]
        gaps = gap_stretches(episode) if self._named(episode.language) in self._transcriber.languages else []
        excerpts, phrases = Excerpts([*phrase_stretches(captions), *gaps]), list[HeardPhrase]()
        between: list[tuple[float, str]] = []
        for block in blocks_of(path, lambda _frames: None):
            on_phrase(len(phrases), len(captions))
            for excerpt in excerpts.feed(block):
                if excerpt.index >= len(captions):
                    heard = self._text_of(excerpt, self._named(episode.language), "what sounds between the words")
                    between.append((to_seconds(excerpt.start), normalised(heard, "", self._spoken)))
                    continue
                phrases.append(self._heard(captions[excerpt.index], excerpt, episode))
                on_phrase(len(phrases), len(captions))
        strange = {self._language(each, episode) for each in written if each not in captions}
        figures = [*word_figures(phrases, sorted(strange)), *([lyrics_figure(between)] if between else [])]
        return Understood(tuple(figures), tuple(phrases))

    def _heard(self, caption: Caption, excerpt: Excerpt, episode: Manifest) -> HeardPhrase:
        heard = self._text_of(excerpt, self._whisper(caption, episode), f'"{caption.text}"')
        language = self._language(caption, episode)
        return compared(caption, heard, language, self._spoken, self._transcriber.wrong_words)

    def _text_of(self, excerpt: Excerpt, language: str, what: str) -> str:
        try:
            return self._transcriber.text_of(excerpt.samples, language)
        except (RuntimeError, ValueError) as error:
            message = f"the speech model fails at {what}: {error}"
            raise AudiogenError(message, hint=_MODEL) from error

    def _whisper(self, caption: Caption, episode: Manifest) -> str:
        return self._named(self._language(caption, episode))

    @staticmethod
    def _named(language: str) -> str:
        """A language as the model calls it."""
        bare = language.partition("-")[0].lower()
        return _AS_WHISPER_CALLS_THEM.get(bare, bare)

    @staticmethod
    def _language(caption: Caption, episode: Manifest) -> str:
        return caption.language or episode.language


def phrase_stretches(captions: Sequence[Caption]) -> list[tuple[int, int]]:
    """Where each phrase is to be heard, in frames: with a margin, but with nothing of its neighbours."""
    if not captions:
        return []
    starts = [*(caption.start_s for caption in captions[1:]), float("inf")]
    ends = [0.0, *(caption.end_s for caption in captions[:-1])]
    return [
        (
            to_frames(max(caption.start_s - _MARGIN_S, min(before_s, caption.start_s))),
            to_frames(min(caption.end_s + _MARGIN_S, max(after_s, caption.end_s))),
        )
        for caption, before_s, after_s in zip(captions, ends, starts, strict=True)
    ]


def compared(
    caption: Caption, heard: str, language: str, spoken: Spoken, wrong_words: Callable[[str, str], int]
) -> HeardPhrase:
    """How what was heard differs from a caption. Words that are only written together or apart are no mistake."""
    asked, understood = normalised(caption.text, language, spoken), normalised(heard, language, spoken)
    words = len(asked.split())
    if asked.replace(" ", "") == understood.replace(" ", ""):
        return HeardPhrase.of(caption, heard, 0, words)
    # the comparison refuses empty texts
    wrong = wrong_words(asked, understood) if understood else words
    return HeardPhrase.of(caption, heard, wrong, words)


def normalised(text: str, language: str, spoken: Spoken) -> str:
    """Words alone, in small letters, one space between them; figures as they are read out."""
    words = unicodedata.normalize("NFKC", spoken(text, language) if language else text).casefold()
    return " ".join(re.sub(r"[^\w\s]|_", " ", re.sub(r"['\u2019\u00ad]", "", words)).split())


def worst_first(phrases: Iterable[HeardPhrase]) -> list[HeardPhrase]:
    """Those that were not wholly understood, the worst first."""
    return sorted((phrase for phrase in phrases if phrase.wrong), key=lambda phrase: -phrase.error_rate)


def word_figures(phrases: Sequence[HeardPhrase], strange: Sequence[str] = ()) -> list[Figure]:
    """The figures of what was understood; `strange` languages are those that the model does not know."""
    unknown = f"the model does not know the language {', '.join(strange)}" if strange else ""
    if not phrases:
        return [_RATE.figure(None, "none", shown=unknown)]
    wrong, words = sum(phrase.wrong for phrase in phrases), sum(phrase.words for phrase in phrases)
    rate = 100 * wrong / words
    ordered = worst_first(phrases)
    places = [
        Occurrence(phrase.start_s, f"{phrase.wrong} of {phrase.words}: {phrase.text} \u2192 {phrase.heard}")
        for phrase in ordered[:_MOST_PLACES]
    ]
    shown = f"{rate:.1f} % ({wrong} of {words} in {len(phrases)} phrases)" + (f"; {unknown}" if unknown else "")
    worst = 100 * ordered[0].error_rate if ordered else 0.0
    return [
        _RATE.figure(rate, at_most(rate, 5, 15), shown=shown, places=places),
        _WORST.figure(worst, at_most(worst, 50, 999), places=places[:1]),
    ]
