"""Whether what is published is what the scripts say now: looked for only where a file is newer than what was built."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from audiogen.errors import AudiogenError
from audiogen.project import Project

_MOST_NAMED: Final = 3
_MISTAKEN: Final = "what has changed since the last build cannot be built, and is not sent: `audiogen check` says why"


def unbuilt(place: Project) -> list[str]:
    """A note on what of the podcast would be built now; none where all of it is as it was built."""
    if not _is_newer(place.scripts.glob("*.yaml"), [place.dist]):
        return []
    from audiogen.build.dry_run import foresee
    from audiogen.progress import ignore

    try:
        forecast = foresee(place, (), today=dt.datetime.now(tz=dt.UTC).date(), on_event=ignore)
    except AudiogenError:
        return [_MISTAKEN]
    return _told([each.track.edition.name for each in forecast.made], "audiogen build")


def unbuilt_for_clients(place: Project, ids: Sequence[str], folders: Iterable[Path]) -> list[str]:
    """The same of what is made for clients; nothing of a client but the id is in it.

    Args:
        place: the project.
        ids: of the clients.
        folders: in which what is theirs was built.
    """
    from audiogen.clients.roster import roster_file

    written = filter(None, [roster_file(place.root)])
    if not ids or not _is_newer([*place.scripts.glob("*.yaml"), *written], folders):
        return []
    from audiogen.build.clients import ClientOrder
    from audiogen.build.dry_run import foresee_clients
    from audiogen.progress import ignore

    today = dt.datetime.now(tz=dt.UTC).date()
    try:
        found = foresee_clients(place, ClientOrder(ids=ids), today=today, on_event=ignore)
    except AudiogenError:
        return [_MISTAKEN]
    if any(each.forecast is None for each in found):
        return [_MISTAKEN]
    made = [(each.client, track) for each in found if each.forecast for track in each.forecast.made]
    return _told([f"{client}/{track.track.edition.name}" for client, track in made], "audiogen build --clients")


def _is_newer(files: Iterable[Path], built: Iterable[Path]) -> bool:
    """Whether one of some files was written after something was published in one of these folders."""
    from audiogen.publish import layout

    with contextlib.suppress(OSError, ValueError):
        built_s = min((folder / layout.FACTS).stat().st_mtime for folder in built)
        return any(path.stat().st_mtime > built_s for path in files)
    return False


def _told(names: Sequence[str], command: str) -> list[str]:
    if not names:
        return []
    more = f" and {len(names) - _MOST_NAMED} more" if names[_MOST_NAMED:] else ""
    named = ", ".join(names[:_MOST_NAMED])
    return [f"`{command}` would change {named}{more} by now; what is sent is as it was built before"]
