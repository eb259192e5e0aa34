"""What a section is about, in a few words: what stands in its title behind all that titles begin with."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from audiogen.drafting.articles.phrases import HEAVY, NAMES, NO_DOING, NOMINAL, OPENERS, POSSESSIVES, is_plural
from audiogen.drafting.articles.tables import table
from audiogen.drafting.articles.words import ADJECTIVES, EMPTY, PEOPLE, SMALL_WORDS, STOP_WORDS, WORD, stem, words_of

_NUMBERED: Final = re.compile(
    r"^\W*(?:(?:step|part|chapter|section|tip|lesson|rule)\s+)?(?:\d+|[ivx]+)\s*[.):\u2013-]\s*", re.IGNORECASE
)
_ASIDE: Final = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
"""What a title adds in brackets: it is seldom what the title is about."""
_COUNTED: Final = re.compile(
    r"^(?:\w+\s+){0,2}?(?:ways|steps|tips|keys|ideas|rules|secrets|strategies) (to|for|of) (\S+)", re.IGNORECASE
)
"""How titles of lists begin: `10 Ways to Cool Down`."""
_LONGEST: Final = 3
"""In words, of a thing: with more, a few words around it would make a run of the article's."""
_LONGEST_DOING: Final = 4
_ARTICLES: Final = {"a": "a", "an": "an", "the": "the", "your": "your", "our": "your", "their": "your", "my": "your"}
_NOUNS_TOO: Final = frozenset(table("stop_words.toml")["nouns"]["too"])
_ORDERS: Final = frozenset(table("stop_words.toml")["nouns"]["orders"]) | {
    verb for verb in table("stop_words.toml")["stop"]["verbs"] if not verb.endswith(("s", "ed", "ing"))
}
_META: Final = frozenset(table("stop_words.toml")["meta"]["words"])
_CUTS: Final = frozenset(table("stop_words.toml")["cuts"]["words"])
_CLAUSES: Final = frozenset(table("stop_words.toml")["clauses"]["words"])
_OBJECTS: Final = frozenset(table("stop_words.toml")["objects"]["words"])
_LEADS: Final = frozenset({"for", "in", "into", "on", "to", "with"})
_DOUBLED: Final = frozenset({"admit", "begin", "commit", "forget", "permit", "regret"})
"""Verbs of two syllables that double their last letter."""


def subject_of(title: str, text: str) -> str | None:
    """The subject of a section, as it may stand behind `about`; None where its title tells none that can be said aloud.

    Args:
        title: of the section, or of the article where that is one section; may be empty.
        text: of the section, which tells what comes back in it.
    """
    bare = _ASIDE.sub("", without_number(title.replace("\u2019", "'")))
    line = _COUNTED.sub(_counted, re.split(r"\s*[:\u2013\u2014?]\s|[:?!.]+$", bare)[0])
    told = [stem(word) for word in words_of(text)]
    found = [each for each in (_doing(line), *_things(line, text)) if each and HEAVY.isdisjoint(words_of(each))]
    if found and found[0] == _doing(line):
        return found[0]
    return max(found, key=lambda thing: sum(map(told.count, map(stem, words_of(thing)))), default=None)


def without_number(title: str) -> str:
    """A title without the number that it begins with."""
    return _NUMBERED.sub("", title).strip()


def in_title(subject: str) -> str:
    """A subject as it stands in a title: capitals but for its small words."""
    return " ".join(
        word if at and word in OPENERS - POSSESSIVES else re.sub(r"(?:^|-)\w", lambda found: found[0].upper(), word)
        for at, word in enumerate(subject.split())
    )


