"""The spoken words of an episode: as WebVTT and SubRip for players, as paragraphs for the page."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from audiogen.manifest import Caption, Manifest
from audiogen.publish.chapters import npt
from audiogen.publish.text import one_line

LINE_LENGTH: Final = 65
"""Characters; Apple and the Podcast Standards Project ask for no more."""
_LINES_IN_CUE: Final = 2
_CLAUSE_ENDS: Final = ",;:.!?\u2014\u2013\u2026\u3001\u3002\uff0c\uff01\uff1f\u060c\u061b\u061f"
_CLAUSE_WORTH: Final = 16
"""Characters by which a line break may lie farther from the middle when it follows the end of a clause."""
_SHORTEST_CUE_S: Final = 0.001


@dataclass(frozen=True, slots=True)
class CaptionCue:
    """A cue of a subtitle file: a few words on one or two lines, and when they are spoken."""

    start_s: float
    end_s: float
    lines: tuple[str, ...]
    language: str | None
    """BCP 47, where it is not the episode's."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Captions that form one paragraph of the page's transcript."""

    chapter: str | None
    """The title of the chapter that begins here; of the last one, when several begin since the caption before."""
    phrases: tuple[Caption, ...]


def webvtt(episode: Manifest) -> str:
    """The transcript as WebVTT; words in another language are marked. Voices are not named: the names mean nothing."""
    blocks = ["WEBVTT"]
    for cue in cues(episode):
        text = "\n".join(html.escape(line, quote=False) for line in cue.lines)
        text = f"<lang {cue.language}>{text}</lang>" if cue.language else text
        blocks.append(f"{npt(cue.start_s)} --> {npt(cue.end_s)}\n{text}")
    return "\n\n".join(blocks) + "\n"


def subrip(episode: Manifest) -> str:
    """The transcript as SubRip, for apps that do not read WebVTT; its text is plain and holds no tags."""
    blocks = []
    for number, cue in enumerate(cues(episode), start=1):
        times = f"{npt(cue.start_s)} --> {npt(cue.end_s)}".replace(".", ",")
        blocks.append("\n".join([str(number), times, *map(_plain, cue.lines)]))
    return "\n\n".join(blocks) + "\n" if blocks else ""


def cues(episode: Manifest) -> tuple[CaptionCue, ...]:
    """The captions in order, each on at most two lines; no cue begins before the one before it has ended."""
    placed: list[CaptionCue] = []
    for caption in episode.captions:
        for cue in _split(caption):
            earliest = placed[-1].end_s if placed else 0.0
            start_s = max(round(cue.start_s, 3), earliest)
            end_s = max(round(cue.end_s, 3), round(start_s + _SHORTEST_CUE_S, 3))
            placed.append(CaptionCue(start_s, end_s, cue.lines, cue.language))
    return tuple(placed)


def paragraphs(episode: Manifest) -> tuple[Paragraph, ...]:
    """The captions as the author grouped them; a chapter begins a paragraph of its own."""
    grouped: list[Paragraph] = []
    marks = list(episode.chapters)
    for caption in episode.captions:
        chapter = None
        while marks and marks[0].start_s <= caption.start_s:
            chapter = marks.pop(0).title
        if not grouped or caption.paragraph or chapter is not None:
            grouped.append(Paragraph(chapter, (caption,)))
        else:
            *earlier, last = grouped[-1].phrases
            grouped[-1] = replace(grouped[-1], phrases=(*earlier, _before(caption.text, last), caption))
    return tuple(grouped)


def _before(text: str, caption: Caption) -> Caption:
    """A caption as it is followed by a text in a line: lines that end without a mark would run together."""
    if not caption.text[-1:].isalnum():
        return caption
    # scripts without capitals have no rule that serves them all
    mark = "," if text[:1].islower() else "." if text[:1].isupper() else ""
    return caption.model_copy(update={"text": caption.text + mark})


def lines(text: str) -> tuple[str, ...]:
    """A text in lines of at most 65 characters and like length, broken at the ends of clauses if possible."""
    words = one_line(text)
    if len(words) <= LINE_LENGTH:
        return (words,) if words else ()
    at = _break(words)
    return (*lines(words[:at]), *lines(words[at:]))


def _break(words: str) -> int:
    def cost(at: int) -> float:
        return abs(at - len(words) / 2) - (_CLAUSE_WORTH if words[at - 1] in _CLAUSE_ENDS else 0)

    spaces = [at for at, character in enumerate(words) if character == " "]
    # some scripts have no spaces between words: the ends of clauses come next, and any character last
    clauses = [at for at in range(1, len(words)) if words[at - 1] in _CLAUSE_ENDS and words[at] not in _CLAUSE_ENDS]
    return min(spaces or clauses or [_whole_character(words, LINE_LENGTH)], key=cost)


def _whole_character(words: str, at: int) -> int:
    """The last place up to `at` where no accent is torn from its letter, and no joined emoji from its parts."""
    while at > 1 and (unicodedata.combining(words[at]) or words[at] == "\u200d" or words[at - 1] == "\u200d"):
        at -= 1
    return at


def _split(caption: Caption) -> Iterator[CaptionCue]:
    """One caption as cues that share its time by their number of characters."""
    wrapped = lines(caption.text)
    groups = [wrapped[at : at + _LINES_IN_CUE] for at in range(0, len(wrapped), _LINES_IN_CUE)]
    total, length_s, before = sum(map(len, wrapped)), caption.end_s - caption.start_s, 0
    for group in groups:
        after = before + sum(map(len, group))
        start_s, end_s = (caption.start_s + length_s * part / total for part in (before, after))
        yield CaptionCue(start_s, end_s, group, caption.language)
        before = after


def _plain(line: str) -> str:
    # players read <b> and {\an8} as formatting, and an arrow as a time
    return line.replace("<", "\u2039").replace(">", "\u203a").replace("{", "(").replace("}", ")")
