"""The folders of a project, the names of the files in them, and where the assets lie that come with audiogen."""

from __future__ import annotations

import os
import shlex
import unicodedata
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

LOCK_FILE: Final = "published.lock.json"
"""Beside the scripts: what podcast apps know a show and its episodes by."""
PRIVATE: Final = "private"
"""The folder of what is made for clients."""
_MOST_SEEN: Final = 500
_MOST_NAMED: Final = 5
"""Folders that are looked into for a project, and projects that are named."""


@dataclass(frozen=True, slots=True)
class Project:
    """Where a show lives. Paths are as the user gave them, so that messages show them so."""

    root: Path
    """The folder that holds `scripts/` and `assets/`."""
    dist: Path
    """Where the podcast is built."""
    cache: Path
    """Where spoken phrases are kept, shared by all shows."""

    @property
    def scripts(self) -> Path:
        """`show.yaml` and one file a session."""
        return self.root / "scripts"

    @property
    def episodes(self) -> Path:
        """Media, manifests, transcripts and chapters."""
        return self.dist / "episodes"

    @property
    def stems(self) -> Path:
        """The voice alone and all but the voice; never published."""
        return self.dist / "stems"


def way_to_project(folder: Path) -> str:
    """What to do where no project is: where one seems to be, else how to begin one.

    Args:
        folder: where `scripts/` was looked for.
    """
    here = folder.resolve()
    if (here / "show.yaml").is_file() and here.name != "scripts":
        return "show.yaml and its sessions belong into a folder called scripts/: make one here, and move them into it."
    if (here / "show.yaml").is_file():
        return f"{_go(folder, Path('..'))}: you are inside the folder of the scripts, and the project is the one above."
    for number, above in enumerate(here.parents, 1):
        if holds_show(above):
            return f"{_go(folder, Path(*['..'] * number))}: the project is {above}."
    within = _projects_within(here)
    if len(within) == 1:
        return f"{_go(folder, within[0].relative_to(here))}: that is where scripts/ lies."
    if within:
        listed = ", ".join(str(folder / path.name) for path in within)
        return f"Go to one of its folders, or name it with --project: {listed}."
    place = _typed(folder) if folder.is_dir() and not _named(folder) else "FOLDER"
    return (
        f"To begin a show, write `audiogen new {place}`. If you have one, go to the folder that holds its scripts/, or "
        "name it with --project."
    )


def holds_show(root: Path) -> bool:
    """Whether a folder is that of a show."""
    return (root / "scripts" / "show.yaml").is_file()


def way_to_show(folder: Path) -> str:
    """What to do where a folder holds no show: where one is, else how to begin or to complete it.

    Args:
        folder: where `scripts/` was looked for.
    """
    if not (folder / "scripts").is_dir():
        return way_to_project(folder)
    names = _named(folder / "scripts")
    # many programs keep things of their own in a folder of that name
    others = bool(names) and not any(name.lower().endswith((".yaml", ".yml")) for name in names)
    if others or _projects_within(folder.resolve()):
        return way_to_project(folder)
    return f"To begin a show there, write `audiogen new {_typed(folder)}`: what is there stays as it is."


def _typed(folder: Path) -> str:
    """A folder as it is typed."""
    return shlex.quote(str(folder))


def _named(folder: Path) -> list[str]:
    """The names in a folder, but for hidden ones; none where there is no folder, or where it cannot be read."""
    try:
        return [path.name for path in islice(folder.iterdir(), _MOST_SEEN) if not path.name.startswith(".")]
    except OSError:
        return []


def _go(folder: Path, way: Path) -> str:
    """How to reach a folder from another one: by going there, or by naming it."""
    if folder.resolve() == Path.cwd():
        steps = way.parts.count("..")
        where = {0: "there", 1: "up one folder"}.get(steps, f"up {steps} folders")
        return f"Go {where} with `cd {way}`"
    return f"Write --project {Path(os.path.normpath(folder / way))}"


def _projects_within(folder: Path) -> list[Path]:
    """The projects in a folder, and in the folders in it."""
    try:
        nearby = sorted(islice((path for path in folder.iterdir() if path.is_dir()), _MOST_SEEN))
        return [path for path in nearby if holds_show(path)][:_MOST_NAMED]
    except OSError:
        return []


def shipped_assets() -> Path:
    """The folder of the assets that come with audiogen: inside the package once it is installed, else beside it."""
    package = Path(__file__).parent
    packed = package / "assets"
    return packed if packed.is_dir() else package.parent / "assets"


def located(root: Path, name: str) -> Path:
    """Where a file of the project lies.

    Accented letters may be written as one sign or as two (NFC, NFD): computers name files in either way, and people
    who write the name cannot see which.
    """
    path = root / name
    if path.exists():
        return path
    found = lookalike(root, name)
    same = found is not None and unicodedata.normalize("NFC", found) == unicodedata.normalize("NFC", name)
    return root / found if found and same else path


def lookalike(root: Path, name: str) -> str | None:
    """The path of a file in a folder that differs from a name in nothing but capitals, slashes and forms of accents."""
    at = root
    for part in name.replace("\\", "/").split("/"):
        if part in {"", ".", ".."}:
            at /= part
            continue
        names = sorted(each.name for each in at.iterdir()) if at.is_dir() else []
        found = next((each for each in names if _plain(each) == _plain(part)), None)
        if found is None:
            return None
        at /= found
    return at.relative_to(root).as_posix()


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
