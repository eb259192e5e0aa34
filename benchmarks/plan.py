"""How near the lengths that `audiogen plan` expects come to those of a show that is spoken: each track, with its voice.

What the cache does not have is spoken first, which may take long.

    python benchmarks/plan.py [PROJECT]
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace
from pathlib import Path

from audiogen.build.chosen import ChosenTrack, choose_track
from audiogen.cache.store import Cache, default_cache_folder
from audiogen.editions.edition import editions_of
from audiogen.plan.cues import Plan, Voiced
from audiogen.plan.placing import arrange
from audiogen.plan.solve import solve
from audiogen.project import Project
from audiogen.script.load import load_library
from audiogen.speech.speak import speak
from audiogen.units import clock, to_seconds


@dataclass(frozen=True, slots=True)
class Nearness:
    """How far what is expected of a track is from what it is."""

    length_s: float
    """Of all of it, as breaths and silences are by themselves."""
    off: float
    """By what part of that the expected length is longer."""
    words_off: float
    """The same of its words alone."""
    chapter_off_s: float
    """How far the chapter that is farthest from its place would be, with the target that the track has."""


def main() -> None:
    """Print a line for each track, and the farthest of all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("project", nargs="?", type=Path, default=Path())
    root = parser.parse_args().project
    project = Project(root, root / "dist", default_cache_folder())
    found: list[Nearness] = []
    print(f"{'track':32}  length     all   words  chapters")
    for script in load_library(project.scripts).scripts:
        for edition in editions_of(script):
            near = _nearness(choose_track(project, script.slug, length_s=edition.length_s))
            found.append(near)
            print(f"{edition.name:32}  {clock(near.length_s):>6}  {_told(near)}")
    parts = zip(*((abs(each.off), abs(each.words_off), each.chapter_off_s) for each in found), strict=True)
    print(f"{'the farthest':32}          {_told(Nearness(0.0, *map(max, parts)))}")


def _nearness(chosen: ChosenTrack) -> Nearness:
    plan = chosen.plan()
    expected = chosen.expected_frames(plan)
    spoken = speak(plan.utterances, Cache(chosen.project.cache), chosen.phrasing).frames
    free = replace(plan, target_frames=None)
    length, would_be = (solve(free, frames).frames for frames in (spoken, expected))
    words, words_would_be = (sum(frames[each] for each in plan.utterances) for frames in (spoken, expected))
    return Nearness(
        to_seconds(length), would_be / length - 1, words_would_be / words - 1, _chapters_off_s(plan, spoken, expected)
    )


def _chapters_off_s(plan: Plan, spoken: dict[Voiced, int], expected: dict[Voiced, int]) -> float:
    chapters = zip(arrange(plan, spoken).chapters, arrange(plan, expected).chapters, strict=True)
    return max(to_seconds(abs(there.start - meant.start)) for there, meant in chapters)


def _told(near: Nearness) -> str:
    return f"{near.off:+6.2%}  {near.words_off:+6.2%}  {near.chapter_off_s:6.2f} s"


if __name__ == "__main__":
    main()
