"""What changes in a project's folder, told by the system once it is quiet: the only module that knows watchfiles."""

from __future__ import annotations

import math
import queue
import re
import threading
import time
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Final, Self, TypeAlias

import watchfiles

from audiogen.clients.folder import private_folder
from audiogen.errors import AudiogenError
from audiogen.project import Project

_STEP_MS: Final = 40
"""Changes that follow one another so closely are told together."""
_QUIET_S: Final = 0.08
"""How long nothing else may be told before a change is answered: editors empty a file before they fill it, or write
another file and rename that."""
_LONGEST_MS: Final = 600
"""How long it may be put off by other files that change all the time."""
_FOREVER_S: Final = math.inf
_POLLED_EACH_MS: Final = 250
_ENDED_AFTER_MS: Final = 1000
_INTERRUPTIBLE_S: Final = 0.5
"""In Windows, who waits cannot be interrupted."""
_NOBODY_WRITES: Final = re.compile(
    r"\..*|.*~|#.*#|4913|.*\.(sw[a-p]|tmp|temp|bak|orig|part|crdownload|lock)|~\$.*|__pycache__|node_modules|thumbs\.db",
    re.IGNORECASE,
)
"""Hidden files, backups and locks of editors, folders of programs."""

_Found: TypeAlias = queue.SimpleQueue[Collection[str] | Exception]


class FolderChanges:
    """What changes below a project's folder, but for what audiogen makes there. Ends with its `with` block."""

    def __init__(self, project: Project, *, poll: bool = False) -> None:
        """Watch from now on.

        Args:
            project: its folders.
            poll: look at the files again and again, where the system does not tell what changes.
        """
        self._project, self._poll = project, poll
        self._last = time.monotonic()
        self._made = (project.dist.resolve(), private_folder(project.root).resolve())
        self._found: _Found = queue.SimpleQueue()
        self._above = _Listener({project.root.resolve(): project.root}, self._found, below=False, poll=poll)
        self._below = _Listener(self._folders(), self._found, below=True, poll=poll)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._above.end()
        self._below.end()

    def next(self, *, wait: bool) -> frozenset[Path]:
        """What changed since it was asked last, each named from the project's folder as the user named that.

        Args:
            wait: whether to wait until something changes.

        Raises:
            AudiogenError: when the system refuses to say what changes.
        """
        while True:
            changed = self._renewed(self._named(self._taken(_FOREVER_S if wait else 0.0)))
            if changed or not wait:
                return changed

    def meanwhile(self) -> frozenset[Path]:
        """What changed since it was asked last: waits until it has been quiet for a moment."""
        return self._renewed(self._named(self._taken(self._last + _QUIET_S - time.monotonic())))

    def _renewed(self, named: Iterable[Path]) -> frozenset[Path]:
        """The paths; where one may be a new folder, or one that is gone, what is listened to follows that."""
        changed = frozenset(named)
        if any(path.parent == self._project.root for path in changed) and self._folders() != self._below.folders:
            self._below.end()
            self._below = _Listener(self._folders(), self._found, below=True, poll=self._poll)
        return changed

    def _taken(self, patience_s: float) -> Iterator[str]:
        """All paths that were told; when there are none, those that are told within that time."""
        until = time.monotonic() + patience_s
        while True:
            left_s = min(until - time.monotonic(), _INTERRUPTIBLE_S)
            try:
                found = self._found.get(timeout=left_s) if left_s > 0 else self._found.get_nowait()
            except queue.Empty:
                if left_s > 0:
                    continue
                return
            if isinstance(found, Exception):
                message = f"the system does not tell what changes in {self._project.root}: {found}"
                raise AudiogenError(message, hint="Try `audiogen watch --poll`, which looks for itself.") from found
            self._last, until = time.monotonic(), 0.0
            yield from found

    def _named(self, told: Iterable[str]) -> Iterator[Path]:
        """The paths that matter, as the user would name them."""
        bases = {**self._above.folders, **self._below.folders}
        for each in map(Path, told):
            base = max((base for base in bases if each.is_relative_to(base)), key=_depth, default=None)
            if base is None:
                continue  # what was told of a link that is not there any more
            inner = each.relative_to(base)
            made = any(each.is_relative_to(folder) for folder in self._made)
            if not made and inner.parts and not any(map(_NOBODY_WRITES.fullmatch, inner.parts)):
                yield bases[base] / inner

    def _folders(self) -> dict[Path, Path]:
        """The folders in the project's own in which somebody may write: where they are, and how the user names them."""
        try:
            inside = [path for path in self._project.root.iterdir() if path.is_dir()]
        except OSError:
            return {}
        mine = {path.resolve(): path for path in inside if not _NOBODY_WRITES.fullmatch(path.name)}
        return {real: path for real, path in mine.items() if real not in self._made and not _is_environment(real)}


class _Listener:
    """A thread that notes what the system tells of some folders."""

    def __init__(
        self,
        folders: dict[Path, Path],
        found: queue.SimpleQueue[Collection[str] | Exception],
        *,
        below: bool,
        poll: bool,
    ) -> None:
        self.folders = folders
        self._found, self._ended = found, threading.Event()
        self._below, self._poll = below, poll
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def end(self) -> None:
        self._ended.set()

    def _listen(self) -> None:
        if not self.folders:
            return
        try:
            for changes in self._told():
                self._found.put([path for _, path in changes])
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told by the thread that waits
            self._found.put(error)

    def _told(self) -> Iterator[set[tuple[watchfiles.Change, str]]]:
        return watchfiles.watch(
            *self.folders,
            watch_filter=None,
            debounce=_LONGEST_MS,
            step=_STEP_MS,
            rust_timeout=_ENDED_AFTER_MS,
            stop_event=self._ended,
            recursive=self._below,
            force_polling=self._poll or None,
            poll_delay_ms=_POLLED_EACH_MS,
            ignore_permission_denied=True,
        )


def _depth(path: Path) -> int:
    return len(path.parts)


def _is_environment(folder: Path) -> bool:
    """Whether a folder holds an environment of Python: thousands of files that nobody writes."""
    return (folder / "pyvenv.cfg").exists()
