"""The folder that sessions made of documents are written into, with what is there already."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from audiogen.scaffold.naming import new_name
from audiogen.script.folder import SHOW_FILE, session_paths
from audiogen.script.lock import read_lock
from audiogen.script.model import KEYS, Show
from audiogen.script.reading import read_model
from audiogen.script.yaml.document import read_document


@dataclass(frozen=True, slots=True)
class ShowFolder:
    """What a session is put beside."""

    scripts: Path = Path()
    """The folder of the sessions."""
    show: Show | None = None
    paths: tuple[Path, ...] = ()
    """The files of the sessions that are there, by name."""
    former: frozenset[str] = frozenset()
    """Slugs that are, or were, published."""

    def new_paths(self, titles: Iterable[str], other: str, *, today: dt.date) -> Iterator[Path]:
        """A new file for each of some sessions, named as `audiogen add` names them.

        Args:
            titles: of the sessions, in their order.
            other: what a name says where a title has no Latin letter.
            today: for shows whose files begin with dates.
        """
        taken = list(self.paths)
        for title in titles:
            path = self.scripts / f"{new_name(title, other, taken, self.former, today)}.yaml"
            taken = sorted([*taken, path], key=lambda each: each.name)
            yield path


def beside_show(scripts: Path) -> ShowFolder:
    """What is in the folder of a show.

    Raises:
        AudiogenError: when there is no show.
    """
    paths = tuple(session_paths(scripts))
    show = read_model(read_document(scripts / SHOW_FILE, KEYS), Show).value
    lock = read_lock(scripts)
    return ShowFolder(
        scripts, show, paths, frozenset({*(lock.episodes if lock else ()), *(show.retired if show else ())})
    )
