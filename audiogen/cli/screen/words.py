"""What `words` shows: lines of a lexicon, in YAML, so that they can be copied. Reads values, decides nothing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import Final

from audiogen.cli.screen.terminal import say
from audiogen.preview.vocabulary import DoubtfulWord, DoubtKind, SilentVoice
from audiogen.speech.words.letters import letters_of

_KINDS: Final[dict[DoubtKind, str]] = {
    "guessed": "{voice} does not know these, and guesses how they sound",
    "name": "names, as {voice} will say them",
    "unusual": "initials, and words with letters of another language: worth hearing in the voice {voice}",
    "heteronym": "written alike, as {voice} will say them by the words around them",
}
_NOTHING: Final = "no unknown words, no names, and no words that are written alike and said in two ways"
_HOW: Final = (
    "# Copy what is read wrongly to scripts/lexicon.yaml, below its language, and write behind the colon how\n"
    "# it is said: in syllables, the stressed one in capitals, like prah-nuh-YAH-muh, or as sounds between slashes."
)


def show_doubtful_words(words: tuple[DoubtfulWord, ...], silent: tuple[SilentVoice, ...], sessions: int) -> None:
    """The words by language, voice and kind, each with its sounds and its place; first what cannot be known."""
    for voice in silent:
        say(_cannot_be_known(voice))
    if not words:
        if not silent:
            say(f"{sessions} session{'s' if sessions > 1 else ''}: {_NOTHING}.")
        return
    say(_HOW)
    kinds = list(_KINDS)
    ordered = sorted(words, key=lambda each: (each.language, each.voice, kinds.index(each.kind)))
    for language, of_language in groupby(ordered, attrgetter("language")):
        say(f"{language}:")
        for (voice, kind), group in groupby(of_language, attrgetter("voice", "kind")):
            say(f"  # {_KINDS[kind].format(voice=voice)}")
            for line in _lines(tuple(group)):
                say(line)


def _cannot_be_known(voice: SilentVoice) -> str:
    asked = " (a service on the internet)" if voice.online else ""
    return (
        f"# The voice {voice.name}{asked} decides by itself how words of the language {voice.language} sound; which of "
        f"them it does not know\n# cannot be known here. To hear one: audiogen say WORD --voice {voice.name} "
        f"--language {voice.language}"
    )


def _written(word: DoubtfulWord) -> str:
    """How it is said, as an entry has it: in letters where they give the same sounds."""
    if not word.ipa:
        return word.word
    return (letters_of(word.ipa) if word.language.startswith("en") else None) or f"/{word.ipa}/"


def _lines(words: tuple[DoubtfulWord, ...]) -> Iterator[str]:
    # an entry for a heteronym would hold wherever the word stands, so that one is not copied by mistake
    marks = ["  # " if each.kind == "heteronym" else "  " for each in words]
    said = [_written(each) for each in words]
    entries = [f"{mark}{each.word}: {sounds}" for mark, each, sounds in zip(marks, words, said, strict=True)]
    width = max(map(len, entries))
    for entry, each in zip(entries, words, strict=True):
        often = "once" if each.times == 1 else f"{each.times} times, first"
        meaning = f"; taken in the meaning: {each.meaning}" if each.meaning else ""
        sounds = "" if f"/{each.ipa}/" in entry or not each.ipa else f"/{each.ipa}/ "
        yield f"{entry:<{width}}  # {sounds}{often} in {each.slug}, line {each.line}{meaning}"
