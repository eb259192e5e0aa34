"""What `words` shows: lines of a lexicon, in YAML, so that they can be copied. Reads values, decides nothing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import Final

from audiogen.cli.screen.terminal import say
from audiogen.preview.vocabulary import DoubtfulWord, DoubtKind

_KINDS: Final[dict[DoubtKind, str]] = {
    "guessed": "{voice} does not know these, and guesses how they sound",
    "name": "names, as {voice} will say them",
    "heteronym": "written alike, as {voice} will say them by the words around them",
}
_HOW: Final = (
    "# Copy what is read wrongly to scripts/lexicon.yaml, below its language, and write behind the colon how\n"
    "# it is said: in syllables, the stressed one in capitals, like prah-nuh-YAH-muh, or as sounds between slashes."
)


def show_doubtful_words(words: tuple[DoubtfulWord, ...], sessions: int) -> None:
    """The words by language, voice and kind, each with its sounds and its place."""
    if not words:
        say(f"{sessions} session{'s' if sessions > 1 else ''}: no unknown words, no names, and nothing written alike.")
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


def _lines(words: tuple[DoubtfulWord, ...]) -> Iterator[str]:
    # an entry for a heteronym would hold wherever the word stands, so that one is not copied by mistake
    marks = ["  # " if each.kind == "heteronym" else "  " for each in words]
    said = [f"/{each.ipa}/" if each.ipa else each.word for each in words]
    entries = [f"{mark}{each.word}: {sounds}" for mark, each, sounds in zip(marks, words, said, strict=True)]
    width = max(map(len, entries))
    for entry, each in zip(entries, words, strict=True):
        often = "once" if each.times == 1 else f"{each.times} times, first"
        yield f"{entry:<{width}}  # {often} in {each.slug}, line {each.line}"
