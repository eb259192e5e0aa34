"""What nothing names any more in dist/ is taken away: old files, and what killed builds have left.

Only names that building and publishing give count, and only where the content is what the name says: whatever somebody
else keeps in dist/ stays.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

from audiogen.artwork.cover import SHOW_PX
from audiogen.atomic import UNFINISHED
from audiogen.build.finished import FinishedEpisodes
from audiogen.build.keys import file_sha256
from audiogen.publish import layout
from audiogen.publish.facts import Publication

_OLD_UNFINISHED: Final = re.compile(r"\.[0-9]+\..+\.(?:mp3|m4a|opus|flac|wav)")
"""As the first versions named what they were writing."""

_PROGRAM: Final = re.compile(rb'<script src="\.\./app-[0-9a-f]{8}/')


def remove_unfinished(dist: Path) -> None:
    """Take away what killed builds were writing. Only who is alone in dist/ may: another build's looks no different."""
    for path in unfinished_files(dist):
        _remove(path)


def unfinished_files(dist: Path) -> list[Path]:
    """What killed builds were writing in a folder, or what another one is writing now."""
    files = (path for folder in ("", *_folders(dist)) for path in _files_in(dist / folder))
    return [path for path in files if UNFINISHED.fullmatch(path.name) or _OLD_UNFINISHED.fullmatch(path.name)]


def remove_unnamed(
    finished: FinishedEpisodes,
    before: Publication | None,
    slugs: Collection[str],
    named: Collection[str],
    spared: Collection[str],
) -> None:
    """Take away all files of episodes that are not published any more.

    Args:
        finished: what stood in dist/ when the build began.
        before: what was published then.
        slugs: of all sessions that have a script.
        named: every file that belongs to what is published now, as paths below dist/.
        spared: slugs of sessions whose sound stays all the same, with its manifest.
    """
    dist = finished.dist

    def goes(name: str) -> bool:
        return layout.is_removable(name) and name not in named and not layout.is_sound_of(name, spared)

    def listed(name: str) -> bool:
        return before is not None and name in before.named

    there = {*(before.named if before else ()), *_names_in(dist)}
    # pages first: as long as one is there, so is all that it names
    for name in filter(layout.is_session_page, there):
        if goes(name) and (listed(name) or _loads_program(dist / name)):
            _remove(dist / name)
    for each in finished.standing:
        # the manifest last, and only when the others are gone: by it they are found
        files = [dist / name for name in each.files if goes(name)]
        all(map(_remove, files))
    pictured = {"cover", *slugs, *(each.manifest.slug for each in finished.standing)}
    for name in there:
        if goes(name) and (listed(name) or layout.pictured(name) in pictured or _is_a_builds(dist / name, name)):
            _remove(dist / name)
    for folder in _folders(dist):
        with contextlib.suppress(OSError):  # it is not empty, or not there
            (dist / folder).rmdir()


def _names_in(dist: Path) -> Iterator[str]:
    yield from (path.name for path in _files_in(dist))
    yield from (f"{folder}/{path.name}" for folder in _folders(dist) for path in _files_in(dist / folder))


def _folders(dist: Path) -> tuple[str, ...]:
    """The folders that publishing writes to, with those of other versions' pages."""
    found = (path.name for path in dist.glob("app-*") if layout.is_app_folder(path.name) and not path.is_symlink())
    return (*layout.FOLDERS, *sorted(found))


def _is_a_builds(path: Path, name: str) -> bool:
    """Whether a file is certainly a build's: its name holds the hash of its content, or it is a drawn cover.

    Or it lies in a folder of pages' files, and all that is in there has names of such: only all of them together give
    the hash in the folder's name, and some may be gone already.
    """
    if layout.is_of_app(name):
        return all(layout.is_of_app(f"{path.parent.name}/{each.name}") for each in path.parent.iterdir())
    digits = layout.hash_of_content(name)
    try:
        return digits is not None and (file_sha256(path).startswith(digits) or _is_drawn_cover(path, name))
    except OSError:
        return False


def _loads_program(path: Path) -> bool:
    """Whether a page loads the program of this version or of another one: nobody else's does."""
    try:
        return bool(_PROGRAM.search(path.read_bytes()))
    except OSError:
        return False


def _is_drawn_cover(path: Path, name: str) -> bool:
    """Whether it can only be a show's cover: no other picture of that size has such a name."""
    if not layout.is_cover(name):
        return False
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - slow to import, and rarely needed

    try:
        with Image.open(path, formats=("JPEG",)) as picture:
            return picture.size == (SHOW_PX, SHOW_PX)
    except UnidentifiedImageError:
        return False


def _remove(path: Path) -> bool:
    """Whether it is gone. On Windows it stays while somebody plays it: nothing names it, and the next build retries."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _files_in(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.is_file() and not path.is_symlink())
    except OSError:
        return []
