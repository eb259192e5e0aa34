"""A destination of any kind, whose operations and blocks are counted, and at one of which something may happen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from audiogen.upload.destination import Destination, FileContent, FileKind
from audiogen.upload.receipt import RECEIPT


@dataclass
class WatchedDestination:
    """Counts steps: each operation, before and behind it, and each block that is read or sent."""

    real: Destination
    at: int = 0
    act: Callable[[], None] = lambda: None
    """Called at this step."""
    steps: int = 0
    sent: list[str] = field(default_factory=list)
    """The paths of all that was put, but for receipts."""

    @property
    def shown(self) -> str:
        return self.real.shown

    def put(self, path: str, content: FileContent, kind: FileKind) -> None:
        self._step()
        if path != RECEIPT:
            self.sent.append(path)
        self.real.put(path, _StepContent(content.source, content.size_bytes, self._step), kind)
        self._step()

    def read(self, path: str) -> Iterator[bytes]:
        for block in self.real.read(path):
            self._step()
            yield block

    def list(self, below: str = "", *, deep: bool = True) -> Mapping[str, int]:
        self._step()
        return self.real.list(below, deep=deep)

    def unfinished(self, below: str = "", *, deep: bool = True) -> Mapping[str, dt.datetime]:
        return self.real.unfinished(below, deep=deep)

    def delete(self, path: str) -> None:
        self._step()
        self.real.delete(path)
        self._step()

    def close(self) -> None:
        self.real.close()

    def _step(self) -> None:
        self.steps += 1
        if self.steps == self.at:
            self.act()


@dataclass(frozen=True, slots=True)
class _StepContent(FileContent):
    step: Callable[[], None]

    def blocks(self) -> Iterator[bytes]:
        for block in FileContent.blocks(self):
            self.step()
            yield block