def _doing(title: str) -> str | None:
    """A title that names something to do, like `Preparing the Soil` or `Prepare the Soil`, as its readers do it."""
    small = [_small(word) for word in title.split()]
    if small and (small[0] in _ORDERS or _tells_to_do(small)):
        small[0] = _gerund(small[0])
    if len(small) > _LONGEST_DOING:
        small = small[: next((at for at, word in enumerate(small) if at and word in _CUTS), len(small))]
    if not small or not small[0].endswith("ing") or small[0] in _META | NO_DOING or len(small) > _LONGEST_DOING:
        return None
    whole = all(map(WORD.fullmatch, small)) and _VERBAL.isdisjoint(word.casefold() for word in small[1:])
    return " ".join("your" if word in {"our", "their"} else word for word in small) if whole else None


def _counted(found: re.Match[str]) -> str:
    """The doing that a counted title leads to: `cooling` of `10 Ways to Cool`."""
    word = _small(found[2])
    return _gerund(word) if found[1].casefold() == "to" and word.isalpha() and not word.endswith("ing") else found[2]


def _tells_to_do(words: list[str]) -> bool:
    """Whether a title begins with a verb, because behind it stands what no noun has behind it."""
    verb, *others = words
    known = STOP_WORDS | ADJECTIVES | PEOPLE
    behind = others[:1] if others and others[0] not in _LEADS else others[1:2]
    noun = not verb.isalpha() or verb in known or verb.endswith("ing") or bool(NOMINAL.search(verb))
    return not noun and not _OBJECTS.isdisjoint(behind)


def _gerund(verb: str) -> str:
    """The form of an English verb that ends in -ing."""
    if verb.endswith("ie"):
        return f"{verb.removesuffix('ie')}ying"
    if verb.endswith("e") and not verb.endswith(("ee", "ye", "oe")):
        return f"{verb.removesuffix('e')}ing"
    short = re.fullmatch(r"[^aeiou]*[aeiou][^aeiouwxy]", verb)
    return f"{verb}{verb[-1]}ing" if short or verb in _DOUBLED else f"{verb}ing"


def _things(title: str, text: str) -> list[str]:
    """Runs of words of a title that name something, each with its article where it cannot stand without one."""
    tokens = re.findall(rf"{WORD.pattern}|[^\w\s]", title)
    clause = bool(tokens) and tokens[0].casefold() in _CLAUSES
    found: list[str] = []
    words: list[str] = []
    before = ""
    for at, token in enumerate([*tokens, "."]):
        noun = token.casefold() in _NOUNS_TOO and bool(words or before in OPENERS) and at == len(tokens) - 1
        if WORD.fullmatch(token) and (noun or token.casefold() not in STOP_WORDS):
            words.append(_small(token))
            continue
        if words and token.casefold() in _OBJECTS:
            words.pop()
        thing = _thing(words, before)
        sure = before in OPENERS or (not clause and (len(words) > 1 or bool(before)))
        if thing and (sure or is_thing_in(text, words[-1])):
            found.append(thing)
        words, before = [], token.casefold()
    return found


def _thing(words: list[str], before: str) -> str | None:
    kept = list(words)
    while len(kept) > 1 and kept[0].endswith("ing") and kept[0].casefold() not in ADJECTIVES:
        kept.pop(0)
    while kept and kept[-1].casefold() in EMPTY:
        kept.pop()
    if not kept or kept[-1].casefold() in ADJECTIVES | PEOPLE or len(kept) > _LONGEST:
        return None
    if len(kept) == 1 and kept[0].endswith("ly"):
        return None
    article = "" if is_plural(kept[-1]) or kept != words else _ARTICLES.get(before, "")
    return " ".join(filter(None, [article, *kept]))


def is_thing_in(text: str, word: str) -> bool:
    """Whether a word that may be a verb is a thing: it looks like one, or stands in the text where things do."""
    if word.isupper() or is_plural(word) or "-" in word or NOMINAL.search(word) or word in NAMES:
        return True
    told = words_of(text)
    return any(before in OPENERS and after == word for before, after in pairwise(told))


def _small(word: str) -> str:
    """A word as it stands within a sentence; an abbreviation keeps its capitals."""
    return word if word.isupper() and len(word) > 1 else word.casefold()


_VERBAL: Final = STOP_WORDS - _NOUNS_TOO - SMALL_WORDS
