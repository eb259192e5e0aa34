"""How much of a session sounds different after an edit of one word: the part that is encoded again.

Every phrase of the show's sessions and lengths becomes a little longer or shorter, one at a time, and the session is
solved and placed again. A segment counts as changed when anything placed in what it hears is another, or elsewhere.
Phrases have the lengths that they are expected to have; nothing is spoken.

    python benchmarks/edits.py [PROJECT] [--json]
"""

from __future__ import annotations

import argparse
import json
import statistics
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from audiogen.ambience.presets import load_presets
from audiogen.editions.expand import public_tracks
from audiogen.encode.mp3.segments import segments
from audiogen.plan.cues import Plan, Voiced
from audiogen.plan.placing import arrange
from audiogen.plan.planner import plan_session
from audiogen.plan.timeline import Timeline
from audiogen.project import Project
from audiogen.render.gain import SETTLING_FRAMES
from audiogen.script.load import load_library
from audiogen.speech.pace.estimate import all_estimated_frames
from audiogen.speech.phrase import project_phrasing
from audiogen.units import to_frames

_EDITS_S: Final = (-0.6, -0.35, -0.15, 0.15, 0.35, 0.6)


def main() -> None:
    """Print a row for each track, and one for all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("project", nargs="?", type=Path, default=Path())
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    found = {name: [*_shares(plan, lengths)] for name, plan, lengths in _plans(asked.project)}
    found["all"] = [share for shares in found.values() for share in shares]
    rows = {name: _figures(shares) for name, shares in found.items()}
    if asked.json:
        print(json.dumps(rows, indent=1))
        return
    print(f"{'track':24}{'edits':>7}{'median':>8}{'mean':>8}{'90 %':>8}{'worst':>8}{'> half':>8}")
    for name, row in rows.items():
        print(
            f"{name:24}{row['edits']:7.0f}"
            + "".join(f"{row[each]:8.2f}" for each in ("median", "mean", "p90", "worst", "over_half"))
        )


def _plans(root: Path) -> Iterator[tuple[str, Plan, Mapping[Voiced, int]]]:
    project = Project(root, root / "dist", root / "cache")
    library, phrasing, presets = load_library(project.scripts), project_phrasing(project), load_presets(root).presets
    for script in library.scripts:
        for track in public_tracks(script):
            plan = plan_session(library.show, track.script, presets=presets, synthetic=phrasing.synthetic)
            yield track.edition.name, plan, all_estimated_frames(plan, phrasing)


def _shares(plan: Plan, lengths: Mapping[Voiced, int]) -> Iterator[float]:
    before = _heard(arrange(plan, lengths))
    for phrase, frames in lengths.items():
        for edit_s in _EDITS_S:
            edited = {**lengths, phrase: max(to_frames(0.2), frames + to_frames(edit_s))}
            after = _heard(arrange(plan, edited))
            changed = sum(after.get(window) != heard for window, heard in before.items())
            yield changed / len(before)


def _heard(timeline: Timeline) -> dict[tuple[int, int], frozenset[tuple[int, int]]]:
    """What each segment hears: where it begins and ends."""
    placed = [(each.start, each.end) for each in (*timeline.clips, *timeline.strikes, *timeline.breaths)]
    windows = [(part.hears_from - SETTLING_FRAMES, part.hears_to) for part in segments(timeline.frames)]
    return {(a, b): frozenset((s, e) for s, e in placed if s < b and e > a) for a, b in windows}


def _figures(shares: list[float]) -> dict[str, float]:
    if len(shares) < 2:
        return {"edits": len(shares), "median": 0.0, "mean": 0.0, "p90": 0.0, "worst": 0.0, "over_half": 0.0}
    return {
        "edits": len(shares),
        "median": statistics.median(shares),
        "mean": statistics.fmean(shares),
        "p90": statistics.quantiles(shares, n=10)[-1],
        "worst": max(shares),
        "over_half": statistics.fmean(share > 0.5 for share in shares),
    }


if __name__ == "__main__":
    main()
