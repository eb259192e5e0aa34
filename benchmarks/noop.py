"""How soon a build of which nothing comes is over, and `audiogen check`.

    python benchmarks/noop.py [PROJECT] [--runs 9] [--json]

The project is copied, and files as large as its episodes will be take their place, under manifests that say that they
are up to date: to make them would take minutes, and what is measured reads none of their sound. In turns are run, each
in a process of its own: the start of Python, `audiogen check`, a build where nothing has changed, and one where the
feed has another time, so that all but the sound is looked at, and what is published is rendered anew. Printed are the
medians of the clock and of the processor, in seconds. Modules are compiled beforehand, as pip does. Needs a Unix.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from typing import Final

from audiogen.build.production import fingerprint
from audiogen.build.session import Session
from audiogen.build.show import checked, known_to, wanted_tracks
from audiogen.build.tracks import Making, sessions_of
from audiogen.cache.store import Cache
from audiogen.manifest import Aims, Caption, ChapterMark, Checks, Loudness, Manifest, Media, PageSound, file_of
from audiogen.progress import ignore
from audiogen.project import Project
from audiogen.script.lock import write_lock
from audiogen.units import RATE, to_seconds

_KBPS: Final = 128
_SETTLED_S: Final = 2.5
"""What was written just now is looked at as a whole, since it may change within the same tick of a coarse clock."""


def main() -> None:
    """Print a line for each command, or an object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("project", nargs="?", type=Path, default=Path())
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        project = _finished(asked.project, Path(folder))
        os.environ |= {"AUDIOGEN_CACHE": str(project.cache), "PYTHONPYCACHEPREFIX": str(project.root / "__pycache__")}
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        taken = _taken(project, asked.runs)
        size_bytes = sum(path.stat().st_size for path in project.episodes.glob("*.mp3"))
        found = {"tracks": len([*project.episodes.glob("*.page.mp3")]), "size_bytes": size_bytes, **taken}
    if asked.json:
        print(json.dumps(found))
        return
    print(f"{found['tracks']} tracks, {size_bytes / 1e6:.0f} MB")
    for name, figures in taken.items():
        print(f"{name:30}  {figures['wall_s']:5.2f} s, {figures['cpu_s']:5.2f} s of the processor")


def _taken(project: Project, runs: int) -> dict[str, dict[str, float]]:
    audiogen, place = (sys.executable, "-m", "audiogen"), ("--project", str(project.root))
    commands = {
        "start of Python": (sys.executable, "-c", "pass"),
        "check": (*audiogen, "check", *place),
        "build, nothing changed": (*audiogen, "build", *place),
        "build, all looked at": (*audiogen, "build", *place),
    }
    for name in ("build, all looked at", "check", "build, nothing changed"):
        _run(commands[name])
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            if name == "build, all looked at":
                (project.dist / "feed.xml").touch()
            taken[name].append(_run(command))
    return {
        name: {
            kind: round(statistics.median(figures), 3)
            for kind, figures in zip(("wall_s", "cpu_s"), zip(*runs_of, strict=True), strict=True)
        }
        for name, runs_of in taken.items()
    }


def _run(command: tuple[str, ...]) -> tuple[float, float]:
    """The seconds that went by, and those of the processor."""
    begun, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    wall_s, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall_s, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def _finished(source: Path, root: Path) -> Project:
    """A copy of a show of which all episodes are there."""
    for name in ("scripts", "assets"):
        if (source / name).is_dir():
            shutil.copytree(source / name, root / name)
    project, today = Project(root, root / "dist", root / "cache"), dt.datetime.now(tz=dt.UTC).date()
    project.episodes.mkdir(parents=True)
    show = checked(project, (), ignore)
    _, lock, finished = known_to(project, show.loaded, today)
    write_lock(project.scripts, lock)
    making = Making(project, show.loaded.show, show.phrasing, {project.dist: finished})
    for session in sessions_of(making, wanted_tracks(project, show.loaded, lock), fingerprint(Cache(project.cache))):
        manifest = _manifest(session)
        (project.dist / manifest.file).write_text(manifest.to_json(), encoding="utf-8", newline="\n")
    time.sleep(_SETTLED_S)
    return project


def _manifest(session: Session) -> Manifest:
    """The manifest of an episode whose files are noise."""
    listed, plan = session.script, session.plan
    frames = plan.target_frames or 600 * RATE
    media, page = (_media(session, frames, ending) for ending in (".mp3", ".page.mp3"))
    starts = [at * to_seconds(frames) / 500 for at in range(500)]
    spans = dict(zip(session.phrase_texts, pairwise(starts), strict=False))
    return Manifest(
        stage_keys=session.keys,
        number=session.number,
        guid=session.guid,
        published=session.published,
        length_s=session.edition.other_length_s,
        title=listed.title,
        section=listed.section,
        summary=listed.summary,
        notes=session.notes,
        slug=listed.slug,
        language=plan.language,
        voice=plan.speaker,
        synthetic_voice=True,
        bed=None,
        media=(media,),
        page=(PageSound(mix="full", guid=session.guid, media=page),),
        chapters=tuple(
            ChapterMark(start_s=start, end_s=start + 1, title=title)
            for start, title in zip(starts, session.chapter_titles, strict=False)
        ),
        captions=tuple(
            Caption(start_s=start, end_s=end, text=text, kind="speech", paragraph=True)
            for text, (start, end) in spans.items()
        ),
        breaths=(),
        bells=(),
        loudness=Loudness(integrated_lufs=-16, true_peak_dbtp=-1, limited_share=0, most_limited_db=0),
        aims=Aims(
            loudness_lufs=-16,
            anchor="speech",
            true_peak_dbtp=-1,
            bed_under_speech_db=-20,
            bed_in_pauses_db=-12,
            fade_in_s=2,
            fade_out_s=3,
        ),
        checks=Checks(**dict.fromkeys(Checks.model_fields, 0)),
    )


def _media(session: Session, frames: int, ending: str) -> Media:
    length_s = to_seconds(frames)
    content = random.Random(ending).randbytes(1 << 16) * round(length_s * _KBPS * 125 / (1 << 16))  # noqa: S311
    sha256 = hashlib.sha256(content).hexdigest()
    name = file_of(session.edition.name, sha256, ending)
    (session.project.dist / name).write_bytes(content)
    return Media(
        file=name,
        mime="audio/mpeg",
        size_bytes=len(content),
        frames=frames,
        duration_s=length_s,
        bit_rate=_KBPS * 1000,
        sha256=sha256,
    )


if __name__ == "__main__":
    main()
