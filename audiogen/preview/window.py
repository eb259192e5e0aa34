"""From where to where a preview goes: where a chapter, a time or a line of a file begins in a session that is placed.

Pure. The same question is answered anew whenever more is known of how long phrases are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from audiogen.build.chosen import ChosenTrack
from audiogen.errors import AudiogenError
from audiogen.names import listed, nearest, quotable
from audiogen.plan.cues import Voiced
from audiogen.plan.solve import Solved
from audiogen.plan.timeline import PlacedChapter, Timeline
from audiogen.preview.asked import AskedPart
from audiogen.preview.lines import line_start, way_to
from audiogen.render.mixer import RING_ON_FRAMES
from audiogen.script.steps import Chapter
from audiogen.units import RATE, clock, parse_seconds, to_frames, to_seconds

LEAD_FRAMES: Final = RATE
"""The ear needs a second of what is around the words before these begin."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A session in which everything has its place, as far as the lengths of its phrases are known."""

    chosen: ChosenTrack
    solved: Solved
    timeline: Timeline


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a session, in frames; the end is exclusive."""

    start: int
    end: int
    chapter: str
    """The title of the chapter in which it begins."""
    remarks: tuple[str, ...] = ()
    """Sentences on what was taken for what was asked."""

    def sounding(self, timeline: Timeline) -> Iterator[Voiced]:
        """The phrases that are heard in it, with their rooms."""
        for clip in timeline.clips:
            if clip.start < self.end and clip.end + RING_ON_FRAMES > self.start:
                yield clip.utterance


def window_of(asked: AskedPart, placed: Placed) -> Window:
    """The stretch that is asked for.

    Raises:
        AudiogenError: when there is no such chapter, time or line, or the track leaves it out.
    """
    frame, exact, remarks = _beginning(asked, placed)
    timeline = placed.timeline
    start = frame if exact else _before(frame, timeline)
    chapter = next(each for each in reversed(timeline.chapters) if each.start <= frame)
    end = min(timeline.frames, start + max(1, to_frames(asked.seconds)))
    return Window(start, end, chapter.title, remarks)


def _before(frame: int, timeline: Timeline) -> int:
    """A little before a frame, but not in the middle of other words."""
    spoken = (clip.end for clip in timeline.clips if clip.start < frame)
    return max(0, frame - LEAD_FRAMES, min(frame, max(spoken, default=0)))


def _beginning(asked: AskedPart, placed: Placed) -> tuple[int, bool, tuple[str, ...]]:
    """The frame that is asked for, whether it is meant to the frame, and what there is to say about it."""
    if asked.line is not None:
        frame, remarks = line_start(asked.line, asked.file, placed.chosen, placed.solved)
        return frame, False, remarks
    if not asked.begin.strip():
        return 0, True, ()
    chapters = _called(asked.begin, placed.timeline.chapters)
    if not chapters and (seconds := _seconds(asked.begin)) is not None:
        return _at(seconds, placed.timeline), True, ()
    if not chapters:
        raise _unknown_chapter(asked.begin, placed)
    return chapters[0].start, False, tuple(_others(chapters))


def _seconds(begin: str) -> float | None:
    try:
        return parse_seconds(begin)
    except ValueError:
        return None


def _at(seconds: float, timeline: Timeline) -> int:
    frame = to_frames(seconds)
    if frame >= timeline.frames:
        ends = clock(to_seconds(timeline.frames))
        message = f"nothing is heard at {clock(seconds)}: the session ends at {ends}"
        raise AudiogenError(message, hint=f"Choose a time before {ends}, or a chapter by its title.")
    return frame


def _called(name: str, chapters: tuple[PlacedChapter, ...]) -> tuple[PlacedChapter, ...]:
    """The chapters of a title, or those whose titles begin so."""
    wanted = _folded(name)
    same = tuple(each for each in chapters if _folded(each.title) == wanted)
    return same or tuple(each for each in chapters if _folded(each.title).startswith(wanted))


def _folded(title: str) -> str:
    return " ".join(title.casefold().split())


def _others(chapters: tuple[PlacedChapter, ...]) -> Iterator[str]:
    first, *others = chapters
    if others:
        at, further = clock(to_seconds(first.start)), listed([clock(to_seconds(each.start)) for each in others])
        yield f'several chapters are called so: this is "{first.title}" at {at}, and there is more at {further}'


def _unknown_chapter(name: str, placed: Placed) -> AudiogenError:
    wanted = _folded(name)
    written = ((step, place) for step, place in placed.chosen.written.written_steps if isinstance(step, Chapter))
    for step, place in written:
        if _folded(step.chapter) == wanted:
            message = f'the chapter "{step.chapter}" is not in this track, since an `only` leaves it out'
            return AudiogenError(message, hint=way_to(frozenset([place]), placed.chosen))
    titles = {_folded(each.title): each.title for each in placed.timeline.chapters}
    meant = nearest(wanted, titles)
    message = f'there is no chapter "{quotable(name)}"' + (f'; did you mean "{titles[meant]}"?' if meant else "")
    there = "; ".join(f"{each.title} ({clock(to_seconds(each.start))})" for each in placed.timeline.chapters)
    return AudiogenError(message, hint=f"Write a time like 1:30, or one of the chapters: {there}.")
