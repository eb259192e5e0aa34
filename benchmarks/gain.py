"""How well the loudness of a session is known before it is rendered, and how often its file is written twice for that.

Each track is written once as an MP3, as a build does, and measured. Without a project, thirty generated sessions take
the place of one's own: of several lengths, beds, anchors and densities of speech. What is not spoken yet is spoken.

    python benchmarks/gain.py [PROJECT] [--json]
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from audiogen.audio.loudness import gated_lufs
from audiogen.build.mixing import SessionMix
from audiogen.build.session import Session
from audiogen.build.show import checked, known_to, wanted_tracks
from audiogen.build.tracks import Making, sessions_of
from audiogen.cache.store import Cache, default_cache_folder
from audiogen.encode.formats import find_format
from audiogen.encode.tags import Tags
from audiogen.parallel import Workers
from audiogen.plan.places import places_of
from audiogen.plan.placing import place
from audiogen.progress import ignore
from audiogen.project import Project
from audiogen.render.decision import UndecidedMix
from audiogen.render.files import EpisodeFiles
from audiogen.render.gain import Programme
from audiogen.render.output import Output
from audiogen.render.to_target import RETRY_LU
from audiogen.speech.clip import PHRASE_LUFS
from audiogen.speech.speak import speak

_BEDS: Final = ("rain", "ocean", "pad", "wind", "off", "river", "fire", "night")
_SESSIONS: Final = 30
_SPOKEN: Final = 5
"""Every fifth is judged by its speech."""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """One track: how far its loudness is off in its first file."""

    name: str
    anchor: str
    off_lu: float

    @property
    def twice(self) -> bool:
        """Whether its file would be written again."""
        return abs(self.off_lu) > RETRY_LU


def main() -> None:
    """Print a row for each track, and what becomes of all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("project", nargs="?", type=Path)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="audiogen-benchmark-") as folder:
        roots = [asked.project] if asked.project else _generated(Path(folder))
        rows = []
        for session in (session for root in roots for session in _sessions(root)):
            rows.append(_foreseen(session, Path(folder)))
            if not asked.json:
                print(f"{rows[-1].name:28}{rows[-1].anchor:12}{rows[-1].off_lu:+8.3f} LU", flush=True)
    worst = max(abs(row.off_lu) for row in rows)
    found = {"tracks": len(rows), "written_twice": sum(row.twice for row in rows), "worst_lu": round(worst, 3)}
    print(json.dumps({**found, "off_lu": {row.name: round(row.off_lu, 3) for row in rows}}) if asked.json else found)


def _sessions(root: Path) -> Iterator[Session]:
    project = Project(root, root / "dist", default_cache_folder())
    read = checked(project, [], ignore)
    _, lock, finished = known_to(project, read.loaded, dt.date(2026, 1, 1))
    making = Making(project, read.loaded.show, read.phrasing, {project.dist: finished})
    yield from sessions_of(making, wanted_tracks(project, read.loaded, lock), "")


def _foreseen(session: Session, folder: Path) -> Foreseen:
    plan = session.plan
    spoken = speak(plan.utterances, Cache(session.project.cache), session.phrasing)
    timeline = place(plan, spoken.frames, places_of(session.script, of_client=False), {})
    mix = SessionMix.of(plan, timeline, spoken, session.project.root)
    timeline, mixer = mix.programme()
    programme = Programme(timeline, mix.known(mixer))
    output = Output(find_format("mp3"), folder / "session.mp3")
    decision = UndecidedMix(programme, plan.levels, PHRASE_LUFS, output.overshoot_db, "").decided()
    if decision.softer_db:
        timeline, mixer = mix.programme(decision.softer_db)
    tags = Tags(session.title, "audiogen", "Gain", session.number, session.published, plan.language)
    with Workers(1) as workers:
        files = EpisodeFiles(mixer, (output,), tags, workers)
        files.write(decision.mastering, lambda _done: None)
        heard = files.heard(output, lambda _done: None)
    lufs = gated_lufs(programme.judged(heard.energies, decision.anchor))
    return Foreseen(session.edition.name, decision.anchor, lufs - plan.levels.loudness)


def _generated(folder: Path) -> Iterator[Path]:
    """Two shows of sessions that differ in all that loudness depends on; the second is judged by its speech."""
    chance = random.Random(1)  # noqa: S311 - the same sessions every time, and no secret
    sessions = {number: _session(number, chance) for number in range(1, _SESSIONS + 1)}
    for levels in ("podcast", "{anchor: speech}"):
        root = folder / ("programme" if levels == "podcast" else "speech")
        scripts = root / "scripts"
        scripts.mkdir(parents=True)
        show = "title: Generated\nauthor: audiogen\ndescription: Sessions to measure.\nvoice: tone\n"
        (scripts / "show.yaml").write_text(f"{show}levels: {levels}\n", encoding="utf-8")
        for number, text in sessions.items():
            if (number % _SPOKEN == 0) == (levels != "podcast"):
                (scripts / f"{number:02}-session.yaml").write_text(text, encoding="utf-8")
        yield root


def _session(number: int, chance: random.Random) -> str:
    bed = _BEDS[number % len(_BEDS)]
    words = ["rest", "here", "softly", "with", "the", "breath", "and", "let", "it", "be", "as", "it", "is"]
    steps = ["  - bell: start\n"] if number % 2 else []
    for _ in range(chance.randint(6, 24)):
        text = " ".join(chance.choices(words, k=chance.randint(3, 24))).capitalize()
        steps.append(f"  - say: {text}.\n  - pause: {chance.choice([2, 4, 8, 15, 30])}s\n")
    if number % 3 == 0:
        steps.insert(len(steps) // 2, "  - breathe: 4-6\n    cycles: 4\n")
    return f"title: Session {number}\nsummary: One to measure.\nbed: {bed}\nsteps:\n" + "".join(steps)


if __name__ == "__main__":
    main()
