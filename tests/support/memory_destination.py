"""A destination that is a dictionary, whose every operation can be made to go wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Literal, TypeAlias

from audiogen.upload.destination import DestinationError, FileContent, FileKind, MissingFileError
from audiogen.upload.receipt import RECEIPT

Fault: TypeAlias = Literal["cut before", "cut behind", "slip before", "slip behind", "refusal", "garbling"]
"""What may go wrong with an operation: the uploading program is killed before or behind it, the connection breaks for a
moment before or behind it, the host refuses it, or what is put arrives as something else."""

_BLOCK_BYTES = 7
"""Small, so that files have several."""


class KilledError(BaseException):
    """The end of the uploading program: nothing of it runs any more."""


@dataclass
class MemoryDestination:
    """Files by their paths; the operations on them are counted from 1."""

    files: dict[str, bytes] = field(default_factory=dict)
    faults: dict[int, Fault] = field(default_factory=dict)
    """By the number of the operation."""
    on_change: Callable[[Mapping[str, bytes]], None] = lambda _files: None
    """Called with the files after each change."""
    before: Callable[[str, str], None] = lambda _act, _path: None
    """Called before each operation with its name and path."""
    kinds: dict[str, FileKind] = field(default_factory=dict)
    left: dict[str, dt.datetime] = field(default_factory=dict)
    """What killed puts have left."""
    operations: list[tuple[str, str]] = field(default_factory=list)
    dead: bool = False
    closed: bool = False
    _turn: Lock = field(default_factory=Lock)

    @property
    def shown(self) -> str:
        return "sftp://example.org/podcast"

    @property
    def sent(self) -> list[str]:
        """The paths of all that was put, but for receipts."""
        return [path for act, path in self.operations if act == "put" and path != RECEIPT]

    def put(self, path: str, content: FileContent, kind: FileKind) -> None:
        fault = self._begin("put", path)
        data = b"".join(content.blocks())
        with self._turn:
            self.files[path] = data[:-1] + b"?" if fault == "garbling" else data
            self.kinds[path] = kind
            self.on_change(self.files)
        self._end(fault)

    def read(self, path: str) -> Iterator[bytes]:
        fault = self._begin("read", path)
        if path not in self.files:
            message = f"there is no {path}"
            raise MissingFileError(message)
        data = self.files[path]
        yield from (data[at : at + _BLOCK_BYTES] for at in range(0, len(data), _BLOCK_BYTES))
        self._end(fault)

    def list(self, below: str = "", *, deep: bool = True) -> Mapping[str, int]:
        fault = self._begin("list", below)
        found = {path: len(data) for path, data in self.files.items() if _lies(path, below, deep=deep)}
        self._end(fault)
        return found

    def unfinished(self, below: str = "", *, deep: bool = True) -> Mapping[str, dt.datetime]:
        self._end(self._begin("unfinished", below))
        return {path: since for path, since in self.left.items() if _lies(path, below, deep=deep)}

    def delete(self, path: str) -> None:
        fault = self._begin("delete", path)
        with self._turn:
            self.files.pop(path, None)
            self.left.pop(path, None)
            self.on_change(self.files)
        self._end(fault)

    def close(self) -> None:
        self.closed = True

    def _begin(self, act: str, path: str) -> Fault | None:
        self.before(act, path)
        with self._turn:
            if self.dead:
                raise KilledError
            self.operations.append((act, path))
            fault = self.faults.get(len(self.operations))
            self.dead = fault == "cut before"
        if self.dead:
            raise KilledError
        if fault in {"slip before", "refusal"}:
            raise _error(transient=fault == "slip before")
        return fault

    def _end(self, fault: Fault | None) -> None:
        if fault == "cut behind":
            self.dead = True
            raise KilledError
        if fault == "slip behind":
            raise _error(transient=True)


def _lies(path: str, below: str, *, deep: bool) -> bool:
    """Whether a file lies in a folder, or in one in it."""
    within = f"{below}/" if below else ""
    return path.startswith(within) and (deep or "/" not in path.removeprefix(within))


def _error(*, transient: bool) -> DestinationError:
    return DestinationError("the connection is gone" if transient else "you may not do this", transient=transient)
