"""Files in which a link is handed over: where they may lie, and which of them are found when a client is forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from audiogen.atomic import write_atomically
from audiogen.clients.client import id_fault
from audiogen.clients.folder import leads_away, make_private_folder, private_folder
from audiogen.errors import OutputError
from audiogen.project import PRIVATE

SHEETS: Final = "sheets"
"""The folder below private/ where these files are looked for."""
_OWNER_ALONE: Final = 0o600


def sheet_path(root: Path, client: str, ending: str) -> Path:
    """Where such a file of a client is meant to lie."""
    return private_folder(root) / SHEETS / f"{client}{ending}"


def sheets_of(root: Path, client: str) -> tuple[Path, ...]:
    """The files of a client that lie there, by an id in whatever capitals."""
    folder = private_folder(root) / SHEETS
    if leads_away(folder.parent) or leads_away(folder):
        return ()
    try:
        found = sorted(folder.iterdir())
    except OSError:
        return ()
    return tuple(path for path in found if path.stem.casefold() == client.casefold() and not path.is_dir())


def check_file(root: Path, file: Path, endings: Sequence[str], *, force: bool) -> None:
    """Refuse a place at which no link may be written.

    Raises:
        OutputError: when the ending is another one, the file is there already, or would be published.
    """
    if file.suffix.lower() not in endings:
        message = f"{file} has to end in {' or '.join(endings)}"
        raise OutputError(message, hint=f"Write it like {PRIVATE}/{SHEETS}/c1{endings[0]}.")
    if published := _published(root, file):
        message = f"{file} would lie in {published}, which is published"
        raise OutputError(message, hint=f"Write it like {PRIVATE}/{SHEETS}/c1{file.suffix}.")
    if file.exists() and not force:
        message = f"{file} is there already"
        raise OutputError(message, hint="Choose another name, or add --force to write over it.")


def put(root: Path, file: Path, data: bytes) -> None:
    """Write such a file, for nobody but its owner.

    Raises:
        OutputError: when it cannot be written.
    """
    folder = private_folder(root) / SHEETS
    if file.parent.resolve() == folder.resolve():
        make_private_folder(private_folder(root))
        make_private_folder(folder)
    write_atomically(file, data, mode=_OWNER_ALONE)


def remark_on(root: Path, file: Path, client: str) -> str | None:
    """What is to be said of a place at which it is not found again; None where it is."""
    wanted = sheet_path(root, client, file.suffix)
    if file.resolve() == wanted.resolve():
        return None
    told = f"It holds the link, and `audiogen clients forget {client}` does not find it there; it would in {wanted}."
    inside = private_folder(root).resolve() in file.resolve().parents
    return told if inside else f"{told} Nobody else is to open it: keep it out of shared folders, and of git."


def _published(root: Path, file: Path) -> Path | None:
    """The folder of finished files in which a path lies, whether that is there already or not."""
    place, private = file.resolve(), private_folder(root).resolve()
    if (root / "dist").resolve() in place.parents:
        return root / "dist"
    below = place.relative_to(private).parts if private in place.parents else ()
    return private_folder(root) / below[0] if len(below) > 1 and id_fault(below[0]) is None else None
