"""Whatever is saved, and in whichever order: what `watch` knows is what it would know if it had begun just now.

`AUDIOGEN_SAVES=1000` tries as many saves as are tried before a release; the test suite tries fewer.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest
from support.projects import write_project
from support.saving import Saves

from audiogen.check.whole import check_whole
from audiogen.errors import Problem, ScriptError
from audiogen.project import Project
from audiogen.watching.snapshot import Snapshot, first_snapshot
from audiogen.watching.watch import watch

SAVES: Final = int(os.environ.get("AUDIOGEN_SAVES", "40"))
AT_ONCE: Final = 40
"""Saves in one project, one after another."""
SHOW: Final = "title: Small Show\nauthor: audiogen\ndescription: A show for tests.\nvoice: tone\n"
SHOWS: Final = (
    SHOW,
    f"{SHOW}language: de\n",
    f"{SHOW}ignore: {{choice-statement: a test, content-note: a test}}\n",
    f"{SHOW}bed: assets/rain.wav\n",
    f"{SHOW}retired: [02-b]\n",
    f"{SHOW}voices: tone\n",
    "title: [\n",
    "",
)
HEAD: Final = "title: {}\nsummary: A session.\n"
SESSIONS: Final = (
    *(f"{HEAD}{each}" for each in ("steps:\n  - say: Rest here, {{name or friend}}.\n  - pause: 30s\n",) * 2),
    *(f"{HEAD}target: 60s\nlengths: [90s]\nsteps:\n  - include: parts/{each}.yaml\n  - pause: fill\n    min: 5s\n"
      "    max: 2m\n  - say: You can open your eyes now.\n" for each in ("a", "b", "c")),
    f"{HEAD}target: 40s\nsteps:\n  - scan: [your feet, your hands]\n    silence: 5s to 1m\n",
    f"{HEAD}sleep: yes\nbed: assets/rain.wav\nsteps:\n  - say: Rest, *Ananda*.\n  - pause: 20s\n  - bell: end\n",
    f"{HEAD}for: clients\nslug: own\nsteps:\n  - say: Rest, {{name}}.\n  - pause: 8s\n",
    f"{HEAD}ignore: {{why-question: a test}}\nsteps:\n  - clip: assets/rain.wav\n    text: Rain.\n",
    f"{HEAD}steps:\n  - say Rest\n",
    f"{HEAD}steps:\n  - include: parts/a.yaml\n  - pause: long\n",
    f"{HEAD}slug: 01-a\nsteps:\n  - say: Rest.\n",
    "title: {}\n",
    "\x00\x01\xff",
    "",
)  # fmt: skip
PARTS: Final = (
    "steps:\n  - say: You can rest here.\n  - pause: 5s\n",
    "steps:\n  - breathe: 4-4\n    to: 4-6\n    cycles: 2 to 5\n",
    "steps:\n  - include: parts/a.yaml\n",
    "steps:\n  - include: parts/b.yaml\n  - say: Ananda.\n",
    "steps:\n  - pause: five\n",
    "- say: Rest.\n",
    "",
)
LEXICONS: Final = ("en:\n  Ananda: ah-NAHN-dah\n", "en:\n  rest: \n", "en: [", "de:\n  rest: REST\n")
CLIENTS: Final = (
    "- id: c1\n  name: Siobhan\n",
    "- id: c1\n  nam: Siobhan\n  sessions: [own]\n  length: 1s\n",
    "- id: [\n",
)
ODD: Final = b"\xff\xfe\x00\xd8binary\x00"


def files(project: Project) -> dict[Path, tuple[str, ...]]:
    """What may be saved, and what it may hold."""
    scripts, root = project.scripts, project.root
    return {
        scripts / "show.yaml": SHOWS,
        scripts / "lexicon.yaml": LEXICONS,
        root / "clients.yaml": CLIENTS,
        root / "assets" / "rain.wav": ("no sound", ""),
        **{root / "parts" / f"{name}.yaml": PARTS for name in "abc"},
        **{scripts / f"{name}.yaml": SESSIONS for name in ("01-a", "02-b", "03-c", "04-2026-d", "_draft")},
    }


def cleared(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)


class Author:
    """Somebody who saves whatever there is in whatever way."""

    def __init__(self, project: Project, seed: int) -> None:
        self.project, self.files = project, files(project)
        self.dice = random.Random(seed)  # noqa: S311 - nothing here is secret

    def saved(self) -> frozenset[Path]:
        """Saves something."""
        kinds: tuple[Callable[[Path], Iterator[Path]], ...] = (
            *(self.written,) * 7,
            *(self.moved, self.removed, self.made_folder, self.cut, self.spoilt),
        )
        return frozenset(self.dice.choice(kinds)(self.chosen()))

    def chosen(self) -> Path:
        return self.dice.choice([*self.files])

    def good(self) -> frozenset[Path]:
        """Writes what all sessions share without a mistake: what it was before is known to nobody who begins now."""
        shared = {self.project.scripts / "show.yaml": SHOW, self.project.scripts / "lexicon.yaml": LEXICONS[0]}
        for path, text in (shared | {self.project.root / "clients.yaml": CLIENTS[0]}).items():
            cleared(path)
            path.write_text(text, encoding="utf-8")
        return frozenset((*shared, self.project.root / "clients.yaml"))

    def written(self, path: Path) -> Iterator[Path]:
        cleared(path)
        path.parent.mkdir(exist_ok=True)
        text = self.dice.choice(self.files[path])
        path.write_text(text.replace("{}", self.dice.choice(("Arriving", "Staying"))), encoding="utf-8")
        yield path

    def moved(self, path: Path) -> Iterator[Path]:
        target = self.chosen()
        if path.exists() and not target.is_relative_to(path):
            cleared(target)
            target.parent.mkdir(exist_ok=True)
            path.replace(target)
            yield from (path, target)

    def removed(self, path: Path) -> Iterator[Path]:
        cleared(path)
        yield path

    def made_folder(self, path: Path) -> Iterator[Path]:
        cleared(path)
        path.mkdir(parents=True)
        yield path

    def cut(self, path: Path) -> Iterator[Path]:
        if path.is_file():
            data = path.read_bytes()
            path.write_bytes(data[: self.dice.randrange(len(data) + 1)])
            yield path

    def spoilt(self, path: Path) -> Iterator[Path]:
        if path.is_file():
            path.write_bytes(ODD)
            yield path


def known(snapshot: Snapshot) -> set[Problem]:
    """Every problem that is known of a show."""
    return {*snapshot.wide, *(each for state in snapshot.states.values() for each in state.problems)}


def settled(snapshot: Snapshot, *saves: Callable[[], frozenset[Path]]) -> Snapshot:
    return watch(snapshot, Saves(saves), lambda _: None)


def checked(project: Project) -> tuple[set[Problem], bool]:
    """What `audiogen check` says, and whether it stopped at mistakes, before it looked at everything."""
    try:
        return {*check_whole(project, ()).told}, False
    except ScriptError as error:
        return {*error.problems}, True


@pytest.mark.parametrize("seed", range(0, SAVES, AT_ONCE))
def test_after_every_save_all_is_known_that_a_fresh_check_tells(seed: int, tmp_path: Path) -> None:
    part = tmp_path / "parts" / "a.yaml"
    part.parent.mkdir()
    part.write_text(PARTS[0], encoding="utf-8")
    project = write_project(tmp_path, show=SHOW, s01_a=SESSIONS[0].format("Arriving"))
    author = Author(project, seed)
    snapshot = settled(first_snapshot(project))
    for number in range(AT_ONCE):
        snapshot = settled(snapshot, author.saved, author.good if number % 3 == 2 else author.saved)
        if number % 3 != 2 or snapshot.trouble:
            continue
        afresh = settled(first_snapshot(project))
        assert known(snapshot) == known(afresh), (seed, number)
        told, stopped = checked(project)
        errors = {each for each in told if not each.warning}
        assert bool(errors) == any(not each.warning for each in known(snapshot)), (seed, number)
        assert errors <= known(snapshot) if stopped else told <= known(snapshot), (seed, number)
        # of two with the same title, check tells of one, and watch of the one that is saved
        more = {each for each in known(snapshot) - told if "is the title of" not in each.message}
        assert stopped or not more, (seed, number)
