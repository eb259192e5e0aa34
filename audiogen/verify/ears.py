"""Whether every phrase can be understood: each is transcribed by itself, and the words that came out wrong count.

The model is the user's, in a folder of theirs; nothing is ever downloaded. How figures and abbreviations are read
out is given, so that "4" and "four" are the same word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from audiogen.encode.decode import blocks_of
from audiogen.errors import AudiogenError
from audiogen.manifest import Caption, Manifest
from audiogen.units import to_frames
from audiogen.verify.excerpts import Excerpts
from audiogen.verify.figures import Figure, Place, Rule, at_most

if TYPE_CHECKING:
    from audiogen.verify.ears_model import Transcriber

Spoken = Callable[[str, str], str]
"""Written text and its language → the words as they are read out."""

_MARGIN_S: Final = 0.3
"""What is heard of the bed before and after a phrase, unless another phrase is nearer."""
_MOST_PLACES: Final = 8
_EXTRA: Final = 'Install the extra with `pip install "audiogen[ears]"`.'
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

    caption: Caption
    heard: str
    wrong: int
    words: int

    @property
    def rate(self) -> float:
        """Wrong words for each that was written; above 1 when many were added."""
        return self.wrong / self.words


class Ears:
    """Listens to the phrases of episodes."""

    def __init__(self, transcriber: Transcriber, spoken: Spoken) -> None:
        self._transcriber = transcriber
        self._spoken = spoken

    @classmethod
    def with_model(cls, folder: Path | None, spoken: Spoken) -> Ears:
        """Ears with the model of a folder.

        Raises:
            AudiogenError: when the extra or the model is missing.
        """
        if folder is None:
            message = "--ears needs a speech model, and none is named"
            raise AudiogenError(message, hint=_MODEL)
        if not (folder / "model.bin").is_file():
            message = f"{folder} holds no speech model: there is no model.bin in it"
            raise AudiogenError(message, hint=_MODEL)
        try:
            from audiogen.verify.ears_model import Transcriber  # noqa: PLC0415 - an extra, and slow to load
        except ModuleNotFoundError as error:
            message = f"--ears needs the package {error.name}, which is not installed"
            raise AudiogenError(message, hint=_EXTRA) from error
        return cls(Transcriber(folder), spoken)

    def figures(self, episode: Manifest, path: Path, on_phrase: Callable[[int, int], None]) -> list[Figure]:
        """The figures of an episode's words; `on_phrase` is told how many phrases were heard, and how many there are.

        Raises:
            MediaError: when the file does not decode.
        """
        return word_figures(self._phrases(episode, path, on_phrase))

    def _phrases(self, episode: Manifest, path: Path, on_phrase: Callable[[int, int], None]) -> list[HeardPhrase]:
        captions = [caption for caption in episode.captions if normalised(caption.text, "", self._spoken)]
        excerpts = Excerpts(phrase_stretches(captions))
        phrases: list[HeardPhrase] = []
        for block in blocks_of(path):
            for excerpt in excerpts.feed(block):
                caption = captions[excerpt.index]
                language = caption.language or episode.language
                heard = self._transcriber.text_of(excerpt.samples, language.partition("-")[0])
                phrases.append(compared(caption, heard, language, self._spoken))
                on_phrase(len(phrases), len(captions))
        return phrases


def phrase_stretches(captions: Sequence[Caption]) -> list[tuple[int, int]]:
    """Where each phrase is to be heard, in frames: with a margin, but with nothing of its neighbours."""
    starts = [*(caption.start_s for caption in captions[1:]), float("inf")]
    ends = [0.0, *(caption.end_s for caption in captions[:-1])]
    return [
        (
            to_frames(max(caption.start_s - _MARGIN_S, min(before_s, caption.start_s))),
            to_frames(min(caption.end_s + _MARGIN_S, max(after_s, caption.end_s))),
        )
        for caption, before_s, after_s in zip(captions, ends, starts, strict=True)
    ]


def compared(caption: Caption, heard: str, language: str, spoken: Spoken) -> HeardPhrase:
    """How what was heard differs from a caption. Words that are only written together or apart are no mistake."""
    from audiogen.verify.ears_model import errors_between  # noqa: PLC0415 - an extra, and slow to load

    asked, understood = normalised(caption.text, language, spoken), normalised(heard, language, spoken)
    words = len(asked.split())
    if asked.replace(" ", "") == understood.replace(" ", ""):
        return HeardPhrase(caption, heard, 0, words)
    wrong = errors_between(asked, understood).wrong if understood else words
    return HeardPhrase(caption, heard, wrong, words)


def normalised(text: str, language: str, spoken: Spoken) -> str:
    """Words alone, in small letters, one space between them; figures as they are read out."""
    words = unicodedata.normalize("NFKC", spoken(text, language) if language else text).casefold()
    return " ".join(re.sub(r"[^\w\s]|_", " ", re.sub(r"['\u2019\u00ad]", "", words)).split())


def word_figures(phrases: Sequence[HeardPhrase]) -> list[Figure]:
    """The figures of what was understood."""
    if not phrases:
        return [_RATE.figure(None, "none")]
    wrong, words = sum(phrase.wrong for phrase in phrases), sum(phrase.words for phrase in phrases)
    rate = 100 * wrong / words
    ordered = sorted((phrase for phrase in phrases if phrase.wrong), key=lambda phrase: -phrase.rate)
    places = [
        Place(phrase.caption.start_s, f"{phrase.wrong} of {phrase.words}: {phrase.caption.text} \u2192 {phrase.heard}")
        for phrase in ordered[:_MOST_PLACES]
    ]
    shown = f"{rate:.1f} % ({wrong} of {words} in {len(phrases)} phrases)"
    worst = 100 * ordered[0].rate if ordered else 0.0
    return [
        _RATE.figure(rate, at_most(rate, 5, 15), shown=shown, places=places),
        _WORST.figure(worst, at_most(worst, 50, 999), places=places[:1]),
    ]
