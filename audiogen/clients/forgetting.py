"""Takes away all that there is of one client: what was made, what apps know it by, and the entry itself."""

from __future__ import annotations

import contextlib
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from audiogen.atomic import patiently
from audiogen.clients.editing import id_of, record_of, records_of, remove_client
from audiogen.clients.folder import built_ids, leads_away, private_folder
from audiogen.clients.handing import SHEETS, sheets_of
from audiogen.clients.lines import read_lines
from audiogen.clients.lock import read_clients_lock, write_clients_lock
from audiogen.clients.roster import CSV_FILE, YAML_FILE
from audiogen.errors import AudiogenError

_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_IN_NOTATION: Final = re.compile(r"\[([^]]*)\]\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Leftovers:
    """What there is of one client."""

    folders: tuple[Path, ...]
    """Below private/."""
    files: int
    size_bytes: int
    entries: tuple[Path, ...]
    """The files of clients that have an entry."""
    locked: bool
    """Whether there is an identity."""
    linked: bool = False
    """Whether there is a link to the page."""
    sheets: tuple[Path, ...] = ()
    """Files in which the link was to be handed over."""
    unread: tuple[str, ...] = ()
    """Why it is not known whether there are more entries, in sentences with what to do."""

    def __bool__(self) -> bool:
        """Whether there is anything at all."""
        return bool(self.folders or self.entries or self.locked or self.sheets)


@dataclass(frozen=True, slots=True)
class Erasure:
    """What has become of it."""

    erased: tuple[str, ...]
    """In words."""
    left: tuple[str, ...]
    """What is still there and why, in sentences with what to do."""
    remarks: tuple[str, ...] = ()
    """Where words of the entry still stand."""


def leftovers(root: Path, client: str) -> Leftovers:
    """All that there is of a client, by an id in whatever capitals.

    Raises:
        AudiogenError: when the identities cannot be read.
    """
    folders = tuple(private_folder(root) / name for name in built_ids(root) if name.casefold() == client.casefold())
    sizes = [size for folder in folders for size in _sizes(folder)]
    there = (root / name for name in (YAML_FILE, CSV_FILE) if (root / name).is_file())
    found = {path: record_of(path, client) is not None for path in there}
    entries = tuple(path for path in found if found[path])
    unread = tuple(told for path in found if not found[path] for told in _unread(path))
    identities = [each for known, each in read_clients_lock(root).items() if known.casefold() == client.casefold()]
    linked = any(each.linked for each in identities)
    sheets = sheets_of(root, client)
    return Leftovers(folders, len(sizes), sum(sizes), entries, bool(identities), linked, sheets, unread)


def _unread(path: Path) -> Iterator[str]:
    """That a file may still hold an entry, because it cannot be read as a whole."""
    faults = records_of(path).faults
    if faults:
        first = faults[0]
        yield (
            f"{path} may still hold an entry, and cannot be read as it is ({path}:{first.place.line}: "
            f"{first.message}); mend it, and run the command again"
        )


def forget(root: Path, client: str) -> Erasure:
    """Take all of it away; whatever cannot be is told, and the rest goes all the same.

    Raises:
        AudiogenError: when the identities cannot be read.
    """
    there = leftovers(root, client)
    erased: list[str] = []
    left = [*there.unread]
    for folder in there.folders:
        stays = list(_emptied(folder))
        left += stays
        if not stays:
            erased.append(f"{folder}, with {there.files} file{'' if there.files == 1 else 's'}")
    failed: dict[Path, OSError] = {}
    for sheet in there.sheets:
        _remove(sheet, failed)
        erased += [str(sheet)] if sheet not in failed else []
    left += map(_stays, failed, failed.values())
    for folder in (private_folder(root) / SHEETS, private_folder(root)):
        with contextlib.suppress(OSError):  # others are in it, or it is none
            folder.rmdir()
    remarks: list[str] = []
    for path in there.entries:
        words = _words_of(path, client)
        try:
            remove_client(path, client)
        except AudiogenError as error:
            left.append(f"the entry in {path}: {error.message}. {error.hint}")
            continue
        erased.append(f"the entry in {path}")
        remarks += _still_in(path, words)
        copies = sorted(path.parent.glob(f"{path.name}*.bak"))
        remarks += (f"{copy} is a copy of the file as it was, and may hold the entry; remove it" for copy in copies)
    if there.locked:
        lock = read_clients_lock(root)
        write_clients_lock(root, {known: lock[known] for known in lock if known.casefold() != client.casefold()})
        erased.append("the identities of the client's sessions")
        if there.linked:
            erased.append("the client's link; on a web host the page goes with the next `audiogen publish --clients`")
    return Erasure(tuple(erased), tuple(left), tuple(remarks))


def _sizes(folder: Path) -> Iterator[int]:
    for path in (folder, *_inside(folder)):
        with contextlib.suppress(OSError):
            if not path.is_dir() or leads_away(path):
                yield path.lstat().st_size


def _inside(folder: Path, *, opened: bool = False) -> Iterator[Path]:
    """All that lies in a folder, the deepest first; what a link leads to does not lie in it.

    Args:
        folder: the folder.
        opened: give its owner every right on the folders that are looked into.
    """
    if leads_away(folder) or leads_away(folder.parent) or not folder.is_dir():
        return
    if opened:
        with contextlib.suppress(OSError):  # another's folder; that nothing in it can be removed, is told
            folder.chmod(stat.S_IRWXU)
    try:
        found = sorted(folder.iterdir(), reverse=True)
    except OSError:
        return
    for path in found:
        yield from _inside(path, opened=opened)
        yield path


def _emptied(folder: Path) -> Iterator[str]:
    """Remove a folder with all that is in it; what stays, in sentences."""
    if leads_away(folder.parent):
        yield f"{folder} is behind a link, to {folder.resolve()}: it is not touched; remove what is there yourself"
        return
    if leads_away(folder):
        target = folder.readlink()
        folder.unlink()
        yield f"{folder} was a link to {target}: the link is gone; look there, and remove what is there yourself"
        return
    failed: dict[Path, OSError] = {}
    for path in (*_inside(folder, opened=True), folder):
        _remove(path, failed)
    for path, error in sorted(failed.items()):
        # of the folders that are not empty, what is in them is the reason
        if not path.is_dir() or leads_away(path) or not any(path.iterdir()):
            yield _stays(path, error)


def _stays(path: Path, error: OSError) -> str:
    return f"{path} is still there: {error.strerror or error}; close what uses it, and run the command again"


def _remove(path: Path, failed: dict[Path, OSError]) -> None:
    """Remove a file, a link or an empty folder; what cannot be is noted."""
    try:
        if path.is_dir() and not path.is_symlink():  # a junction goes as a folder does, and what it leads to stays
            path.rmdir()
        else:
            patiently(lambda: path.unlink(missing_ok=True), PermissionError)
    except FileNotFoundError:
        return
    except OSError as error:
        failed[path] = error


def _words_of(path: Path, client: str) -> frozenset[str]:
    """The words of an entry's values, but for those that say nothing about anybody."""
    record = record_of(path, client)
    texts = [
        text.value
        for cell in (record.cells if record else ())
        # a message has a large letter in many a word that is no name
        if cell.key not in {"id", "sessions", "length", "start", "every", "message"}
        for text in cell.texts
    ]
    bare = " ".join(_IN_NOTATION.sub(r"\1", text) for text in texts)
    return frozenset(word.casefold() for word in _WORD.findall(bare) if word[:1].isupper())


def _still_in(path: Path, words: frozenset[str]) -> Iterator[str]:
    for number, line in enumerate(read_lines(path).lines, 1):
        if words & {word.casefold() for word in _WORD.findall(line)}:
            yield f"{path}:{number} still holds a word of that entry; look whether it should go, too"


def known_ids(root: Path) -> tuple[str, ...]:
    """The ids of which there is anything: an entry, a folder or an identity."""
    there = (root / name for name in (YAML_FILE, CSV_FILE) if (root / name).is_file())
    entries = [id_of(record) for path in there for record in records_of(path).records]
    found = {each.casefold(): each for each in (*built_ids(root), *read_clients_lock(root), *entries) if each}
    return tuple(sorted(found.values()))
