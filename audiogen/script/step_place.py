"""Where a step stands in the files of its author."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from audiogen.script.yaml.nodes import Text, TreePath

_SCAN: Final = "scan"
"""The key of the step that has places of its own."""


@dataclass(frozen=True, slots=True)
class StepPlace:
    """Where a step stands, for messages."""

    path: Path
    """The file, as the user named it; of an included step, the file that is included."""
    way: TreePath
    """From the top of that file to the step."""
    line: int
    """From 1."""
    texts: tuple[Text, ...] = field(default=(), compare=False, repr=False)
    """What the step says, as it stands in the file."""
    values: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
    """What its variables were filled with, once it is a step of an edition; never shown, since it may be a client's."""
    scan_line: int | None = field(default=None, compare=False, repr=False)
    """Where the scan stands of which this is a place, or the silence at one; None for any other step."""
    included: StepPlace | None = field(default=None, compare=False, repr=False)
    """The include that brought it into the edition."""

    def __str__(self) -> str:
        """As messages name it."""
        return f"{self.path}:{self.line}"

    @property
    def around(self) -> Iterator[StepPlace]:
        """Its own place, and those of the includes that brought it along, from within outwards."""
        place: StepPlace | None = self
        while place is not None:
            yield place
            place = place.included

    @property
    def of_silence(self) -> StepPlace:
        """That of the silence at a place of a scan, whose own place this is."""
        return replace(self, way=(*self.way, "silence", 0), texts=())

    @property
    def of_scan(self) -> bool:
        """Whether it is the place of what a scan says, or of the silence behind that."""
        return self.scan_line is not None

    def way_to(self, key: str) -> TreePath:
        """From the top of the file to what is chosen for the step; of a scan's words and silences, for the scan."""
        way = self.way[: self.way.index(_SCAN)] if self.of_scan else self.way
        return (*way, key)

    @property
    def has_variables(self) -> bool:
        """Whether anything of what it says is filled in only when a track is made."""
        return any("{" in text.value for text in self.texts)
