"""Puts into a phrase how each word is said that is written alike and said in two ways."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from audiogen.script.language_tags import base_language
from audiogen.speech.engine import Fragment, Speech
from audiogen.speech.words.heteronyms.decide import Decision, Heteronyms
from audiogen.speech.words.heteronyms.heteronym import Sense, with_ending
from audiogen.speech.words.respelling import respelled, sounding


@dataclass(frozen=True, slots=True)
class Undecided:
    """A word of a phrase that may be said in two ways, and that nothing decides."""

    word: str
    """As written."""
    senses: tuple[str, ...]
    """What it may mean, the sense first in which it is said."""
    remedy: str
    """What its author may write instead, in one sentence."""


@dataclass(frozen=True, slots=True)
class Told:
    """A phrase in which such words are told apart."""

    speech: Speech
    undecided: tuple[Undecided, ...]


def tell_apart(
    parts: Sequence[tuple[Fragment, bool]], language: str, heteronyms: Heteronyms, *, takes_ipa: bool
) -> Told:
    """The phrase with the sounds of every word that is written alike and said in two ways.

    Args:
        parts: its fragments; of those that are marked, somebody has said how they sound, and they stay.
        language: BCP 47.
        heteronyms: of the show.
        takes_ipa: whether the voice can be told sounds; another is only told what the author of the show wrote.
    """
    text = "".join(fragment.text for fragment, _ in parts)
    decisions = list(heteronyms.decide(text, language, takes_ipa=takes_ipa))
    speech: list[Fragment] = []
    undecided: list[Undecided] = []
    start = at = 0
    for fragment, explained in parts:
        end = start + len(fragment.text)
        here: list[Decision] = []
        while at < len(decisions) and decisions[at].start < end:
            # a word that reaches into another fragment is said as that one asks
            if start <= decisions[at].start and decisions[at].end <= end and not explained:
                here.append(decisions[at])
            at += 1
        said = [(each, tuple(_said(each, text, language, heteronyms, takes_ipa=takes_ipa))) for each in here]
        speech += _cut(fragment, start, said)
        undecided += (_undecided(text, each, language) for each in here if not each.certain)
        start = end
    return Told(tuple(speech), tuple(dict.fromkeys(undecided)))


def without(speech: Speech, words: AbstractSet[str]) -> Speech:
    """A phrase without some of its words, which are given in small letters."""
    if not words:
        return speech
    found = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)
    return tuple(replace(each, text=found.sub(" ", each.text)) for each in speech)


def _cut(fragment: Fragment, start: int, said: Sequence[tuple[Decision, Speech]]) -> Iterator[Fragment]:
    """A fragment, which begins at a place in the phrase, cut at the words that are decided."""
    done = 0
    for decision, words in said:
        if words:
            if decision.start - start > done:
                yield replace(fragment, text=fragment.text[done : decision.start - start])
            yield from (replace(part, emphasis=fragment.emphasis) for part in words)
            done = decision.end - start
    if done < len(fragment.text):
        yield replace(fragment, text=fragment.text[done:])


def _said(
    decision: Decision, text: str, language: str, heteronyms: Heteronyms, *, takes_ipa: bool
) -> Iterator[Fragment]:
    """A word as it is decided; nothing where that is left to the voice."""
    say, ipa = decision.sense.say, heteronyms.sounds(decision, language)
    if not takes_ipa:
        if say and decision.certain:
            yield Fragment(respelled(say) + decision.ending)
    elif ipa:
        yield Fragment(text[decision.start : decision.end], ipa)
    else:
        *first, last = sounding(say, language)
        yield from first
        yield replace(last, ipa=with_ending(last.ipa, decision.ending)) if last.ipa else last


def _undecided(text: str, decision: Decision, language: str) -> Undecided:
    written = text[decision.start : decision.end]
    senses = decision.heteronym.possible(decision.ending)
    ways = " or ".join(f"{_marked(written, sense, decision.ending)} ({_meaning(sense)})" for sense in senses)
    remedy = (
        f'"{written}" may be said in {_count(len(senses))} ways, and nothing here says which; it is read as '
        f"{_meaning(decision.sense)}. Write {ways}, or give it an entry in scripts/lexicon.yaml, "
        f'below "{base_language(language)}:"'
    )
    return Undecided(written, tuple(map(_meaning, senses)), remedy)


def _marked(written: str, sense: Sense, ending: str) -> str:
    """The word as it may be marked in a text."""
    if sense.say and not ending:
        return f"[{written}]({sense.say})"
    return f"[{written}](/{with_ending(sense.ipa, ending)}/)"


def _meaning(sense: Sense) -> str:
    return sense.meaning or f"/{sense.ipa or sense.say}/"


def _count(number: int) -> str:
    return {1: "one", 2: "two", 3: "three"}.get(number, str(number))
