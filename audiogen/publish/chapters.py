"""Chapters of an episode: the JSON file of the podcast namespace, and times as players and listeners read them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final

from audiogen.manifest import Manifest

_FEWEST_IN_NOTES: Final = 3
"""Apple and Spotify make chapters from timestamps in the notes when there are at least so many, the first at 00:00."""


@dataclass(frozen=True, slots=True)
class ChapterStart:
    """Where a chapter begins, as the feed, the notes or the page show it."""

    start_s: float
    time: str
    """`start_s` in the form that the place needs: `stamp`, `npt` or `clock`."""
    title: str


def chapters_json(episode: Manifest) -> str:
    """The chapters file, version 1.2 of the podcast namespace's format; times in seconds, to the millisecond."""
    chapters = [
        {"startTime": round(mark.start_s, 3), "endTime": round(mark.end_s, 3), "title": mark.title}
        for mark in episode.chapters
    ]
    body = {"version": "1.2.0", "title": episode.title, "chapters": chapters}
    return json.dumps(body, ensure_ascii=False, indent=2) + "\n"


def timestamps(episode: Manifest) -> tuple[ChapterStart, ...]:
    """The chapters for an episode's notes; empty when they are too few to be taken for chapters."""
    listed = [ChapterStart(mark.start_s, stamp(mark.start_s), mark.title) for mark in episode.chapters]
    if listed and listed[0].time != "00:00":
        listed.insert(0, ChapterStart(0.0, "00:00", episode.title))
    return tuple(listed) if len(listed) >= _FEWEST_IN_NOTES else ()


def stamp(seconds: float) -> str:
    """`03:20` or `1:02:05`; rounded down, so that a jump never lands behind the beginning."""
    whole = int(seconds)
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"


def npt(seconds: float) -> str:
    """Normal play time, `00:03:20.500`, as Podlove Simple Chapters and WebVTT write it."""
    whole, millis = divmod(round(seconds * 1000), 1000)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}.{millis:03}"
