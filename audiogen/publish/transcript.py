"""The spoken words of an episode: as WebVTT and SubRip for players, as paragraphs for the page."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from audiogen.manifest import Caption, Manifest
from audiogen.publish.chapters import npt
from audiogen.publish.prose import one_line

LINE_LENGTH: Final = 65
"""Characters; Apple and the Podcast Standards Project ask for no more."""
_LINES_IN_CUE: Final = 2
_CLAUSE_ENDS: Final = ",;:.!?\u2014\u2013\u2026\u3001\u3002\uff0c\uff01\uff1f\u060c\u061b\u061f"
# a clause's end is worth a line that is up to so many characters from the middle
_CLAUSE_WORTH: Final = 16
_SHORTEST_CUE_S: Final = 0.001


@dataclass(frozen=True, slots=True)
class Cue:
    """A few words on one or two lines, and when they sound."""

    start_s: float
    end_s: float
    lines: tuple[str, ...]
    language: str | None
    """BCP 47, where it is not the episode's."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Phrases that belong together on the page."""

    chapter: str | None
    """The title of the chapter that begins here."""
    phrases: tuple[Caption, ...]


def webvtt(episode: Manifest) -> str:
    """The transcript as WebVTT; words in another language say so. The voices' names would tell a listener nothing."""
    blocks = ["WEBVTT"]
    for cue in cues(episode):
        text = "\n".join(html.escape(line, quote=False) for line in cue.lines)
        text = f"<lang {cue.language}>{text}</lang>" if cue.language else text
        blocks.append(f"{npt(cue.start_s)} --> {npt(cue.end_s)}\n{text}")
    return "\n\n".join(blocks) + "\n"


def subrip(episode: Manifest) -> str:
    """The transcript as SubRip, for apps that do not read WebVTT; its text is plain, so no tag can begin in it."""
    blocks = [
        f"{number}\n{_comma(cue.start_s)} --> {_comma(cue.end_s)}\n" + "\n".join(map(_plain, cue.lines))
        for number, cue in enumerate(cues(episode), start=1)
    ]
    return "\n\n".join(blocks) + "\n" if blocks else ""


def cues(episode: Manifest) -> tuple[Cue, ...]:
    """The captions in order, each on at most two lines; no cue begins before the one before it has ended."""
    placed: list[Cue] = []
    for caption in episode.captions:
        for cue in _split(caption):
            earliest = placed[-1].end_s if placed else 0.0
            start_s = max(round(cue.start_s, 3), earliest)
            end_s = max(round(cue.end_s, 3), round(start_s + _SHORTEST_CUE_S, 3))
            placed.append(Cue(start_s, end_s, cue.lines, cue.language))
    return tuple(placed)


def paragraphs(episode: Manifest) -> tuple[Paragraph, ...]:
    """The captions as the author grouped them; a chapter begins a paragraph of its own."""
    grouped: list[Paragraph] = []
    for caption, chapter in zip(episode.captions, _chapters_begun(episode), strict=True):
        if not grouped or caption.paragraph or chapter is not None:
            grouped.append(Paragraph(chapter, (caption,)))
        else:
            last = grouped[-1]
            grouped[-1] = Paragraph(last.chapter, (*last.phrases, caption))
    return tuple(grouped)


def lines(text: str) -> tuple[str, ...]:
    """A text in lines of at most 65 characters and like length, broken at the ends of clauses if possible."""
    words = one_line(text)
    if len(words) <= LINE_LENGTH:
        return (words,) if words else ()
    at = _break(words)
    return (*lines(words[:at]), *lines(words[at:]))


def _break(words: str) -> int:
    middle = len(words) / 2

    def cost(at: int) -> float:
        clause = words[at - 1] in _CLAUSE_ENDS
        return abs(at - middle) - (_CLAUSE_WORTH if clause else 0)

    spaces = [at for at, character in enumerate(words) if character == " "]
    # scripts without spaces between words
    wide = [at for at in range(1, len(words)) if words[at - 1] in _CLAUSE_ENDS and words[at] not in _CLAUSE_ENDS]
    return min(spaces or wide or [_whole_character(words, LINE_LENGTH)], key=cost)


def _whole_character(words: str, at: int) -> int:
    """The last place up to `at` where no accent is torn from its letter."""
    while at > 1 and (unicodedata.combining(words[at]) or words[at] == "\u200d" or words[at - 1] == "\u200d"):
        at -= 1
    return at


def _split(caption: Caption) -> Iterator[Cue]:
    """One caption as cues that share its time by their number of characters."""
    wrapped = lines(caption.text)
    groups = [wrapped[at : at + _LINES_IN_CUE] for at in range(0, len(wrapped), _LINES_IN_CUE)]
    total = sum(map(len, wrapped))
    ends = [0]
    for group in groups:
        ends.append(ends[-1] + sum(map(len, group)))
    length_s = caption.end_s - caption.start_s
    for group, (before, after) in zip(groups, pairwise(ends), strict=True):
        yield Cue(
            caption.start_s + length_s * before / total,
            caption.start_s + length_s * after / total,
            group,
            caption.language,
        )


def _chapters_begun(episode: Manifest) -> Iterator[str | None]:
    """For each caption, the title of the last chapter that began since the caption before it."""
    marks = list(episode.chapters)
    for caption in episode.captions:
        begun = None
        while marks and marks[0].start_s <= caption.start_s:
            begun = marks.pop(0).title
        yield begun


def _plain(line: str) -> str:
    # players read <b> and {\an8} as formatting, and an arrow as a time
    return line.replace("<", "\u2039").replace(">", "\u203a").replace("{", "(").replace("}", ")")


def _comma(seconds: float) -> str:
    return npt(seconds).replace(".", ",")
