"""What a section names, in its own phrases: members of its lists first, then what it comes back to (RAKE).

A list, "clay, sand and old leaves", is the best sign that its members are things. Other phrases are runs of words
between small ones, as in RAKE (Rose et al. 2010), and count by how often their words stand together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

from audiogen.drafting.articles.tables import table
from audiogen.drafting.articles.words import ADJECTIVES, EMPTY, PEOPLE, STOP_WORDS, WORD, words_of

PhraseKind: TypeAlias = Literal["feeling", "quality", "action", "thing"]
"""What a phrase is to those who listen; an action is a word that ends in -ing."""


@dataclass(frozen=True, slots=True)
class NamedPhrase:
    """Something that a section names, as it may stand behind `about`."""

    text: str
    """With its article, where it cannot stand without one."""
    kind: PhraseKind
    weight: float
    """How much it says of the section: from 0, the larger the more."""
    listed: bool
    """Whether it is a member of a list."""
    sure: bool
    """Whether it is a thing without doubt: a member of a list, or a name of a feeling or a quality."""


@dataclass(frozen=True, slots=True)
class _WordRun:
    """Words between small ones."""

    words: tuple[str, ...]
    before: str
    """The small word or the mark before it; empty at the beginning of a paragraph."""
    gap: tuple[str, ...]
    """All that stands between the chunk before and this one."""


_FEELINGS: Final = frozenset(table("stop_words.toml")["kinds"]["feelings"])
_QUALITIES: Final = frozenset(table("stop_words.toml")["kinds"]["qualities"])
NAMES: Final = _FEELINGS | _QUALITIES
"""Words that are things without doubt."""
NOMINAL: Final = re.compile(r"(?:tion|sion|ness|ment|ity|ship|hood|ance|ence|ism|dom)$")
"""Endings of nouns."""
NO_DOING: Final = frozenset(table("stop_words.toml")["meta"]["no_doing"])
"""Words that end in -ing and are no doing."""
HEAVY: Final = frozenset(table("stop_words.toml")["kinds"]["heavy"])
_QUOTES: Final = re.compile('["\u201c\u201d\u201e\u00ab\u00bb]')
_TOKEN: Final = re.compile(rf"{WORD.pattern}|[^\w\s]|\d+")
_SHORTEST: Final = 3
"""In letters."""
_LONGEST: Final = 3
"""In words: more of them are half a sentence of the article."""
_LINKS: Final = frozenset({",", "and", "or", "a", "an"})
_BEHIND_VERBS: Final = frozenset(table("stop_words.toml")["objects"]["words"]) - {"less", "more", "it"}
"""A word right before one of these does something: `anger and worry raise your pulse`."""
OPENERS: Final = frozenset(table("stop_words.toml")["openers"]["words"])
"""Small words behind which a thing stands, and no verb."""
POSSESSIVES: Final = frozenset({"their", "your", "our", "his", "her", "one's", "my"})
_NO_NOUN: Final = re.compile(r"(?:ful|less|ous|ive|able|ible|ical|ional|ial|ly|ed|(?<!m)ent|(?<=i)er|(?<=i)est)$")
"""Endings of words that describe."""
_LISTED: Final = 10
"""What a list adds to the weight of its members."""
_MOST: Final = 12
"""Phrases of a section."""
_CONTEXT: Final = 20
"""Letters before a word that tell whether it is the first of a sentence."""


def phrases_of(title: str, paragraphs: Sequence[str]) -> tuple[NamedPhrase, ...]:
    """The phrases of a section, the most fitting ones first.

    Args:
        title: of the section: what it says is more likely to be what the section is about.
        paragraphs: the text of the section.
    """
    cases = _cases(paragraphs)
    chunks = [_chunks(paragraph) for paragraph in paragraphs]
    scores = _rake([chunk.words for each in chunks for chunk in each])
    in_title = set(words_of(title))
    found: dict[str, NamedPhrase] = {}
    for each in chunks:
        for chunk, listed in _things(each):
            text = _told(chunk, cases)
            if text is None or text in found or not (listed or _stands_out(chunk, scores, in_title)):
                continue
            scored = sum(map(scores.__getitem__, chunk.words)) + 2 * len(in_title & set(chunk.words))
            weight = scored + (_LISTED if listed else 0)
            kind = _kind(chunk.words)
            found[text] = NamedPhrase(text, kind, weight, listed, listed or kind in {"feeling", "quality"})
    return tuple(sorted(_apart(found.values()), key=lambda phrase: -phrase.weight)[:_MOST])


def _chunks(paragraph: str) -> list[_WordRun]:
    found: list[_WordRun] = []
    words: list[str] = []
    gap: list[str] = []
    for token in [*_TOKEN.findall(_QUOTES.sub("", paragraph.replace("\u2019", "'"))), "."]:
        if WORD.fullmatch(token) and token.casefold() not in STOP_WORDS:
            words.append(token)
            continue
        verb = [words.pop().casefold()] if words and token.casefold() in _BEHIND_VERBS else []
        if words:
            found.append(_WordRun(tuple(word.casefold() for word in words), gap[-1] if gap else "", tuple(gap)))
            words, gap = [], []
        gap += verb
        gap.append(token.casefold())
    return found


def _rake(chunks: Sequence[tuple[str, ...]]) -> dict[str, float]:
    """Each word with its degree over its frequency: how much company it has wherever it stands."""
    frequency = Counter(word for chunk in chunks for word in chunk)
    degree = Counter[str]()
    for chunk in chunks:
        for word in chunk:
            degree[word] += len(chunk)
    return {word: degree[word] / frequency[word] for word in frequency}


def _things(chunks: Sequence[_WordRun]) -> Iterator[tuple[_WordRun, bool]]:
    """Chunks that are things, and whether each is a member of a list."""
    at = 0
    while at < len(chunks):
        end = at + 1
        while end < len(chunks) and _goes_on(chunks[at:end], chunks[end]):
            end += 1
        members = chunks[at:end]
        listed = _is_list(members)
        for number, chunk in enumerate(members):
            behind = chunk.before in OPENERS or (chunk.before == "to" and is_plural(chunk.words[-1]))
            if listed and not number:
                yield _behind_verb(chunk, behind=behind), listed
            elif listed or behind:
                yield chunk, listed
        at = end


def _goes_on(members: Sequence[_WordRun], chunk: _WordRun) -> bool:
    """Whether a chunk is one more member of a list: behind the one with `and`, only another `and` leads to one."""
    ended = len(members) > 1 and _joins(members[-1])
    return bool(chunk.gap) and set(chunk.gap) <= _LINKS and (_joins(chunk) or not ended)


def _joins(chunk: _WordRun) -> bool:
    return not {"and", "or"}.isdisjoint(chunk.gap)


def _stands_out(chunk: _WordRun, scores: dict[str, float], in_title: set[str]) -> bool:
    """Whether a phrase that is in no list says something of the section: one word alone may be any word."""
    known = in_title | _FEELINGS | _QUALITIES
    return chunk.words[-1] not in EMPTY and (sum(map(scores.__getitem__, chunk.words)) > 1 or chunk.words[-1] in known)


def _is_list(members: Sequence[_WordRun]) -> bool:
    """Whether chunks are the members of a list of things: three, or two behind a word that no verb follows."""
    # behind people stands what they do: "partners snore, kick and dream"
    does = not PEOPLE.isdisjoint(members[0].words[:-1])
    long = len(members) > 2 or (len(members) == 2 and members[0].before in OPENERS)
    return long and not does and any(map(_joins, members[1:]))


def _behind_verb(chunk: _WordRun, *, behind: bool) -> _WordRun:
    """The first member of a list without the verb that rules it: `sharing hopes`, but not `active listening`."""
    first, *others = chunk.words
    # a verb alone is no thing, and has no words
    alone = ("",) if first.endswith("ing") and not behind else chunk.words
    return replace(chunk, words=tuple(others) if others else alone) if first.endswith("ing") else chunk


def _told(chunk: _WordRun, cases: dict[str, str]) -> str | None:
    """A chunk as it may stand behind `about`; None for what is no thing, says nothing, or is too heavy for a prompt."""
    words, head = chunk.words, chunk.words[-1]
    if _is_no_thing(words) or any(word in HEAVY or {word, word.removesuffix("s")} & PEOPLE for word in words):
        return None
    text = " ".join(cases.get(word, word) for word in words)
    if head in _FEELINGS:
        return _singular(text) if len(words) == 1 else text
    if is_plural(head) or (head in _QUALITIES and len(words) == 1):
        return text
    if chunk.before in {"a", "an"}:
        return f"{chunk.before} {text}"
    if head in _QUALITIES:
        return text
    return f"your {text}" if chunk.before in POSSESSIVES else f"the {text}" if chunk.before == "the" else text


def _is_no_thing(words: Sequence[str]) -> bool:
    """Whether words describe or do something, or say nothing by themselves."""
    first, head = words[0], words[-1]
    return (
        len(words) > _LONGEST
        or min(map(len, words)) < _SHORTEST
        or (head in EMPTY and (len(words) == 1 or not is_plural(head)))
        or head in ADJECTIVES
        or (bool(_NO_NOUN.search(head)) and head not in _FEELINGS | _QUALITIES)
        or first.endswith("ed")
        or (first.endswith("er") and first in ADJECTIVES)
        or (len(words) > 1 and first.endswith("ing") and head not in EMPTY)
    )


def is_plural(word: str) -> bool:
    """Whether a noun looks like several."""
    return word.endswith("s") and not word.endswith(("ss", "us", "is"))


def _singular(feeling: str) -> str:
    """One feeling of its name: prompts speak of a moment of it."""
    if feeling.endswith("ies"):
        return f"{feeling.removesuffix('ies')}y"
    one = feeling.removesuffix("s")
    return one if one in _FEELINGS else feeling


def _kind(words: Sequence[str]) -> PhraseKind:
    head = words[-1]
    if head in _FEELINGS:
        return "feeling"
    if head in _QUALITIES:
        return "quality"
    return "action" if head.endswith("ing") and head not in NO_DOING else "thing"


def _apart(phrases: Iterable[NamedPhrase]) -> Iterator[NamedPhrase]:
    """Those that are not a part of another one, nor the same but for their article."""
    seen: list[NamedPhrase] = []
    for phrase in sorted(phrases, key=lambda each: (not each.listed, -each.weight)):
        words = set(words_of(phrase.text)) - {"a", "an", "the", "your"}
        if all(words.isdisjoint(words_of(each.text)) for each in seen):
            seen.append(phrase)
            yield phrase


def _cases(paragraphs: Sequence[str]) -> dict[str, str]:
    """Words that keep their capitals within a sentence: names and abbreviations."""
    kept: dict[str, str] = {}
    small: set[str] = set()
    for paragraph in paragraphs:
        for found in WORD.finditer(paragraph):
            word, before = found[0], paragraph[max(0, found.start() - _CONTEXT) : found.start()]
            first = not re.search(r"\w[\s\"'(\u201c\u2018,;]*$", before)
            if word.islower():
                small.add(word)
            elif not first or word.isupper():
                kept[word.casefold()] = word
    return {word: form for word, form in kept.items() if word not in small}
