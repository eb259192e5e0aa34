"""Which paragraphs are headings, where a document does not say so itself: by size, by bold letters, as bare lines."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

from audiogen.documents.letters import lines_of, of_lines, said_by
from audiogen.documents.passages import Passage, under_titles

_MOST_WORDS: Final = 12
_MOST_LETTERS: Final = 90
_LARGER: Final = 1.12
"""Times the size of most letters: what is larger than that is meant to be seen."""
_MUCH_LARGER: Final = 1.4
_LONG: Final = 10
"""Words of the least paragraph that a bare line can be the heading of."""
_LONG_LINE: Final = 100
"""In characters: what follows upon an ended line is a paragraph, and not the next line of a list or a poem."""
_LONGER: Final = 2
"""Times the words of a bare line that the paragraph below it has."""
_ENOUGH: Final = 2
"""Headings found in one way, beside a title, after which no other way is tried."""
_NO_HEADING: Final = re.compile(
    r"[(\[*\"'\u2013\u2014\u2026\u00ab\u2018\u201c\u201e]|.*[.,;:)\]*\"'\u2026\u00bb\u2019\u201c\u201d]$|.*\n",
    re.DOTALL,
)
"""Beginnings and ends of directions, of spoken words, of labels before them, and of sentences."""
_WORD: Final = re.compile(r"[^\W\d_]+")


def with_headings(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The same passages, with the headings among them.

    What the file declares counts. Only where that is nothing, or no more than a title, letters are looked at: first
    their size, then whether all of a short line are bold, and last which short lines stand above a longer paragraph.
    """
    found = [part for passage in passages for part in _divided(passage)]
    for look in (_by_size, _by_weight, _by_place):
        if _count(found) >= _ENOUGH:
            break
        found = look(found)
    return under_titles(_titled(found))


def _titled(passages: list[Passage]) -> list[Passage]:
    """The same, with what stands first in larger letters than the text as the title of the whole."""
    first = next((at for at, passage in enumerate(passages) if not passage.reason), None)
    usual = _usual_size(passages)
    if first is None or not usual or passages[first].size < usual * _MUCH_LARGER or not _may_be(passages[first]):
        return passages
    title = replace(passages[first], kind="heading", level=0)
    return [*passages[:first], title, *passages[first + 1 :]]


def _usual_size(passages: Sequence[Passage]) -> float:
    """That of most letters; 0 where no size is known."""
    sizes = Counter[float]()
    for passage in passages:
        sizes[passage.size] += len(passage.text) if not passage.reason else 0
    return max(sizes, key=lambda size: sizes[size], default=0.0)


def _divided(passage: Passage) -> Iterator[Passage]:
    """A paragraph whose first line looks like the heading of the rest of it, as two; any other as it is."""
    first, *rest = lines_of(passage.runs)
    head, body = replace(passage, runs=of_lines([first])), replace(passage, runs=of_lines(rest))
    longest = max((len(said_by(line)) for line in rest), default=0)
    bold_above_plain = _is_bold(head) and not _is_bold(body) and len(body.text.split()) >= _LONG
    if rest and _may_be(head) and (bold_above_plain or longest > _LONG_LINE) and body.runs:
        yield from (head, body)
    else:
        yield passage


def _is_bold(passage: Passage) -> bool:
    return all(run.bold or not run.text.strip() for run in passage.runs)


def _count(passages: Sequence[Passage]) -> int:
    """Headings, but for one that stands above all the text and all others, and is its title."""
    kept = [passage for passage in passages if not passage.reason]
    levels = [passage.level for passage in kept if passage.kind == "heading"]
    titled = bool(levels) and kept[0].kind == "heading" and levels[0] < min(levels[1:], default=9)
    return len(levels) - titled


def _by_size(passages: list[Passage]) -> list[Passage]:
    usual = _usual_size(passages)
    larger = sorted({passage.size for passage in passages if passage.size > usual * _LARGER}, reverse=True)
    if not usual:
        return passages
    return _marked(passages, lambda at: passages[at].size in larger, lambda at: larger.index(passages[at].size) + 1)


def _by_weight(passages: list[Passage]) -> list[Passage]:
    bold = [_is_bold(passage) for passage in passages]
    if all(bold):
        return passages
    return _marked(passages, lambda at: bold[at], lambda _: 1)


def _by_place(passages: list[Passage]) -> list[Passage]:
    kept = [at for at, passage in enumerate(passages) if not passage.reason]
    below = {at: passages[other] for at, other in pairwise(kept)}
    often = Counter(passage.text for passage in passages)

    def stands_above(at: int) -> bool:
        passage = passages[at]
        words, following = len(passage.text.split()), below.get(at)
        if following is None or following.kind != "paragraph" or often[passage.text] > 1:
            return False
        longer = len(following.text.split())
        return passage.text[0].isupper() | passage.text[0].isdigit() and longer >= max(_LONG, _LONGER * words)

    return _marked(passages, stands_above, lambda _: 1)


def _marked(passages: list[Passage], is_meant: Callable[[int], bool], level: Callable[[int], int]) -> list[Passage]:
    # what the file declares is the title of what only looks like a heading
    above = max((passage.level for passage in passages if passage.kind == "heading" and not passage.reason), default=0)
    return [
        replace(passage, kind="heading", level=above + level(at)) if _may_be(passage) and is_meant(at) else passage
        for at, passage in enumerate(passages)
    ]


def _may_be(passage: Passage) -> bool:
    """Whether a paragraph is written as headings are: short, and neither a sentence nor a direction."""
    text = passage.text
    if passage.reason or passage.kind != "paragraph" or len(text) > _MOST_LETTERS or _NO_HEADING.match(text):
        return False
    if all(run.italic or not run.text.strip() for run in passage.runs):
        return False
    words = [word.casefold() for word in _WORD.findall(text)]
    return 0 < len(words) <= _MOST_WORDS and not set(words) <= _of_directions()


@cache
def _of_directions() -> frozenset[str]:
    tables = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return frozenset(tables["directions"].split())
